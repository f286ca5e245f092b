// UTF-8 as it comes in from strangers: counted in code points, and repaired where it is broken.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace secondbrain::http {

/// How many code points valid UTF-8 holds.
std::size_t code_points(std::string_view text) noexcept;

bool is_utf8(std::string_view text) noexcept;

/// The text with every broken sequence replaced by U+FFFD, so that it may stand in a JSON answer.
std::string repaired_utf8(std::string_view text);

}  // namespace secondbrain::http
