// Notes that the retrieved passages link to, as further context (contract: retrieval §4). One hop.
//
// Thread-safe as far as `first_chunk_of` is. A link that leads nowhere is skipped.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
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

/// The first chunk of the note with that title, ignoring case; nothing when there is none.
using chunk_lookup = std::function<result<std::optional<chunk>>(std::string_view title)>;

/// In the order of the passages and of the links in them; notes among the passages are left out.
result<std::vector<linked_note>> expand_links(const std::vector<ranked_passage>& passages,
                                              const chunk_lookup& first_chunk_of, std::size_t most = most_linked_notes);

}  // namespace secondbrain::answers
