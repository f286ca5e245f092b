#include <chrono>
#include <memory>

#include "base/error.hpp"
#include "base/human_text.hpp"
#include "base/record_json.hpp"
#include "base/time_text.hpp"
#include "cli/commands/commands.hpp"
#include "ops/backup/backup_catalog.hpp"
#include "ops/backup/origin.hpp"
#include "ops/backup/replaced_state.hpp"

namespace secondbrain::cli {

namespace {

constexpr auto footer =
    "Data directories may share a backup folder: each keeps its own number of backups, and those of others are "
    "marked with the data directory and the vault they were made of.\n"
    "Examples:\n"
    "  secondbrain backups                 what there is, the newest first\n"
    "  secondbrain backups --verify        also read every byte and open every database\n"
    "  secondbrain backups verify          restore the newest into a scratch folder and use it there\n"
    "Exit codes: 0 every backup is sound, 1 one is not or the list cannot be read, 2 wrong command line.";

struct backups_options {
  bool verify = false;
  output_format format = output_format::text;
};

result<std::vector<ops::snapshot_info>> find_backups(const ops::config& config, bool verify) {
  const auto& directory = config.backup_path;
  auto found = ops::list_snapshots(directory);
  if (!found) return found;
  const auto here = ops::origin_of(config.data_path);
  for (auto& backup : *found) {
    if (verify) {
      auto verified = ops::verify_snapshot(directory, backup.id);
      RETURN_IF_ERROR(verified);
      backup = std::move(*verified);
    }
    if (!ops::is_of(backup.origin, here)) backup.owner = backup_owner::another;
  }
  return found;
}

std::string remarks(const backup_info& backup) {
  std::string text;
  if (backup.owner == backup_owner::another)
    text += "  made " + ops::describe(backup.origin);
  else if (backup.origin && !backup.origin->vault_path.empty())
    text += "  of the vault " + printable(backup.origin->vault_path);
  for (const auto& one : backup.left_out) text += "  without " + one.name;
  if (backup.vault.state == vault_presence::included)
    text += "  with " + counted(static_cast<std::int64_t>(backup.vault.files), "entry", "entries") + " of the vault (" +
            byte_count(static_cast<std::int64_t>(backup.vault.bytes)) + ")";
  if (backup.vault.state == vault_presence::left_out) text += "  without the notes: " + printable(backup.vault.reason);
  if (backup.trial && backup.trial->outcome == trial_outcome::passed)
    text += "  restored for a trial " + backup.trial->at;
  return text;
}

void print_backups(const std::vector<ops::snapshot_info>& backups, const std::filesystem::path& directory,
                   bool checked_now, context& ctx) {
  const auto& screen = ctx.out_terminal;
  if (backups.empty()) ctx.out << "No backups in " << directory.string() << "; make one with `secondbrain backup`.\n";
  for (const auto& backup : backups) {
    ctx.out << screen.paint(tone::strong, backup.id) << "  " << byte_count(static_cast<std::int64_t>(backup.bytes))
            << "  "
            << (backup.verified ? screen.paint(tone::good, checked_now ? "verified" : "verified when made")
                                : screen.paint(tone::bad, "unusable: " + backup.problem))
            << "  " << screen.paint(tone::muted, backup.path + remarks(backup)) << '\n';
    if (backup.trial && backup.trial->outcome == trial_outcome::failed)
      ctx.out << "  "
              << screen.paint(tone::bad, "The trial of " + backup.trial->at + " failed: " + backup.trial->message)
              << '\n';
  }
}

/// What restores have replaced, and how long it stays.
void print_replaced(const ops::config& config, context& ctx) {
  for (const auto& state : ops::replaced_states(config.data_path)) {
    ctx.out << ctx.out_terminal.paint(tone::muted, "Replaced by a restore, kept in " + state.path.string());
    if (state.since && config.replaced_keep_days > 0)
      ctx.out << ctx.out_terminal.paint(
          tone::muted, " until " + utc_date(*state.since + std::chrono::hours{24} * config.replaced_keep_days));
    ctx.out << '\n';
  }
}

status list(const backups_options& options, context& ctx) {
  auto loaded = ops::load_config(ctx.environment);
  RETURN_IF_ERROR(loaded);
  const auto& directory = loaded->values.backup_path;
  auto backups = find_backups(loaded->values, options.verify);
  RETURN_IF_ERROR(backups);
  for (const auto& backup : *backups)
    if (!backup.verified) ctx.outcome = exit_code::failure;
  const auto copies = known_copies(loaded->values);
  if (options.format == output_format::text) {
    print_backups(*backups, directory, options.verify, ctx);
    print_replaced(loaded->values, ctx);
    print_copies(copies, ctx);
    return {};
  }
  print_json(ctx, {{"directory", directory.string()},
                   {"backups", to_json(std::vector<backup_info>{backups->begin(), backups->end()})},
                   {"copies", to_json(copies)}});
  return {};
}

}  // namespace

void add_backups(command app, context& ctx) {
  auto options = std::make_shared<backups_options>();
  auto command = app.add_subcommand("backups", "List the backups");
  command.add_flag("--verify", options->verify, "Read every byte and open every database");
  add_json_option(command, options->format);
  command.footer(footer);
  add_backup_verification(command, ctx);
  add_backup_examination(command, ctx);
  command.allow_one_subcommand();
  command.callback([options, command, &ctx] {
    if (!command.has_subcommand()) conclude(ctx, list(*options, ctx));
  });
}

}  // namespace secondbrain::cli
