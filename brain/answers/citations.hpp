// The passages behind an answer, as they are shown beside it, and the numbers by which it refers to them.
//
// Pure and thread-safe; nothing fails.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "brain/answers/ranked_passage.hpp"
#include "messages/answer.hpp"

namespace secondbrain::answers {

std::vector<citation> citations_of(const std::vector<ranked_passage>& passages);

struct source_references {
  bool any = false;          // at least one leads to a source, or to a linked note as `[C1]`
  std::vector<int> unknown;  // numbers of sources that do not exist; each once, ascending
};

/// What an answer refers to as `[n]` or `[n, m]`, of `count` sources. `[[links]]`, `[texts](of links)` and years are no
/// references.
source_references references_in(std::string_view answer, std::size_t count);

}  // namespace secondbrain::answers
