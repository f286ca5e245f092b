#include "ops/config/dotenv_edit.hpp"

#include <algorithm>
#include <optional>
#include <vector>

#include "base/text.hpp"
#include "ops/config/dotenv.hpp"

namespace secondbrain::ops {
namespace {

/// With their ends.
std::vector<std::string_view> lines_of(std::string_view text) {
  std::vector<std::string_view> lines;
  while (!text.empty()) {
    auto length = std::min(text.find('\n'), text.size() - 1) + 1;
    lines.push_back(text.substr(0, length));
    text.remove_prefix(length);
  }
  return lines;
}

bool sets(std::string_view line, std::string_view name) {
  const auto values = parse_dotenv(line).values;
  return !values.empty() && ascii_upper_case(values.front().first) == ascii_upper_case(name);
}

bool can_stand_bare(std::string_view value) {
  if (value.empty() || value != trimmed(value) || value.find_first_of("\"'#") == 0) return false;
  auto breaks_off = [&](std::size_t at) { return value[at] == '#' && (value[at - 1] == ' ' || value[at - 1] == '\t'); };
  for (std::size_t at = 1; at < value.size(); ++at)
    if (breaks_off(at)) return false;
  return value.find_first_of("\n\r") == std::string_view::npos;
}

std::string written(std::string_view value) {
  if (can_stand_bare(value)) return std::string{value};
  std::string text = "\"";
  for (auto letter : value) {
    switch (letter) {
      case '\n': text += "\\n"; break;
      case '\r': text += "\\r"; break;
      case '"':
      case '\\': text += '\\'; [[fallthrough]];
      default: text += letter;
    }
  }
  return text + '"';
}

/// The comment behind the value of a line, and the end of the line.
std::string rest_behind_value(std::string_view line) {
  const auto whole = parse_dotenv(line).values.front().second;
  auto end = line.size() - (line.ends_with("\r\n") ? 2 : line.ends_with('\n') ? 1 : 0);
  for (auto hash = line.find('#'); hash < end; hash = line.find('#', hash + 1)) {
    // A comment is what can be cut off without changing the value.
    const auto cut = parse_dotenv(line.substr(0, hash)).values;
    if (cut.empty() || cut.front().second != whole) continue;
    const auto comment = hash;
    while (hash > 0 && (line[hash - 1] == ' ' || line[hash - 1] == '\t')) --hash;
    return (hash == comment ? " " : "") + std::string{line.substr(hash)};
  }
  return std::string{line.substr(end)};
}

}  // namespace

std::string with_value(std::string_view text, std::string_view name, std::string_view value) {
  const auto lines = lines_of(text);
  auto last = std::find_if(lines.rbegin(), lines.rend(), [&](auto line) { return sets(line, name); });
  std::string changed;
  if (last == lines.rend()) {
    changed = text;
    if (!changed.empty() && !changed.ends_with('\n')) changed += '\n';
    return changed + std::string{name} + '=' + written(value) + '\n';
  }
  for (auto line = lines.begin(); line != lines.end(); ++line)
    if (line != std::prev(last.base()))
      changed += *line;
    else
      changed += std::string{line->substr(0, line->find('=') + 1)} + written(value) + rest_behind_value(*line);
  return changed;
}

std::string without_value(std::string_view text, std::string_view name) {
  std::string changed;
  for (auto line : lines_of(text))
    if (!sets(line, name)) changed += line;
  return changed;
}

}  // namespace secondbrain::ops
