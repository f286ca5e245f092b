// Tasks and events as lines of text.
//
// Pure but for printing; never fails: what is empty is left out.
#pragma once

#include <cstdint>
#include <vector>

#include "cli/display/context.hpp"
#include "messages/planner.hpp"

namespace secondbrain::cli {

enum class shown_ids : std::uint8_t { no, yes };

/// One line a task: `[/] Water the plants  Home › Garden  due 2026-02-06  3 d`.
void print_tasks(const std::vector<task>& tasks, context& ctx, shown_ids ids = shown_ids::no);

/// One line an event: `2026-02-05  14:30  Dentist`.
void print_events(const std::vector<calendar_event>& events, context& ctx);

}  // namespace secondbrain::cli
