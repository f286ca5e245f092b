#include <unistd.h>

#include <array>
#include <iostream>

#include "cli/allocator.hpp"
#include "cli/command_line.hpp"
#include "cli/commands.hpp"

int main(int argc, char** argv) {
  using namespace secondbrain;
  using namespace secondbrain::cli;

  bound_allocator();
  constexpr std::array commands{
      add_serve,    add_search, add_ask,          add_tasks,   add_events,  add_briefing, add_capture,
      add_captures, add_inject, add_recategorise, add_weekly,  add_index,   add_sync,     add_status,
      add_costs,    add_config, add_backup,       add_backups, add_restore, add_service,  add_vault,
  };
  const bool in_person = isatty(STDIN_FILENO) != 0;
  context ctx{.out = std::cout,
              .err = std::cerr,
              .out_terminal = terminal::of(STDOUT_FILENO),
              .err_terminal = terminal::of(STDERR_FILENO),
              .environment = ops::process_environment(),
              .person = in_person ? &std::cin : nullptr,
              .piped = in_person ? nullptr : &std::cin};
  return run_command_line(commands, argc, argv, ctx);
}
