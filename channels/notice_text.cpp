#include "channels/notice_text.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "base/utf8.hpp"

namespace secondbrain::channels {

namespace {

constexpr std::string_view ellipsis = "…";

}  // namespace

std::string one_line(std::string_view text) {
  auto line = repaired_utf8(text);
  std::replace_if(
      line.begin(), line.end(), [](unsigned char letter) { return letter < ' ' || letter == 0x7f; }, ' ');
  return collapse_white_space(line);
}

std::string headline_of(const notice& one) {
  const auto machine = one_line(one.machine);
  return one_line(one.title) + (machine.empty() ? "" : " (" + machine + ")");
}

std::string shortened(std::string_view text, std::size_t most_bytes) {
  if (text.size() <= most_bytes) return std::string{text};
  auto end = most_bytes - std::min(most_bytes, ellipsis.size());
  while (end > 0 && is_continuation(text[end])) --end;
  return std::string{text.substr(0, end)} + std::string{ellipsis};
}

std::string without_markup(std::string_view text) {
  std::string escaped;
  for (const char letter : text) {
    switch (letter) {
      case '&': escaped += "&amp;"; break;
      case '<': escaped += "&lt;"; break;
      case '>': escaped += "&gt;"; break;
      default: escaped += letter;
    }
  }
  return escaped;
}

std::string_view picture_of(const notice& one) {
  switch (one.kind) {
    case notice_kind::recovery: return "white_check_mark";
    case notice_kind::test: return "bell";
    case notice_kind::briefing: return "sunrise";
    case notice_kind::alarm: break;
  }
  switch (one.severity) {
    case alarm_severity::critical: return "rotating_light";
    case alarm_severity::warning: return "warning";
    case alarm_severity::info: break;
  }
  return "information_source";
}

}  // namespace secondbrain::channels
