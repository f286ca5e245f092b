#include "brain/vault/conventions/obsidian_conventions.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "base/text.hpp"
#include "brain/vault/conventions/left_out_folders.hpp"
#include "brain/vault/conventions/seen_names.hpp"
#include "brain/vault/dialects/tasks_settings.hpp"

namespace secondbrain::vault {

namespace {

namespace json = boost::json;

struct period_key {
  note_period period;
  std::string_view key;      // of Periodic Notes up to 0.0.17
  std::string_view new_key;  // of 1.0
};

constexpr auto period_keys = std::to_array<period_key>({{note_period::day, "daily", "day"},
                                                        {note_period::week, "weekly", "week"},
                                                        {note_period::month, "monthly", "month"},
                                                        {note_period::quarter, "quarterly", "quarter"},
                                                        {note_period::year, "yearly", "year"}});

std::string plain_folder(std::string_view folder) {
  folder = trimmed(folder);
  while (folder.starts_with('/')) folder.remove_prefix(1);
  while (folder.ends_with('/')) folder.remove_suffix(1);
  return std::string{folder};
}

/// Whoever shows the sentence shows the file before it.
std::string without_file(std::string sentence, const std::string& file) {
  const auto before = file + ": ";
  return sentence.starts_with(before) ? sentence.substr(before.size()) : sentence;
}

class obsidian_settings {
 public:
  obsidian_settings(const convention_settings& ours, settings_files& files, std::span<const std::string> notes,
                    day today, vault_conventions& found)
      : folder_{plain_folder(ours.obsidian_folder)},
        ours_{ours},
        files_{files},
        notes_{notes},
        today_{today},
        found_{found} {}

  bool read() {
    const auto app = files_.json(file("app.json"));
    core_ = files_.json(file("core-plugins.json"), json_shape::list_or_object);
    community_ = files_.json(file("community-plugins.json"), json_shape::list);
    const auto daily = files_.json(file("daily-notes.json"), json_shape::object, {"folder", "format", "template"});
    if (!app && !core_ && !community_ && !daily) return false;
    read_periodic();
    read_daily(daily);
    if (app) read_app(*app);
    read_templates();
    read_tasks();
    return true;
  }

 private:
  std::string file(std::string_view name) const { return folder_ + "/" + std::string{name}; }
  std::string plugin(std::string_view id) const { return folder_ + "/plugins/" + std::string{id} + "/data.json"; }
  static convention_origin origin(std::string path) { return {convention_source::obsidian, std::move(path)}; }

  bool is_core_on(std::string_view id) const {
    if (!core_) return true;
    if (const auto* list = core_->if_array())
      return std::find(list->begin(), list->end(), json::value(id)) != list->end();
    return json_truth_of(*core_, id).value_or(false);
  }

  bool is_plugin_on(std::string_view id) const {
    const auto* list = community_ ? community_->if_array() : nullptr;
    return list != nullptr && std::find(list->begin(), list->end(), json::value(id)) != list->end();
  }

  /// A naming, or nothing and a sentence when its format is impossible.
  std::optional<note_naming> naming(note_period period, const json::value& said, const std::string& path,
                                    std::string_view template_key) {
    note_naming next;
    next.period = period;
    next.folder = plain_folder(json_text_of(said, "folder").value_or(""));
    next.format = trimmed(json_text_of(said, "format").value_or(""));
    if (next.format.empty()) next.format = usual_format(period);
    next.template_path = plain_folder(json_text_of(said, template_key).value_or(""));
    next.origin = origin(path);
    next.language = ours_.language.value_or("en");
    if (const auto trouble = trouble_with_format(next.format, period); !trouble.empty()) {
      files_.trouble(path, trouble + " " + std::string{usual_format(period)} +
                               " is taken instead; change it in Obsidian's settings.");
      next.format = usual_format(period);
    }
    if (!ours_.language && next.paths().pattern().has_names())
      next.language = language_seen_in(next, "en", notes_, today_);
    return next;
  }

  void take(note_naming next) {
    if (next.period != note_period::day)
      found_.periodic.push_back(std::move(next));
    else if (!found_.daily)
      found_.daily = std::move(next);
  }

