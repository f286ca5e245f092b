// Keeps the memory of a process that runs for weeks near what it uses. Called once, before any other thread exists.
// Does nothing where the system's allocator has no such setting (ADR 0009).
#pragma once

namespace secondbrain::cli {

void bound_allocator();

}  // namespace secondbrain::cli
