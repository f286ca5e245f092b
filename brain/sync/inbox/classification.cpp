#include "brain/sync/inbox/classification.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "base/text.hpp"
#include "base/utf8.hpp"
#include "brain/llm/quoted_data.hpp"
#include "brain/sync/answer_fields.hpp"
#include "brain/sync/inbox/living_document.hpp"
#include "brain/vault/planner/calendar.hpp"
#include "brain/vault/planner/event_line.hpp"

namespace secondbrain::sync {
namespace {

namespace json = boost::json;

constexpr std::string_view fallback_sub_project = "General";

constexpr std::array<std::pair<std::string_view, note_kind>, 6> kinds{{{"daily_note", note_kind::daily_note},
                                                                       {"note", note_kind::note},
                                                                       {"project", note_kind::project},
                                                                       {"concept", note_kind::concept_note},
                                                                       {"living_document", note_kind::living_document},
                                                                       {"event", note_kind::event}}};

std::string in_quotes(std::string_view name) {
  return "\"" + std::string{name} + "\"";
}

std::string category_names(const std::vector<task_category>& categories) {
  std::string names;
  for (const auto& category : categories) names += (names.empty() ? "" : ", ") + in_quotes(category.name);
  return names;
}

/// Nothing for categories without sub-projects.
std::string sub_project_lists(const std::vector<task_category>& categories) {
  std::string lists;
  for (const auto& category : categories) {
    if (category.sub_projects.empty()) continue;
    lists += "Sub-projects of " + in_quotes(category.name) + ":\n";
    bool has_fallback = false;
    for (const auto& [name, description] : category.sub_projects) {
      lists += "- " + in_quotes(name) + ": " + description + "\n";
      has_fallback = has_fallback || name == fallback_sub_project;
    }
    if (has_fallback) lists += "When unsure, use " + in_quotes(fallback_sub_project) + ".\n";
  }
  return lists.empty() ? lists : lists + "\n";
}

std::string living_document_list() {
  std::string list;
  for (const auto& document : living_documents()) {
    list += "- " + in_quotes(document.name);
    list += document.semantics == update_semantics::replace
                ? ": each update replaces the text, so write the complete new text into `content`\n"
                : ": each update is added to the text, so write only what is new into `content`\n";
  }
  return list;
}

std::string day_field(const json::object& object, std::string_view key) {
  auto text = name_field(object, key);
  return vault::parse_day(text) ? text : std::string{};
}

std::string time_field(const json::object& object, std::string_view key) {
  auto text = name_field(object, key);
  return vault::minutes_of(text) ? text : std::string{};
}

std::vector<std::string> lines_field(const json::object& object, std::string_view key) {
  std::vector<std::string> lines;
  for (const auto& item : list_field(object, key)) {
    const auto* text = item.if_string();
    if (text == nullptr) continue;
    auto line = collapse_white_space({text->data(), text->size()});
    if (!line.empty()) lines.push_back(std::move(line));
  }
  return lines;
}

/// A task may also be a mere text: it is not dropped for that.
vault::new_task read_task(const json::value& value, const std::vector<task_category>& categories) {
  if (const auto* text = value.if_string()) return {collapse_white_space({text->data(), text->size()}), {}, {}, {}};
  const auto* object = value.if_object();
  if (object == nullptr) return {};
  auto category = name_field(*object, "category");
  auto sub_project = known_sub_project(category, name_field(*object, "sub_project"), categories);
  return {collapse_white_space(text_field(*object, "text")), std::move(category), std::move(sub_project),
          day_field(*object, "due_date")};
}

std::vector<vault::new_task> read_tasks(const json::object& object, const std::vector<task_category>& categories) {
  std::vector<vault::new_task> tasks;
  for (const auto& item : list_field(object, "tasks")) {
    auto task = read_task(item, categories);
    if (!task.text.empty()) tasks.push_back(std::move(task));
  }
  return tasks;
}

bool is_absent_or(const json::object& object, std::string_view key, json::kind kind) {
  const auto* value = object.if_contains(key);
  return value == nullptr || value->is_null() || value->kind() == kind;
}

std::optional<note_kind> kind_of(const json::object& object) {
  auto name = text_field(object, "note_type");
  const auto* found = std::find_if(kinds.begin(), kinds.end(), [&](const auto& kind) { return kind.first == name; });
  if (found == kinds.end()) return std::nullopt;
  return found->second;
}

}  // namespace

std::string classification_instructions(const std::vector<task_category>& categories) {
  return R"(You file a piece of a person's quick notes into a vault of Markdown notes.

Types (`note_type`):
- "daily_note": what belongs to a day: tasks, focus, short observations
- "note": a text worth keeping on its own
- "project": the beginning of an undertaking with several steps
- "concept": an idea or a term that is explained
- "event": something that takes place on a day
- "living_document": an update of one of these documents, named in `living_doc_name`:
)" + living_document_list() +
         R"(
`content` is the text for the note, in Markdown; null keeps the piece in its own words, which is right for long ones.

If the piece belongs to one of the existing notes listed, put its exact title into `existing_note`, otherwise null.

Anything that can be done is a task, never a focus item. `focus_items` are what the day is about, `notes_items` are
observations. Due dates count from today: "tomorrow" is the day after, "next week" the Monday of the next week; null
when no date is named.

Categories of tasks: )" +
         category_names(categories) + "\n\n" + sub_project_lists(categories) +
         R"(Answer with JSON only, one object:
{"note_type": "…", "suggested_title": "…", "existing_note": null, "date": "YYYY-MM-DD", "category": null,
"sub_project": null, "tags": [], "focus_items": [], "notes_items": [],
"tasks": [{"text": "…", "category": null, "sub_project": null, "due_date": null}],
"event_title": null, "event_date": null, "event_time": null, "event_end_date": null,
"content": null, "living_doc_name": null}

)" + std::string{llm::data_rule};
}

