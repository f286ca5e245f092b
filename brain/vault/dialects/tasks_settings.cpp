#include "brain/vault/dialects/tasks_settings.hpp"

#include <algorithm>
#include <boost/json/parse.hpp>

#include "brain/vault/dialects/tasks_line_reader.hpp"

namespace secondbrain::vault::dialects {
namespace {

namespace json = boost::json;

failed unreadable(std::string_view name, std::string_view wanted) {
  std::string sentence{tasks_settings_path};
  sentence.append(": `").append(name).append("` must be ").append(wanted);
  sentence.append(". Set it again in the settings of the Tasks plugin.");
  return fail(errc::invalid_argument, std::move(sentence));
}

/// What is null or missing leaves the default.
const json::value* member_of(const json::object& from, std::string_view name) {
  const auto* found = from.if_contains(name);
  return found == nullptr || found->is_null() ? nullptr : found;
}

status take(const json::object& from, std::string_view name, bool& into) {
  const auto* found = member_of(from, name);
  if (found == nullptr) return {};
  if (!found->is_bool()) return unreadable(name, "true or false");
  into = found->get_bool();
  return {};
}

status take(const json::object& from, std::string_view name, std::string& into) {
  const auto* found = member_of(from, name);
  if (found == nullptr) return {};
  if (!found->is_string()) return unreadable(name, "a text");
  into = std::string{found->get_string()};
  return {};
}

status take(const json::object& from, std::string_view name, std::vector<std::string>& into) {
  const auto* found = member_of(from, name);
  if (found == nullptr) return {};
  if (!found->is_array()) return unreadable(name, "a list of folders");
  into.clear();
  for (const auto& each : found->get_array()) {
    if (!each.is_string()) return unreadable(name, "a list of folders");
    into.emplace_back(each.get_string());
  }
  return {};
}

std::string text_or(const json::object& from, std::string_view name, std::string_view otherwise) {
  const auto* found = member_of(from, name);
  return std::string{found != nullptr && found->is_string() ? std::string_view{found->get_string()} : otherwise};
}

/// One character, which stands between brackets on one line.
bool fits_in_box(const std::string& symbol) {
  const auto box = read_box("- [" + symbol + "] x");
  return box && box->symbol.size() == symbol.size();
}

/// The first of a sign counts, and one without a sign is none.
void add_marks(const json::object& from, std::string_view name, std::vector<task_mark>& into,
               std::vector<std::string>& troubles) {
  const auto* list = member_of(from, name);
  if (list == nullptr || !list->is_array()) return;
  for (const auto& each : list->get_array()) {
    if (!each.is_object()) continue;
    const auto& one = each.get_object();
    task_mark mark{text_or(one, "symbol", ""), text_or(one, "name", ""), text_or(one, "nextStatusSymbol", "x"),
                   value_named<status_type>(text_or(one, "type", "TODO")).value_or(status_type::todo)};
    bool is_known =
        std::any_of(into.begin(), into.end(), [&](const task_mark& other) { return other.symbol == mark.symbol; });
    if (mark.symbol.empty() || is_known) continue;
    if (!fits_in_box(mark.symbol)) {
      troubles.push_back("The status \"" + mark.name + "\" has the sign \"" + mark.symbol +
                         "\", which no box can show, and is left out; give it one character.");
      continue;
    }
    if (mark.next.empty()) mark.next = "x";
    if (!fits_in_box(mark.next)) {
      troubles.push_back("The status \"" + mark.name + "\" leads to the sign \"" + mark.next +
                         "\", which no box can show; [x] follows instead. Give it one character.");
      mark.next = "x";
    }
    into.push_back(std::move(mark));
  }
}

}  // namespace

std::vector<task_mark> usual_marks() {
  return {{" ", "Todo", "x", status_type::todo},
          {"x", "Done", " ", status_type::done},
          {"/", "In Progress", "x", status_type::in_progress},
          {"-", "Cancelled", " ", status_type::cancelled}};
}

task_mark tasks_settings::mark_of(std::string_view symbol) const {
  auto found = std::find_if(marks.begin(), marks.end(), [&](const task_mark& one) { return one.symbol == symbol; });
  return found == marks.end() ? task_mark{std::string{symbol}, "Unknown", "x", status_type::todo} : *found;
}

task_mark tasks_settings::recurring_mark(const task_mark& done) const {
  auto first = next_mark(done);
  for (auto wanted : {status_type::todo, status_type::in_progress}) {
    auto mark = first;
    for (std::size_t step = 0; step + 1 < marks.size(); ++step, mark = next_mark(mark))
      if (mark.type == wanted) return mark;
  }
  return mark_of(" ");
}

task_mark tasks_settings::mark_for(status_type type) const {
  for (const auto& one : marks)
    if (one.type == type) return one;
  for (const auto& one : usual_marks())
    if (one.type == type) return one;
  return mark_of(" ");
}

result<tasks_settings> read_tasks_settings(std::string_view text) {
  boost::system::error_code failure;
  constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
  if (text.substr(0, byte_order_mark.size()) == byte_order_mark) text.remove_prefix(byte_order_mark.size());
  auto parsed = json::parse(json::string_view{text.data(), text.size()}, failure);
  if (failure || !parsed.is_object()) {
    return fail(errc::invalid_argument, std::string{tasks_settings_path} +
                                            " is not readable as JSON. Open the settings of the Tasks plugin and "
                                            "change one of them, so that it writes the file anew.");
  }
  const auto& from = parsed.get_object();
  tasks_settings read;
  std::string format;
  RETURN_IF_ERROR(take(from, "taskFormat", format));
  if (format == "dataview")
    read.format = tasks_format::fields;
  else if (!format.empty() && format != "tasksPluginEmoji")
    return unreadable("taskFormat", "`tasksPluginEmoji` or `dataview`");
  RETURN_IF_ERROR(take(from, "globalFilter", read.global_filter));
  RETURN_IF_ERROR(take(from, "setDoneDate", read.set_done_date));
  RETURN_IF_ERROR(take(from, "setCancelledDate", read.set_cancelled_date));
  RETURN_IF_ERROR(take(from, "setCreatedDate", read.set_created_date));
  RETURN_IF_ERROR(take(from, "recurrenceOnNextLine", read.recurrence_on_next_line));
  RETURN_IF_ERROR(take(from, "removeScheduledDateOnRecurrence", read.remove_scheduled_date_on_recurrence));
  RETURN_IF_ERROR(take(from, "useFilenameAsScheduledDate", read.filename_is_scheduled_date));
  RETURN_IF_ERROR(take(from, "filenameAsScheduledDateFormat", read.filename_format));
  RETURN_IF_ERROR(take(from, "filenameAsDateFolders", read.filename_folders));
  const auto* statuses = member_of(from, "statusSettings");
  if (statuses == nullptr) return read;
  if (!statuses->is_object()) return unreadable("statusSettings", "an object");
  std::vector<task_mark> marks;
  add_marks(statuses->get_object(), "coreStatuses", marks, read.troubles);
  add_marks(statuses->get_object(), "customStatuses", marks, read.troubles);
  if (!marks.empty()) read.marks = std::move(marks);
  return read;
}

}  // namespace secondbrain::vault::dialects
