// What a word is filed under and looked for by: its folded form, and the stem that the language of its text gives it.
//
// A text of a language that is not known is taken for English: the word itself stands beside the stem, so that a wrong
// guess loses nothing.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "text/stemmer.hpp"

namespace secondbrain::text {

/// Bytes of a word that count. What is longer is data, and is the same word when it begins alike.
inline constexpr std::size_t longest_word = 256;

struct word_forms {
  std::string_view word;
  std::string_view stem;  // the word itself where the language has nothing to say
};

/// Remembers the words it has met lately: in any text the same ones come again and again. Belongs to one thread; what
/// it returns is good until its next call. Nothing fails. Memory: some 120 bytes for each word it may remember.
class word_former {
 public:
  explicit word_former(std::size_t remembered = 1024);

  /// In which language the next words are (ISO 639-1, empty: not known).
  void set_language(std::string_view code);

  word_forms of(std::string_view raw);

 private:
  struct entry {
    std::uint64_t hash = 0;  // of the key and the language; 0: holds nothing
    std::string key;
    std::string word;
    std::string stem;
  };

  void fill(entry& place, std::string_view key, bool ascii);

  std::size_t remembered_;
  std::vector<entry> entries_;  // of a power of two; made when the first word comes
  std::unordered_map<std::string, stemmer> stemmers_;
  stemmer* stemmer_ = nullptr;
  std::string language_;
  std::uint64_t seed_ = 0;
};

/// The folded form of one word. Any thread.
std::string fold(std::string_view word);

/// Its stem in that language. Any thread.
std::string stem(std::string_view word, std::string_view language);

}  // namespace secondbrain::text
