#include "ops/alarms/daily_briefing.hpp"

#include <algorithm>

#include "base/human_text.hpp"
#include "ops/alarms/delivery_plan.hpp"

namespace secondbrain::ops {
namespace {

constexpr std::size_t most_lines = 15;  // of one part; it is read on a telephone

template <class Item, class Describe>
void add_part(std::string& text, const char* heading, const std::vector<Item>& items, Describe describe) {
  if (items.empty()) return;
  if (!text.empty()) text += '\n';
  text += std::string{heading} + '\n';
  for (std::size_t at = 0; at < std::min(items.size(), most_lines); ++at) text += "- " + describe(items[at]) + '\n';
  if (items.size() > most_lines)
    text += "and " + grouped(static_cast<std::int64_t>(items.size() - most_lines)) + " more\n";
}

std::string place_of(const task& one) {
  if (one.category.empty()) return {};
  return " (" + one.category + (one.sub_project.empty() ? "" : ", " + one.sub_project) + ")";
}

std::string age_of(const task& one) {
  return one.days_open > 0 ? ", open for " + counted(one.days_open, "day", "days") : std::string{};
}

std::string describe_overdue(const task& one) {
  return one.text + place_of(one) + ", due " + one.due_date + age_of(one);
}

std::string describe(const task& one) {
  return one.text + place_of(one) + age_of(one);
}

std::string describe_event(const calendar_event& one) {
  return (one.time.empty() ? "all day" : one.time) + "  " + one.title;
}

std::string as_it_is(const std::string& line) {
  return line;
}

}  // namespace

std::optional<std::string> briefing_due(time_of_day at, const local_time& now, const std::vector<std::string>& sent) {
  const bool was_sent = std::find(sent.begin(), sent.end(), now.day) != sent.end();
  if (was_sent || now.time < at) return std::nullopt;
  return now.day;
}

void reclaim_briefing(alarm_records& kept, const std::string& channel) {
  const auto is_astray = [&](const queued_notice& one) {
    const bool is_asked = std::any_of(kept.channels.begin(), kept.channels.end(), [&](const channel_memory& each) {
      return each.channel == one.channel && is_asked_for(one.told, each);
    });
    return one.told.kind == notice_kind::briefing && !is_asked && !one.under_way && one.channel != channel;
  };
  if (std::erase_if(kept.queue, is_astray) == 0) return;
  kept.briefing = briefing_outcome::none;
  if (!kept.briefing_days.empty()) kept.briefing_days.pop_back();
}

notice briefing_notice(const briefing& day) {
  notice made;
  made.kind = notice_kind::briefing;
  made.severity = alarm_severity::info;
  made.title = "Briefing for " + (day.today_display.empty() ? day.today : day.today_display);
  auto& text = made.text;
  add_part(text, "Events", day.today_events, describe_event);
  add_part(text, "Overdue", day.overdue_tasks, describe_overdue);
  add_part(text, "For today", day.due_today_tasks, describe);
  add_part(text, "Open for a long time", day.aging_followups, describe);
  if (day.today_context) add_part(text, "Focus", day.today_context->focus_items, as_it_is);
  if (text.empty()) text = "Nothing is due today.\n";
  text += '\n' + counted(day.total_open, "open task", "open tasks") + " altogether.";
  return made;
}

}  // namespace secondbrain::ops
