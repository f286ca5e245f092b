#include "cli/commands/command_line.hpp"

#include <exception>

#include "cli/display/command.hpp"

namespace secondbrain::cli {

namespace {

constexpr auto description = "Keeps a folder of Markdown notes searchable, answerable and backed up.";
constexpr auto program_footer =
    "Exit codes: 0 done, 1 it did not work (stderr says why), 2 the command line is wrong.\n"
    "Settings: SECONDBRAIN_* in the environment or in the .env file; see `secondbrain config`.";

}  // namespace

int run_command_line(std::span<const add_command> commands, int argc, const char* const* argv, context& ctx) {
  program secondbrain{"secondbrain", description, SECONDBRAIN_VERSION};
  auto app = secondbrain.commands();
  app.footer(program_footer);
  for (auto add : commands) add(app, ctx);
  try {
    switch (secondbrain.run(argc, argv, ctx.out, ctx.err)) {
      case command_line_end::ran: break;  // the command has said how it ended
      case command_line_end::explained: ctx.outcome = exit_code::success; break;
      case command_line_end::refused: ctx.outcome = exit_code::usage; break;
    }
  } catch (const std::exception& problem) {
    report(ctx, {errc::internal, problem.what()});
  }
  return static_cast<int>(ctx.outcome);
}

}  // namespace secondbrain::cli
