#include "brain/vault/planner/task_fields.hpp"

#include <algorithm>
#include <optional>

#include "base/ascii.hpp"
#include "base/text.hpp"
#include "base/utf8.hpp"
#include "brain/vault/planner/line_shape.hpp"

namespace secondbrain::vault {
namespace {

constexpr std::size_t day_length = 10;
constexpr std::size_t longest_bracket = 200;  // bytes; a longer one is prose
constexpr std::string_view due_signs[] = {"📅", "📆", "🗓"};
constexpr std::string_view day_signs[] = {"✅", "➕", "⏳", "⌛", "🛫", "❌"};
constexpr std::string_view priority_signs[] = {"🔺", "⏫", "🔼", "🔽", "⏬"};
constexpr std::string_view rule_signs[] = {"🔁"};
constexpr std::string_view name_signs[] = {"🆔"};
constexpr std::string_view names_signs[] = {"⛔"};
constexpr std::string_view action_signs[] = {"🏁"};
constexpr std::string_view day_names[] = {"completion", "created", "scheduled", "start", "cancelled"};
constexpr std::string_view other_names[] = {"repeat", "priority", "id", "dependsOn", "onCompletion"};

bool is_word(char byte) noexcept {
  return is_ascii_digit(byte) || (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') || byte == '-';
}

/// `dddd-dd-dd`, be there such a day or not: a slip of the pen is still a due date to the person who made it.
bool is_shaped_like_day(std::string_view text) noexcept {
  constexpr std::string_view shape = "dddd-dd-dd";
  return std::equal(text.begin(), text.end(), shape.begin(), shape.end(),
                    [](char byte, char expected) { return expected == 'd' ? is_ascii_digit(byte) : byte == expected; });
}

template <std::size_t count>
bool is_one_of(std::string_view name, const std::string_view (&names)[count]) noexcept {
  return std::find(std::begin(names), std::end(names), name) != std::end(names);
}

/// Where one of the signs begins that the text ends with, be it followed by the mark that asks for a coloured one.
template <std::size_t count>
std::optional<std::size_t> sign_at_end(std::string_view text, const std::string_view (&signs)[count]) noexcept {
  constexpr std::string_view coloured = "\xEF\xB8\x8F";
  if (text.ends_with(coloured)) text.remove_suffix(coloured.size());
  for (auto sign : signs)
    if (text.ends_with(sign)) return text.size() - sign.size();
  return std::nullopt;
}

/// `(due: 2026-02-10)`, `[due:: 2026-02-10]`, `[completion:: 2026-02-10]`; it begins at an opening bracket.
std::optional<task_field> field_in_brackets(std::string_view text, std::size_t at) noexcept {
  auto inside = text.substr(at + 1, longest_bracket);
  auto closing = inside.find(text[at] == '[' ? ']' : ')');
  auto colon = inside.substr(0, closing).find(':');
  if (closing == inside.npos || colon == inside.npos) return std::nullopt;
  auto name = inside.substr(0, colon);
  auto value = inside.substr(colon, closing - colon);
  bool is_plugin_field = value.starts_with("::");
  value.remove_prefix(is_plugin_field ? 2 : 1);
  task_field field{field_kind::other, at, at + closing + 2, 0};
  if (name == "due" && (is_plugin_field || text[at] == '(')) {
    auto day = is_plugin_field ? trimmed(value) : left_trimmed(value);
    if (!is_shaped_like_day(day)) return std::nullopt;
    field.kind = field_kind::due_date;
    field.day = static_cast<std::size_t>(day.data() - text.data());
    return field;
  }
  bool is_day = is_one_of(name, day_names) && is_shaped_like_day(left_trimmed(value).substr(0, day_length));
  return is_plugin_field && (is_day || is_one_of(name, other_names)) ? std::optional{field} : std::nullopt;
}

std::optional<task_field> bracket_at_end(std::string_view text) noexcept {
  auto whole = text;
  if (text.ends_with(",")) text.remove_suffix(1);
  if (!text.ends_with(")") && !text.ends_with("]")) return std::nullopt;
  auto window = text.size() - std::min(text.size(), longest_bracket);
  auto opening = text.substr(window).rfind(text.back() == ']' ? '[' : '(');
  if (opening == text.npos) return std::nullopt;
  auto field = field_in_brackets(text, window + opening);
  if (!field || field->end != text.size()) return std::nullopt;
  field->end = whole.size();
  return field;
}

/// `📅 2026-02-10`
std::optional<task_field> day_at_end(std::string_view text) noexcept {
  if (text.size() < day_length) return std::nullopt;
  auto day = text.size() - day_length;
  if (!is_shaped_like_day(text.substr(day))) return std::nullopt;
  auto before = text.substr(0, day);
  while (before.ends_with(" ")) before.remove_suffix(1);
  if (auto sign = sign_at_end(before, due_signs)) return task_field{field_kind::due_date, *sign, text.size(), day};
  if (auto sign = sign_at_end(before, day_signs)) return task_field{field_kind::other, *sign, text.size(), 0};
  return std::nullopt;
}

/// Whether the text behind a sign is what the plugin writes there; other words are the person's.
bool fits_sign(std::string_view text, std::size_t& begin, std::string_view before) noexcept {
  auto value = trimmed(text);
  auto is_name = [](std::string_view name) { return !name.empty() && name.find_first_of(" ,!") == name.npos; };
  auto sign = sign_at_end(before, rule_signs);
  bool fits = sign && (value.starts_with("every ") || value.starts_with("Every "));
  if (!sign && (sign = sign_at_end(before, name_signs))) fits = is_name(value);
  if (!sign && (sign = sign_at_end(before, action_signs))) fits = value == "delete" || value == "keep";
  if (!sign && (sign = sign_at_end(before, names_signs))) {
    for (fits = true; fits;) {
      auto comma = value.find(',');
      fits = is_name(trimmed(value.substr(0, comma)));
      if (comma == value.npos) break;
      value.remove_prefix(comma + 1);
    }
  }
  if (fits) begin = *sign;
  return fits;
}

/// `⏫`, or `🔁 every week`
std::optional<task_field> sign_with_text_at_end(std::string_view text) noexcept {
  if (auto sign = sign_at_end(text, priority_signs)) return task_field{field_kind::other, *sign, text.size(), 0};
  constexpr std::string_view others = " ,!_";
  auto begin = text.size();
  while (begin > 0 && (is_word(text[begin - 1]) || others.find(text[begin - 1]) != others.npos)) --begin;
  bool fits = fits_sign(text.substr(begin), begin, text.substr(0, begin));
  return fits ? std::optional{task_field{field_kind::other, begin, text.size(), 0}} : std::nullopt;
}

/// Where the tag begins that the text ends with.
std::optional<std::size_t> tag_at_end(std::string_view text) noexcept {
  auto begin = text.find_last_of(" \t");
  begin = begin == text.npos ? 0 : begin + 1;
  auto word = text.substr(begin);
  bool is_tag = word.size() > 1 && word[0] == '#' && word.find_first_of("`!@#$%^&*(),.?\":{}|<>", 1) == word.npos;
  return is_tag ? std::optional{begin} : std::nullopt;
}

}  // namespace

std::optional<task_field> block_id_at_end(std::string_view text) noexcept {
  auto begin = text.size();
  while (begin > 0 && is_word(text[begin - 1])) --begin;
  if (begin == text.size() || begin == 0 || text[begin - 1] != '^') return std::nullopt;
  bool stands_alone = begin == 1 || right_trimmed(text.substr(0, begin - 1)).size() < begin - 1;
  return stands_alone ? std::optional{task_field{field_kind::other, begin - 1, text.size(), 0}} : std::nullopt;
}

task_fields find_task_fields(std::string_view text) {
  task_fields fields;
  auto rest = right_trimmed(text);
  fields.tail = rest.size();
  for (;; rest = right_trimmed(rest)) {
    if (auto tag = tag_at_end(rest)) {
      rest = rest.substr(0, *tag);
      continue;
    }
    auto field = bracket_at_end(rest);
    if (!field) field = day_at_end(rest);
    if (!field) field = block_id_at_end(rest);
    if (!field) field = sign_with_text_at_end(rest);
    if (!field) break;
    fields.found.push_back(*field);
    fields.tail = field->begin;
    rest = rest.substr(0, field->begin);
  }
  std::reverse(fields.found.begin(), fields.found.end());
  std::vector<task_field> within;
  for (auto at = rest.find_first_of("`(["); at < rest.size(); at = rest.find_first_of("`([", at)) {
    auto field = rest[at] == '`' ? std::nullopt : field_in_brackets(rest, at);
    if (field) within.push_back(*field);
    at = rest[at] == '`' ? behind_inline_code(rest, at) : field ? field->end : at + 1;
  }
  fields.found.insert(fields.found.begin(), within.begin(), within.end());
  return fields;
}

std::string erased_fields(std::string_view text, const std::vector<task_field>& fields) {
  std::string kept;
  std::size_t from = 0;
  for (const auto& field : fields) {
    kept.append(right_trimmed(text.substr(from, field.begin - from)));
    from = field.end;
  }
  return kept.append(text.substr(from));
}

std::string without_fields(std::string_view text, const std::vector<task_field>& fields) {
  return std::string{trimmed(erased_fields(text, fields))};
}

}  // namespace secondbrain::vault
