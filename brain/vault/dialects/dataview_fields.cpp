#include "brain/vault/dialects/dataview_fields.hpp"

#include <algorithm>
#include <array>

#include "base/text.hpp"
#include "base/utf8.hpp"
#include "brain/vault/dialects/dataview_names.hpp"

namespace secondbrain::vault::dialects {

namespace {

/// Past the bracket that closes; nesting and escapes are respected. npos: it stays open.
std::size_t behind_closing(std::string_view line, std::size_t at, char open, char close) {
  int nesting = 0;
  for (; at < line.size(); ++at) {
    if (line[at] == '\\') {
      // An escaped sign counts for nothing, two backslashes are one.
      ++at;
      continue;
    }
    if (line[at] == open) ++nesting;
    if (line[at] == close && --nesting < 0) return at + 1;
  }
  return std::string_view::npos;
}

std::optional<inline_field> field_at(std::string_view line, std::size_t begin) {
  const auto colons = line.find("::", begin + 1);
  if (colons == std::string_view::npos) return std::nullopt;
  const auto key = trimmed(line.substr(begin + 1, colons - begin - 1));
  if (key.find_first_of("[]()") != std::string_view::npos) return std::nullopt;
  const char open = line[begin];
  const auto end = behind_closing(line, colons + 2, open, open == '[' ? ']' : ')');
  if (end == std::string_view::npos) return std::nullopt;
  return inline_field{std::string{key}, trimmed(line.substr(colons + 2, end - 1 - colons - 2)), begin, end, open};
}

struct field_sign {
  std::string_view sign;
  std::string_view key;
};

constexpr auto field_signs = std::to_array<field_sign>({{"➕", "created"},
                                                        {"🛫", "start"},
                                                        {"⏳", "scheduled"},
                                                        {"⌛", "scheduled"},
                                                        {"📅", "due"},
                                                        {"📆", "due"},
                                                        {"🗓\xEF\xB8\x8F", "due"},
                                                        {"🗓", "due"},
                                                        {"✅", "completion"}});

std::size_t skip_space(std::string_view text, std::size_t at) {
  while (at < text.size()) {
    const auto next = code_point_at(text, at);
    if (!is_white_space(next.value) && next.value != 0xFEFF) break;
    at += next.length;
  }
  return at;
}

bool is_date_at(std::string_view text, std::size_t at) {
  constexpr std::string_view shape = "0000-00-00";
  if (at + shape.size() > text.size()) return false;
  for (std::size_t each = 0; each < shape.size(); ++each) {
    const char letter = text[at + each];
    if (shape[each] == '-' ? letter != '-' : letter < '0' || letter > '9') return false;
  }
  return true;
}

/// Of each key the first sign that a date follows.
std::vector<inline_field> fields_behind_signs(std::string_view line) {
  std::vector<inline_field> found;
  for (const auto& each : field_signs)
    for (auto at = line.find(each.sign); at != std::string_view::npos; at = line.find(each.sign, at + 1)) {
      const auto date = skip_space(line, at + each.sign.size());
      if (!is_date_at(line, date)) continue;
      const auto same = std::find_if(found.begin(), found.end(),
                                     [&each](const inline_field& other) { return other.key == each.key; });
      inline_field next{std::string{each.key}, line.substr(date, 10), at, date + 10, 'e'};
      if (same == found.end())
        found.push_back(std::move(next));
      else if (next.begin < same->begin)
        *same = std::move(next);
      break;
    }
  return found;
}

}  // namespace

std::vector<inline_field> find_inline_fields(std::string_view line, with_signs signs) {
  std::vector<inline_field> fields;
  if (line.find("::") != std::string_view::npos)
    for (const char open : {'[', '('})
      for (auto at = line.find(open); at != std::string_view::npos;) {
        auto found = field_at(line, at);
        const auto next = found ? found->end : at + 1;
        if (found) fields.push_back(std::move(*found));
        at = line.find(open, next);
      }
  if (signs == with_signs::yes)
    for (auto& each : fields_behind_signs(line)) fields.push_back(std::move(each));
  std::stable_sort(fields.begin(), fields.end(),
                   [](const inline_field& one, const inline_field& other) { return one.begin < other.begin; });

  // What stands inside another one, or touches it, is a part of it.
  std::vector<inline_field> apart;
  for (auto& each : fields)
    if (apart.empty() || apart.back().end < each.begin) apart.push_back(std::move(each));
  return apart;
}

std::optional<inline_field> find_line_field(std::string_view line) {
  const auto colons = line.find("::");
  if (colons == std::string_view::npos) return std::nullopt;
  inline_field field;
  if (!read_line_key(trimmed(line.substr(0, colons)), field.key)) return std::nullopt;
  field.value = trimmed(line.substr(colons + 2));
  field.end = line.size();
  return field;
}

}  // namespace secondbrain::vault::dialects
