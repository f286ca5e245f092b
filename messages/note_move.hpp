// A note that has another path, and the same text.
#pragma once

#include <string>

namespace secondbrain {

struct note_move {
  std::string from;
  std::string to;
};

}  // namespace secondbrain
