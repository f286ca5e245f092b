// Some passages of the index.
#pragma once

#include <vector>

namespace secondbrain::stores {

/// One mark for each slot (stores/passage_table.hpp).
using passage_marks = std::vector<bool>;

}  // namespace secondbrain::stores
