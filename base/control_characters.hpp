// Text that a terminal may be shown without being steered by it.
//
// Pure, thread-safe, cannot fail.
#pragma once

#include <string>
#include <string_view>

namespace secondbrain {

/// The control characters (U+0000 to U+001F but for tabs and line ends, U+007F to U+009F) as their number in two
/// hexadecimal digits behind `prefix`: `\x1b`, or `\u001b` inside JSON.
std::string with_controls_escaped(std::string_view text, std::string_view prefix = "\\x");

}  // namespace secondbrain
