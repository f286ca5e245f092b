#include "brain/vault/notes/note_text.hpp"

#include <utility>

#include "base/ascii.hpp"
#include "base/text_encoding.hpp"
#include "base/utf16.hpp"
#include "base/utf8.hpp"

namespace secondbrain::vault {
namespace {

/// Two or three bytes of another encoding look like a letter of UTF-8 now and then: "зё" in KOI8, one in a few of
/// Chinese, "à »" in French with its narrow spaces.
bool is_of_another_encoding(const beyond_ascii& count, const std::optional<text::decoded_text>& guess) {
  if (!guess) return count.others > count.in_utf8 * 3;
  return guess->has_wide_letters ? count.others * 2 > count.in_utf8 * 3 : count.others > count.in_utf8 * 4;
}

/// Latin letters with accents, dashes and curly quotation marks.
bool is_western(char32_t point) {
  return (point >= 0xC0 && point < 0x180) || (point >= 0x2010 && point <= 0x2026);
}

/// "café" in a note with a sentence pasted from another encoding: a letter of UTF-8 that stands in a Latin word. Those
/// that are one by chance stand among letters of the other encoding, or are of a script that no Latin word has.
bool has_words_in_utf8(std::string_view bytes) {
  const auto is_beyond = [&](std::size_t at) { return at < bytes.size() && !is_ascii(bytes[at]); };
  const auto is_latin = [&](std::size_t at) { return at < bytes.size() && is_ascii_letter(bytes[at]); };
  for (std::size_t at = 0; at < bytes.size(); ++at) {
    const auto begin = at;
    bool are_western = true;
    while (is_beyond(at)) {
      const auto point = code_point_at(bytes, at);
      are_western = are_western && point.valid && is_western(point.value);
      at += point.length;
    }
    if (at > begin && are_western && ((begin > 0 && is_latin(begin - 1)) || is_latin(at))) return true;
  }
  return false;
}

/// The name of a code page of Windows as people write it: "Windows-1251".
std::string as_written(std::string charset) {
  if (charset.starts_with('w')) charset.front() = 'W';
  return charset;
}

}  // namespace

beyond_ascii count_beyond_ascii(std::string_view bytes) noexcept {
  beyond_ascii count;
  for (std::size_t at = 0; at < bytes.size();) {
    const auto point = code_point_at(bytes, at);
    if (!point.valid)
      ++count.others;
    else if (point.length > 1)
      ++count.in_utf8;
    at += point.length;
  }
  return count;
}

std::optional<text::decoded_text> text_of_before_utf8(std::string_view bytes) {
  if (is_valid_utf8(bytes) || utf16_order_of(bytes)) return std::nullopt;
  const auto count = count_beyond_ascii(bytes);
  auto guess = text::decoded_as_guessed(bytes);
  constexpr std::size_t a_page = 200;  // that one word in UTF-8 stands for, where the rest was pasted
  const bool may_be_pasted = count.others <= count.in_utf8 * a_page;
  if (guess && !guess->has_wide_letters && may_be_pasted && has_words_in_utf8(bytes)) return std::nullopt;
  if (guess) guess->charset = as_written(std::move(guess->charset));
  if (guess && is_of_another_encoding(count, guess)) return guess;
  if (!is_of_another_encoding(count, std::nullopt)) return std::nullopt;
  return text::decoded_text{in_utf8(bytes), "Windows-1252", "windows-1252"};
}

note_text read_note_text(std::string_view bytes) {
  if (const auto order = utf16_order_of(bytes))
    return {
        decode_text(utf8_from_utf16(bytes, *order)),
        "It is saved as UTF-16: it is read, but nothing is written into it. Save it as UTF-8 to have that as well."};
  if (!is_valid_utf8(bytes)) {
    const auto found = text_of_before_utf8(bytes);
    if (!found)
      return {decode_text(bytes), "Some bytes are not UTF-8 and show as \uFFFD. Correct these places in your editor."};
    return {decode_text(found->text),
            "It is not saved as UTF-8 and is read as " + found->charset +
                ", a guess: check that its words are right, and save it as UTF-8 in your editor.",
            found->charset};
  }
  if (bytes.find('\0') != bytes.npos)
    return {decode_text(bytes), "It holds NUL bytes, which show as \uFFFD. Remove them, or save it as UTF-8."};
  return {decode_text(bytes), {}};
}

}  // namespace secondbrain::vault
