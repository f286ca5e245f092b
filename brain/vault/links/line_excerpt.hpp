// A line as it is shown beside a link: without the white space at its ends, and of a long one the part around a place.
//
// Thread-safe, cannot fail. Positions are bytes.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace secondbrain::vault {

inline constexpr std::size_t longest_excerpt = 240;  // code points, besides the marks that something was cut

std::string line_excerpt(std::string_view line, std::size_t around);

}  // namespace secondbrain::vault