  void read_periodic() {
    if (!is_plugin_on("periodic-notes")) return;
    const auto path = plugin("periodic-notes");
    const auto data = files_.json(path);
    if (!data) return;
    const json::value* periods = &*data;
    const auto* sets = json_member(*data, "calendarSets");
    const bool is_new = sets != nullptr && sets->is_array();
    if (is_new) {
      const auto active = json_text_of(*data, "activeCalendarSet");
      periods = nullptr;
      for (const auto& each : sets->as_array())
        if (periods == nullptr || json_text_of(each, "id") == active) periods = &each;
      if (periods == nullptr) return;
    }
    for (const auto& each : period_keys) {
      const auto* said = json_member(*periods, is_new ? each.new_key : each.key);
      if (said == nullptr || !json_truth_of(*said, "enabled").value_or(false)) continue;
      if (auto next = naming(each.period, *said, path, is_new ? "templatePath" : "template")) take(std::move(*next));
    }
  }

  void read_daily(const std::optional<json::value>& said) {
    if (found_.daily || !is_core_on("daily-notes")) return;
    auto next =
        naming(note_period::day, said.value_or(json::value(json::object())), file("daily-notes.json"), "template");
    if (!said) next->origin.file.clear();
    // Defaults that nobody ever set, and by which there is no daily note, say nothing.
    if (!said && count_days(*next, notes_, today_) == 0) return;
    take(std::move(*next));
  }

  void read_app(const json::value& app) {
    const auto path = file("app.json");
    const auto where = json_text_of(app, "newFileLocation").value_or("root");
    if (where == "folder")
      found_.new_notes = convention{plain_folder(json_text_of(app, "newFileFolderPath").value_or("")), origin(path)};
    else if (where == "current")
      found_.new_notes = convention{"./", origin(path)};
    if (const auto attachments = json_text_of(app, "attachmentFolderPath"); attachments && !found_.attachments)
      found_.attachments = convention{*attachments == "/"              ? ""
                                      : attachments->starts_with("./") ? *attachments
                                                                       : plain_folder(*attachments),
                                      origin(path)};
    const auto* ignored = json_member(app, "userIgnoreFilters");
    if (ignored == nullptr || !ignored->is_array()) return;
    for (const auto& each : ignored->as_array()) {
      if (!each.is_string()) continue;
      found_.excluded.push_back({std::string{each.as_string()}, origin(path)});
      if (!is_pattern(found_.excluded.back())) continue;
      if (auto trouble = trouble_with_pattern(found_.excluded.back()); !trouble.empty())
        files_.trouble(path, std::move(trouble));
    }
  }

  void read_templates() {
    if (found_.templates) return;
    for (const auto& [path, key] :
         {std::pair{file("templates.json"), "folder"}, std::pair{plugin("templater-obsidian"), "templates_folder"}}) {
      const auto said = files_.json(path, json_shape::object, {key});
      const auto folder = said ? json_text_of(*said, key) : std::nullopt;
      if (!folder || plain_folder(*folder).empty()) continue;
      found_.templates = convention{plain_folder(*folder), origin(path)};
      return;
    }
  }

  void read_tasks() {
    if (is_plugin_on("obsidian-tasks-plugin")) read_tasks_plugin();
    if (is_plugin_on("tasknotes")) read_task_notes();  // it makes tasks, Dataview only shows them
    if (is_plugin_on("dataview")) read_dataview();
  }

  void add_format(std::string_view dialect, const std::string& path) {
    if (!found_.uses(dialect)) found_.task_formats.push_back({std::string{dialect}, said_by(path)});
  }

  /// What a plugin says in a file of its own, or by being switched on.
  convention_origin said_by(const std::string& path) {
    return origin(files_.exists(path) ? path : file("community-plugins.json"));
  }

  void read_tasks_plugin() {
    const auto path = plugin("obsidian-tasks-plugin");
    files_.json(path);
    if (const auto good = found_.good_files.find(path); good != found_.good_files.end())
      found_.tasks_plugin = good->second;
    auto settings = dialects::read_tasks_settings(found_.tasks_plugin.empty() ? "{}" : found_.tasks_plugin);
    if (!settings) {
      found_.tasks_plugin = files_.before() != nullptr ? files_.before()->tasks_plugin : std::string{};
      files_.trouble(path, without_file(settings.error().message, path) +
                               (found_.tasks_plugin.empty() ? " The plugin's defaults are taken until then."
                                                            : " What it said before counts on until then."));
      settings = dialects::read_tasks_settings(found_.tasks_plugin.empty() ? "{}" : found_.tasks_plugin);
    }
    if (settings)
      for (auto& each : settings->troubles) files_.trouble(path, std::move(each));
    const bool emoji = !settings || settings->format == dialects::tasks_format::signs;
    const bool dated = !settings || settings->set_done_date;
    add_format(emoji ? "tasks" : "dataview", path);
    found_.finished = convention{!dated  ? "[x]"
                                 : emoji ? "[x] and ✅ with the day"
                                         : "[x] and [completion:: the day]",
                                 said_by(path)};
  }

