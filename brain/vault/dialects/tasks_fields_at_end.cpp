#include "brain/vault/dialects/tasks_fields_at_end.hpp"

#include <algorithm>
#include <array>

#include "base/ascii.hpp"
#include "brain/vault/dialects/script_text.hpp"

namespace secondbrain::vault::dialects {
namespace {

/// How a kind of field is written: signs, the first of which is the one to write, and a key.
struct field_spelling {
  std::array<std::string_view, 3> signs;
  std::string_view key;
};

field_spelling spelling_of(field_kind kind) noexcept {
  switch (kind) {
    case field_kind::due: return {{"📅", "📆", "🗓"}, "due"};
    case field_kind::scheduled: return {{"⏳", "⌛", ""}, "scheduled"};
    case field_kind::start: return {{"🛫", "", ""}, "start"};
    case field_kind::created: return {{"➕", "", ""}, "created"};
    case field_kind::done: return {{"✅", "", ""}, "completion"};
    case field_kind::cancelled: return {{"❌", "", ""}, "cancelled"};
    case field_kind::priority: return {{}, "priority"};
    case field_kind::recurrence: return {{"🔁", "", ""}, "repeat"};
    case field_kind::id: return {{"🆔", "", ""}, "id"};
    case field_kind::depends_on: return {{"⛔", "", ""}, "dependsOn"};
    case field_kind::on_completion: return {{"🏁", "", ""}, "onCompletion"};
    case field_kind::tag:
    case field_kind::block_link: break;
  }
  return {};
}

struct priority_spelling {
  task_priority is;
  std::string_view sign;
  std::string_view name;
};

constexpr priority_spelling priorities[] = {{task_priority::highest, "🔺", "highest"},
                                            {task_priority::high, "⏫", "high"},
                                            {task_priority::medium, "🔼", "medium"},
                                            {task_priority::low, "🔽", "low"},
                                            {task_priority::lowest, "⏬", "lowest"}};

constexpr bool is_name(char byte) noexcept {
  return is_ascii_letter(byte) || is_ascii_digit(byte) || byte == '-' || byte == '_';
}

constexpr bool is_rule(char byte) noexcept {
  return is_ascii_letter(byte) || is_ascii_digit(byte) || byte == ',' || byte == ' ' || byte == '!';
}

std::size_t without_spaces(std::string_view text, std::size_t end) noexcept {
  while (end > 0 && text[end - 1] == ' ') --end;
  return end;
}

template <class Predicate>
std::size_t begin_of_run(std::string_view text, std::size_t end, Predicate holds) noexcept {
  while (end > 0 && holds(text[end - 1])) --end;
  return end;
}

/// Where the value of a field begins that ends at `end`; nothing: no such value ends there.
std::optional<std::size_t> begin_of_value(tasks_format format, field_kind kind, std::string_view text,
                                          std::size_t end) noexcept {
  auto nonempty = [&](std::size_t begin) { return begin < end ? std::optional{begin} : std::nullopt; };
  switch (kind) {
    case field_kind::recurrence: {
      auto begin = begin_of_run(text, end, is_rule);
      while (begin < end && text[begin] == ' ') ++begin;
      return nonempty(begin);
    }
    case field_kind::id: return nonempty(begin_of_run(text, end, is_name));
    case field_kind::on_completion: return nonempty(begin_of_run(text, end, is_ascii_letter));
    case field_kind::depends_on: {
      // `a, b ,c`
      auto begin = begin_of_run(text, end, is_name);
      if (begin == end) return std::nullopt;
      for (;;) {
        auto comma = without_spaces(text, begin);
        if (comma == 0 || text[comma - 1] != ',') return begin;
        auto last = without_spaces(text, comma - 1);
        auto before = begin_of_run(text, last, is_name);
        if (before == last) return std::nullopt;
        begin = before;
      }
    }
    case field_kind::priority:
      for (const auto& one : priorities) {
        auto name = format == tasks_format::signs ? one.sign : one.name;
        if (!ends_with(text.substr(0, end), name)) continue;
        auto begin = end - name.size();
        // Of `highest` and `high` the one that stands alone.
        if (format == tasks_format::fields && begin > 0 && is_ascii_letter(text[begin - 1])) continue;
        return begin;
      }
      return std::nullopt;
    case field_kind::tag:
    case field_kind::block_link: return std::nullopt;
    default: break;
  }
  if (end < day_size || !is_day_shaped(text.substr(end - day_size, day_size))) return std::nullopt;
  return end - day_size;
}

std::optional<field_at_end> sign_at_end(field_kind kind, std::string_view text) noexcept {
  if (kind == field_kind::priority) {
    auto end = ends_with(text, variation_selector) ? text.size() - variation_selector.size() : text.size();
    auto begin = begin_of_value(tasks_format::signs, kind, text, end);
    return begin ? std::optional{field_at_end{*begin, {*begin, end}}} : std::nullopt;
  }
  auto value = begin_of_value(tasks_format::signs, kind, text, text.size());
  if (!value) return std::nullopt;
  auto before = text.substr(0, without_spaces(text, *value));
  if (ends_with(before, variation_selector)) before.remove_suffix(variation_selector.size());
  for (auto sign : spelling_of(kind).signs) {
    if (!sign.empty() && ends_with(before, sign))
      return field_at_end{before.size() - sign.size(), {*value, text.size()}};
  }
  return std::nullopt;
}

std::optional<field_at_end> bracket_at_end(field_kind kind, std::string_view text, bool with_times) noexcept {
  auto end = text.size();
  if (end > 0 && text[end - 1] == ',') end = without_spaces(text, end - 1);
  if (end == 0 || (text[end - 1] != ']' && text[end - 1] != ')')) return std::nullopt;
  char opening = text[end - 1] == ']' ? '[' : '(';
  auto value_end = without_spaces(text, end - 1);
  if (with_times && date_field_of(kind)) value_end -= time_at_end(text.substr(0, value_end));
  auto value = begin_of_value(tasks_format::fields, kind, text, value_end);
  // A rule of blanks is taken for one, and for none that can be read.
  if (!value && kind == field_kind::recurrence && value_end + 1 < end) value = value_end;
  if (!value) return std::nullopt;
  // A rule may hold spaces, and so its first word is found from the key on.
  auto before = text.substr(0, without_spaces(text, *value));
  auto key = spelling_of(kind).key;
  if (!ends_with(before, "::")) return std::nullopt;
  before.remove_suffix(2);
  if (!ends_with(before, key)) return std::nullopt;
  before.remove_suffix(key.size());
  before = before.substr(0, without_spaces(before, before.size()));
  if (before.empty() || before.back() != opening) return std::nullopt;
  return field_at_end{before.size() - 1, {*value, value_end}};
}

}  // namespace

std::array<std::string_view, 3> signs_of(field_kind kind) noexcept {
  return spelling_of(kind).signs;
}

std::string_view key_of(field_kind kind) noexcept {
  return spelling_of(kind).key;
}

bool is_day_shaped(std::string_view text) noexcept {
  if (text.size() != day_size) return false;
  for (std::size_t at = 0; at < day_size; ++at) {
    bool is_dash = at == 4 || at == 7;
    if (is_dash ? text[at] != '-' : !is_ascii_digit(text[at])) return false;
  }
  return true;
}

std::optional<field_at_end> field_of_kind_at_end(tasks_format format, field_kind kind, std::string_view text,
                                                 bool with_times) noexcept {
  return format == tasks_format::signs ? sign_at_end(kind, text) : bracket_at_end(kind, text, with_times);
}

std::size_t time_at_end(std::string_view text) noexcept {
  for (const std::string_view shape : {"Tdd:dd:dd", "Tdd:dd"}) {
    if (text.size() < shape.size()) continue;
    const auto end = text.substr(text.size() - shape.size());
    const bool is_time = std::equal(shape.begin(), shape.end(), end.begin(), [](char each, char byte) {
      return each == 'd' ? is_ascii_digit(byte) : each == byte;
    });
    if (is_time) return shape.size();
  }
  return 0;
}

std::optional<std::size_t> tag_at_end(std::string_view text) noexcept {
  auto begin = text.rfind('#');
  if (begin == text.npos || begin + 1 == text.size()) return std::nullopt;
  if (text.find_first_of(" !@#$%^&*(),.?\":{}|<>", begin + 1) != text.npos) return std::nullopt;
  bool stands_alone = begin == 0 || space_at_end(text.substr(0, begin)) > 0;
  return stands_alone ? std::optional{begin} : std::nullopt;
}

std::optional<std::size_t> block_link_at_end(std::string_view text) noexcept {
  auto is_link = [](char byte) { return is_ascii_letter(byte) || is_ascii_digit(byte) || byte == '-'; };
  auto begin = begin_of_run(text, text.size(), is_link);
  constexpr std::string_view mark = " ^";
  bool is_block_link = begin < text.size() && ends_with(text.substr(0, begin), mark);
  return is_block_link ? std::optional{begin - mark.size()} : std::nullopt;
}

std::string new_field(tasks_format format, field_kind kind, std::string_view value) {
  auto spelling = spelling_of(kind);
  std::string text;
  if (format == tasks_format::fields) {
    return text.append("  [").append(spelling.key).append(":: ").append(value).append("]");
  }
  if (kind == field_kind::priority) return text.append(" ").append(value);
  return text.append(" ").append(spelling.signs[0]).append(" ").append(value);
}

task_priority priority_named(tasks_format format, std::string_view value) noexcept {
  for (const auto& one : priorities)
    if ((format == tasks_format::signs ? one.sign : one.name) == value) return one.is;
  return task_priority::none;
}

std::string_view priority_name(tasks_format format, task_priority priority) noexcept {
  for (const auto& one : priorities)
    if (one.is == priority) return format == tasks_format::signs ? one.sign : one.name;
  return {};
}

}  // namespace secondbrain::vault::dialects
