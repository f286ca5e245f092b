// An answer without a language model: the sentences of the best passages that have most of the question's words, word
// for word. Pure and thread-safe; nothing fails.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "brain/answers/ranked_passage.hpp"

namespace secondbrain::answers {

inline constexpr std::size_t most_quoted_passages = 5;
inline constexpr std::size_t sentences_per_passage = 2;

/// Paragraphs to be joined by blank lines: the introduction, then for each passage its number, title and headings, and
/// what it says as a block quotation.
std::vector<std::string> extractive_answer(std::string_view introduction, std::string_view query,
                                           const std::vector<ranked_passage>& passages);

}  // namespace secondbrain::answers
