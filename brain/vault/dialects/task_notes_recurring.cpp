#include <algorithm>

#include "brain/vault/dialects/recurrence_rule.hpp"
#include "brain/vault/dialects/repeater.hpp"
#include "brain/vault/dialects/task_notes.hpp"

namespace secondbrain::vault::dialects {

namespace {

std::string compact(day date) {
  auto text = format_day(date);
  text.erase(std::remove(text.begin(), text.end(), '-'), text.end());
  return text;
}

/// The plugin reckons with days and with moments that have seconds; of `T10:30` it makes nothing.
bool can_be_moved(std::string_view text) {
  return day_of_task_note(text) && (text.size() == 10 || text.size() >= 19);
}

}  // namespace

std::optional<day> day_of_task_note(std::string_view written) {
  constexpr std::size_t day_size = 10;
  if (written.size() > day_size && written[day_size] != 'T' && written[day_size] != ' ') return std::nullopt;
  return parse_day(written.substr(0, day_size));
}

completed_task_note complete_recurring(const task_note& task, day completion) {
  completed_task_note done;
  const auto on = format_day(completion);
  done.complete_instances = task.complete_instances;
  if (std::find(done.complete_instances.begin(), done.complete_instances.end(), on) == done.complete_instances.end())
    done.complete_instances.push_back(on);
  for (const auto& each : task.skipped_instances)
    if (each != on) done.skipped_instances.push_back(each);

  const bool from_completion = task.recurrence_anchor == "completion";
  const auto scheduled = task.scheduled ? day_of_task_note(*task.scheduled) : std::nullopt;
  const auto semicolon = task.recurrence.find(';');
  const bool says_start = task.recurrence.starts_with("DTSTART:");
  const auto rule =
      says_start && semicolon != std::string::npos ? task.recurrence.substr(semicolon + 1) : task.recurrence;
  std::optional<day> start = from_completion ? std::optional{completion} : scheduled;
  if (!start && task.created) start = day_of_task_note(*task.created);
  done.recurrence =
      (says_start && !from_completion) || !start ? task.recurrence : "DTSTART:" + compact(*start) + ";" + rule;

  const auto read = parse_rrule(done.recurrence);
  if (!read || !read->start) return done;
  auto after = completion;
  if (!from_completion && scheduled && *scheduled > after) after = *scheduled;
  auto next = next_occurrence(read->rule, *read->start, after);
  const auto is_settled = [&done](day date) {
    const auto text = format_day(date);
    const auto holds = [&text](const std::vector<std::string>& days) {
      return std::find(days.begin(), days.end(), text) != days.end();
    };
    return holds(done.complete_instances) || holds(done.skipped_instances);
  };
  while (next && is_settled(*next)) next = next_occurrence(read->rule, *read->start, *next);
  // A rule may begin later than the day that was done.
  if (!next) return done;
  if (task.due && scheduled && can_be_moved(*task.due) && can_be_moved(*task.scheduled)) {
    const auto due = *day_of_task_note(*task.due) + (*next - *scheduled);
    if (!can_be_written(due)) return done;
    done.next_due = format_day(due) + task.due->substr(10);
  }
  done.next_scheduled = format_day(*next) + (task.scheduled && scheduled ? task.scheduled->substr(10) : "");
  return done;
}

}  // namespace secondbrain::vault::dialects
