// Keeps the memory of a process that runs for weeks near what it uses. Both do nothing where the system's allocator has
// no such thing (ADR 0009). Never fail.
#pragma once

namespace secondbrain::cli {

/// Called once, before any other thread exists.
void bound_allocator();

/// Gives back to the system what was freed and lies between what is in use. Any thread; others that allocate meanwhile
/// wait for some milliseconds.
void give_back_freed_memory();

}  // namespace secondbrain::cli
