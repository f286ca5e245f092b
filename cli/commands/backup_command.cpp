#include <memory>

#include "base/error.hpp"
#include "base/human_text.hpp"
#include "base/record_json.hpp"
#include "cli/client/server_client.hpp"
#include "cli/commands/backup_run.hpp"
#include "cli/commands/backup_words.hpp"
#include "cli/commands/commands.hpp"
#include "cli/service/backup_setup.hpp"
#include "cli/service/known_vault_setup.hpp"
#include "ops/backup/backup_maker.hpp"

namespace secondbrain::cli {

namespace {

enum class backup_waiting : std::uint8_t { until_done, no };

struct backup_options {
  backup_waiting wait = backup_waiting::until_done;
  output_format format = output_format::text;
};

constexpr auto backup_footer =
    "The running server makes the backup; when none runs, it is made directly. On a terminal you see its progress.\n"
    "Interrupting the command does not interrupt the backup: the server finishes it.\n"
    "Examples:\n"
    "  secondbrain backup\n"
    "  secondbrain backup --no-wait      start it and return; `secondbrain backups` lists it once it is complete\n"
    "  secondbrain backup --json | jq -r .id\n"
    "Exit codes: 0 made and verified (or started), 1 it did not work, 2 wrong command line.";

/// Only when no server answers. One that merely cannot be reached still has the lock, and the error names it.
result<boost::json::object> back_up_directly(const ops::config& config) {
  return ops::make_offline_snapshot(config.data_path, config.metadata_db_name,
                                    backup_options_of(config, make_known_vault(config)))
      .map([](const backup_info& snapshot) { return to_json(snapshot); });
}

/// A command that has ended makes no backup, so this is for a server alone.
status start_only(const server_client& server, output_format format, context& ctx) {
  auto begun = begin_backup_on_server(server);
  if (!begun && begun.error().code == errc::unavailable && !server.reachable())
    return fail(errc::unavailable, begun.error().message + ", or make the backup now, without --no-wait");
  RETURN_IF_ERROR(begun);
  if (format == output_format::json) {
    print_json(ctx, *begun);
    return {};
  }
  ctx.out << (from_json<backup_started>(*begun).start == backup_start::joined
                  ? "A backup was already under way; what was written since it began may not be "
                    "in it."
                  : "The backup is under way.")
          << " `secondbrain backup` shows its progress, `secondbrain backups` lists it once it is complete.\n";
  return {};
}

status back_up(const backup_options& options, context& ctx) {
  const auto format = options.format;
  auto loaded = ops::load_config(ctx.environment);
  RETURN_IF_ERROR(loaded);
  const server_client server{*loaded, ctx.err};
  if (options.wait == backup_waiting::no) return start_only(server, format, ctx);
  auto snapshot = back_up_on_server(server, ctx);
  // A server that is there and says why it cannot has said it better.
  if (!snapshot && snapshot.error().code == errc::unavailable && !server.reachable())
    snapshot = back_up_directly(loaded->values);
  RETURN_IF_ERROR(snapshot);
  if (format == output_format::json) {
    print_json(ctx, *snapshot);
    return {};
  }
  const auto backup = from_json<backup_info>(*snapshot);
  ctx.out << "Backed up and verified: " << ctx.out_terminal.paint(tone::strong, backup.path) << " ("
          << byte_count(static_cast<std::int64_t>(backup.bytes)) << ")\n";
  if (backup.vault.state != vault_presence::unknown) ctx.out << notes_in_words(backup.vault) << '\n';
  if (const auto news = news_in_words(backup.vault); !news.empty()) ctx.out << news << '\n';
  for (const auto& one : backup.vault.not_read)
    ctx.err << "Could not be read: " << printable(one.name) << ", because " << one.reason << '\n';
  for (const auto& one : backup.left_out)
    ctx.err << "Without " << one.name << ", which can be made again from the vault: " << one.reason << '\n';
  return {};
}

}  // namespace

void add_backup(command app, context& ctx) {
  auto options = std::make_shared<backup_options>();
  auto command = app.add_subcommand("backup", "Make a verified backup of everything recorded and derived");
  command.add_flag(
      "--no-wait", [options] { options->wait = backup_waiting::no; }, "Return as soon as the running server has begun");
  add_json_option(command, options->format);
  command.footer(backup_footer);
  command.callback([options, &ctx] { conclude(ctx, back_up(*options, ctx)); });
}

}  // namespace secondbrain::cli
