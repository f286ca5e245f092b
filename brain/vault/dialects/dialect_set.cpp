#include "brain/vault/dialects/dialect_set.hpp"

#include <algorithm>
#include <array>

#include "base/hash.hpp"
#include "brain/vault/planner/daily_note.hpp"

namespace secondbrain::vault::dialects {
namespace {

/// Counts up with every change of how notes are read, also of what a dialect makes of a line, so that indexed notes are
/// read again.
constexpr std::string_view reading_version = "5";

/// Of the predecessor's layout: what it reads in its own way, and what is made of tasks.
constexpr auto predecessors_places =
    std::to_array<std::string_view>({"00_Daily", "00_Weekly", "Tasks", "Inbox", "90_Meta"});

std::size_t place_of(const task_dialect& dialect, const vault_conventions& conventions) {
  const auto& formats = conventions.task_formats;
  const auto found = std::find_if(formats.begin(), formats.end(),
                                  [&](const task_format& each) { return each.dialect == dialect.name(); });
  return static_cast<std::size_t>(found - formats.begin());
}

std::vector<convention> left_out_by(const vault_conventions& conventions) {
  auto all = conventions.excluded;
  if (conventions.uses("due"))
    for (const auto place : predecessors_places)
      all.push_back({std::string{place}, {convention_source::predecessor, {}}});
  return all;
}

bool has_predecessors_daily(const vault_conventions& conventions) {
  return conventions.uses("due") && (!conventions.daily || conventions.daily->folder == daily_folder);
}

std::string fingerprint_of(const vault_conventions& conventions, const std::vector<convention>& left_out) {
  std::string said{reading_version};
  for (const auto& each : conventions.task_formats) said += "\n" + each.dialect;
  said += "\n" + conventions.tasks_plugin;
  for (const auto& [file, text] : conventions.good_files)
    if (file.ends_with("tasknotes/data.json") || file == "logseq/config.edn")
      said.append("\n").append(file).append("\n").append(text);
  for (const auto& each : left_out) said += "\n" + each.value;
  if (has_predecessors_daily(conventions)) said.append("\n").append(daily_folder);
  if (const auto& daily = conventions.daily)
    said += "\n" + daily->folder + "\n" + daily->format + "\n" + daily->language;
  constexpr std::size_t size = 16;
  return sha1_hex(said).substr(0, size);
}

}  // namespace

dialect_set::dialect_set(const vault_conventions& conventions)
    : left_out_{left_out_by(conventions)},
      logseq_{conventions.logseq},
      has_predecessors_daily_{has_predecessors_daily(conventions)} {
  for (const auto& offer : dialect_offers())
    if (offer.is_read(conventions)) all_.push_back(offer.make(conventions));
  for (const auto& each : all_) list_.push_back(each.get());
  std::stable_sort(list_.begin(), list_.end(), [&](const task_dialect* one, const task_dialect* other) {
    return place_of(*one, conventions) < place_of(*other, conventions);
  });
  if (conventions.daily) daily_ = conventions.daily->paths();
  fingerprint_ = fingerprint_of(conventions, left_out_by(conventions));
}

bool dialect_set::is_predecessors_daily(std::string_view path) const {
  return has_predecessors_daily_ && day_of_daily_note(path).has_value();
}

}  // namespace secondbrain::vault::dialects
