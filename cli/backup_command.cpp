#include <CLI/CLI.hpp>
#include <memory>

#include "cli/backup_json.hpp"
#include "cli/commands.hpp"
#include "cli/human_text.hpp"
#include "cli/json_fields.hpp"
#include "cli/server_client.hpp"
#include "ops/backup/backup_maker.hpp"
#include "ops/server_lock.hpp"

namespace secondbrain::cli {

namespace {

using namespace std::chrono_literals;

constexpr auto longest_backup = 1h;

constexpr auto footer =
    "The running server makes the backup; when none runs, it is made directly.\n"
    "Examples:\n"
    "  secondbrain backup\n"
    "  secondbrain backup --json | jq -r .id\n"
    "Exit codes: 0 made and verified, 1 it did not work, 2 wrong command line.";

/// Holds the server's lock meanwhile, so that no server begins to write into what is being copied.
result<boost::json::object> back_up_directly(const ops::config& config) {
  std::error_code unreadable;
  if (!std::filesystem::is_directory(config.data_path, unreadable))
    return fail(errc::not_found, "there is nothing to back up in " + config.data_path.string() +
                                     "; set SECONDBRAIN_DATA_PATH to the data directory");
  auto lock = ops::server_lock::take(config.data_path);
  if (!lock) return fail(lock.error(), "the server does not answer, and the data directory is in use");
  return ops::make_snapshot(ops::offline_sources(config.data_path),
                            {config.backup_path, config.backup_keep, SECONDBRAIN_VERSION})
      .map(backup_as_json);
}

status back_up(output_format format, context& ctx) {
  auto loaded = ops::load_config(ctx.environment);
  if (!loaded) return tl::unexpected(loaded.error());
  auto made = server_client{loaded->values}.post("/api/v1/admin/backups", longest_backup);
  if (!made && made.error().code == errc::unavailable) made = back_up_directly(loaded->values);
  if (!made) return tl::unexpected(made.error());
  if (format == output_format::json)
    print_json(ctx, *made);
  else
    ctx.out << "Backed up and verified: " << ctx.out_terminal.paint(tone::strong, text_at(*made, "path")) << " ("
            << byte_count(integer_at(*made, "bytes")) << ")\n";
  return {};
}

}  // namespace

void add_backup(CLI::App& app, context& ctx) {
  auto format = std::make_shared<output_format>(output_format::text);
  auto* command = app.add_subcommand("backup", "Make a verified backup of everything recorded and derived");
  add_json_option(*command, *format);
  command->footer(footer);
  command->callback([format, &ctx] { conclude(ctx, back_up(*format, ctx)); });
}

}  // namespace secondbrain::cli
