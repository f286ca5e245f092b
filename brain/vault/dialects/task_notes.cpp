#include "brain/vault/dialects/task_notes.hpp"

#include <algorithm>
#include <charconv>

#include "base/lower_case.hpp"
#include "base/text.hpp"

namespace secondbrain::vault::dialects {

namespace {

bool is_absent(const frontmatter_value* value) {
  return value == nullptr || value->kind == value_kind::null ||
         (value->kind != value_kind::list && value->kind != value_kind::mapping && value->text.empty());
}

std::string as_text(const frontmatter_value& value, std::string_view between) {
  if (value.kind == value_kind::null) return "null";
  if (value.kind != value_kind::list) return value.text;
  std::vector<std::string> parts;
  for (const auto& each : value.items) parts.push_back(as_text(each, between));
  return join(parts, between);
}

std::vector<std::string> as_list(const frontmatter_value* value) {
  if (value == nullptr) return {};
  if (value->kind != value_kind::list) return {as_text(*value, ", ")};
  std::vector<std::string> texts;
  for (const auto& each : value->items) texts.push_back(as_text(each, ", "));
  return texts;
}

std::optional<std::string> as_date(const frontmatter_value* value) {
  if (is_absent(value)) return std::nullopt;
  return as_text(*value, ", ");
}

std::vector<std::string> tags_of(const frontmatter_value& metadata) {
  const auto* written = metadata.find("tags");
  if (is_absent(written)) return {};
  auto tags = as_list(written);
  for (auto& tag : tags) {
    tag = trimmed(tag);
    while (tag.starts_with('#')) tag.erase(0, 1);
    std::replace(tag.begin(), tag.end(), ' ', '-');
  }
  tags.erase(std::remove(tags.begin(), tags.end(), std::string{}), tags.end());
  return tags;
}

bool has_tag(const std::vector<std::string>& tags, std::string_view wanted) {
  const auto plain = lower_case(wanted.starts_with('#') ? wanted.substr(1) : wanted);
  return !plain.empty() && std::any_of(tags.begin(), tags.end(), [&plain](const std::string& tag) {
    const auto lower = lower_case(tag);
    return lower == plain || lower.starts_with(plain + "/");
  });
}

bool has_property(const frontmatter_value& metadata, const task_note_settings& settings) {
  const auto* found = metadata.find(settings.property_name);
  if (found == nullptr || settings.property_name.empty()) return false;
  const auto is_it = [&settings](const frontmatter_value& value) {
    if (value.kind == value_kind::boolean) return lower_case(value.text) == lower_case(settings.property_value);
    return value.kind != value_kind::number && value.kind != value_kind::null && value.text == settings.property_value;
  };
  return found->kind == value_kind::list ? std::any_of(found->items.begin(), found->items.end(), is_it) : is_it(*found);
}

bool is_excluded(std::string_view path, const std::vector<std::string>& folders) {
  return std::any_of(folders.begin(), folders.end(), [path](const std::string& folder) {
    return !folder.empty() && path.starts_with(folder) &&
           (path.size() == folder.size() || folder.ends_with('/') || path[folder.size()] == '/');
  });
}

/// The value that is meant by a value or a label in any case; what is none of them stays.
std::string known_value(const std::string& written, const std::vector<task_note_value>& values) {
  const auto lower = lower_case(written);
  for (const auto& each : values)
    if (each.value == written) return written;
  for (const auto& each : values)
    if (lower_case(each.value) == lower || lower_case(each.label) == lower) return each.value;
  return written;
}

std::string choice(const frontmatter_value* value, const std::vector<task_note_value>& values, std::string_view usual) {
  return is_absent(value) ? std::string{usual} : known_value(as_text(*value, ","), values);
}

std::optional<double> as_number(const frontmatter_value* value) {
  if (is_absent(value)) return std::nullopt;
  const auto text = trimmed(value->text);
  double number = 0;
  const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (problem != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return number;
}

std::vector<std::string> days_in(const frontmatter_value* value) {
  if (is_absent(value)) return {};
  auto days = as_list(value);
  days.erase(std::remove_if(days.begin(), days.end(), [](const std::string& each) { return !parse_day(each); }),
             days.end());
  return days;
}

std::string without_brackets(std::string_view link) {
  link = trimmed(link);
  if (link.starts_with("[[") && link.ends_with("]]")) link = link.substr(2, link.size() - 4);
  return std::string{link.substr(0, link.find('|'))};
}

std::vector<task_note_dependency> dependencies(const frontmatter_value* value) {
  std::vector<task_note_dependency> all;
  if (is_absent(value)) return all;
  const std::vector<frontmatter_value> single{*value};
  for (const auto& each : value->kind == value_kind::list ? value->items : single) {
    task_note_dependency next;
    if (each.kind == value_kind::mapping) {
      if (const auto* uid = each.find("uid")) next.uid = without_brackets(uid->text);
      if (const auto* relation = each.find("reltype"); !is_absent(relation)) next.relation = relation->text;
      if (const auto* gap = each.find("gap"); !is_absent(gap)) next.gap = gap->text;
    } else {
      next.uid = without_brackets(each.text);
    }
    if (!next.uid.empty()) all.push_back(std::move(next));
  }
  return all;
}

std::string file_name(std::string_view path) {
  path.remove_prefix(path.rfind('/') + 1);
  if (path.ends_with(".md")) path.remove_suffix(3);
  return std::string{path};
}

}  // namespace

std::string_view task_note_settings::name_of(std::string_view field) const {
  const auto found = field_names.find(field);
  return found == field_names.end() ? field : std::string_view{found->second};
}

bool task_note_settings::completes(std::string_view status) const {
  return std::any_of(statuses.begin(), statuses.end(),
                     [status](const task_note_value& each) { return each.completes && each.value == status; });
}

std::optional<task_note> read_task_note(std::string_view path, const frontmatter_value& metadata,
                                        const task_note_settings& settings) {
  task_note task;
  task.tags = tags_of(metadata);
  if (settings.by_property ? !has_property(metadata, settings) : !has_tag(task.tags, settings.tag)) return std::nullopt;
  if (is_excluded(path, settings.excluded_folders)) return std::nullopt;
  const auto field = [&](std::string_view name) { return metadata.find(settings.name_of(name)); };

  task.path = path;
  if (const auto* title = field("title"); !is_absent(title)) task.title = as_text(*title, ", ");
  if (trimmed(task.title).empty()) task.title = file_name(path);
  task.status = choice(field("status"), settings.statuses, settings.usual_status);
  task.priority = choice(field("priority"), settings.priorities, settings.usual_priority);
  task.due = as_date(field("due"));
  task.scheduled = as_date(field("scheduled"));
  task.completed = as_date(field("completedDate"));
  task.created = as_date(field("dateCreated"));
  task.contexts = as_list(field("contexts"));
  task.projects = as_list(field("projects"));
  task.time_estimate = as_number(field("timeEstimate"));
  task.recurrence = as_date(field("recurrence")).value_or("");
  if (const auto anchor = as_date(field("recurrence_anchor")))
    task.recurrence_anchor = *anchor == "completion" ? "completion" : "scheduled";
  task.complete_instances = days_in(field("complete_instances"));
  task.skipped_instances = days_in(field("skipped_instances"));
  task.blocked_by = dependencies(field("blockedBy"));
  if (const auto* reminders = field("reminders"); reminders != nullptr && reminders->kind == value_kind::list)
    task.reminders = reminders->items;
  task.is_archived = std::find(task.tags.begin(), task.tags.end(), settings.name_of("archived")) != task.tags.end();
  task.is_completed = settings.completes(task.status);
  return task;
}

}  // namespace secondbrain::vault::dialects
