#include "brain/vault/writing/note_encoding.hpp"

#include <cstdint>
#include <string>

#include "base/utf16.hpp"
#include "base/utf8.hpp"
#include "brain/vault/notes/note_text.hpp"

namespace secondbrain::vault {
namespace {

using namespace std::string_view_literals;

enum class encoding : std::uint8_t { writable, utf16, utf32, unknown };

encoding encoding_of(std::string_view bytes) noexcept {
  if (bytes.starts_with("\xFF\xFE\0\0"sv) || bytes.starts_with("\0\0\xFE\xFF"sv)) return encoding::utf32;
  if (utf16_order_of(bytes)) return encoding::utf16;
  return bytes.find('\0') == bytes.npos ? encoding::writable : encoding::unknown;
}

failed refuse(std::string_view path, const std::string& found,
              std::string_view rule = "SecondBrain writes only into UTF-8 notes") {
  return fail(errc::conflict, std::string{path}.append(" ").append(found).append("; ").append(rule) +
                                  ", and nothing was written. Save it as UTF-8 in your editor, then try again.");
}

std::string not_utf8(const std::string& charset) {
  return charset.empty() ? "is not saved as UTF-8" : "is not saved as UTF-8, and is read as " + charset;
}

}  // namespace

failed refuse_letters(std::string_view path, const std::string& charset) {
  return refuse(path, not_utf8(charset),
                "letters beyond ASCII, and signs such as 📅, are written only into UTF-8 notes");
}

status check_charset(std::string_view path, std::string_view bytes) {
  const auto charset = is_valid_utf8(bytes) ? std::string{} : read_note_text(bytes).charset;
  if (charset.empty()) return {};
  return refuse(path, not_utf8(charset), "a task is moved only out of UTF-8 notes");
}

status check_addition(std::string_view path, std::string_view before, std::string_view after) {
  const auto had = count_beyond_ascii(before);
  const bool is_damaged_at_most = had.others <= had.in_utf8;
  if (is_damaged_at_most || count_beyond_ascii(after).in_utf8 <= had.in_utf8) return {};
  return refuse_letters(path, read_note_text(before).charset);
}

status check_encoding(std::string_view path, std::string_view bytes) {
  switch (encoding_of(bytes)) {
    case encoding::writable: return {};
    case encoding::utf16: return refuse(path, "is saved as UTF-16");
    case encoding::utf32: return refuse(path, "is saved as UTF-32");
    case encoding::unknown: break;
  }
  return refuse(path, "holds NUL bytes, which no UTF-8 text does");
}

status check_utf8(std::string_view path, std::string_view bytes) {
  if (auto writable = check_encoding(path, bytes); !writable || is_valid_utf8(bytes)) return writable;
  return refuse(path, "holds bytes that are not UTF-8");
}

}  // namespace secondbrain::vault
