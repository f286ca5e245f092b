// Which of the two generated task files.
#pragma once

#include <cstdint>

namespace secondbrain::sync {

enum class listed_in : std::uint8_t { all, completed };

}  // namespace secondbrain::sync
