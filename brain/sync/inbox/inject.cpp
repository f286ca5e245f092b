#include "brain/sync/inbox/inject.hpp"

#include <boost/json.hpp>

#include "base/error.hpp"
#include "base/text.hpp"
#include "base/utf8.hpp"
#include "brain/vault/planner/daily_note.hpp"
#include "brain/vault/writing/editable_text.hpp"
#include "brain/vault/writing/note_encoding.hpp"
#include "brain/vault/writing/single_line.hpp"

namespace secondbrain::sync {
namespace {

namespace json = boost::json;

/// Empty when it is missing or null; throws when it is no text.
std::string text_at(const json::object& object, std::string_view key) {
  auto* value = object.if_contains(key);
  if (!value || value->is_null()) return {};
  return json::value_to<std::string>(*value);
}

status check_due_date(const vault::new_task& task) {
  if (task.due_date.empty() || vault::parse_day(task.due_date)) return {};
  return fail(errc::invalid_argument,
              "The due date of \"" + task.text + "\" must be a day that exists, YYYY-MM-DD: " + task.due_date);
}

result<vault::new_task> task_from(const json::object& object) {
  vault::new_task task{text_at(object, "text"), text_at(object, "category"), text_at(object, "sub_project"),
                       text_at(object, "due_date")};
  RETURN_IF_ERROR(check_due_date(task));
  return task;
}

/// Of a file or of somebody's keys.
status check_lines(const injection& request) {
  for (const auto& task : request.tasks) {
    RETURN_IF_ERROR(vault::check_single_line("The text of a task", task.text));
    RETURN_IF_ERROR(vault::check_single_line("The category of a task", task.category));
    RETURN_IF_ERROR(vault::check_single_line("The sub-project of a task", task.sub_project));
    RETURN_IF_ERROR(check_due_date(task));
  }
  return {};
}

std::string describe(const vault::new_task& task) {
  auto place = task.category + (task.sub_project.empty() ? "" : " > " + task.sub_project);
  return "[" + place + "] " + task.text + (task.due_date.empty() ? "" : " (due: " + task.due_date + ")");
}

/// The note with the tasks that it did not hold.
injection_report add_tasks(const std::string& note, const std::vector<vault::new_task>& tasks) {
  injection_report report{{}, note};
  for (auto& task : tasks) {
    if (trimmed(task.text).empty()) continue;
    vault::daily_additions addition;
    addition.tasks = {task};
    auto with_it = vault::add_to_daily_note(report.text, addition);
    bool is_there = with_it == report.text;
    report.actions.push_back((is_there ? "SKIP (already exists): " : "INJECT: ") + describe(task));
    report.text = std::move(with_it);
  }
  return report;
}

}  // namespace

result<injection> parse_injection(std::string_view text, vault::day today) {
  try {
    auto value = json::parse(json::string_view{text.data(), text.size()});
    auto& object = value.as_object();
    injection request{text_at(object, "date"), {}};
    if (request.date.empty()) request.date = vault::format_day(today);
    if (!vault::parse_day(request.date)) {
      return fail(errc::invalid_argument, "The date must be a day that exists, YYYY-MM-DD: " + request.date);
    }
    if (auto* tasks = object.if_contains("tasks")) {
      for (auto& each : tasks->as_array()) {
        auto task = task_from(each.as_object());
        RETURN_IF_ERROR(task);
        request.tasks.push_back(std::move(*task));
      }
    }
    return request;
  } catch (const std::exception& problem) {
    return fail(errc::invalid_argument,
                std::string{"The tasks must be JSON, {\"date\": …, \"tasks\": [{\"text\": …}]}: "} + problem.what());
  }
}

result<injection_report> inject_tasks(const vault::vault_writer& writer, const injection& request,
                                      injection_mode mode) {
  RETURN_IF_ERROR(check_lines(request));
  auto path = vault::daily_note_path(request.date);
  injection_report report;
  auto written = writer.edit(path, [&](const std::string* current) -> result<std::optional<std::string>> {
    if (!current) {
      report = {{"ERROR: there is no daily note " + path}, {}};
      return std::nullopt;
    }
    // Also for a preview, which nobody else would look at.
    RETURN_IF_ERROR(vault::check_encoding(path, *current));
    const vault::editable_text note{*current};
    report = add_tasks(std::string{note.text()}, request.tasks);
    if (mode == injection_mode::preview) return std::nullopt;
    return note.bytes_of(path, report.text);
  });
  RETURN_IF_ERROR(written);
  if (*written == vault::write_outcome::changed) report.actions.push_back("WRITTEN: " + path);
  if (mode == injection_mode::preview && !report.text.empty())
    report.actions.push_back("DRY RUN: " + path + " stays as it is");
  return report;
}

}  // namespace secondbrain::sync
