#include "cli/commands/command_line.hpp"

#include <CLI/CLI.hpp>

namespace secondbrain::cli {

namespace {

constexpr auto description = "Keeps a folder of Markdown notes searchable, answerable and backed up.";
constexpr auto footer =
    "Exit codes: 0 done, 1 it did not work (stderr says why), 2 the command line makes no sense.\n"
    "Settings: SECONDBRAIN_* in the environment or in the .env file; see `secondbrain config`.";

}  // namespace

int run_command_line(std::span<const add_command> commands, int argc, const char* const* argv, context& ctx) {
  CLI::App app{description, "secondbrain"};
  app.set_version_flag("--version", SECONDBRAIN_VERSION);
  app.footer(footer);
  app.require_subcommand(1);
  for (auto add : commands) add(app, ctx);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& problem) {
    auto help_requested = app.exit(problem, ctx.out, ctx.err) == 0;
    ctx.outcome = help_requested ? exit_code::success : exit_code::usage;
  } catch (const std::exception& problem) {
    report(ctx, {errc::internal, problem.what()});
  }
  return static_cast<int>(ctx.outcome);
}

}  // namespace secondbrain::cli
