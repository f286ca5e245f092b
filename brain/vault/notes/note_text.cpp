#include "brain/vault/notes/note_text.hpp"

#include <optional>

#include "base/text_encoding.hpp"
#include "base/utf16.hpp"
#include "base/utf8.hpp"
#include "text/charset_guess.hpp"

namespace secondbrain::vault {
namespace {

/// Two or three bytes of another encoding look like a letter of UTF-8 now and then: "зё" in KOI8, one in a few of
/// Chinese, "à »" in French with its narrow spaces.
bool is_of_another_encoding(const beyond_ascii& count, const std::optional<text::decoded_text>& guess) {
  if (!guess) return count.others > count.in_utf8 * 3;
  return guess->has_wide_letters ? count.others * 2 > count.in_utf8 * 3 : count.others > count.in_utf8 * 4;
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

note_text read_note_text(std::string_view bytes) {
  if (const auto order = utf16_order_of(bytes))
    return {
        decode_text(utf8_from_utf16(bytes, *order)),
        "It is saved as UTF-16: it is read, but nothing is written into it. Save it as UTF-8 to have that as well."};
  if (!is_valid_utf8(bytes)) {
    const auto count = count_beyond_ascii(bytes);
    auto guess = text::decoded_as_guessed(bytes);
    if (guess && !is_of_another_encoding(count, guess)) guess.reset();
    if (!guess && !is_of_another_encoding(count, guess))
      return {decode_text(bytes), "Some bytes are not UTF-8 and show as \uFFFD. Correct these places in your editor."};
    const auto charset = guess ? guess->charset : "Windows-1252";
    return {decode_text(guess ? guess->text : in_utf8(bytes)),
            "It is not saved as UTF-8 and is read as " + charset + ". Save it as UTF-8 in your editor.", charset};
  }
  if (bytes.find('\0') != bytes.npos)
    return {decode_text(bytes), "It holds NUL bytes, which show as \uFFFD. Remove them, or save it as UTF-8."};
  return {decode_text(bytes), {}};
}

}  // namespace secondbrain::vault
