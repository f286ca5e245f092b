#include "channels/desktop_channel.hpp"

#include "channels/notice_text.hpp"
#include "channels/program_delivery.hpp"

namespace secondbrain::channels {

namespace {

// A desktop shows a few lines.
constexpr std::size_t longest_desktop_title = 200;
constexpr std::size_t longest_desktop_text = 1000;

std::string urgency_of(const notice& one) {
  if (one.kind != notice_kind::alarm || one.severity == alarm_severity::info) return "low";
  return one.severity == alarm_severity::critical ? "critical" : "normal";
}

}  // namespace

program_call desktop_program(desktop kind, const notice& one) {
  const auto title = shortened(one_line(one.title), longest_desktop_title);
  auto text = shortened(one.text, longest_desktop_text);
  std::erase(text, '\0');  // would end the argument
  if (kind == desktop::macos)
    return {{"osascript", "-e", "on run argv", "-e",
             "display notification (item 2 of argv) with title \"SecondBrain\" subtitle (item 1 of argv)", "-e",
             "end run", title, text}};
  return {{"notify-send", "--app-name=SecondBrain", "--urgency=" + urgency_of(one), "--", title, without_markup(text)}};
}

delivery desktop_channel::send(const notice& one, const net::call_limits& limits) {
  const std::string install = kind_ == desktop::macos
                                  ? "set SECONDBRAIN_ALARM_DESKTOP to false"
                                  : "install libnotify-bin, or set SECONDBRAIN_ALARM_DESKTOP to false";
  return deliver(desktop_program(kind_, one), install, limits);
}

}  // namespace secondbrain::channels
