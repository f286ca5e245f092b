// The passages behind an answer, and whether what it quotes and refers to is really there.
//
// Pure and thread-safe; nothing fails.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "brain/answers/ranked_passage.hpp"
#include "messages/answer.hpp"

namespace secondbrain::answers {

inline constexpr std::size_t shortest_checked_quote = 4;  // words; less is a name or a term

std::vector<citation> citations_of(const std::vector<ranked_passage>& passages);

/// Every span of the answer that claims to quote: in double quotation marks of any kind, or a block quotation. It is
/// looked for in the passages' texts; neither white space, case, kinds of quotation mark, Markdown emphasis nor
/// punctuation at its ends matter, and "…" stands for something left out.
std::vector<quoted_span> check_quotes(std::string_view answer, const std::vector<ranked_passage>& passages);

/// Numbers of sources that the answer refers to as `[n]` although there are only `count`; each once, ascending.
std::vector<int> unknown_sources(std::string_view answer, std::size_t count);

}  // namespace secondbrain::answers
