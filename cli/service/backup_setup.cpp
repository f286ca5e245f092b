#include "cli/service/backup_setup.hpp"

#include "base/error.hpp"
#include "base/program.hpp"
#include "base/text.hpp"
#include "ops/backup/former_directory.hpp"
#include "ops/backup/origin.hpp"
#include "ops/log/logger.hpp"
#include "stores/directory_identity.hpp"

namespace secondbrain::cli {

namespace {

constexpr std::chrono::minutes longest_examination{10};
/// Without the name of the program, which stands in front.
std::string said_by(const program_end& end) {
  constexpr std::string_view name = "secondbrain: ";
  auto text = trimmed(end.errors);
  if (text.starts_with(name)) text.remove_prefix(name.size());
  return std::string{text};
}

constexpr int found_wanting = 1;  // the exit code of a command that says what is wrong

}  // namespace

ops::backup_options backup_options_of(const ops::config& settings, const std::shared_ptr<vault::known_vault>& known) {
  ops::backup_options options;
  options.directory = settings.backup_path;
  options.keep = {settings.backup_keep, settings.backup_keep_daily, settings.backup_keep_weekly,
                  settings.backup_keep_monthly};
  options.service_version = SECONDBRAIN_VERSION;
  options.origin = ops::origin_of(settings.data_path, settings.vault_path);
  options.free_floor = static_cast<std::uint64_t>(settings.backup_free_floor) << 20U;
  if (settings.vault_path && settings.backup_vault != ops::vault_backup::off)
    options.vault = ops::vault_source{*settings.vault_path, [known] { return known->may_write(); }};
  return options;
}

decltype(ops::trial_options::examine) examination_by(const std::filesystem::path& program, const ops::config& settings,
                                                     std::function<bool()> cancelled) {
  return [program, metadata = settings.metadata_db_name, cancelled = std::move(cancelled)](
             const std::filesystem::path& data,
             const std::optional<std::filesystem::path>& vault) -> result<std::string> {
    if (program.empty()) return fail(errc::unavailable, "the place of this program is not known");
    program_call call;
    call.arguments = {program.string(), "backups", "examine", data.string(), "--metadata-db", metadata};
    if (vault) call.arguments.insert(call.arguments.end(), {"--vault", vault->string()});
    call.environment = {{"SECONDBRAIN_ENV_FILE", (data / "no settings").string()}};
    const auto end = run_program(call, real_clock().steady() + longest_examination, cancelled);
    if (!end && end.error().code == errc::not_found) return fail(errc::unavailable, end.error().message);
    RETURN_IF_ERROR(end);
    if (end->exit_code == 0) return std::string{trimmed(end->output)};
    if (end->exit_code == found_wanting && !end->errors.empty()) return fail(errc::corrupt, said_by(*end));
    return fail(errc::corrupt, "the program that used what was restored ended with " + std::to_string(end->exit_code) +
                                   (end->errors.empty() ? std::string{} : ": " + said_by(*end)));
  };
}

void settle_identity(const std::filesystem::path& data_directory) {
  const auto log = ops::logger_for("backup");
  if (const auto noted = ops::note_beginning(data_directory); !noted) log.error("{}", noted.error().message);
  const auto settled = stores::settle_identity(data_directory);
  if (!settled) return log.error("it is not sure whose this data directory is: {}", settled.error().message);
  if (settled->copied_from.empty()) return;
  log.warn(
      "this data directory is a copy of {} and goes on as one of its own, {}. Backups of the other, {}, are left "
      "alone; "
      "`secondbrain restore ID --from-another` restores one of them here",
      settled->copied_from, settled->id, settled->former);
}

}  // namespace secondbrain::cli
