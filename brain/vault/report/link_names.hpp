// Which links lead to a note, by the names of all notes: as the resolver of links has it, without its last resort but
// for the names that the pages of a Logseq graph go by.
//
// Owned by one thread. Cannot fail.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "brain/vault/dialects/logseq_page.hpp"
#include "brain/vault/links/link_resolver.hpp"

namespace secondbrain::vault {

class link_names {
 public:
  /// `logseq`: of the graph, if it is one.
  explicit link_names(std::span<const std::string> notes,
                      const std::optional<dialects::logseq_settings>& logseq = std::nullopt);

  /// Whether the target, as written in the note `from`, leads to a note.
  bool leads_somewhere(std::string_view from, std::string_view target) const;

  /// Whether it means a file that is no note: a picture, a PDF.
  static bool means_other_file(std::string_view target);

 private:
  mutable link_resolver resolver_;  // remembers what it has found
};

}  // namespace secondbrain::vault
