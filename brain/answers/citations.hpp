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

/// Numbers of sources that the answer refers to as `[n]` or `[n, m]` although there are only `count`; each once,
/// ascending. `[[links]]`, `[texts](of links)` and years are no references.
std::vector<int> unknown_sources(std::string_view answer, std::size_t count);

}  // namespace secondbrain::answers
