#include "encoder/sentence_pieces.hpp"

#include <sentencepiece_processor.h>

#include <algorithm>
#include <bit>
#include <string>
#include <utility>

#include "base/utf8.hpp"
#include "encoder/token_weights.hpp"

namespace secondbrain::encoder {

namespace {

failed no_vocabulary() {
  return fail(errc::corrupt, "Its tokenizer has no vocabulary, or a damaged one. Fetch the model again.");
}

void append_varint(std::string& message, std::uint64_t number) {
  constexpr std::uint64_t more = 0x80;
  for (; number >= more; number >>= 7) message.push_back(static_cast<char>(number | more));
  message.push_back(static_cast<char>(number));
}

void append_number(std::string& message, std::uint64_t field, std::uint64_t number) {
  append_varint(message, field << 3);
  append_varint(message, number);
}

void append_bytes(std::string& message, std::uint64_t field, std::string_view bytes) {
  append_varint(message, field << 3 | 2);
  append_varint(message, bytes.size());
  message += bytes;
}

void append_float(std::string& message, std::uint64_t field, float value) {
  append_varint(message, field << 3 | 5);
  const auto bits = std::bit_cast<std::uint32_t>(value);
  for (unsigned shift = 0; shift < 32; shift += 8) message.push_back(static_cast<char>(bits >> shift & 0xFF));
}

// sentencepiece_model.proto: ModelProto, SentencePiece, TrainerSpec, NormalizerSpec.
std::uint64_t type_of(const unigram_vocabulary& from, std::size_t number) {
  constexpr std::uint64_t normal = 1;
  constexpr std::uint64_t unknown = 2;
  constexpr std::uint64_t control = 3;
  const auto one = static_cast<token>(number);
  if (one == from.unknown) return unknown;
  if (one == from.first || one == from.last || one == from.padding) return control;
  return from.pieces[number] == "<mask>" ? control : normal;
}

/// The vocabulary as the library reads it. Words come to it prepared.
std::string model_of(const unigram_vocabulary& from) {
  constexpr std::uint64_t unigram = 1;
  std::string model;
  std::string piece;
  for (std::size_t number = 0; number < from.pieces.size(); ++number) {
    piece.clear();
    append_bytes(piece, 1, from.pieces[number]);
    append_float(piece, 2, from.scores[number]);
    append_number(piece, 3, type_of(from, number));
    append_bytes(model, 1, piece);
  }
  std::string trainer;
  append_number(trainer, 3, unigram);
  append_bytes(model, 2, trainer);
  std::string normalizer;
  append_bytes(normalizer, 1, "identity");
  append_bytes(model, 3, normalizer);
  return model;
}

bool is_number_of(const unigram_vocabulary& from, token number) {
  return number >= 0 && static_cast<std::size_t>(number) < from.pieces.size();
}

}  // namespace

sentence_pieces::sentence_pieces() : processor_{std::make_unique<sentencepiece::SentencePieceProcessor>()} {}
sentence_pieces::sentence_pieces(sentence_pieces&&) noexcept = default;
sentence_pieces::~sentence_pieces() = default;

result<sentence_pieces> sentence_pieces::from_vocabulary(unigram_vocabulary vocabulary) {
  const bool whole = !vocabulary.pieces.empty() && vocabulary.pieces.size() == vocabulary.scores.size() &&
                     is_number_of(vocabulary, vocabulary.first) && is_number_of(vocabulary, vocabulary.last) &&
                     is_number_of(vocabulary, vocabulary.unknown);
  if (!whole) return no_vocabulary();
  sentence_pieces made;
  if (!made.processor_->LoadFromSerializedProto(model_of(vocabulary)).ok()) return no_vocabulary();
  for (const auto piece : vocabulary.pieces)
    made.longest_piece_ = std::max(made.longest_piece_, count_code_points(piece));
  made.characters_ = std::move(vocabulary.characters);
  made.size_ = vocabulary.pieces.size();
  const auto first = std::find_if(vocabulary.pieces.begin(), vocabulary.pieces.end(), is_word);
  made.first_word_ = static_cast<std::size_t>(first - vocabulary.pieces.begin());
  made.first_ = vocabulary.first;
  made.last_ = vocabulary.last;
  return made;
}

/// Words are looked up one by one: no piece reaches beyond a space.
std::vector<token> sentence_pieces::tokens_of(std::string_view text, std::size_t most) const {
  const auto longest_word = most * longest_piece_;  // code points; there are more tokens than are wanted in it
  std::vector<token> tokens{first_};
  std::u32string word;
  const auto end_word = [&] {
    if (!word.empty()) look_up(word, most - 1, tokens);
    word.clear();
  };
  std::u32string next;
  for (std::size_t at = 0; at < text.size() && tokens.size() + 1 < most && word.size() < longest_word;) {
    next.clear();
    at += characters_.append_next(text, at, next);
    for (const auto value : next)
      if (value == ' ')
        end_word();
      else
        word.push_back(value);
  }
  end_word();
  tokens.push_back(last_);
  return tokens;
}

void sentence_pieces::look_up(std::u32string_view word, std::size_t most, std::vector<token>& tokens) const {
  std::string text;
  for (const auto value : word) append_utf8(text, value);
  std::vector<int> found;
  if (!processor_->Encode(text, &found).ok()) return;
  for (const auto one : found)
    if (tokens.size() < most) tokens.push_back(one);
}

}  // namespace secondbrain::encoder
