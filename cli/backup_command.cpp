#include <CLI/CLI.hpp>
#include <memory>

#include "cli/backup_run.hpp"
#include "cli/commands.hpp"
#include "cli/human_text.hpp"
#include "cli/json_fields.hpp"
#include "cli/server_client.hpp"
#include "ops/backup/backup_json.hpp"
#include "ops/backup/backup_maker.hpp"
#include "ops/backup/origin.hpp"

namespace secondbrain::cli {

namespace {

constexpr auto footer =
    "The running server makes the backup; when none runs, it is made directly. On a terminal you see how far it is.\n"
    "Interrupting the command does not interrupt the backup: the server carries it to its end.\n"
    "Examples:\n"
    "  secondbrain backup\n"
    "  secondbrain backup --json | jq -r .id\n"
    "Exit codes: 0 made and verified, 1 it did not work, 2 wrong command line.";

/// Only when no server answers. One that merely cannot be reached still has the lock, and the error names it.
result<boost::json::object> back_up_directly(const ops::config& config) {
  return ops::make_offline_snapshot(config.data_path, config.metadata_db_name,
                                    {.directory = config.backup_path,
                                     .keep = config.backup_keep,
                                     .service_version = SECONDBRAIN_VERSION,
                                     .origin = ops::origin_of(config.data_path, config.vault_path)})
      .map([](const ops::snapshot_info& made) { return ops::to_json(made); });
}

status back_up(output_format format, context& ctx) {
  auto loaded = ops::load_config(ctx.environment);
  if (!loaded) return tl::unexpected(loaded.error());
  const server_client server{*loaded, ctx.err};
  auto made = back_up_on_server(server, ctx);
  // A server that is there and says why it cannot has said it better.
  if (!made && made.error().code == errc::unavailable && !server.reachable()) made = back_up_directly(loaded->values);
  if (!made) return tl::unexpected(made.error());
  if (format == output_format::json)
    print_json(ctx, *made);
  else
    ctx.out << "Backed up and verified: " << ctx.out_terminal.paint(tone::strong, text_at(*made, "path")) << " ("
            << byte_count(integer_at(*made, "bytes")) << ")\n";
  if (const auto* left_out = made->if_contains("left_out"); format == output_format::text && left_out)
    for (const auto& one : left_out->as_array())
      ctx.err << "Without " << text_at(one.as_object(), "name")
              << ", which can be made again from the vault: " << text_at(one.as_object(), "reason") << '\n';
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
