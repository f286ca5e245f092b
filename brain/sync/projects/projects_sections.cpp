#include "brain/sync/projects/projects_sections.hpp"

#include <optional>
#include <string>

#include "base/text.hpp"
#include "base/utf8.hpp"
#include "brain/vault/planner/code_and_comments.hpp"

namespace secondbrain::sync {
namespace {

constexpr std::string_view start_marker = "<!-- AUTO-GENERATED: Do not edit below this line -->";
constexpr std::string_view end_marker = "<!-- END AUTO-GENERATED -->";

/// Between the markers.
struct span {
  std::size_t begin = 0;
  std::size_t end = 0;
};

bool line_is(const vault::text_lines& lines, std::size_t at, std::string_view text) {
  return at < lines.size() && trimmed(lines[at]) == text;
}

/// A heading or another start before the end: the end marker is lost, and what follows is a person's.
bool breaks_section(const vault::text_lines& lines, std::size_t at) {
  return lines[at].substr(0, 3) == "## " || line_is(lines, at, start_marker);
}

std::optional<span> section_below(const vault::text_lines& lines, std::size_t heading_line) {
  auto begin = heading_line + 1;
  while (line_is(lines, begin, "")) ++begin;
  if (!line_is(lines, begin, start_marker)) return std::nullopt;
  ++begin;
  for (auto end = begin; end < lines.size() && !breaks_section(lines, end); ++end)
    if (line_is(lines, end, end_marker)) return span{begin, end};
  return std::nullopt;
}

/// What a person wrote as code or put aside. The markers are comments themselves, and would end one that somebody else
/// began: they are left out.
vault::code_and_comments aside_of(vault::text_lines lines) {
  for (std::size_t at = 0; at < lines.size(); ++at)
    if (line_is(lines, at, start_marker) || line_is(lines, at, end_marker)) lines.replace(at, {});
  return vault::code_and_comments{lines};
}

std::optional<span> find_section(const vault::text_lines& lines, std::string_view heading) {
  auto aside = aside_of(lines);
  for (std::size_t at = 0; at < lines.size(); ++at) {
    if (!line_is(lines, at, heading) || aside.holds(at)) continue;
    if (auto found = section_below(lines, at)) return found;
  }
  return std::nullopt;
}

bool holds_exactly(const vault::text_lines& lines, const span& place, const vault::text_lines& body) {
  if (place.end - place.begin != body.size()) return false;
  for (std::size_t at = 0; at < body.size(); ++at)
    if (lines[place.begin + at] != body[at]) return false;
  return true;
}

void append(vault::text_lines& lines, std::string_view text) {
  lines.insert(lines.size(), std::string{text});
}

}  // namespace

bool has_section(const vault::text_lines& lines, std::string_view heading) {
  return find_section(lines, heading).has_value();
}

void put_section(vault::text_lines& lines, std::string_view heading, std::string_view body) {
  auto place = find_section(lines, heading);
  if (!place) {
    if (auto closing = aside_of(lines).closing_line(); !closing.empty()) append(lines, closing);
    if (lines.size() > 0 && !line_is(lines, lines.size() - 1, "")) append(lines, "");
    append(lines, heading);
    append(lines, start_marker);
    place = span{lines.size(), lines.size()};
    append(lines, end_marker);
  }
  vault::text_lines wanted{body};
  if (holds_exactly(lines, *place, wanted)) return;
  for (auto at = place->end; at > place->begin; --at) lines.erase(at - 1);
  for (std::size_t at = 0; at < wanted.size(); ++at) lines.insert(place->begin + at, std::string{wanted[at]});
}

}  // namespace secondbrain::sync
