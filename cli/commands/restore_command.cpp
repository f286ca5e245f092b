#include <memory>

#include "base/error.hpp"
#include "cli/commands/commands.hpp"
#include "ops/backup/backup_catalog.hpp"
#include "ops/backup/origin.hpp"
#include "ops/backup/restore.hpp"

namespace secondbrain::cli {

namespace {

struct restore_options {
  std::string id;
  bool latest = false;
  bool undo = false;
  ops::foreign_snapshots foreign = ops::foreign_snapshots::refused;
  bool confirmed = false;
  output_format format = output_format::text;
};

constexpr auto footer =
    "Stop the server first. The backup is verified before anything changes, and the state it replaces is kept\n"
    "beside the data directory, so that a restore can be undone. A backup of another data directory, or one of which "
    "an\n"
    "earlier version did not record the origin, is restored only with --from-another.\n"
    "Examples:\n"
    "  secondbrain restore --latest\n"
    "  secondbrain restore data-20260205-181005 --yes\n"
    "  secondbrain restore --undo\n"
    "Exit codes: 0 restored, 1 nothing has changed (stderr says why), 2 wrong command line.";

/// The newest that verifies now; what is passed over for it is told.
result<std::string> newest_sound(const std::vector<ops::snapshot_info>& backups, const ops::config& config,
                                 context& ctx) {
  for (const auto& backup : backups) {
    const auto checked = ops::verify_snapshot(config.backup_path, backup.id);
    if (checked && checked->verified) return backup.id;
    ctx.err << "Passed over " << backup.id
            << ", which is damaged: " << (checked ? checked->problem : checked.error().message) << '\n';
  }
  return fail(errc::not_found, "there is no sound backup of " + config.data_path.string() + " in " +
                                   config.backup_path.string() +
                                   "; `secondbrain backups` lists what there is, and --from-another takes one of "
                                   "another data directory");
}

/// What to restore: empty for an undo.
result<std::string> chosen_backup(const restore_options& options, const ops::config& config, context& ctx) {
  if (!options.latest) return options.id;
  auto backups = options.foreign == ops::foreign_snapshots::accepted
                     ? ops::list_snapshots(config.backup_path)
                     : ops::snapshots_of(config.backup_path, ops::origin_of(config.data_path));
  RETURN_IF_ERROR(backups);
  return newest_sound(*backups, config, ctx);
}

status confirm(const std::string& question, context& ctx) {
  if (!ctx.person)
    return fail(errc::cancelled, "nothing was restored: there is nobody to ask; add --yes when you are sure");
  ctx.err << question << " [y/N] " << std::flush;
  std::string answer;
  std::getline(*ctx.person, answer);
  if (answer != "y" && answer != "Y" && answer != "yes") return fail(errc::cancelled, "nothing was restored");
  return {};
}

status restore(const restore_options& options, context& ctx) {
  auto loaded = ops::load_config(ctx.environment);
  RETURN_IF_ERROR(loaded);
  const auto& config = loaded->values;
  auto id = chosen_backup(options, config, ctx);
  RETURN_IF_ERROR(id);
  if (!options.confirmed) {
    auto what = options.undo ? "the state from before the last restore" : "backup " + *id;
    if (auto sure = confirm("Replace " + config.data_path.string() + " by " + what + "?", ctx); !sure) return sure;
  }
  auto done = options.undo ? ops::undo_restore(config.data_path)
                           : ops::restore_snapshot(config.backup_path, *id, config.data_path, options.foreign);
  RETURN_IF_ERROR(done);
  if (options.format == output_format::json) {
    print_json(ctx, {{"status", "restored"},
                     {"data_path", config.data_path.string()},
                     {"from", done->from.string()},
                     {"replaced", done->replaced.string()}});
    return {};
  }
  ctx.out << "Restored " << config.data_path.string() << " from " << done->from.string() << ".\n";
  if (!done->replaced.empty())
    ctx.out << "The state from before is kept in " << done->replaced.string()
            << "; bring it back with `secondbrain restore --undo`.\n";
  return {};
}

}  // namespace

void add_restore(command app, context& ctx) {
  auto options = std::make_shared<restore_options>();
  auto command = app.add_subcommand("restore", "Replace the data directory with a backup");
  auto source = command.add_option_group("source", "What to restore, exactly one of:");
  source.add_option("id", options->id, "A backup, as `secondbrain backups` names it");
  source.add_flag("--latest", options->latest, "The newest backup that verifies now");
  source.add_flag("--undo", options->undo, "The state from before the last restore");
  source.require_one_option();
  command.add_flag(
      "--from-another", [options] { options->foreign = ops::foreign_snapshots::accepted; },
      "Also a backup of another data directory");
  command.add_flag("--yes,-y", options->confirmed, "Do not ask");
  add_json_option(command, options->format);
  command.footer(footer);
  command.callback([options, &ctx] { conclude(ctx, restore(*options, ctx)); });
}

}  // namespace secondbrain::cli
