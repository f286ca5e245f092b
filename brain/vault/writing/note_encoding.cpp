#include "brain/vault/writing/note_encoding.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>

#include "base/utf8.hpp"

namespace secondbrain::vault {
namespace {

using namespace std::string_view_literals;

enum class encoding : std::uint8_t { writable, utf16, utf32, unknown };

/// By the byte order mark; without one every second byte of much text in UTF-16 is NUL, and a line end always has one.
encoding encoding_of(std::string_view bytes) noexcept {
  if (bytes.starts_with("\xFF\xFE\0\0"sv) || bytes.starts_with("\0\0\xFE\xFF"sv)) return encoding::utf32;
  if (bytes.starts_with("\xFF\xFE"sv) || bytes.starts_with("\xFE\xFF"sv)) return encoding::utf16;
  constexpr std::size_t most_looked_at = 4096;
  std::size_t nuls[2] = {0, 0};  // at even and at odd places
  auto seen = std::min(bytes.size(), most_looked_at);
  for (std::size_t at = 0; at < seen; ++at) nuls[at % 2] += bytes[at] == '\0' ? 1 : 0;
  auto [fewer, more] = std::minmax(nuls[0], nuls[1]);
  if (fewer == 0 && 4 * more >= seen && more > 0) return encoding::utf16;
  return bytes.find('\0') == bytes.npos ? encoding::writable : encoding::unknown;
}

status refuse(std::string_view path, const char* found) {
  return fail(errc::conflict, std::string{path} + " " + found +
                                  "; SecondBrain writes only into UTF-8 notes, and nothing was written. Save it as "
                                  "UTF-8 in your editor, then try again.");
}

}  // namespace

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
