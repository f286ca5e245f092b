// Lower case, one letter for one letter, for all of Unicode. Independent of the locale.
//
// Thread-safe, cannot fail; bytes that are not UTF-8 stay as they are.
#pragma once

#include <string>
#include <string_view>

namespace secondbrain {

std::string lower_case(std::string_view text);

}  // namespace secondbrain
