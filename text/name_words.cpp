#include "text/name_words.hpp"

#include "base/text.hpp"
#include "text/folding.hpp"
#include "text/word_forms.hpp"
#include "text/words.hpp"

namespace secondbrain::text {

namespace {

void append_word(std::string& words, std::string_view word) {
  if (!words.empty()) words += ' ';
  words += fold(word);
}

}  // namespace

std::string name_words(std::string_view name) {
  std::string words;
  std::string emoji;
  for (word_scanner scanner{name}; const auto word = scanner.next();)
    append_word(word->kind == word_kind::emoji ? emoji : words, name.substr(word->begin, word->end - word->begin));
  if (!words.empty()) return words;
  return emoji.empty() ? case_folded(trimmed(name)) : emoji;
}

}  // namespace secondbrain::text
