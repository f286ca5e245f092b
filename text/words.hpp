// The words of a text, as full-text search sees them.
//
// A word is a run of letters and digits with the marks that belong to them. Besides these are words: a sign that names
// a thing (`C++`, `C#`, `.NET`), an emoji, and each character of a script that is written without spaces (Chinese,
// Japanese, Korean, Thai, Lao, Khmer, Burmese): there, what follows each other without a gap is a run.
//
// Pure functions over UTF-8; thread-safe, nothing fails: bytes that are not UTF-8 separate words. Positions are bytes.
// Time: linear.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

namespace secondbrain::text {

enum class word_kind : std::uint8_t {
  word,
  sign,       // a word with the sign that belongs to it
  character,  // of a script without spaces
  emoji,
};

struct word_span {
  std::size_t begin = 0;
  std::size_t end = 0;
  word_kind kind = word_kind::word;
};

/// Walks the words of a text, which must outlive the scanner.
class word_scanner {
 public:
  explicit word_scanner(std::string_view text) : text_{text} {}

  std::optional<word_span> next();

 private:
  word_span word();
  std::optional<word_span> beyond_ascii();
  word_span character(std::size_t begin);
  std::size_t sign_length(const word_span& word) const;
  bool is_dot_net() const;
  std::size_t behind_unseen(std::size_t at) const;

  std::string_view text_;
  std::size_t at_ = 0;
};

/// The word without the sign that belongs to it: "C" of "C++", "NET" of ".NET".
std::string_view without_sign(std::string_view sign);

}  // namespace secondbrain::text
