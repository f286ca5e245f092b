#include "ops/health/health_rules.hpp"

#include <unistd.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <utility>

#include "base/human_text.hpp"
#include "base/time_ago.hpp"
#include "messages/no_vault.hpp"
#include "ops/data/sync_markers.hpp"

namespace secondbrain::ops {
namespace {

namespace fs = std::filesystem;

std::string one_decimal(double number) {
  char text[32];
  std::snprintf(text, sizeof text, "%.1f", number);
  return text;
}

/// What goes on while the vault is away. Whether anything can be found depends on what was read before.
std::string without_vault(const health_inputs& inputs) {
  if (inputs.notes_searchable == 0) return " Nothing is written meanwhile.";
  return " Search still answers from what was read before; nothing is written meanwhile.";
}

component_check check_vault(const health_inputs& inputs) {
  auto path = inputs.vault_path.value_or(fs::path{}).string();
  if (!inputs.vault_trouble.empty()) return {"vault", verdict::error, inputs.vault_trouble};
  switch (inputs.vault) {
    case vault_condition::ok: return {"vault", verdict::ok, "The vault " + path + " is readable."};
    case vault_condition::empty:
      return {
          "vault", verdict::warning,
          "The vault " + path +
              " is empty. If your notes should be there, mount its disk or check the folder in the settings; if you "
              "begin a new one, this goes away with the first note."};
    case vault_condition::missing:
      return {"vault", verdict::error,
              "The vault " + path + " is not there. Bring it back, or check how it is spelt in the settings." +
                  without_vault(inputs)};
    case vault_condition::read_only:
      return {"vault", verdict::warning,
              "The vault " + path +
                  " can be read but not written: its disk is read-only, or a permission is missing. Until that is "
                  "fixed, nothing can be captured, ticked or filed."};
    case vault_condition::unreadable:
      return {"vault", verdict::error,
              "The vault " + path + " cannot be read. Check its permissions." + without_vault(inputs)};
    case vault_condition::not_configured: break;
  }
  return {"vault", verdict::error, no_vault_yet};
}

component_check check_disk(double free_gb, bool low) {
  auto room = one_decimal(free_gb) + " GiB are free";
  if (low) return {"disk", verdict::warning, "Only " + room + ". Make room, or writing will soon fail."};
  return {"disk", verdict::ok, room + "."};
}

std::string while_doing(sync_step step) {
  switch (step) {
    case sync_step::inbox: return "while filing captures";
    case sync_step::tasks: return "while updating the task lists";
    case sync_step::projects: return "while updating the project notes";
    case sync_step::index: return "while reading the notes";
    case sync_step::extract: return "while a language model read the notes";
    case sync_step::weekly: return "while writing the weekly review";
  }
  return {};
}

std::string why_it_failed(const sync_failure& failure) {
  std::string sentence = "The last sync failed";
  if (failure.step) sentence += " " + while_doing(*failure.step);
  if (!failure.reason.empty()) sentence += ": " + failure.reason;
  return with_full_stop(std::move(sentence));
}

component_check check_sync(const sync_status& sync, bool is_scheduled, bool has_vault) {
  const auto ago = time_ago(std::chrono::duration<double, std::ratio<3600>>{sync.hours_ago.value_or(0)});
  switch (sync.state) {
    case sync_state::ok: return {"sync", verdict::ok, "The last daily sync completed " + ago + "."};
    case sync_state::stale:
      return {"sync", verdict::ok, "The last daily sync completed " + ago + ". Check that its schedule still runs."};
    case sync_state::failed:
      return {"sync", verdict::warning,
              why_it_failed(sync.failure.value_or(sync_failure{})) +
                  (!is_scheduled ? " Fix that and run `secondbrain sync` again."
                   : has_vault   ? " It is tried again by itself."
                                 : " It is tried again by itself once the vault is there.")};
    case sync_state::unknown: break;
  }
  return {"sync", verdict::ok, "No daily sync has run yet."};
}

verdict worst_of(const std::vector<component_check>& checks) {
  auto worst = verdict::ok;
  for (const auto& check : checks) worst = std::max(worst, check.state);
  return worst;
}

/// Parts that nothing else needs: with one of them in trouble, everything else works.
bool stands_alone(const component_check& check) {
  constexpr std::array<std::string_view, 16> alone{
      "alarms",   "backup_elsewhere", "backup_increments", "model-host",   "backup",     "due-backups",
      "captures", "checks",           "embedder",          "watcher",      "kept texts", "models",
      "meaning",  "schedule",         "suggestions",       "conversations"};
  return std::find(alone.begin(), alone.end(), check.name) != alone.end();
}

/// The first of the worst checks speaks; the others are counted. All is not well before all can be found. That
/// everything else works is said here alone, where it is known.
std::string summarize(verdict state, const health_inputs& inputs, const std::vector<component_check>& checks) {
  if (state == verdict::ok) {
    std::string sentence = inputs.under_way.empty() ? "All is well." : inputs.under_way;
    for (const auto& check : checks)
      if (!check.remark.empty()) sentence += " " + check.remark;
    return sentence;
  }
  auto first_of_worst =
      std::find_if(checks.begin(), checks.end(), [&](const auto& check) { return check.state == state; });
  auto others =
      std::count_if(checks.begin(), checks.end(), [](const auto& check) { return check.state != verdict::ok; }) - 1;
  auto sentence = first_of_worst->message;
  if (others == 0 && stands_alone(*first_of_worst)) sentence += " Everything else works.";
  if (others == 1) sentence += " One more thing needs attention.";
  if (others > 1) sentence += " " + std::to_string(others) + " more things need attention.";
  return sentence;
}

}  // namespace

vault_condition look_at_vault(const std::optional<fs::path>& vault_path) {
  if (!vault_path) return vault_condition::not_configured;
  std::error_code failure;
  if (!fs::is_directory(*vault_path, failure))
    return failure == std::errc::permission_denied ? vault_condition::unreadable : vault_condition::missing;
  fs::directory_iterator entries{*vault_path, failure};
  if (failure) return vault_condition::unreadable;
  for (fs::directory_iterator end; !failure && entries != end; entries.increment(failure))
    if (entries->path().filename() != "lost+found")  // a new disk brings that along
      return ::access(vault_path->c_str(), W_OK) == 0 ? vault_condition::ok : vault_condition::read_only;
  return failure ? vault_condition::unreadable : vault_condition::empty;
}

health_report judge(const health_inputs& inputs) {
  health_report report;
  auto free_gb = static_cast<double>(inputs.free_disk_bytes) / static_cast<double>(std::uint64_t{1} << 30);
  report.free_disk_gb = std::round(free_gb * 100) / 100;
  report.disk_low = inputs.free_disk_bytes < low_disk_bytes;
  report.last_sync_hours_ago = inputs.sync.hours_ago;
  report.sync_stale = inputs.sync.state == sync_state::stale ||
                      inputs.sync.hours_ago.value_or(0) > static_cast<double>(sync_stale_after.count());

  auto vault = check_vault(inputs);
  report.vault = vault.state == verdict::error ? "not configured or missing" : "ok";
  report.checks = {vault, check_disk(free_gb, report.disk_low),
                   check_sync(inputs.sync, inputs.sync_is_scheduled, vault.state == verdict::ok)};
  report.checks.insert(report.checks.end(), inputs.components.begin(), inputs.components.end());
  report.state = worst_of(report.checks);
  report.summary = summarize(report.state, inputs, report.checks);
  return report;
}

}  // namespace secondbrain::ops
