#include <algorithm>
#include <boost/json.hpp>
#include <filesystem>
#include <memory>
#include <optional>

#include "base/error.hpp"
#include "base/human_text.hpp"
#include "base/shown_time.hpp"
#include "base/text.hpp"
#include "cli/commands/backup_words.hpp"
#include "cli/commands/commands.hpp"
#include "cli/commands/notes_destination.hpp"
#include "cli/commands/restore_run.hpp"
#include "cli/commands/restore_words.hpp"
#include "ops/backup/backup_catalog.hpp"
#include "ops/backup/backup_choice.hpp"
#include "ops/backup/origin.hpp"
#include "ops/backup/restore.hpp"
#include "ops/backup/restore_preview.hpp"
#include "ops/backup/vault/vault_restore.hpp"
#include "ops/data/server_lock.hpp"
#include "ops/elsewhere/copying.hpp"
#include "ops/elsewhere/directory_fetch.hpp"
#include "ops/increments/increment_folder.hpp"

namespace secondbrain::cli {

namespace {

struct restore_options {
  std::string id;
  std::string from;  // a place elsewhere
  bool with_later = false;
  bool latest = false;
  bool undo = false;
  ops::foreign_snapshots foreign = ops::foreign_snapshots::refused;
  bool confirmed = false;
  bool preview = false;
  std::optional<std::string> vault_to;
  output_format format = output_format::text;
};

constexpr auto restore_footer =
    "The backup is verified before anything changes. A running server puts it in place itself: its parts stop for a\n"
    "moment and start again. The state that is replaced is kept beside the data directory for\n"
    "SECONDBRAIN_REPLACED_KEEP_DAYS days, so that a restore can be undone. Your vault is not touched: --vault-to "
    "writes\n"
    "the notes of a backup into a folder that is empty or not there yet. A backup of another data directory, or one "
    "of\n"
    "which an earlier version did not record the origin, is restored only with --from-another: the newest of the one\n"
    "that lay here before or of the only other one, with what was written after it.\n"
    "Examples:\n"
    "  secondbrain restore --latest --preview            what would change\n"
    "  secondbrain restore --latest\n"
    "  secondbrain restore --latest --vault-to ~/notes-of-then\n"
    "  secondbrain restore data-20260205-181005 --yes\n"
    "  secondbrain restore --latest --with-later         and what was written after it\n"
    "  secondbrain restore --from restic   fetches the newest copy first; `elsewhere fetch ID` fetches a particular "
    "one\n"
    "  secondbrain restore --undo\n"
    "Exit codes: 0 restored, 1 nothing has changed (stderr says why), 2 wrong command line.";

/// The newest that verifies now; what is passed over for it is told.
result<std::string> newest_sound(const std::vector<ops::snapshot_info>& known, const std::filesystem::path& backups,
                                 const ops::config& config, context& ctx) {
  for (const auto& backup : known) {
    const auto checked = ops::verify_snapshot(backups, backup.id, ops::verified_part::data);
    if (checked && checked->verified) return backup.id;
    ctx.err << "Passed over " << backup.id
            << ", which is damaged: " << (checked ? checked->problem : checked.error().message) << '\n';
  }
  const auto places = ops::make_copy_places(config);
  std::vector<std::string> ways{"`secondbrain backups` lists what there is",
                                "--from-another takes one of another data directory"};
  for (const auto& place : places)
    ways.push_back("`secondbrain restore --from " + std::string{to_string(place->kind())} +
                   "` brings the newest back from " + printable(place->shown()));
  return fail(errc::not_found, "there is no sound backup of " + config.data_path.string() + " in " + backups.string() +
                                   "; " + join(ways, ", "));
}

/// A preview of what lies elsewhere looks there: it fetches nothing.
result<std::filesystem::path> looked_through(const restore_options& options, const ops::config& config) {
  if (options.from.empty() || !options.preview) return config.backup_path;
  if (options.from == "directory" && config.backup_copy_path)
    return ops::copies_to_fetch(*config.backup_copy_path, {.id = options.id, .foreign = options.foreign},
                                ops::origin_of(config.data_path))
        .map([](const auto& copies) { return copies.front().folder; });
  if (options.from == "directory")
    return fail(errc::invalid_argument,
                "there is no directory elsewhere to look into: set SECONDBRAIN_BACKUP_COPY_PATH");
  return fail(errc::invalid_argument,
              "a backup in a restic repository cannot be previewed before it is fetched: run `secondbrain elsewhere "
              "fetch --from restic`, then `secondbrain restore ID --preview`");
}

/// What to restore: empty for an undo.
result<std::string> chosen_backup(const restore_options& options, const ops::config& config,
                                  const std::filesystem::path& backups, context& ctx) {
  if (!options.from.empty() && !options.preview)
    return fetch_from_elsewhere(config, options.from, {.id = options.id, .foreign = options.foreign}, ctx)
        .map([](ops::fetched&& done) { return std::move(done.id); });
  if (!options.latest && options.from.empty()) return options.id;
  const auto known = ops::snapshots_to_choose_from(backups, config.data_path, options.foreign, real_clock().now());
  RETURN_IF_ERROR(known);
  return newest_sound(*known, backups, config, ctx);
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

bool has_increments(const std::filesystem::path& backups, const std::filesystem::path& data_directory) {
  const auto own = ops::origin_of(data_directory);
  return !ops::find_increments(backups, [&](const backup_origin& origin) { return ops::is_of(origin, own); }).empty();
}

bool has_increments(const std::filesystem::path& backups, const backup_info& after) {
  return !ops::find_increments(backups, [&](const backup_origin& shipped) {
            return ops::is_of(after.origin, shipped);
          }).empty();
}

/// The newest of another data directory: of what it recorded after that backup nothing is here.
bool takes_anothers_newest(const restore_options& options, const std::string& id, const ops::config& config,
                           const std::filesystem::path& backups) {
  if (options.foreign == ops::foreign_snapshots::refused || (!options.latest && options.from.empty())) return false;
  const auto all = ops::list_snapshots(backups).value_or(std::vector<ops::snapshot_info>{});
  const auto own = ops::origin_of(config.data_path);
  return std::any_of(all.begin(), all.end(),
                     [&](const ops::snapshot_info& each) { return each.id == id && !ops::is_of(each.origin, own); });
}

/// A question about a backup that is not there would be none.
status must_be_there(const std::string& id, const std::filesystem::path& backups) {
  const auto all = ops::list_snapshots(backups);
  RETURN_IF_ERROR(all);
  if (std::any_of(all->begin(), all->end(), [&](const ops::snapshot_info& each) { return each.id == id; })) return {};
  return fail(errc::not_found,
              "there is no backup " + id + " in " + backups.string() + "; `secondbrain backups` lists them");
}

/// What was written after the backup is wanted where nothing of it is left, and on request. Otherwise somebody goes
/// back.
bool wants_later(const restore_options& options, const ops::config& config) {
  std::error_code failure;
  const auto has = [&](const char* name) { return std::filesystem::exists(config.data_path / name, failure); };
  const bool is_gone = !has("conversations.db") || !has("vault.json");
  if (options.undo) return false;
  return options.with_later || (is_gone && (options.latest || !options.from.empty()));
}

void print_later(const ops::applied_increments& later, context& ctx) {
  if (!later.files.empty())
    ctx.out << "With all that was written until " << shown_time(std::string_view{later.at})
            << " in: " << join(later.files, ", ") << ".\n";
  for (const auto& remark : later.remarks) ctx.err << remark << '\n';
}

status show_preview(const std::string& id, const restore_options& options, const ops::config& config,
                    const std::filesystem::path& backups, context& ctx) {
  const auto preview = ops::preview_restore(backups, id, config.data_path, options.foreign);
  RETURN_IF_ERROR(preview);
  if (options.format == output_format::json)
    print_json(ctx, json_of(*preview));
  else
    print_preview(*preview, config,
                  (wants_later(options, config) || takes_anothers_newest(options, id, config, backups)) &&
                      has_increments(config.backup_path, preview->snapshot),
                  ctx);
  return {};
}

/// The notes of the backup, into a folder of their own.
status write_notes(const std::string& id, const restore_options& options, const ops::config& config,
                   const std::filesystem::path& backups, context& ctx) {
  const auto folder = std::filesystem::absolute(*options.vault_to);
  RETURN_IF_ERROR(fit_for_notes(folder, config));
  const auto snapshot = ops::verify_snapshot(backups, id, ops::verified_part::data);
  RETURN_IF_ERROR(snapshot);
  if (!snapshot->verified) return fail(errc::corrupt, "the backup " + id + " is damaged: " + snapshot->problem);
  if (options.foreign == ops::foreign_snapshots::refused &&
      !ops::is_of(snapshot->origin, ops::origin_of(config.data_path)))
    return fail(errc::conflict, "the backup " + id + " was made " + ops::describe(snapshot->origin) +
                                    "; add --from-another to write its notes all the same");
  if (snapshot->vault.state != vault_presence::included)
    return fail(errc::not_found, "the backup " + id + " holds no notes. " + notes_in_words(snapshot->vault));
  const auto notes = ops::notes_of(backups, *snapshot);
  RETURN_IF_ERROR(notes);
  if (options.preview) return show_notes(*snapshot, *notes, folder, options.format, ctx);
  const auto written = ops::restore_vault(ops::object_store{backups}, *notes, folder);
  RETURN_IF_ERROR(written);
  for (const auto& missing : written->missing) ctx.err << "Damaged in the backup, and not written: " << missing << '\n';
  if (!written->missing.empty()) ctx.outcome = exit_code::failure;
  if (options.format == output_format::json)
    print_json(ctx, {{"status", "written"},
                     {"id", id},
                     {"folder", folder.string()},
                     {"files", written->files},
                     {"bytes", written->bytes},
                     {"missing", boost::json::value_from(written->missing)}});
  else
    ctx.out << "Wrote " << counted(static_cast<std::int64_t>(written->files), "file", "files") << " ("
            << byte_count(static_cast<std::int64_t>(written->bytes)) << ") of " << id << " to " << folder.string()
            << ".\n";
  return {};
}

/// An empty id: what was shipped alone.
restore_order order_for(const std::string& id, const restore_options& options) {
  restore_order order;
  order.id = id;
  order.is_newest = options.latest || !options.from.empty();
  order.with_later = options.with_later;
  if (options.foreign == ops::foreign_snapshots::accepted) order.kind = restore_kind::from_another;
  if (id.empty()) order.kind = options.undo ? restore_kind::undo : restore_kind::shipped;
  return order;
}

/// By the server that has the data directory, also where that is gone from under it, or here when none has.
result<ops::restored> put_back(const std::string& id, const restore_options& options, const ops::loaded_config& loaded,
                               context& ctx) {
  const auto& config = loaded.values;
  if (ops::server_lock::holder(config.data_path)) {
    const server_client server{loaded, ctx.err};
    auto done = restore_on_server(server, order_for(id, options));
    if (done || done.error().code != errc::unavailable || server.reachable()) return done;
  }
  if (options.undo) return ops::undo_restore(config.data_path);
  if (id.empty()) return ops::restore_increments(config.backup_path, config.data_path);
  const auto later = wants_later(options, config) ? ops::later_changes::applied : ops::later_changes::left_out;
  return ops::restore_snapshot(config.backup_path, id, config.data_path, options.foreign, real_clock(), later);
}

status restore(restore_options options, context& ctx) {
  auto loaded = ops::load_config(ctx.environment);
  RETURN_IF_ERROR(loaded);
  const auto& config = loaded->values;
  if (options.undo && (options.preview || options.vault_to || options.with_later))
    return fail(errc::invalid_argument,
                "--undo takes a whole state back; it goes with neither --preview nor --vault-to nor --with-later");
  if (options.with_later && (options.preview || options.vault_to))
    return fail(errc::invalid_argument,
                "--with-later goes on from a backup that is put in place; it goes with neither --preview nor "
                "--vault-to");
  const auto backups = looked_through(options, config);
  RETURN_IF_ERROR(backups);
  auto id = chosen_backup(options, config, *backups, ctx);
  // For want of a sound one, what was shipped since the beginning is better than nothing.
  const bool increments_alone = !id && id.error().code == errc::not_found && wants_later(options, config) &&
                                has_increments(config.backup_path, config.data_path);
  if (increments_alone) id = std::string{};
  RETURN_IF_ERROR(id);
  if (!id->empty()) RETURN_IF_ERROR(must_be_there(*id, *backups));
  if (options.vault_to) return write_notes(*id, options, config, *backups, ctx);
  if (options.preview) return show_preview(*id, options, config, *backups, ctx);
  if (!options.undo && takes_anothers_newest(options, *id, config, *backups)) options.with_later = true;
  if (!options.confirmed) {
    auto what = options.undo       ? "the state from before the last restore"
                : increments_alone ? std::string{"what was shipped between backups; there is no sound backup"}
                                   : "backup " + *id;
    if (auto sure = confirm("Replace " + config.data_path.string() + " by " + what + "?", ctx); !sure) return sure;
  }
  const auto done = put_back(*id, options, *loaded, ctx);
  RETURN_IF_ERROR(done);
  if (options.format == output_format::json) {
    print_json(ctx, {{"status", "restored"},
                     {"data_path", config.data_path.string()},
                     {"from", done->from.string()},
                     {"until", done->later ? done->later->at : std::string{}},
                     {"replaced", done->replaced.string()}});
    return {};
  }
  ctx.out << "Restored " << config.data_path.string() << " from " << done->from.string() << ".\n";
  if (done->later) print_later(*done->later, ctx);
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
  source.add_option("--from", options->from, "The newest backup elsewhere: `directory` or `restic`")
      .check(value_rule::one_of({"directory", "restic"}));
  source.require_one_option();
  command.add_flag(
      "--from-another", [options] { options->foreign = ops::foreign_snapshots::accepted; },
      "One of another data directory, or of the one that lay here before");
  command.add_flag("--preview", options->preview, "Only say what would change");
  command.add_option("--vault-to", options->vault_to,
                     "Write the notes of the backup into this folder, and change nothing else");
  command.add_flag(
      "--with-later", options->with_later,
      "Add what was written after that backup and shipped since; happens by itself where the data is gone");
  command.add_flag("--yes,-y", options->confirmed, "Do not ask");
  add_json_option(command, options->format);
  command.footer(restore_footer);
  command.callback([options, &ctx] { conclude(ctx, restore(*options, ctx)); });
}

}  // namespace secondbrain::cli
