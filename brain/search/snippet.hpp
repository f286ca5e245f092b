// The part of a passage that shows why it was found.
//
// Plain text in, plain text out: Markdown is left as it is. Pure and thread-safe; nothing fails. Highlights are
// [begin, end) in code points of the snippet.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "brain/search/query.hpp"

namespace secondbrain::search {

inline constexpr int snippet_code_points = 240;

struct snippet {
  std::string text;
  std::vector<std::pair<int, int>> highlights;
};

/// The stretch of at most `code_points` with the most of `terms` in it, cut between words; the beginning when there are
/// none. Words are compared as the index does in the language of the text.
snippet make_snippet(std::string_view text, std::span<const query_term> terms, std::string_view language,
                     int code_points = snippet_code_points);

}  // namespace secondbrain::search
