// Text to the numbers a multilingual model knows it by: a Unigram vocabulary of SentencePiece, looked up by its
// library.
//
// The numbers are those of the reference (the library `tokenizers`), but for names of special tokens in the text, such
// as `</s>`: they are text here, as `<s>` strikes out what follows in a note. Any thread once it is made. A text costs
// no more than its beginning does that fits. Making one fails with corrupt, in sentences about "it".
#pragma once

#include <cstddef>
#include <memory>
#include <string_view>
#include <vector>

#include "base/error.hpp"
#include "encoder/character_map.hpp"
#include "encoder/word_pieces.hpp"

namespace sentencepiece {
class SentencePieceProcessor;
}

namespace secondbrain::encoder {

/// As a model brings it. Pieces and scores by number.
struct unigram_vocabulary {
  std::vector<std::string_view> pieces;
  std::vector<float> scores;
  character_map characters;
  token first = 0;  // begins a text
  token last = 2;   // ends it
  token padding = 1;
  token unknown = 3;
};

class sentence_pieces {
 public:
  static result<sentence_pieces> from_vocabulary(unigram_vocabulary vocabulary);

  sentence_pieces(sentence_pieces&&) noexcept;
  ~sentence_pieces();

  /// Beginning and ending with the tokens for that, these included at most so many, which are at least two.
  std::vector<token> tokens_of(std::string_view text, std::size_t most) const;

  /// How many numbers there are: each is below this.
  std::size_t size() const { return size_; }

  /// The number of the first piece that is a word (token_weights.hpp), in the order of the vocabulary.
  std::size_t first_word() const { return first_word_; }

 private:
  sentence_pieces();
  void look_up(std::u32string_view word, std::size_t most, std::vector<token>& tokens) const;

  std::unique_ptr<sentencepiece::SentencePieceProcessor> processor_;
  character_map characters_;
  std::size_t longest_piece_ = 0;  // code points
  std::size_t size_ = 0;
  std::size_t first_word_ = 0;
  token first_ = 0;
  token last_ = 0;
};

}  // namespace secondbrain::encoder
