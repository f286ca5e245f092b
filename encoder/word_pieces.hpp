// Text to the numbers a model of the BERT family knows it by: BERT's basic tokenizer, then WordPiece over a vocabulary.
//
// The numbers are those of the reference (the library `tokenizers`, BertNormalizer and BertPreTokenizer). Any thread
// once it is made. A text costs no more than its beginning does that fits: what is cut off is not looked at. Making one
// fails with corrupt and invalid_argument, in sentences about "it".
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "base/error.hpp"

namespace secondbrain::encoder {

using token = std::int32_t;

enum class letter_case : std::uint8_t { lowered, kept };

/// How text is prepared before it is looked up.
struct text_rules {
  letter_case letters = letter_case::lowered;
  bool strips_accents = true;
  bool parts_ideographs = true;
  bool cleans = true;  // leaves out control characters
};

class word_pieces {
 public:
  /// From a `tokenizer.json` of the library `tokenizers`.
  static result<word_pieces> from_json(std::string_view json);

  /// From a `vocab.txt`: a piece on each line, its number that of the line.
  static result<word_pieces> from_vocabulary(std::string_view lines, letter_case letters);

  /// Beginning with [CLS] and ending with [SEP], these included at most so many, which are at least two.
  std::vector<token> tokens_of(std::string_view text, std::size_t most) const;

  /// How many numbers there are: each is below this.
  std::size_t size() const { return size_; }

  /// The number of the first piece that is a word (token_weights.hpp), in the order of the vocabulary.
  std::size_t first_word() const { return first_word_; }

 private:
  class reading;

  word_pieces() = default;
  status set_vocabulary(std::vector<std::pair<std::string, token>> pieces);

  text_rules rules_;
  std::string prefix_ = "##";  // of a piece inside a word
  std::string unknown_name_ = "[UNK]";
  std::size_t longest_word_ = 100;  // code points; a longer one is unknown
  std::size_t longest_piece_ = 0;   // bytes
  std::size_t size_ = 0;
  std::size_t first_word_ = 0;
  token unknown_ = 0;
  token first_ = 0;
  token last_ = 0;
  std::unique_ptr<std::string> letters_;  // that the keys point into
  std::unordered_map<std::string_view, token> pieces_;
  std::vector<std::pair<std::string, token>> special_;  // that a text may name, such as [SEP]
};

}  // namespace secondbrain::encoder
