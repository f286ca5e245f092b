// Words too common to tell one text from another: they say what language it is in, and nothing more.
//
// Pure and thread-safe; nothing fails.
#pragma once

#include <span>
#include <string_view>

namespace secondbrain::text {

/// Whether the folded word is one of that language's (ISO 639-1).
bool is_stop_word(std::string_view folded, std::string_view language);

struct stop_word_list {
  std::string_view language;
  std::span<const std::string_view> words;  // folded, sorted
};

std::span<const stop_word_list> stop_word_lists();

}  // namespace secondbrain::text
