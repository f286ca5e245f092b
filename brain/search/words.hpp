// The words of a text, as the full-text index sees them: runs of letters and digits, compared without case, without
// diacritics and by their stem.
//
// Follows SQLite's `porter unicode61` tokenizer, which both the index and the query go through. Pure functions over
// UTF-8; thread-safe, nothing fails: bytes that are not UTF-8 separate words. Positions are bytes.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace secondbrain::search {

struct word_span {
  std::size_t begin = 0;
  std::size_t end = 0;
};

/// Walks the words of a text, which must outlive the scanner.
class word_scanner {
 public:
  explicit word_scanner(std::string_view text) : text_{text} {}

  std::optional<word_span> next() noexcept;

 private:
  std::string_view text_;
  std::size_t at_ = 0;
};

/// Lower case, without diacritics: "Éclair" becomes "eclair".
std::string fold(std::string_view word);

/// What the index files the word under.
std::string stem(std::string_view word);

}  // namespace secondbrain::search
