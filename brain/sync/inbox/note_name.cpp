#include "brain/sync/inbox/note_name.hpp"

#include <cstddef>

#include "base/text.hpp"
#include "base/utf8.hpp"
#include "text/words.hpp"

namespace secondbrain::sync {
namespace {

constexpr std::size_t longest_stem = 240;  // bytes; leaves room for a number and the suffix

/// The text without the part of a code point that was cut off at its end.
std::string_view whole_code_points(std::string_view text) {
  while (!text.empty() && !is_valid_utf8(text)) text.remove_suffix(1);
  return text;
}

}  // namespace

std::string note_file_stem(std::string_view title) {
  std::string stem;
  std::size_t between = 0;
  auto keep_signs = [&](std::size_t end) {
    for (; between < end; ++between) {
      if (title[between] == ' ' || title[between] == '-' || title[between] == '_') stem += title[between];
    }
  };
  for (text::word_scanner words{title}; const auto word = words.next();) {
    keep_signs(word->begin);
    between = word->end;
    const auto whole = title.substr(word->begin, word->end - word->begin);
    if (word->kind == text::word_kind::sign)
      stem += text::without_sign(whole);  // a link to it must not need a `#`
    else if (word->kind != text::word_kind::emoji)
      stem += whole;
  }
  keep_signs(title.size());
  const auto kept = trimmed(whole_code_points(std::string_view{stem}.substr(0, longest_stem)));
  return kept.empty() ? "Untitled" : std::string{kept};
}

bool is_note_title(std::string_view title) noexcept {
  constexpr std::string_view forbidden{"/\\\0", 3};
  return !title.empty() && title.front() != '.' && title.find_first_of(forbidden) == title.npos;
}

}  // namespace secondbrain::sync
