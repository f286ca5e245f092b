#include "brain/vault/report/task_signs.hpp"

#include <algorithm>
#include <array>

#include "base/text.hpp"
#include "base/utf8.hpp"
#include "brain/vault/dialects/dataview_fields.hpp"
#include "brain/vault/planner/calendar.hpp"

namespace secondbrain::vault {

namespace {

struct date_sign {
  std::string_view sign;
  std::string_view meaning;
};

constexpr auto date_signs = std::to_array<date_sign>({{"📅", "due date"},
                                                      {"📆", "due date"},
                                                      {"🗓", "due date"},
                                                      {"⏳", "scheduled date"},
                                                      {"⌛", "scheduled date"},
                                                      {"🛫", "start date"},
                                                      {"➕", "creation date"},
                                                      {"✅", "done date"},
                                                      {"❌", "cancelled date"}});

constexpr auto other_signs = std::to_array<std::string_view>({"🔁", "🔺", "⏫", "🔼", "🔽", "⏬", "🆔", "⛔", "🏁"});

constexpr auto field_keys =
    std::to_array<std::string_view>({"due", "scheduled", "start", "created", "completion", "cancelled", "priority",
                                     "repeat", "id", "dependsOn", "onCompletion", "completed"});

constexpr auto date_keys =
    std::to_array<std::string_view>({"due", "scheduled", "start", "created", "completion", "cancelled"});

template <class List>
bool holds(const List& list, std::string_view text) {
  return std::find(list.begin(), list.end(), text) != list.end();
}

/// Behind a sign: what is written up to the next white space, spaces and selectors passed over.
std::string_view word_behind(std::string_view text) {
  while (text.starts_with(' ') || text.starts_with("\xEF\xB8\x8F")) text.remove_prefix(text[0] == ' ' ? 1 : 3);
  return text.substr(0, text.find(' '));
}

/// `2026-02-30`, whether or not there is such a day.
bool is_shaped_like_day(std::string_view word) {
  constexpr std::string_view shape = "0000-00-00";
  return word.size() >= shape.size() &&
         std::equal(shape.begin(), shape.end(), word.begin(),
                    [](char wanted, char each) { return wanted == '0' ? each >= '0' && each <= '9' : each == wanted; });
}

bool looks_like_date(std::string_view word) {
  const auto digits = std::count_if(word.begin(), word.end(), [](char each) { return each >= '0' && each <= '9'; });
  return digits >= 4;
}

}  // namespace

boxed_line read_boxed_line(std::string_view line) {
  auto at = line.find_first_not_of(" \t>");
  if (at == std::string_view::npos) return {};
  const auto digits = line.find_first_not_of("0123456789", at);
  if (digits == std::string_view::npos) return {};
  const auto marks = digits == at ? std::string_view{"-*+"} : std::string_view{".)"};
  if (marks.find(line[digits]) == std::string_view::npos) return {};
  at = line.find_first_not_of(' ', digits + 1);
  if (at == std::string_view::npos || line[at] != '[' || at + 2 >= line.size()) return {};
  const auto sign = code_point_at(line, at + 1);
  const auto closing = at + 1 + sign.length;
  if (closing >= line.size() || line[closing] != ']' || sign.value == ']') return {};
  const auto text = trimmed(line.substr(closing + 1));
  // `[1](target)` is a link.
  if (closing + 1 < line.size() && line[closing + 1] == '(') return {};
  return {line.substr(at + 1, sign.length), text};
}

std::string_view format_of_task(std::string_view text) {
  for (const auto& each : date_signs)
    if (text.find(each.sign) != std::string_view::npos) return "tasks";
  for (const auto each : other_signs)
    if (text.find(each) != std::string_view::npos) return "tasks";
  for (const auto& each : dialects::find_inline_fields(text, dialects::with_signs::no))
    if (holds(field_keys, each.key)) return "dataview";
  if (text.find("(due:") != std::string_view::npos) return "due";
  return "plain";
}

std::vector<std::string> trouble_with_dates(std::string_view text) {
  std::vector<std::string> troubles;
  const auto add = [&troubles](std::string_view word, std::string_view meaning) {
    const auto quoted = "“" + std::string{word} + "” ";
    const auto as_such = "a " + std::string{meaning};
    troubles.push_back(
        parse_day(word.substr(0, 10)) ? quoted + "is written as " + as_such + ", but more follows the day."
        : is_shaped_like_day(word)    ? quoted + "is written as " + as_such + ", but there is no such day; correct it."
                                      : quoted + "is not written as YYYY-MM-DD, so it is not read as " + as_such + ".");
  };
  for (const auto& each : date_signs)
    for (auto at = text.find(each.sign); at != std::string_view::npos; at = text.find(each.sign, at + 1)) {
      const auto word = word_behind(text.substr(at + each.sign.size()));
      // A picture in a sentence is no date.
      if (looks_like_date(word) && !parse_day(word.substr(0, 10))) add(word, each.meaning);
    }
  for (const auto& each : dialects::find_inline_fields(text, dialects::with_signs::no))
    if (holds(date_keys, each.key) && !parse_day(each.value.substr(0, 10)))
      add(each.value, each.key == "due" ? "due date" : each.key + std::string{" date"});
  return troubles;
}

}  // namespace secondbrain::vault
