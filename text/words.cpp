#include "text/words.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "base/ascii.hpp"
#include "base/utf8.hpp"
#include "text/code_point_kinds.hpp"

namespace secondbrain::text {

namespace {

constexpr auto ascii_word_bytes = [] {
  std::array<bool, 256> is_word{};
  for (int c = 0; c < 0x80; ++c)
    is_word[static_cast<std::size_t>(c)] =
        is_ascii_letter(static_cast<char>(c)) || is_ascii_digit(static_cast<char>(c));
  return is_word;
}();

bool is_ascii_word_byte(char c) {
  return ascii_word_bytes[static_cast<unsigned char>(c)];
}

code_point_kind kind_at(code_point point) {
  return point.valid ? kind_of(point.value) : code_point_kind::separator;
}

/// What makes one character with the one before it.
bool completes_a_character(char32_t value) {
  return (value >= 0x1160 && value <= 0x11FF)     // vowels and finals of decomposed Hangul
         || value == 0x3099 || value == 0x309A    // marks of kana
         || value == 0xFF9E || value == 0xFF9F    // the same in half width
         || (value >= 0x302A && value <= 0x302F)  // tone marks
         || (value >= 0xD7B0 && value <= 0xD7FB);
}

/// The vowel am of Thai and Lao in two signs, which is one sign as well: NFKC takes it apart.
bool is_taken_apart(char32_t ring, char32_t vowel) {
  return (ring == 0x0E4D && vowel == 0x0E32) || (ring == 0x0ECD && vowel == 0x0EB2);
}

constexpr std::string_view dot_net = ".net";
constexpr std::string_view as_a_picture = "\uFE0F";

}  // namespace

std::optional<word_span> word_scanner::next() {
  while (at_ < text_.size()) {
    if (is_ascii_word_byte(text_[at_])) return word();
    if (!is_ascii(text_[at_])) {
      if (auto found = beyond_ascii()) return found;
    } else if (text_[at_] == '.' && is_dot_net()) {
      const auto begin = std::exchange(at_, at_ + dot_net.size());
      return word_span{begin, at_, word_kind::sign};
    } else {
      ++at_;
    }
  }
  return std::nullopt;
}

word_span word_scanner::word() {
  word_span found{at_, at_};
  while (at_ < text_.size()) {
    if (is_ascii_word_byte(text_[at_])) {
      found.end = ++at_;
      continue;
    }
    if (is_ascii(text_[at_])) break;
    const auto point = code_point_at(text_, at_);
    const auto kind = kind_at(point);
    const bool continues = kind == code_point_kind::letter || kind == code_point_kind::mark;
    if (!continues && kind != code_point_kind::ignored) break;
    at_ += point.length;
    if (continues) found.end = at_;
  }
  at_ = found.end;
  if (const auto sign = sign_length(found); sign > 0) {
    found.end = at_ += sign;
    found.kind = word_kind::sign;
  }
  return found;
}

/// None: what stands there is no word, and was passed.
std::optional<word_span> word_scanner::beyond_ascii() {
  const auto begin = at_;
  const auto point = code_point_at(text_, begin);
  const auto next = begin + point.length;
  switch (kind_at(point)) {
    case code_point_kind::letter: return word();
    case code_point_kind::unspaced: return character(begin);
    case code_point_kind::emoji: at_ = next; return word_span{begin, next, word_kind::emoji};
    case code_point_kind::pictograph:
      at_ = next;
      if (!text_.substr(next).starts_with(as_a_picture)) return std::nullopt;
      at_ += as_a_picture.size();  // it is one with the word, which is none without it
      return word_span{begin, at_, word_kind::emoji};
    case code_point_kind::regional_indicator:
      at_ = next;
      if (next < text_.size())
        if (const auto other = code_point_at(text_, next); kind_at(other) == code_point_kind::regional_indicator)
          at_ += other.length;
      return word_span{begin, at_, word_kind::emoji};
    case code_point_kind::separator:
    case code_point_kind::mark:
    case code_point_kind::ignored:
    case code_point_kind::emoji_modifier: break;
  }
  at_ = next;
  return std::nullopt;
}

word_span word_scanner::character(std::size_t begin) {
  const auto first = code_point_at(text_, begin);
  at_ = begin + first.length;
  while (true) {
    const auto next = behind_unseen(at_);
    if (next >= text_.size()) break;
    const auto point = code_point_at(text_, next);
    if (is_taken_apart(first.value, point.value)) {
      at_ = next + point.length;
      continue;
    }
    if (kind_at(point) != code_point_kind::unspaced && !completes_a_character(point.value)) break;
    at_ = next;  // what cannot be seen does not part it from the next one
    if (!completes_a_character(point.value)) break;
    at_ += point.length;
  }
  return {begin, at_, word_kind::character};
}

std::size_t word_scanner::behind_unseen(std::size_t at) const {
  while (at < text_.size() && !is_ascii(text_[at])) {
    const auto point = code_point_at(text_, at);
    if (kind_at(point) != code_point_kind::ignored || completes_a_character(point.value)) break;
    at += point.length;
  }
  return at;
}

/// `C++`, `g++`; `C#`, `F#`: of one letter only, since `#` leads to a heading as well.
std::size_t word_scanner::sign_length(const word_span& word) const {
  const auto rest = text_.substr(word.end);
  const auto goes_on = [&](std::size_t at, std::string_view more) {
    return at < rest.size() && (is_ascii_letter(rest[at]) || !is_ascii(rest[at]) || more.find(rest[at]) != more.npos);
  };
  if (!is_ascii_letter(text_[word.end - 1])) return 0;
  if (rest.starts_with("++") && !goes_on(2, "+")) return 2;
  const bool one_letter = word.end - word.begin == 1;
  if (one_letter && rest.starts_with("#") && !goes_on(1, "#0123456789")) return 1;
  return 0;
}

bool word_scanner::is_dot_net() const {
  const auto found = text_.substr(at_, dot_net.size());
  const auto same = [](char one, char other) { return (one | 0x20) == (other | 0x20); };
  if (!std::equal(found.begin(), found.end(), dot_net.begin(), dot_net.end(), same)) return false;
  const auto is_part = [&](std::size_t at) {
    return at < text_.size() && (is_ascii_word_byte(text_[at]) || !is_ascii(text_[at]) || text_[at] == '.');
  };
  const auto end = at_ + dot_net.size();
  const bool ends = end >= text_.size() || (!is_ascii_word_byte(text_[end]) && is_ascii(text_[end]));
  return ends && (at_ == 0 || !is_part(at_ - 1));
}

std::string_view without_sign(std::string_view sign) {
  const auto first = sign.find_first_not_of('.');
  const auto last = sign.find_last_not_of("+#");
  return first == sign.npos || last == sign.npos || last < first ? sign : sign.substr(first, last + 1 - first);
}

}  // namespace secondbrain::text
