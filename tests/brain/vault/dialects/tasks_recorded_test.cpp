// What the Tasks plugin makes of lines, against what we make of them. A few dozen rows of each kind lie in `rows/`;
// where SECONDBRAIN_DIALECT_ROWS names a folder with larger sets of the same form, those are run as well, and the
// figures printed.
#include <gtest/gtest.h>

#include <algorithm>
#include <boost/json.hpp>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>

#include "brain/vault/dialects/tasks_filename_date.hpp"
#include "brain/vault/dialects/tasks_line_editor.hpp"
#include "brain/vault/dialects/tasks_line_reader.hpp"
#include "tests/brain/vault/dialects/task_json.hpp"

namespace secondbrain::vault::dialects {
namespace {

namespace json = boost::json;

std::string text_of(const json::value& value) {
  return std::string{value.as_string()};
}

day day_of(const json::value& value) {
  return *parse_day(text_of(value));
}

/// What is missing or differs, with both sides.
std::string difference(const json::object& got, const json::object& wanted) {
  std::string text;
  // Our own rows say only what they are about.
  if (wanted.contains("is_task") && got.at("is_task") != wanted.at("is_task")) return "is_task";
  if (!got.at("is_task").as_bool()) return text;
  for (const auto& [name, value] : wanted) {
    if (name == "rewritten" || name == "description_without_tags") continue;
    if (got.at(name) == value) continue;
    text.append(" ").append(name).append(" is ").append(json::serialize(got.at(name)));
    text.append(", not ").append(json::serialize(value));
  }
  return text;
}

using rows = std::vector<json::object>;
using texts = std::vector<std::string>;

/// The folders that hold sets of rows, our own first.
std::vector<std::filesystem::path> folders() {
  std::vector<std::filesystem::path> found{std::filesystem::path{VAULT_TESTS} / "dialects" / "rows"};
  if (const auto* named = std::getenv("SECONDBRAIN_DIALECT_ROWS")) found.emplace_back(named);
  return found;
}

/// Prints the figure and every difference, of which our own rows may have none and the others so many in a thousand.
void report(std::string_view name, std::size_t count, const texts& differences, bool is_own, std::size_t allowed) {
  for (const auto& each : differences) std::cout << "  " << each << '\n';
  if (!is_own) std::cout << name << ": " << count - differences.size() << " of " << count << '\n';
  EXPECT_LE(differences.size() * 1000, is_own ? 0 : allowed * count) << name;
}

class tasks_recorded : public testing::TestWithParam<std::filesystem::path> {
 protected:
  bool is_own() const { return GetParam() == folders().front(); }

  rows rows_of(std::string_view name) const {
    std::ifstream file{GetParam() / name};
    EXPECT_TRUE(file) << GetParam() / name;
    rows read;
    for (std::string line; std::getline(file, line);)
      if (!line.empty()) read.push_back(json::parse(line).as_object());
    EXPECT_FALSE(read.empty()) << GetParam() / name;
    return read;
  }

  tasks_settings settings_of(const json::object& from) {
    tasks_settings settings;
    auto says = [&](std::string_view name, std::string_view value) {
      return from.contains(name) && from.at(name) == json::string_view{value.data(), value.size()};
    };
    if (says("format", "dataview")) settings.format = tasks_format::fields;
    if (from.contains("global_filter")) settings.global_filter = text_of(from.at("global_filter"));
    if (says("statuses", "custom")) settings.marks = custom_marks();
    auto take = [&](std::string_view name, bool& into) {
      if (from.contains(name)) into = from.at(name).as_bool();
    };
    take("set_done_date", settings.set_done_date);
    take("set_cancelled_date", settings.set_cancelled_date);
    take("set_created_date", settings.set_created_date);
    take("recurrence_on_next_line", settings.recurrence_on_next_line);
    take("remove_scheduled_date_on_recurrence", settings.remove_scheduled_date_on_recurrence);
    take("use_filename_as_scheduled_date", settings.filename_is_scheduled_date);
    if (from.contains("filename_format")) settings.filename_format = text_of(from.at("filename_format"));
    if (from.contains("filename_folders"))
      for (const auto& each : from.at("filename_folders").as_array())
        settings.filename_folders.push_back(text_of(each));
    return settings;
  }