  void read_dataview() {
    const auto path = plugin("dataview");
    const auto data = files_.json(path);
    add_format("dataview", path);
    if (found_.finished) return;
    const auto said = data.value_or(json::value(json::object()));
    const bool tracks = json_truth_of(said, "taskCompletionTracking").value_or(false);
    const bool emoji = json_truth_of(said, "taskCompletionUseEmojiShorthand").value_or(false);
    const auto key = json_text_of(said, "taskCompletionText").value_or("completion");
    found_.finished = convention{!tracks ? "[x]"
                                 : emoji ? "[x] and ✅ with the day"
                                         : "[x] and [" + key + ":: the day]",
                                 said_by(path)};
  }

  void read_task_notes() {
    const auto path = plugin("tasknotes");
    const auto data = files_.json(path);
    found_.task_notes = dialects::task_note_settings{};
    auto& settings = *found_.task_notes;
    if (data) {
      settings.by_property = json_text_of(*data, "taskIdentificationMethod") == "property";
      settings.tag = json_text_of(*data, "taskTag").value_or(settings.tag);
      settings.property_name = json_text_of(*data, "taskPropertyName").value_or("");
      settings.property_value = json_text_of(*data, "taskPropertyValue").value_or("");
      settings.folder = plain_folder(json_text_of(*data, "tasksFolder").value_or(settings.folder));
      settings.excluded_folders = split_list(json_text_of(*data, "excludedFolders").value_or(""));
      settings.usual_status = json_text_of(*data, "defaultTaskStatus").value_or(settings.usual_status);
      settings.usual_priority = json_text_of(*data, "defaultTaskPriority").value_or(settings.usual_priority);
      if (const auto* names = json_member(*data, "fieldMapping"); names != nullptr && names->is_object())
        for (const auto& each : names->as_object())
          if (each.value().is_string()) rename(settings, each.key(), std::string{each.value().as_string()});
      read_values(*data, "customStatuses", settings.statuses);
      read_values(*data, "customPriorities", settings.priorities);
    }
    add_format("tasknotes", path);
    if (!found_.finished) found_.finished = convention{"status: done, and completedDate", said_by(path)};
  }

  static void rename(dialects::task_note_settings& settings, std::string_view field, std::string name) {
    constexpr auto called_otherwise =
        std::to_array<std::pair<std::string_view, std::string_view>>({{"completedDate", "completedDate"},
                                                                      {"recurrenceAnchor", "recurrence_anchor"},
                                                                      {"completeInstances", "complete_instances"},
                                                                      {"skippedInstances", "skipped_instances"},
                                                                      {"archiveTag", "archived"}});
    for (const auto& [key, plain] : called_otherwise)
      if (field == key) field = plain;
    if (!name.empty() && name != field) settings.field_names[std::string{field}] = std::move(name);
  }

  static void read_values(const json::value& data, std::string_view key,
                          std::vector<dialects::task_note_value>& values) {
    const auto* list = json_member(data, key);
    if (list == nullptr || !list->is_array() || list->as_array().empty()) return;
    values.clear();
    for (const auto& each : list->as_array()) {
      dialects::task_note_value next;
      next.value = json_text_of(each, "value").value_or("");
      next.label = json_text_of(each, "label").value_or(next.value);
      next.completes = json_truth_of(each, "isCompleted").value_or(false);
      if (!next.value.empty()) values.push_back(std::move(next));
    }
  }

  std::string folder_;
  const convention_settings& ours_;
  settings_files& files_;
  std::span<const std::string> notes_;
  day today_;
  vault_conventions& found_;
  std::optional<json::value> core_;
  std::optional<json::value> community_;
};

}  // namespace

bool add_obsidian_conventions(const convention_settings& ours, settings_files& files,
                              std::span<const std::string> notes, day today, vault_conventions& found) {
  return obsidian_settings{ours, files, notes, today, found}.read();
}

}  // namespace secondbrain::vault
