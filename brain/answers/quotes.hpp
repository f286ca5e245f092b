// Whether an answer really quotes what it claims to quote.
//
// Pure and thread-safe; nothing fails.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "brain/answers/ranked_passage.hpp"
#include "messages/answer.hpp"

namespace secondbrain::answers {

inline constexpr std::size_t shortest_checked_quote = 4;  // words; less is a name or a term

/// Every span of the answer that claims to quote: between double quotation marks of any kind, or a block quotation. It
/// is looked for in the passages' texts; white space, case, kinds of quotation mark, Markdown emphasis, references to
/// sources and punctuation at the ends do not matter, and "…" stands for something left out.
std::vector<quoted_span> check_quotes(std::string_view answer, const std::vector<ranked_passage>& passages);

}  // namespace secondbrain::answers
