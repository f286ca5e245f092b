#include <unistd.h>

#include <iostream>

#include "cli/commands/command_line.hpp"
#include "cli/commands/commands.hpp"
#include "cli/service/allocator.hpp"

int main(int argc, char** argv) {
  using namespace secondbrain;
  using namespace secondbrain::cli;

  bound_allocator();
  const bool interactive = isatty(STDIN_FILENO) != 0;
  context ctx{.out = std::cout,
              .err = std::cerr,
              .out_terminal = terminal::of(STDOUT_FILENO),
              .err_terminal = terminal::of(STDERR_FILENO),
              .environment = ops::process_environment(),
              .person = interactive ? &std::cin : nullptr,
              .piped = interactive ? nullptr : &std::cin};
  return run_command_line(every_command, argc, argv, ctx);
}
