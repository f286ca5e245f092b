// The folders whose tasks and events do not count, because our settings, Obsidian or Logseq leave them out.
//
// Immutable once made; thread-safe; cannot fail. Time of a question: linear in the depth of the path.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <unordered_set>

#include "brain/vault/conventions/vault_conventions.hpp"

namespace secondbrain::vault {

class left_out_folders {
 public:
  explicit left_out_folders(std::span<const convention> excluded);

  /// Whether the note is one of them, or lies in one; without regard to case.
  bool hold(std::string_view note) const;

 private:
  std::unordered_set<std::string> places_;  // in lower case, without slashes at their ends
};

/// Obsidian can be told patterns as well: `/^x.*/`. They are not followed, which is told once.
bool is_pattern(const convention& excluded) noexcept;

}  // namespace secondbrain::vault
