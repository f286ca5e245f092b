// Ways in which files get damaged.
#pragma once

#include <filesystem>
#include <string>

#include "tests/base/temporary_directory.hpp"

namespace secondbrain::stores {

/// Inverts every byte from the second page on, as far as the middle.
inline void flip_bytes(const std::filesystem::path& file) {
  auto bytes = read_text(file);
  for (std::size_t i = 4096; i < bytes.size() / 2 + 4096 && i < bytes.size(); ++i)
    bytes[i] = static_cast<char>(~bytes[i]);
  write_text(file, bytes);
}

inline void truncate_to_half(const std::filesystem::path& file) {
  const auto bytes = read_text(file);
  write_text(file, bytes.substr(0, bytes.size() / 2));
}

inline void overwrite_with_text(const std::filesystem::path& file) {
  std::string text;
  while (text.size() < 8192) text += "This is not a database. ";
  write_text(file, text);
}

}  // namespace secondbrain::stores
