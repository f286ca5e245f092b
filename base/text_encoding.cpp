#include "base/text_encoding.hpp"

#include <array>

#include "base/utf8.hpp"

namespace secondbrain {

namespace {

// 0x80 to 0x9F; from 0xA0 on the number is the code point.
constexpr std::array<char16_t, 32> windows_1252{0x20AC, 0x0081, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021,
                                                0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0x008D, 0x017D, 0x008F,
                                                0x0090, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
                                                0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x009D, 0x017E, 0x0178};

}  // namespace

std::string in_utf8(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    const auto point = code_point_at(text, at);
    if (point.valid) {
      out += text.substr(at, point.length);
    } else {
      const auto byte = static_cast<unsigned char>(text[at]);
      append_utf8(out, byte < 0xA0 ? windows_1252[byte - 0x80U] : char16_t{byte});
    }
    at += point.length;
  }
  return out;
}

}  // namespace secondbrain
