// A moment.js format taken apart. Pure; any thread; cannot fail.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "brain/vault/daily_paths/locale_names.hpp"

namespace secondbrain::vault {

/// How long the part is that begins at `at`: a literal in brackets, a token (perhaps behind a backslash), or one
/// letter.
std::size_t moment_part_length(std::string_view format, std::size_t at);

/// Whether a part stands for something of a date.
bool is_moment_token(std::string_view part);

/// With `L`, `LL`, `LT`, `l` and the like as the language spells them out.
std::string expanded_format(std::string_view format, const locale_names& locale);

/// A part that is no token as it is written, and as moment.js wants to read it, which differs for brackets in brackets.
std::string literal_text(std::string_view part);
bool is_readable_literal(std::string_view part);

}  // namespace secondbrain::vault
