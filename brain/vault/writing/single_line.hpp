// Whether words that somebody asks to have written can stand on one line of a note without becoming more than that.
//
// Pure; thread-safe. errc::invalid_argument, with a sentence that begins with `what`: "The heading must be …".
#pragma once

#include <string_view>

#include "base/error.hpp"

namespace secondbrain::vault {

/// No line end of any kind and no other control character: a NUL makes a note of text into one that no editor opens.
status check_single_line(std::string_view what, std::string_view text);

}  // namespace secondbrain::vault
