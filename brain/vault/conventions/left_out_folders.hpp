// The folders and files whose tasks and events do not count, because our settings, Obsidian or Logseq leave them out.
//
// Immutable once made; thread-safe; cannot fail. Time of a question: linear in the path, for each pattern.
#pragma once

#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "brain/vault/conventions/vault_conventions.hpp"

namespace re2 {
class RE2;
}

namespace secondbrain::vault {

class left_out_folders {
 public:
  explicit left_out_folders(std::span<const convention> excluded);

  /// Whether the note is one of them, or lies in one, or a pattern is found in its path; without regard to case.
  bool hold(std::string_view note) const;

 private:
  std::unordered_set<std::string> places_;  // in lower case, without slashes at their ends
  std::vector<std::shared_ptr<const re2::RE2>> patterns_;
};

/// Obsidian can be told patterns as well: `/^x.*/`.
bool is_pattern(const convention& excluded) noexcept;

/// Why a pattern is not followed, as a sentence; empty: it is. JavaScript knows some that take longer than a path is
/// worth.
std::string trouble_with_pattern(const convention& pattern);

}  // namespace secondbrain::vault
