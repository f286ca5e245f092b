#include "brain/vault/report/vault_reporter.hpp"

#include <algorithm>
#include <set>
#include <utility>

#include "brain/vault/changes/scan.hpp"
#include "brain/vault/report/convention_words.hpp"
#include "brain/vault/report/link_names.hpp"
#include "brain/vault/vault_path.hpp"

namespace secondbrain::vault {

namespace {

constexpr std::size_t shown_unread = 100;

settings_reader settings_of(const std::filesystem::path& root) {
  return [&root](std::string_view path) -> result<std::optional<std::string>> {
    auto bytes = read_note_file(root, path, largest_settings_file);
    if (bytes) return std::optional{std::move(*bytes)};
    if (bytes.error().code == errc::not_found) return std::optional<std::string>{};
    return fail(std::move(bytes.error()));
  };
}

/// Of what the yield of a note depends on besides the note.
std::string reading_of(const vault_conventions& conventions) {
  std::string text;
  if (conventions.daily)
    text = conventions.daily->folder + "\n" + conventions.daily->format + "\n" + conventions.daily->language;
  for (const auto& each : conventions.task_formats) text += "\n" + each.dialect;
  for (const auto& [file, said] : conventions.good_files) text += "\n" + file + "\n" + said;
  return text;
}

void add(std::map<std::string, task_count, std::less<>>& all, const note_yield& yield) {
  for (const auto& [format, count] : yield.tasks) {
    all[format].tasks += count.tasks;
    all[format].open += count.open;
  }
}

}  // namespace

result<vault_report> vault_reporter::report(day today) {
  const auto scanned = scan_vault(root_);
  if (scanned.condition == vault_condition::missing)
    return fail(errc::vault_missing,
                "The vault " + root_.string() + " is not there. Connect its disk, or correct SECONDBRAIN_VAULT_PATH.");
  if (scanned.condition == vault_condition::unreadable)
    return fail(errc::io_failure,
                "The vault " + root_.string() + " cannot be read. Give SecondBrain the permission to read it.");
  std::vector<std::string> paths;
  for (const auto& each : scanned.files) paths.push_back(each.path);

  conventions_ = find_conventions(ours_, settings_of(root_), paths, today, &conventions_);
  if (auto reading = reading_of(conventions_); reading != read_with_) {
    notes_.clear();
    read_with_ = std::move(reading);
  }

  vault_report report;
  const auto daily = conventions_.daily ? std::optional{conventions_.daily->paths()} : std::nullopt;
  std::map<std::string, known_note, std::less<>> known;
  std::map<std::string, task_count, std::less<>> tasks;
  std::set<std::string> tags;
  const link_names names{paths};
  std::size_t read = 0;
  for (const auto& file : scanned.files) {
    const auto date = daily ? daily->day_of(file.path, today) : std::nullopt;
    if (date) {
      ++report.daily_notes;
      const auto text = format_day(*date);
      if (report.first_day.empty() || text < report.first_day) report.first_day = text;
      if (text > report.last_day) report.last_day = text;
    }
    auto note = notes_.extract(file.path);
    const bool is_known = !note.empty() && note.mapped().modified == file.modified &&
                          note.mapped().changed == file.changed && note.mapped().size == file.size;
    known_note now;
    if (is_known) {
      now = std::move(note.mapped());
    } else if (read++ >= notes_a_look_) {
      ++report.notes;
      ++report.pending;
      continue;
    } else {
      auto bytes = read_note_file(root_, file.path);
      now = {file.modified, file.changed, file.size, date.has_value(), {}};
      if (bytes) now.yield = read_yield(file.path, *bytes, conventions_, date.has_value());
    }
    const auto& yield = now.yield;
    ++report.notes;
    add(tasks, yield);
    report.events += yield.events;
    report.aliases += yield.aliases;
    tags.insert(yield.tags.begin(), yield.tags.end());
    for (const auto& link : yield.links) {
      if (names.leads_somewhere(file.path, link))
        ++report.links_resolved;
      else if (!link_names::means_other_file(link))
        ++report.links_unresolved;
    }
    report.unread += yield.unread;
    for (const auto& each : yield.unread_lines)
      if (report.unread_lines.size() < shown_unread) report.unread_lines.push_back(each);
    known.emplace(file.path, std::move(now));
  }
  notes_ = std::move(known);

  report.tags = static_cast<std::int64_t>(tags.size());
  for (const auto& [format, count] : tasks) {
    report.tasks_by_format.push_back({format, count.tasks, count.open});
    report.tasks += count.tasks;
  }
  std::stable_sort(report.tasks_by_format.begin(), report.tasks_by_format.end(),
                   [](const task_yield& one, const task_yield& other) { return one.tasks > other.tasks; });
  if (report.tasks == 0 && report.pending == 0) report.tasks_message = no_task_in_words(conventions_);
  report.conventions = conventions_in_words(conventions_);
  for (const auto& each : conventions_.troubles) report.problems.push_back({each.file, each.message});
  return report;
}

}  // namespace secondbrain::vault
