// Tasks and events as lines of text, from the server's JSON (contract: http_api §6).
//
// Pure but for printing; never fails: what is absent is left out.
#pragma once

#include <boost/json/array.hpp>
#include <string>

#include "cli/display/context.hpp"

namespace secondbrain::cli {

/// One line a task: `[/] Water the plants  Home › Garden  due 2026-02-06  3 d`.
void print_tasks(const boost::json::array& tasks, context& ctx);

/// One line an event: `2026-02-05  14:30  Dentist`.
void print_events(const boost::json::array& events, context& ctx);

}  // namespace secondbrain::cli
