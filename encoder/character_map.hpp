// What a SentencePiece tokenizer makes of characters before it looks words up: its rule `nmt_nfkc`, from a table of
// single characters that comes with a model, and Unicode's composition.
//
// SentencePiece keeps one table of 225,000 sequences; all those of several characters are the ways of writing one that
// Unicode composes, so that ICU knows them. The single ones are the model's own: they change with Unicode, and
// differ between versions of the library (U+200D, which emoji are joined by, is a space in one and nothing in another).
//
// Any thread once it is filled. Nothing fails: bytes that are no UTF-8 are U+FFFD.
// Source: https://github.com/google/sentencepiece, src/builder.cc, "NFKC", and doc/normalization.md.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <unordered_map>

namespace secondbrain::encoder {

class character_map {
 public:
  void add(char32_t from, std::u32string to) { table_.insert_or_assign(from, std::move(to)); }

  /// Appends what stands at that place of the text, and says how many bytes that was.
  std::size_t append_next(std::string_view text, std::size_t at, std::u32string& to) const;

 private:
  std::unordered_map<char32_t, std::u32string> table_;
};

}  // namespace secondbrain::encoder
