#include <chrono>
#include <memory>

#include "base/error.hpp"
#include "base/human_text.hpp"
#include "base/record_json.hpp"
#include "base/shown_time.hpp"
#include "cli/client/server_client.hpp"
#include "cli/commands/commands.hpp"
#include "ops/backup/backup_catalog.hpp"
#include "ops/backup/former_directory.hpp"
#include "ops/backup/origin.hpp"
#include "ops/backup/replaced_state.hpp"
#include "ops/backup/seen_backups.hpp"
#include "ops/elsewhere/copying.hpp"

namespace secondbrain::cli {

namespace {

constexpr auto backups_footer =
    "Data directories may share a backup folder: each keeps its own number of backups, and those of others are "
    "marked with the data directory and the vault they were made of.\n"
    "To verify a backup is to read every byte of it; to try it is to restore it into a scratch folder and use it "
    "there.\n"
    "Examples:\n"
    "  secondbrain backups                 what there is, the newest first\n"
    "  secondbrain backups --verify        also read every byte and open every database\n"
    "  secondbrain backups try             restore the newest into a scratch folder and use it there\n"
    "  secondbrain backups begin-anew      give up what was lost, and continue with what is there now\n"
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

std::string remarks(const backup_info& backup, const backup_origin& here) {
  std::string text;
  const bool says_nothing = !backup.origin && !backup.verified;
  if (backup.owner == backup_owner::another && !says_nothing)
    text += "  made " + ops::describe(backup.origin, here);
  else if (backup.origin && !backup.origin->vault_path.empty())
    text += "  of the vault " + printable(backup.origin->vault_path);
  for (const auto& one : backup.left_out) text += "  without " + one.name;
  if (backup.vault.state == vault_presence::included)
    text += "  with the notes, " +
            counted(static_cast<std::int64_t>(backup.vault.files), "file or folder", "files and folders") + " (" +
            byte_count(static_cast<std::int64_t>(backup.vault.bytes)) + ")";
  if (backup.vault.state == vault_presence::left_out) text += "  without the notes: " + printable(backup.vault.reason);
  if (backup.vault.state == vault_presence::off) text += "  without the notes, as SECONDBRAIN_BACKUP_VAULT says";
  if (backup.trial && backup.trial->outcome == trial_outcome::passed)
    text += "  tried " + shown_time(std::string_view{backup.trial->at});
  return text;
}

bool failed_its_trial(const backup_info& backup) {
  return backup.trial && backup.trial->outcome == trial_outcome::failed;
}

std::string state_of(const backup_info& backup, bool checked_now, const terminal& screen) {
  if (!backup.verified) return screen.paint(tone::bad, "unusable: " + backup.problem);
  if (failed_its_trial(backup)) return screen.paint(tone::bad, "failed its trial");
  return screen.paint(tone::good, checked_now ? "verified" : "verified when made");
}

/// Where there is none here, there may be one elsewhere, and nothing here may be left to make one of.
std::string without_any(const ops::config& config) {
  auto text = "No backups in " + config.backup_path.string();
  std::error_code failure;
  if (std::filesystem::exists(config.data_path, failure)) text += "; make one with `secondbrain backup`";
  text += ".";
  for (const auto& place : ops::make_copy_places(config))
    text += " `secondbrain restore --from " + std::string{to_string(place->kind())} + "` brings the newest back from " +
            printable(place->shown()) + ".";
  return text;
}

void print_backups(const std::vector<ops::snapshot_info>& backups, const ops::config& config, bool checked_now,
                   context& ctx) {
  const auto& screen = ctx.out_terminal;
  const auto here = ops::origin_of(config.data_path);
  if (backups.empty()) ctx.out << without_any(config) << '\n';
  for (const auto& backup : backups) {
    ctx.out << screen.paint(tone::strong, backup.id) << "  " << byte_count(static_cast<std::int64_t>(backup.bytes))
            << "  " << state_of(backup, checked_now, screen) << "  "
            << screen.paint(tone::muted, backup.path + remarks(backup, here)) << '\n';
    if (failed_its_trial(backup))
      ctx.out << "  "
              << screen.paint(tone::bad, "The trial of " + shown_time(std::string_view{backup.trial->at}) +
                                             " failed: " + backup.trial->message)
              << '\n';
  }
}

void print_beginning(const std::vector<ops::snapshot_info>& backups, const ops::config& config, context& ctx) {
  const auto former = ops::former_directories(backups, config.data_path, real_clock().now());
  const auto said = ops::begun_anew_in_words(former, config.data_path, config.backup_path, "--latest");
  if (!said.empty()) ctx.out << ctx.out_terminal.paint(tone::bad, said) << '\n';
}

/// What restores have replaced, and how long it stays.
void print_replaced(const ops::config& config, context& ctx) {
  for (const auto& state : ops::replaced_states(config.data_path)) {
    ctx.out << ctx.out_terminal.paint(tone::muted, "Replaced by a restore, kept in " + state.path.string());
    if (state.since && config.replaced_keep_days > 0)
      ctx.out << ctx.out_terminal.paint(
          tone::muted, " until " + shown_time(*state.since + std::chrono::hours{24} * config.replaced_keep_days));
    ctx.out << '\n';
  }
}

status list_backups(const backups_options& options, context& ctx) {
  auto loaded = ops::load_config(ctx.environment);
  RETURN_IF_ERROR(loaded);
  const auto& directory = loaded->values.backup_path;
  auto backups = find_backups(loaded->values, options.verify);
  RETURN_IF_ERROR(backups);
  for (const auto& backup : *backups)
    if (!backup.verified) ctx.outcome = exit_code::failure;
  const auto copies = known_copies(loaded->values);
  if (options.format == output_format::text) {
    print_backups(*backups, loaded->values, options.verify, ctx);
    print_beginning(*backups, loaded->values, ctx);
    print_replaced(loaded->values, ctx);
    print_copies(copies, copies_seen::earlier, ctx);
    return {};
  }
  print_json(ctx, {{"directory", directory.string()},
                   {"backups", to_json(std::vector<backup_info>{backups->begin(), backups->end()})},
                   {"copies", to_json(copies)}});
  return {};
}

status begin_anew(output_format format, context& ctx) {
  const auto loaded = ops::load_config(ctx.environment);
  RETURN_IF_ERROR(loaded);
  const auto& config = loaded->values;
  const auto all = ops::list_snapshots(config.backup_path);
  RETURN_IF_ERROR(all);
  const auto former = ops::former_directories(*all, config.data_path, real_clock().now());
  auto settled = ops::go_on_with_new(config.data_path);
  RETURN_IF_ERROR(settled);
  const auto forgotten = ops::forget_seen_backups(config.data_path);
  RETURN_IF_ERROR(forgotten);
  if (*forgotten) settled = true;
  if (const auto server = server_client::configured(ctx); *settled && server)  // one that runs looks anew
    static_cast<void>(server->get("/api/v1/admin/backups"));
  if (format == output_format::json) {
    boost::json::array left;
    for (const auto& each : former) left.push_back({{"newest", each.newest.id}, {"backups", each.backups}});
    print_json(ctx, {{"settled", *settled}, {"left", std::move(left)}});
    return {};
  }
  if (!*settled) {
    ctx.out << "There is nothing to settle: the data directory " << config.data_path.string()
            << " and its backups are being made already.\n";
    return {};
  }
  ctx.out << "The data directory " << config.data_path.string() << " stays in use as it is.";
  if (!former.empty())
    ctx.out << " The backups of the one that lay there before stay in " << config.backup_path.string()
            << " until you remove them; the newest is " << former.front().newest.id << '.';
  ctx.out << '\n';
  return {};
}

}  // namespace

void add_backups(command app, context& ctx) {
  auto options = std::make_shared<backups_options>();
  auto command = app.add_subcommand("backups", "List the backups");
  command.add_flag("--verify", options->verify, "Read every byte and open every database");
  add_json_option(command, options->format);
  command.footer(backups_footer);
  add_backup_verification(command, ctx);
  add_backup_examination(command, ctx);
  auto format = std::make_shared<output_format>(output_format::text);
  auto beginning =
      command.add_subcommand("begin-anew", "Continue without a data directory, or backups, that were lost for good");
  add_json_option(beginning, *format);
  beginning.callback([format, &ctx] { conclude(ctx, begin_anew(*format, ctx)); });
  command.allow_one_subcommand();
  command.callback([options, command, &ctx] {
    if (!command.has_subcommand()) conclude(ctx, list_backups(*options, ctx));
  });
}

}  // namespace secondbrain::cli
