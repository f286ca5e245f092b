// Changes one value in the text of a .env file; every other line, comments included, stays byte for byte as it is.
//
// Pure functions. What they write, parse_dotenv() reads back. Names ignore case, as the configuration does.
#pragma once

#include <string>
#include <string_view>

namespace secondbrain::ops {

/// In the place of the last line that sets the name, whose comment is kept; else as a new last line.
std::string with_value(std::string_view text, std::string_view name, std::string_view value);

/// Without the lines that set the name.
std::string without_value(std::string_view text, std::string_view name);

}  // namespace secondbrain::ops
