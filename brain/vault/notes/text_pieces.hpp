// Cuts a text that is too long for one chunk where a reader would mind least.
//
// Thread-safe, cannot fail. Time is linear in the text, whatever it holds. Sizes are code points.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

namespace secondbrain::vault {

/// Slices that together are the text: cut behind a line end if there is one in a suitable place, else behind a
/// sentence, else behind white space, else between two code points. Each has at most `target` code points but the last,
/// which may have up to `maximum`.
std::vector<std::string_view> cut_long_text(std::string_view text, std::size_t target, std::size_t maximum);

}  // namespace secondbrain::vault
