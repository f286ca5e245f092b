#include "brain/vault/conventions/own_conventions.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "base/text.hpp"
#include "brain/vault/conventions/seen_names.hpp"
#include "brain/vault/dialects/dialect_collection.hpp"

namespace secondbrain::vault {

namespace {

const std::vector<std::string>& dialect_names() {
  static const std::vector<std::string> names = [] {
    std::vector<std::string> all;
    for (const auto& offer : dialects::dialect_offers()) all.emplace_back(offer.name);
    return all;
  }();
  return names;
}

std::string configured_folder(std::string_view folder) {
  folder = trimmed(folder);
  while (folder.starts_with('/')) folder.remove_prefix(1);
  while (folder.ends_with('/') && folder != "./") folder.remove_suffix(1);
  return std::string{folder};
}

convention_origin setting_named(std::string name) {
  return {convention_source::setting, std::move(name)};
}

void lay_over(const std::optional<std::string>& ours, const char* name, std::optional<convention>& found) {
  if (ours) found = convention{configured_folder(*ours), setting_named(name)};
}

bool is_known(std::string_view dialect) {
  const auto& names = dialect_names();
  return std::find(names.begin(), names.end(), dialect) != names.end();
}

/// The format that the notes of a folder show.
std::optional<note_naming> naming_within(const std::string& folder, std::span<const std::string> notes, day today) {
  auto seen = naming_seen_in(notes, today, folder);
  return seen && seen->folder == folder ? seen : std::nullopt;
}

void lay_daily_over(const convention_settings& ours, std::span<const std::string> notes, day today,
                    vault_conventions& found) {
  if (!ours.daily_folder && !ours.daily_format && !(ours.language && found.daily)) return;
  auto daily = found.daily.value_or(note_naming{});
  if (ours.daily_folder) {
    const bool is_said =
        daily.origin.source == convention_source::obsidian || daily.origin.source == convention_source::logseq;
    const auto folder = configured_folder(*ours.daily_folder);
    if (!ours.daily_format && !is_said && folder != daily.folder)
      daily = naming_within(folder, notes, today).value_or(note_naming{});
    if (daily.format.empty()) daily.format = usual_day_format;
    daily.folder = folder;
    daily.format_origin = std::exchange(daily.origin, setting_named("SECONDBRAIN_DAILY_FOLDER"));
  }
  if (ours.daily_format) {
    daily.format = *ours.daily_format;
    auto& origin = ours.daily_folder || found.daily ? daily.format_origin : daily.origin;
    origin = setting_named("SECONDBRAIN_DAILY_FORMAT");
  }
  if (ours.language)
    daily.language = *ours.language;
  else if (ours.daily_format && daily.paths().pattern().has_names())
    daily.language = language_seen_in(daily, "en", notes, today);
  found.daily = std::move(daily);
}

void lay_formats_over(const convention_settings& ours, vault_conventions& found) {
  if (ours.task_formats.empty()) return;
  found.task_formats.clear();
  for (const auto& each : ours.task_formats)
    if (is_known(each) && !found.uses(each))
      found.task_formats.push_back({each, setting_named("SECONDBRAIN_TASK_FORMATS")});
  if (!found.uses("tasknotes")) found.task_notes.reset();
  if (found.uses("tasknotes") && !found.task_notes) found.task_notes = dialects::task_note_settings{};
  if (found.uses("logseq") && !found.logseq) found.logseq = dialects::logseq_settings{};
}

}  // namespace

std::span<const std::string> known_task_formats() {
  return dialect_names();
}

std::vector<std::string> troubles_with(const convention_settings& ours) {
  std::vector<std::string> troubles;
  if (ours.daily_format)
    if (const auto trouble = trouble_with_format(*ours.daily_format, note_period::day); !trouble.empty())
      troubles.push_back("SECONDBRAIN_DAILY_FORMAT: " + trouble + " Write it as in YYYY-MM-DD.");
  if (ours.language && find_locale(*ours.language) == nullptr)
    troubles.push_back("SECONDBRAIN_DAILY_LANGUAGE=" + *ours.language +
                       " is no language whose names of days are known; write it as in de or pt-br.");
  for (const auto& each : ours.task_formats)
    if (!is_known(each))
      troubles.push_back("SECONDBRAIN_TASK_FORMATS: “" + each + "” is no format of tasks; there are " +
                         join(dialect_names(), ", ") + ".");
  if (ours.inbox && configured_folder(*ours.inbox).empty())
    troubles.push_back(
        "SECONDBRAIN_INBOX_FOLDER: the vault itself cannot be the inbox, or each note would be one of "
        "the texts that wait; name a folder in it.");
  return troubles;
}

void lay_settings_over(const convention_settings& ours, std::span<const std::string> notes, day today,
                       vault_conventions& found) {
  lay_daily_over(ours, notes, today, found);
  lay_over(ours.inbox, "SECONDBRAIN_INBOX_FOLDER", found.inbox);
  lay_over(ours.templates, "SECONDBRAIN_TEMPLATES_FOLDER", found.templates);
  lay_over(ours.attachments, "SECONDBRAIN_ATTACHMENTS_FOLDER", found.attachments);
  lay_formats_over(ours, found);
  for (const auto& each : ours.excluded)
    found.excluded.push_back({configured_folder(each), setting_named("SECONDBRAIN_EXCLUDED_FOLDERS")});
}

}  // namespace secondbrain::vault
