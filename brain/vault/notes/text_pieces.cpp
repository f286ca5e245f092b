#include "brain/vault/notes/text_pieces.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "base/utf8.hpp"

namespace secondbrain::vault {

namespace {

bool ends_sentence(char32_t value) noexcept {
  return value == '.' || value == '!' || value == '?';
}

/// Chinese and Japanese sentences end without a space behind them.
bool ends_full_width_sentence(char32_t value) noexcept {
  return value == 0x3002 || value == 0xFF01 || value == 0xFF1F;
}

bool closes_quotation(char32_t value) noexcept {
  return value == '"' || value == '\'' || value == ')' || value == ']' || value == 0x201D || value == 0x2019;
}

/// The places where the first `target` code points of a text may be cut, the last of each kind.
struct cut_places {
  std::size_t line = 0;
  std::size_t sentence = 0;
  std::size_t word = 0;
  std::size_t code_point = 0;
  std::size_t earliest = 0;  // a cut before a quarter of the target would leave a crumb

  /// The best kind that lies far enough into the text.
  std::size_t best() const noexcept {
    for (auto place : {line, sentence, word}) {
      if (place > earliest) return place;
    }
    return code_point;
  }
};

cut_places find_cut_places(std::string_view text, std::size_t target) noexcept {
  cut_places places;
  bool after_sentence = false;
  bool after_space = false;
  std::size_t at = 0;
  for (std::size_t count = 0; at < text.size(); ++count) {
    if (count == target / 4) places.earliest = at;
    auto point = code_point_at(text, at);
    bool space = is_white_space(point.value);
    if (after_space && !space) {
      places.word = at;
      if (after_sentence) places.sentence = at;
      after_sentence = false;
    }
    if (count == target) break;
    at += point.length;
    if (point.value == '\n') places.line = at;
    if (ends_full_width_sentence(point.value)) places.sentence = at;
    if (!space) after_sentence = ends_sentence(point.value) || (after_sentence && closes_quotation(point.value));
    after_space = space;
  }
  places.code_point = at;
  return places;
}

/// Whether the text has more than `limit` code points; looks at no more than that.
bool is_longer(std::string_view text, std::size_t limit) noexcept {
  if (text.size() <= limit) return false;
  std::size_t at = 0;
  for (std::size_t count = 0; count < limit && at < text.size(); ++count) at += code_point_at(text, at).length;
  return at < text.size();
}

}  // namespace

std::vector<std::string_view> cut_long_text(std::string_view text, std::size_t target, std::size_t maximum) {
  std::vector<std::string_view> pieces;
  while (is_longer(text, maximum)) {
    auto cut = find_cut_places(text, target).best();
    pieces.push_back(text.substr(0, cut));
    text.remove_prefix(cut);
  }
  pieces.push_back(text);
  return pieces;
}

}  // namespace secondbrain::vault
