// Notes that are gone from the vault, by what they said: a note that appears and says the same has been moved.
//
// Owned by one thread; no file system; cannot fail.
#pragma once

#include <algorithm>
#include <iterator>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "messages/indexed_note.hpp"

namespace secondbrain::index {

class departed_notes {
 public:
  departed_notes() = default;
  departed_notes(const std::vector<std::string>& gone, const std::vector<tracked_file>& tracked) {
    const std::unordered_set<std::string_view> departed{gone.begin(), gone.end()};
    for (const auto& file : tracked)
      if (file.chunk_count > 0 && departed.contains(file.path)) paths_[file.content_hash].push_back(file.path);
  }

  /// The former path of a note that has appeared with this text. Each is given once; of several, one whose file had the
  /// same name.
  std::optional<std::string> claim(const std::string& content_hash, std::string_view path) {
    const auto found = paths_.find(content_hash);
    if (found == paths_.end()) return std::nullopt;
    auto& candidates = found->second;
    auto chosen = std::find_if(candidates.begin(), candidates.end(),
                               [&](const std::string& each) { return name_of(each) == name_of(path); });
    if (chosen == candidates.end()) chosen = std::prev(candidates.end());
    auto former = std::move(*chosen);
    candidates.erase(chosen);
    if (candidates.empty()) paths_.erase(found);
    return former;
  }

 private:
  static std::string_view name_of(std::string_view path) { return path.substr(path.rfind('/') + 1); }

  std::unordered_map<std::string, std::vector<std::string>> paths_;
};

}  // namespace secondbrain::index
