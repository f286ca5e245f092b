#include "encoder/word_pieces.hpp"

#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <limits>
#include <numeric>
#include <optional>

#include "base/utf8.hpp"
#include "encoder/text_classes.hpp"
#include "encoder/token_weights.hpp"

namespace secondbrain::encoder {

namespace {

failed foreign(const std::string& what) {
  return fail(errc::corrupt, what + " Fetch the model again.");
}

/// Canonical decomposition (NFD). A text that ICU cannot take stays as it is.
icu::UnicodeString decomposed(const icu::UnicodeString& text) {
  UErrorCode code = U_ZERO_ERROR;
  const auto* nfd = icu::Normalizer2::getNFDInstance(code);
  auto parted = U_SUCCESS(code) ? nfd->normalize(text, code) : text;
  return U_SUCCESS(code) ? parted : text;
}

std::u32string code_points_of(const icu::UnicodeString& text) {
  std::u32string values;
  for (std::int32_t at = 0; at < text.length(); at = text.moveIndex32(at, 1))
    values.push_back(static_cast<char32_t>(text.char32At(at)));
  return values;
}

/// One letter at a time, as the reference has it; only one has two small letters.
void append_lower(std::u32string& word, char32_t value) {
  constexpr char32_t capital_i_with_dot = 0x130;
  word.push_back(static_cast<char32_t>(u_tolower(static_cast<UChar32>(value))));
  if (value == capital_i_with_dot) word.push_back(0x307);
}

}  // namespace

/// A text on its way to its tokens.
class word_pieces::reading {
 public:
  reading(const word_pieces& known, std::size_t most) : known_{known}, most_{most} {}

  /// A stretch of text without the name of a special token.
  void read(std::string_view text) {
    for (std::size_t at = 0; at < text.size() && !full();) {
      const auto point = code_point_at(text, at);
      at += point.length;
      take(point.value);
    }
    end_word();
  }

  void add(token one) {
    if (!full()) tokens_.push_back(one);
  }

  bool full() const { return tokens_.size() >= most_; }

  std::vector<token> take_tokens() { return std::move(tokens_); }

 private:
  void take(char32_t value) {
    if (known_.rules_.cleans && is_control(value)) return;
    if (is_space(value)) return end_word();
    const bool alone = known_.rules_.parts_ideographs && is_ideograph(value);
    if (alone) end_word();
    word_.append(static_cast<UChar32>(value));
    if (alone) end_word();
  }

  /// What stands between two spaces: without accents, in small letters, parted at punctuation.
  void end_word() {
    if (word_.isEmpty()) return;
    const auto letters = code_points_of(known_.rules_.strips_accents ? decomposed(word_) : word_);
    word_.remove();
    std::u32string part;
    for (const auto value : letters) {
      if (known_.rules_.strips_accents && is_accent(value)) continue;
      if (is_punctuation(value)) {
        look_up(part);
        part.assign(1, value);
        look_up(part);
      } else if (is_space(value)) {
        look_up(part);
      } else if (known_.rules_.letters == letter_case::lowered) {
        append_lower(part, value);
      } else {
        part.push_back(value);
      }
    }
    look_up(part);
  }

  /// The longest piece that the rest of the word begins with, again and again.
  void look_up(std::u32string& word) {
    if (word.empty() || full()) return word.clear();
    const bool too_long = word.size() > known_.longest_word_;
    std::string text;
    for (const auto value : word) append_utf8(text, value);
    word.clear();
    if (too_long) return add(known_.unknown_);
    std::vector<token> found;
    for (std::size_t at = 0; at < text.size();) {
      const auto piece = longest_piece(text, at);
      if (!piece) return add(known_.unknown_);
      found.push_back(piece->first);
      at += piece->second;
    }
    for (const auto one : found) add(one);
  }

  /// Its number, and its length in the text.
  std::optional<std::pair<token, std::size_t>> longest_piece(std::string_view text, std::size_t at) const {
    std::string key = at == 0 ? std::string{} : known_.prefix_;
    const auto before = key.size();
    key += text.substr(at, known_.longest_piece_);
    for (; key.size() > before; key.pop_back())
      if (const auto found = known_.pieces_.find(key); found != known_.pieces_.end())
        return std::pair{found->second, key.size() - before};
    return std::nullopt;
  }

