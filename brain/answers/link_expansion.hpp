// Notes that the retrieved passages link to, as further context (contract: retrieval §4). One hop.
//
// Thread-safe as far as the lookup is. A link that leads nowhere is skipped.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "base/error.hpp"
#include "brain/answers/ranked_passage.hpp"
#include "messages/indexed_note.hpp"

namespace secondbrain::answers {

inline constexpr std::size_t most_linked_notes = 3;

struct linked_note {
  chunk piece;              // its first
  std::string linked_from;  // title of the citing note
};

/// The notes that a passage links to, by their first chunk, in the order of its links.
using link_lookup = std::function<result<std::vector<chunk>>(const chunk& passage)>;

/// In the order of the passages and of the links in them; notes among the passages are left out.
result<std::vector<linked_note>> expand_links(const std::vector<ranked_passage>& passages,
                                              const link_lookup& linked_from, std::size_t most = most_linked_notes);

}  // namespace secondbrain::answers