std::string classification_question(std::string_view piece, const std::vector<titles_of_folder>& titles,
                                    std::string_view today) {
  std::string list;
  for (const auto& folder : titles) {
    if (!list.empty()) list += '\n';
    list += folder.folder + "/:\n";
    for (const auto& title : folder.titles) list += "  - " + title + "\n";
  }
  auto question = "Today is " + std::string{today} + ".\n\n";
  if (!list.empty()) question += "Existing notes:\n" + llm::quoted_data(list) + "\n\n";
  return question + "The piece:\n" + llm::quoted_data(piece);
}

result<classification> read_classification(const json::value& answer, std::string_view today,
                                           const std::vector<task_category>& categories) {
  const auto* object = answer.if_object();
  if (object == nullptr) return fail(errc::corrupt, "the classification is not an object");
  auto kind = kind_of(*object);
  if (!kind) return fail(errc::corrupt, "the classification names no known type of note");
  if (!is_absent_or(*object, "tasks", json::kind::array)) {
    return fail(errc::corrupt, "the tasks of the classification are not a list");
  }
  if (!is_absent_or(*object, "existing_note", json::kind::string)) {
    return fail(errc::corrupt, "the existing note of the classification is not a title");
  }
  classification found;
  found.kind = *kind;
  found.suggested_title = name_field(*object, "suggested_title");
  found.existing_note = name_field(*object, "existing_note");
  found.date = day_field(*object, "date");
  if (found.date.empty()) found.date = today;
  found.category = name_field(*object, "category");
  found.sub_project = known_sub_project(found.category, name_field(*object, "sub_project"), categories);
  found.tags = lines_field(*object, "tags");
  found.items = {lines_field(*object, "focus_items"), lines_field(*object, "notes_items"),
                 read_tasks(*object, categories)};
  found.event = {name_field(*object, "event_title"), time_field(*object, "event_time"),
                 day_field(*object, "event_end_date")};
  found.event_date = day_field(*object, "event_date");
  found.content = text_field(*object, "content");
  found.living_document = name_field(*object, "living_doc_name");
  return found;
}

std::string known_sub_project(std::string_view category, std::string_view sub_project,
                              const std::vector<task_category>& categories) {
  auto named = [&](const task_category& one) { return one.name == category; };
  auto found = std::find_if(categories.begin(), categories.end(), named);
  std::string unchanged{sub_project};
  if (found == categories.end() || sub_project.empty()) return unchanged;
  auto has = [&](std::string_view name) {
    return std::any_of(found->sub_projects.begin(), found->sub_projects.end(),
                       [&](const auto& one) { return one.first == name; });
  };
  if (has(sub_project) || !has(fallback_sub_project)) return unchanged;
  return std::string{fallback_sub_project};
}

}  // namespace secondbrain::sync
