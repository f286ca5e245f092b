#include "brain/vault/notes/note_text.hpp"

#include "base/text_encoding.hpp"
#include "base/utf16.hpp"
#include "base/utf8.hpp"

namespace secondbrain::vault {
namespace {

/// Whether any code point beyond ASCII is written in UTF-8.
bool speaks_utf8(std::string_view bytes) noexcept {
  for (std::size_t at = 0; at < bytes.size();) {
    const auto point = code_point_at(bytes, at);
    if (point.valid && point.length > 1) return true;
    at += point.length;
  }
  return false;
}

}  // namespace

note_text read_note_text(std::string_view bytes) {
  if (const auto order = utf16_order_of(bytes))
    return {
        decode_text(utf8_from_utf16(bytes, *order)),
        "It is saved as UTF-16: it is read, but nothing is written into it. Save it as UTF-8 to have that as well."};
  if (!is_valid_utf8(bytes)) {
    if (speaks_utf8(bytes))
      return {decode_text(bytes), "Some bytes are not UTF-8 and show as \uFFFD. Correct these places in your editor."};
    return {decode_text(in_utf8(bytes)),
            "It is not saved as UTF-8 and is read as Windows-1252. Save it as UTF-8 in your editor."};
  }
  if (bytes.find('\0') != bytes.npos)
    return {decode_text(bytes), "It holds NUL bytes, which show as \uFFFD. Remove them, or save it as UTF-8."};
  return {decode_text(bytes), {}};
}

}  // namespace secondbrain::vault
