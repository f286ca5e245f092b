// Data that stands in a note as text: pictures as `data:` addresses, drawings packed into a fence, keys and the like.
//
// Pure; any thread; nothing fails. Time: linear. Nobody reads it, searches it or wants it quoted.
#pragma once

#include <string>
#include <string_view>

namespace secondbrain::vault {

/// The text with an ellipsis in place of each piece of data. Lines stay lines.
std::string without_embedded_data(std::string_view text);

}  // namespace secondbrain::vault
