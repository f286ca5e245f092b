#include "stores/note_facts.hpp"

#include <algorithm>
#include <initializer_list>
#include <iterator>
#include <string>

#include "text/folding.hpp"

namespace secondbrain::stores {

namespace {

constexpr std::string_view day_shape = "dddd-dd-dd";

bool begins_with_day(std::string_view text) {
  return text.size() >= day_shape.size() &&
         std::equal(day_shape.begin(), day_shape.end(), text.begin(),
                    [](char wanted, char c) { return wanted == 'd' ? c >= '0' && c <= '9' : c == wanted; });
}

std::string_view file_name(std::string_view path) {
  auto name = path.substr(path.find_last_of('/') + 1);  // npos + 1 is 0
  if (name.ends_with(".md")) name.remove_suffix(3);
  return name;
}

std::string_view folder(std::string_view path) {
  const auto slash = path.find_last_of('/');
  return slash == path.npos ? std::string_view{} : path.substr(0, slash);
}

bool any_line(std::string_view lines, auto&& holds) {
  while (!lines.empty()) {
    const auto end = std::min(lines.find('\n'), lines.size());
    if (holds(lines.substr(0, end))) return true;
    lines.remove_prefix(std::min(end + 1, lines.size()));
  }
  return false;
}

bool is_tag(std::string_view tag, const note_condition& wanted) {
  const auto folded = text::folded(tag);
  if (!folded.starts_with(wanted.value)) return false;
  return wanted.open || folded.size() == wanted.value.size() || folded[wanted.value.size()] == '/';
}

bool lies_in(std::string_view path, const note_condition& wanted) {
  const auto place = '/' + text::folded(folder(path)) + '/';
  return place.find('/' + wanted.value + (wanted.open ? "" : "/")) != place.npos;
}

/// The value stands in the line as whole words; a link, `[[People/Ann|her]]`, is what it leads to and what it shows.
bool has_value(std::string_view values, const note_condition& wanted) {
  constexpr std::string_view before = " [|/#";
  constexpr std::string_view behind = " ]|#";
  for (auto at = values.find(wanted.further); at != values.npos; at = values.find(wanted.further, at + 1)) {
    const auto end = at + wanted.further.size();
    const bool begins = at == 0 || before.find(values[at - 1]) != before.npos;
    if (begins && (wanted.open || end == values.size() || behind.find(values[end]) != behind.npos)) return true;
  }
  return false;
}

bool is_property(std::string_view line, const note_condition& wanted) {
  const auto folded = text::folded(line);
  if (!folded.starts_with(wanted.value)) return false;
  if (folded.size() == wanted.value.size()) return wanted.further.empty();
  if (folded[wanted.value.size()] != ' ') return wanted.open && wanted.further.empty();
  return wanted.further.empty() || has_value(std::string_view{folded}.substr(wanted.value.size() + 1), wanted);
}

bool is_named(std::string_view name, const note_condition& wanted) {
  return name == wanted.value || (wanted.open && wanted.further.empty() && name.starts_with(wanted.value));
}

/// A property that the index holds as something else: each of the lines is a value.
bool has_any(std::string_view lines, std::initializer_list<std::string_view> names, const note_condition& wanted) {
  if (std::none_of(names.begin(), names.end(), [&](auto name) { return is_named(name, wanted); })) return false;
  if (wanted.further.empty()) return !lines.empty();
  return any_line(lines, [&](std::string_view each) { return has_value(text::folded(each), wanted); });
}

/// As far as the bounds go: "2026-05" holds all of that month.
bool is_between(std::string_view day, const note_condition& wanted) {
  return !day.empty() && day.substr(0, wanted.value.size()) >= wanted.value &&
         (wanted.further.empty() || day.substr(0, wanted.further.size()) <= wanted.further);
}

}  // namespace

std::string_view day_of(const note_facts& note) {
  if (begins_with_day(note.date)) return note.date.substr(0, day_shape.size());
  std::string_view day;
  const auto is_dated = [&](std::string_view line) {
    constexpr std::string_view name = "date ";
    if (!line.starts_with(name) || !begins_with_day(line.substr(name.size()))) return false;
    day = line.substr(name.size(), day_shape.size());
    return true;
  };
  if (any_line(note.properties, is_dated)) return day;
  for (auto name = file_name(note.path); name.size() >= day_shape.size(); name.remove_prefix(1))
    if (begins_with_day(name)) return name.substr(0, day_shape.size());
  return {};
}

bool asks_for_names(const note_condition& wanted) {
  constexpr std::string_view names[] = {"title", "aliases", "alias", "lang"};
  return wanted.what == note_condition::kind::property &&
         std::any_of(std::begin(names), std::end(names), [&](auto name) { return is_named(name, wanted); });
}

bool meets(const note_facts& note, const note_condition& wanted) {
  using enum note_condition::kind;
  switch (wanted.what) {
    case tag: return any_line(note.tags, [&](std::string_view each) { return is_tag(each, wanted); });
    case path: return text::folded(note.path).find(wanted.value) != std::string::npos;
    case folder: return lies_in(note.path, wanted);
    case file: return text::folded(file_name(note.path)).find(wanted.value) != std::string::npos;
    case property:
      return any_line(note.properties, [&](std::string_view each) { return is_property(each, wanted); }) ||
             has_any(note.title, {"title"}, wanted) || has_any(note.aliases, {"aliases", "alias"}, wanted) ||
             has_any(note.tags, {"tags", "tag"}, wanted) || has_any(note.language, {"lang"}, wanted);
    case date: return is_between(day_of(note), wanted);
    case task:
    case words: break;
  }
  return false;
}

}  // namespace secondbrain::stores
