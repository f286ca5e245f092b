// What a person calls the parts of the service; their paths in the tree are for commands and programs.
//
// Pure, thread-safe, cannot fail.
#pragma once

#include <string>
#include <string_view>

namespace secondbrain::ops {

/// "index by words" for `root/stores/lexical`; the path itself for a part that has no title.
std::string part_title(std::string_view path);

}  // namespace secondbrain::ops