  const std::vector<task_mark>& custom_marks() {
    if (!custom_marks_.empty()) return custom_marks_;
    std::ifstream file{GetParam() / "statuses_custom.json"};
    const auto list = json::parse(std::string{std::istreambuf_iterator<char>{file}, {}});
    for (const auto& each : list.as_array())
      custom_marks_.push_back({text_of(each.at("symbol")), text_of(each.at("name")), text_of(each.at("next")),
                               *value_named<status_type>(text_of(each.at("type")))});
    return custom_marks_;
  }

 private:
  std::vector<task_mark> custom_marks_;
};

TEST_P(tasks_recorded, lines_are_read_as_the_plugin_reads_them) {
  auto all = rows_of("tasks_parse.jsonl");
  texts differences;
  for (const auto& row : all) {
    auto line = text_of(row.at("line"));
    auto told = difference(task_json(read_tasks_line(line, settings_of(row))), row.at("parsed").as_object());
    if (!told.empty()) differences.push_back(line + " |" + told);
  }
  report("lines read", all.size(), differences, is_own(), 1);
}

TEST_P(tasks_recorded, names_of_notes_tell_days) {
  auto all = rows_of("tasks_filename_date.jsonl");
  texts differences;
  for (const auto& row : all) {
    auto settings = settings_of(row.at("settings").as_object());
    auto line = text_of(row.at("line"));
    auto path = text_of(row.at("path"));
    auto task = read_tasks_line(line, settings);
    if (task) infer_scheduled_date(task->fields, tasks_filename_date(path, settings, day_of("2026-03-15")));
    auto told = difference(task_json(task), row.at("parsed").as_object());
    if (!told.empty()) differences.push_back(path + ": " + line + " |" + told);
  }
  report("dates of file names", all.size(), differences, is_own(), 0);
}

/// Nothing: the row asks for the command that works on lines that are no tasks.
std::optional<task_change> change_of(const json::object& edit) {
  auto op = text_of(edit.at("op"));
  auto field = [&] { return *value_named<date_field>(text_of(edit.at("field"))); };
  if (op == "toggle") return toggle_status{};
  if (op == "set_status") return set_status_symbol{text_of(edit.at("symbol"))};
  if (op == "set_date") return set_date{field(), day_of(edit.at("date"))};
  if (op == "remove_date") return set_date{field(), std::nullopt};
  if (op == "set_priority") return set_priority{*value_named<task_priority>(text_of(edit.at("priority")))};
  return std::nullopt;
}

/// Whether the plugin itself cannot read again what it wrote: a day that does not exist, or a rule that its own words
/// do not say (`every 2 years on July` becomes `every 2 years July`, which is read as `every 2 years`).
bool is_lost_by_the_plugin(const std::optional<task_line>& task, const json::array& lines) {
  auto is_no_day = [](const json::value& line) {
    return std::string_view{line.as_string()}.find("Invalid date") != std::string_view::npos;
  };
  if (std::any_of(lines.begin(), lines.end(), is_no_day)) return true;
  auto rule = task ? read_rule_words(task->fields.recurrence) : std::nullopt;
  return rule && read_rule_words(rule_words(*rule)) != rule;
}

/// A line that is no task, given a box or another sign in it: the plugin takes away a box whose sign it does not know.
bool is_same_box(std::string_view ours, std::string_view line, std::string_view plugins) {
  auto mine = read_box(ours);
  auto theirs = read_box(plugins);
  if (!read_box(line)) return ours == plugins;
  return mine && (!theirs || ours.substr(mine->symbol.begin, mine->symbol.size()) ==
                                 plugins.substr(theirs->symbol.begin, theirs->symbol.size()));
}

TEST_P(tasks_recorded, edits_mean_what_those_of_the_plugin_mean) {
  auto all = rows_of("tasks_edit.jsonl");
  texts differences;
  texts kept;  // that the plugin loses
  for (const auto& row : all) {
    auto line = text_of(row.at("line"));
    auto settings = settings_of(row.at("settings").as_object());
    auto change = change_of(row.at("edit").as_object());
    edited_lines lines;
    auto task = read_tasks_line(line, settings);
    if (change && task)
      lines = *edit_tasks_line(line, *task, settings, *change, day_of(row.at("today")));
    else
      lines = {with_toggled_box(line, settings)};
    const auto& wanted = row.at("result_lines").as_array();
    std::string told = lines.size() == wanted.size() ? "" : " other lines";
    for (std::size_t at = 0; told.empty() && at < lines.size(); ++at) {
      auto plugin_line = text_of(wanted[at]);
      told = difference(task_json(read_tasks_line(lines[at], settings)),
                        task_json(read_tasks_line(plugin_line, settings)));
      if (is_own() && lines[at] != plugin_line) told += " not the same text";
      if (!task && !is_same_box(lines[at], line, plugin_line)) told += " not the same box";
    }
    if (told.empty()) continue;
    auto text = line + " | " + json::serialize(row.at("edit")) + " |" + told + " | ";
    for (const auto& each : lines) text += "\n      ours   " + each;
    for (const auto& each : wanted) text += "\n      theirs " + text_of(each);
    (!is_own() && is_lost_by_the_plugin(task, wanted) ? kept : differences).push_back(text);
  }
  for (const auto& each : kept) std::cout << "  kept: " << each << '\n';
  report("edits", all.size() - kept.size(), differences, is_own(), 5);
}

TEST_P(tasks_recorded, rules_come_back_when_the_plugin_says) {
  constexpr date_field fields[] = {date_field::due, date_field::scheduled, date_field::start};
  auto all = rows_of("recurrence.jsonl");
  texts differences;
  for (const auto& row : all) {
    auto words = text_of(row.at("rule"));
    auto rule = read_rule_words(words);
    std::string told = rule.has_value() == row.at("valid").as_bool() ? "" : " validity";
    if (rule && told.empty()) {
      if (rule_words(*rule) != row.at("canonical").as_string()) told += " spelt " + rule_words(*rule);
      tasks_settings settings;
      settings.remove_scheduled_date_on_recurrence = row.at("remove_scheduled_date_on_recurrence").as_bool();
      auto steps = json::array{row.at("next")};
      for (const auto& each : row.at("chain").as_array()) steps.push_back(each);
      auto dates = row.at("dates").as_object();
      auto today = day_of(row.at("today"));
      for (const auto& wanted : steps) {
        std::string line = "- [ ] x 🔁 " + words;
        for (auto field : fields)
          if (const auto& date = dates.at(to_string(field)); date.is_string())
            line += std::string{field == date_field::due     ? " 📅 "
                                : field == date_field::start ? " 🛫 "
                                                             : " ⏳ "} +
                    text_of(date);
        auto lines = *edit_tasks_line(line, *read_tasks_line(line, settings), settings, toggle_status{}, today);
        auto is_over = std::any_of(std::begin(fields), std::end(fields),
                                   [&](date_field field) { return wanted.at(to_string(field)) == "Invalid date"; });
        if (lines.size() != (is_over ? 1U : 2U)) told += " comes back or not";
        if (is_over || !told.empty()) break;
        auto next = read_tasks_line(lines[0], settings);
        for (auto field : fields) {
          auto got = next->fields.day_of(field);
          auto name = to_string(field);
          const auto& date = wanted.at(name);
          if ((got ? format_day(*got) : "none") != (date.is_string() ? text_of(date) : "none"))
            told += " " + std::string{name} + " " + (got ? format_day(*got) : "none");
        }
        dates = wanted.as_object();
        for (auto field : {date_field::start, date_field::scheduled, date_field::due})
          if (dates.at(to_string(field)).is_string()) today = day_of(dates.at(to_string(field)));
        if (settings.remove_scheduled_date_on_recurrence && !dates.at("due").is_string() &&
            dates.at("start").is_string())
          today = day_of(dates.at("start"));
      }
    }
    if (!told.empty()) differences.push_back(words + " |" + told);
  }
  report("rules", all.size(), differences, is_own(), 0);
}

INSTANTIATE_TEST_SUITE_P(rows, tasks_recorded, testing::ValuesIn(folders()), [](const auto& folder) {
  return folder.index == 0 ? std::string{"own"} : std::string{"recorded"};
});

}  // namespace
}  // namespace secondbrain::vault::dialects
