// Work that gives way: done by some threads of low priority, a part at a time, while the caller waits.
#pragma once

#include <cstddef>
#include <functional>

namespace secondbrain::encoder {

/// Calls `work` once for each number below `parts`, the low ones first, from so many threads at most. The caller gives
/// a sign of life for the parts that are done: on a busy machine each may take seconds. What `work` throws ends the
/// rest and is thrown on.
void share_in_background(std::size_t parts, std::size_t threads, const std::function<void(std::size_t part)>& work);

}  // namespace secondbrain::encoder
