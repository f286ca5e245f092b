// Text as it comes from a terminal, a pipe or a file: UTF-8, or what it was before everybody used that.
//
// Pure; any thread; cannot fail.
#pragma once

#include <string>
#include <string_view>

namespace secondbrain {

/// The text in UTF-8. Bytes that belong to no code point are read as Windows-1252 (WHATWG Encoding §9.1), of which
/// Latin-1 is a part: so no letter is lost.
std::string in_utf8(std::string_view text);

}  // namespace secondbrain
