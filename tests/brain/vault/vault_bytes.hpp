// What lies in a vault, seen past the code under test.
#pragma once

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

namespace secondbrain::vault {

inline std::string bytes_of(const std::filesystem::path& file) {
  std::ifstream input{file, std::ios::binary};
  return {std::istreambuf_iterator<char>{input}, {}};
}

/// All files, hidden ones too, relative to the folder and sorted.
inline std::vector<std::string> files_below(const std::filesystem::path& folder) {
  std::vector<std::string> found;
  for (auto& entry : std::filesystem::recursive_directory_iterator{folder}) {
    if (!entry.is_directory()) found.push_back(entry.path().lexically_relative(folder).string());
  }
  std::sort(found.begin(), found.end());
  return found;
}

}  // namespace secondbrain::vault
