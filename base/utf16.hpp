// Text in UTF-16, as PowerShell and the editor of Windows save it: recognised, and turned into UTF-8.
//
// Pure; any thread; cannot fail. What is no UTF-16 in it becomes U+FFFD.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace secondbrain {

enum class utf16_order : std::uint8_t { little_endian, big_endian };

/// By its byte order mark; without one every second byte of much text in UTF-16 is NUL, and a line end always has one.
/// Nothing: the bytes are of another encoding, UTF-32 included.
std::optional<utf16_order> utf16_order_of(std::string_view bytes) noexcept;

/// The text without its byte order mark.
std::string utf8_from_utf16(std::string_view bytes, utf16_order order);

}  // namespace secondbrain