  const word_pieces& known_;
  std::size_t most_;
  icu::UnicodeString word_;  // as it stands in the text
  std::vector<token> tokens_;
};

std::vector<token> word_pieces::tokens_of(std::string_view text, std::size_t most) const {
  reading words{*this, most - 1};
  words.add(first_);
  while (!text.empty() && !words.full()) {
    auto nearest = text.size();
    const std::pair<std::string, token>* next = nullptr;
    for (const auto& one : special_)
      if (const auto at = text.substr(0, nearest).find(one.first); at != std::string_view::npos) {
        nearest = at;
        next = &one;
      }
    words.read(text.substr(0, nearest));
    if (next == nullptr) break;
    words.add(next->second);
    text.remove_prefix(nearest + next->first.size());
  }
  auto tokens = words.take_tokens();
  tokens.push_back(last_);
  return tokens;
}

status word_pieces::set_vocabulary(std::vector<std::pair<std::string, token>> pieces) {
  const auto bytes = std::accumulate(pieces.begin(), pieces.end(), std::size_t{0},
                                     [](std::size_t sum, const auto& one) { return sum + one.first.size(); });
  letters_ = std::make_unique<std::string>();
  letters_->reserve(bytes);
  pieces_.reserve(pieces.size());
  auto first_word = std::numeric_limits<token>::max();
  for (const auto& [piece, number] : pieces) {
    const auto at = letters_->size();
    *letters_ += piece;
    pieces_.insert_or_assign(std::string_view{*letters_}.substr(at), number);
    longest_piece_ = std::max(longest_piece_, piece.size());
    if (number < 0) return foreign("Its vocabulary numbers a word " + std::to_string(number) + ".");
    size_ = std::max(size_, static_cast<std::size_t>(number) + 1);
    if (is_word(piece)) first_word = std::min(first_word, number);
  }
  first_word_ = static_cast<std::size_t>(first_word);
  for (auto [name, number] : {std::pair{unknown_name_, &unknown_}, std::pair{std::string{"[CLS]"}, &first_},
                              std::pair{std::string{"[SEP]"}, &last_}}) {
    const auto found = pieces_.find(name);
    if (found == pieces_.end()) return foreign("Its vocabulary has no " + name + ", so it is none of the BERT family.");
    *number = found->second;
  }
  return {};
}

result<word_pieces> word_pieces::from_vocabulary(std::string_view lines, letter_case letters) {
  word_pieces made;
  made.rules_.letters = letters;
  made.rules_.strips_accents = letters == letter_case::lowered;
  std::vector<std::pair<std::string, token>> pieces;
  while (!lines.empty()) {
    const auto end = std::min(lines.find('\n'), lines.size());
    auto line = lines.substr(0, end);
    if (line.ends_with('\r')) line.remove_suffix(1);
    pieces.emplace_back(line, static_cast<token>(pieces.size()));
    lines.remove_prefix(std::min(end + 1, lines.size()));
  }
  RETURN_IF_ERROR(made.set_vocabulary(std::move(pieces)));
  for (const std::string name : {"[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"})
    if (const auto found = made.pieces_.find(name); found != made.pieces_.end())
      made.special_.emplace_back(name, found->second);
  return made;
}

result<word_pieces> word_pieces::from_json(std::string_view json) {
  word_pieces made;
  std::vector<std::pair<std::string, token>> pieces;
  try {
    const auto parsed = boost::json::parse(json);
    const auto& model = parsed.at("model").as_object();
    if (model.at("type").as_string() != "WordPiece")
      return fail(errc::invalid_argument, "Its tokenizer is of the kind " + std::string{model.at("type").as_string()} +
                                              ", which is not read here. Take a model with a WordPiece tokenizer.");
    made.unknown_name_ = model.at("unk_token").as_string();
    made.prefix_ = model.at("continuing_subword_prefix").as_string();
    made.longest_word_ = model.at("max_input_chars_per_word").to_number<std::size_t>();
    for (const auto& [piece, number] : model.at("vocab").as_object())
      pieces.emplace_back(piece, number.to_number<token>());
    const auto& rules = parsed.at("normalizer").as_object();
    if (rules.at("type").as_string() != "BertNormalizer")
      return fail(errc::invalid_argument, "Its tokenizer prepares text in a way that is not read here (" +
                                              std::string{rules.at("type").as_string()} +
                                              "). Take a model of the BERT family.");
    made.rules_.letters = rules.at("lowercase").as_bool() ? letter_case::lowered : letter_case::kept;
    const auto& strips = rules.at("strip_accents");
    made.rules_.strips_accents = strips.is_bool() ? strips.as_bool() : made.rules_.letters == letter_case::lowered;
    made.rules_.parts_ideographs = rules.at("handle_chinese_chars").as_bool();
    made.rules_.cleans = rules.at("clean_text").as_bool();
    for (const auto& one : parsed.at("added_tokens").as_array())
      made.special_.emplace_back(one.at("content").as_string(), one.at("id").to_number<token>());
  } catch (const std::exception&) {  // of Boost.JSON: no JSON, or another shape of it
    return foreign("Its tokenizer is damaged, cut short, or of another kind than WordPiece.");
  }
  std::erase_if(made.special_, [](const auto& one) { return one.first.empty() || one.second < 0; });
  for (const auto& one : made.special_) made.size_ = std::max(made.size_, static_cast<std::size_t>(one.second) + 1);
  RETURN_IF_ERROR(made.set_vocabulary(std::move(pieces)));
  return made;
}

}  // namespace secondbrain::encoder
