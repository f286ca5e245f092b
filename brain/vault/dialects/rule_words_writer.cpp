#include "brain/vault/dialects/rule_words.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

namespace secondbrain::vault::dialects {
namespace {

constexpr std::array<std::string_view, 7> day_names = {"Monday", "Tuesday",  "Wednesday", "Thursday",
                                                       "Friday", "Saturday", "Sunday"};
constexpr std::array<std::string_view, 12> month_names = {"January",   "February", "March",    "April",
                                                          "May",       "June",     "July",     "August",
                                                          "September", "October",  "November", "December"};

class rule_writer {
 public:
  explicit rule_writer(const recurrence_rule& rule) : rule_{rule} {
    month_days_ = rule.month_days;
    std::sort(month_days_.begin(), month_days_.end(), [](int left, int right) {
      if ((left > 0) != (right > 0)) return left > 0;
      return left > 0 ? left < right : left > right;
    });
    bool seen[7] = {};
    for (const auto& each : rule.weekdays) {
      seen[each.weekday] = true;
      (each.nth == 0 ? all_weeks_ : some_weeks_).push_back(each);
    }
    auto by_day = [](const weekday_rule& left, const weekday_rule& right) { return left.weekday < right.weekday; };
    std::stable_sort(all_weeks_.begin(), all_weeks_.end(), by_day);
    std::stable_sort(some_weeks_.begin(), some_weeks_.end(), by_day);
    is_weekdays_ = std::all_of(seen, seen + 5, [](bool one) { return one; });
    is_every_day_ = is_weekdays_ && seen[5] && seen[6];
    is_weekdays_ = is_weekdays_ && !seen[5] && !seen[6];
  }

  std::string write() {
    text_ = "every";
    switch (rule_.every) {
      case frequency::yearly: write_yearly(); break;
      case frequency::monthly: write_monthly(); break;
      case frequency::weekly: write_weekly(); break;
      case frequency::daily: write_daily(); break;
      case frequency::hourly: write_unit("hour"); break;
      case frequency::minutely: write_unit("minute"); break;
      case frequency::secondly: write_unit("second"); break;
    }
    if (rule_.until) {
      std::chrono::year_month_day parts{*rule_.until};
      add("until").add(month_name(*rule_.until));
      add(std::to_string(static_cast<unsigned>(parts.day())) + ",");
      add(std::to_string(static_cast<int>(parts.year())));
    } else if (rule_.count) {
      add("for").add(std::to_string(*rule_.count)).add(plural(*rule_.count) ? "times" : "time");
    }
    return std::move(text_);
  }

 private:
  static bool plural(std::int64_t count) noexcept { return count % 100 != 1; }

  rule_writer& add(std::string_view part) {
    text_.append(" ").append(part);
    return *this;
  }

  void write_unit(std::string_view unit) {
    if (rule_.interval != 1) add(std::to_string(rule_.interval));
    add(std::string{unit} + (plural(rule_.interval) ? "s" : ""));
  }

  void write_daily() {
    write_unit(is_weekdays_ ? "weekday" : "day");
    if (!rule_.months.empty()) add("in").add(months());
    if (!month_days_.empty())
      write_month_days();
    else if (!rule_.weekdays.empty())
      write_weekdays();
    else if (!rule_.hours.empty())
      write_hours();
  }

  void write_weekly() {
    bool is_each = rule_.interval == 1;
    if (!is_each) write_unit("week");
    if (is_weekdays_) {
      is_each ? add("weekday") : add("on").add("weekdays");
      return;
    }
    if (is_every_day_) {
      add(plural(rule_.interval) ? "days" : "day");
      return;
    }
    if (is_each) add("week");
    if (!rule_.months.empty()) add("in").add(months());
    if (!month_days_.empty())
      write_month_days();
    else if (!rule_.weekdays.empty())
      write_weekdays();
    if (!rule_.hours.empty()) write_hours();
  }

  void write_monthly() {
    if (rule_.months.empty()) {
      write_unit("month");
    } else {
      if (rule_.interval != 1) {
        add(std::to_string(rule_.interval)).add("months");
        if (plural(rule_.interval)) add("in");
      }
      add(months());
    }
    if (!month_days_.empty())
      write_month_days();
    else if (is_weekdays_)
      add("on").add("weekdays");
    else if (!rule_.weekdays.empty())
      write_weekdays();
  }

  void write_yearly() {
    if (rule_.months.empty()) {
      write_unit("year");
    } else {
      if (rule_.interval != 1) add(std::to_string(rule_.interval)).add("years");
      add(months());
    }
    if (!month_days_.empty())
      write_month_days();
    else if (!rule_.weekdays.empty())
      write_weekdays();
    if (rule_.week_numbers.empty()) return;
    add(plural(static_cast<std::int64_t>(rule_.week_numbers.size())) ? "weeks" : "week");
    add(listed(
        rule_.week_numbers, [](int number) { return std::to_string(number); }, "and"));
  }

  void write_month_days() {
    if (!all_weeks_.empty()) {
      add("on").add(listed(all_weeks_, day_text, "or")).add("the").add(listed(month_days_, nth_text, "or"));
    } else {
      add("on the").add(listed(month_days_, nth_text, "and"));
    }
  }

  void write_weekdays() {
    if (!all_weeks_.empty() && !is_weekdays_) add("on").add(listed(all_weeks_, day_text, ""));
    if (some_weeks_.empty()) return;
    if (!all_weeks_.empty()) add("and");
    add("on the").add(listed(some_weeks_, day_text, "and"));
  }

  void write_hours() {
    add("at").add(listed(
        rule_.hours, [](int hour) { return std::to_string(hour); }, "and"));
  }

  std::string months() const {
    return listed(
        rule_.months, [](int month) { return std::string{month_names.at(static_cast<std::size_t>(month) - 1)}; },
        "and");
  }

  static std::string nth_text(int nth) {
    if (nth == -1) return "last";
    auto number = nth < 0 ? -nth : nth;
    std::string text = std::to_string(number);
    switch (number) {
      case 1:
      case 21:
      case 31: text += "st"; break;
      case 2:
      case 22: text += "nd"; break;
      case 3:
      case 23: text += "rd"; break;
      default: text += "th";
    }
    return nth < 0 ? text + " last" : text;
  }

  static std::string day_text(const weekday_rule& one) {
    auto name = std::string{day_names.at(static_cast<std::size_t>(one.weekday))};
    return one.nth == 0 ? name : nth_text(one.nth) + " " + name;
  }

  template <class List, class Spell>
  static std::string listed(const List& list, Spell spell, std::string_view before_last) {
    std::string text;
    for (std::size_t at = 0; at < list.size(); ++at) {
      bool is_last = at + 1 == list.size();
      if (at > 0 && is_last && !before_last.empty())
        text.append(" ").append(before_last).append(" ");
      else if (at > 0)
        text.append(", ");
      text.append(spell(list[at]));
    }
    return text;
  }

  const recurrence_rule& rule_;
  std::string text_;
  std::vector<int> month_days_;
  std::vector<weekday_rule> all_weeks_;
  std::vector<weekday_rule> some_weeks_;
  bool is_weekdays_ = false;
  bool is_every_day_ = false;
};

}  // namespace

std::string rule_words(const worded_rule& rule) {
  auto words = rule_writer{rule.rule}.write();
  return rule.from_completion ? words + " when done" : words;
}

}  // namespace secondbrain::vault::dialects
