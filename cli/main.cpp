#include <unistd.h>

#include <array>
#include <iostream>

#include "cli/command_line.hpp"
#include "cli/commands.hpp"

int main(int argc, char** argv) {
  using namespace secondbrain;
  using namespace secondbrain::cli;

  constexpr std::array commands{add_serve,  add_search, add_index,   add_status,  add_sync,
                                add_config, add_backup, add_backups, add_restore, add_service};
  context ctx{std::cout,
              std::cerr,
              terminal::of(STDOUT_FILENO),
              terminal::of(STDERR_FILENO),
              ops::process_environment(),
              isatty(STDIN_FILENO) ? &std::cin : nullptr};
  return run_command_line(commands, argc, argv, ctx);
}
