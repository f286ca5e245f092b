#include "brain/vault/dialects/rule_words.hpp"

#include <chrono>
#include <cstdint>

namespace secondbrain::vault::dialects {
namespace {

/// The plugin looks for these words in its own spelling, and so do we.
struct short_period {
  bool months = false;
  bool years = false;
  std::int64_t step = 1;
};

short_period short_period_of(const recurrence_rule& rule, const std::string& words) {
  auto mentions = [&](std::string_view unit) {
    auto head = std::string{"every "} + (rule.interval == 1 ? "" : std::to_string(rule.interval) + " ");
    return words.find(head.append(unit)) != words.npos;
  };
  return {mentions("month") && words.find(" on ") == words.npos, mentions("year"), rule.interval};
}

std::int64_t months_between(day from, day to) {
  std::chrono::year_month_day left{from};
  std::chrono::year_month_day right{to};
  return (static_cast<int>(right.year()) - static_cast<int>(left.year())) * 12 +
         static_cast<int>(static_cast<unsigned>(right.month())) - static_cast<int>(static_cast<unsigned>(left.month()));
}

std::int64_t years_between(day from, day to) {
  return static_cast<int>(std::chrono::year_month_day{to}.year()) -
         static_cast<int>(std::chrono::year_month_day{from}.year());
}

}  // namespace

std::optional<day> following_day(const worded_rule& rule, day reference, day today) {
  auto after = rule.from_completion ? today : reference;
  auto next = next_occurrence(rule.rule, after, after);
  auto period = short_period_of(rule.rule, rule_words(rule));
  auto skips = [&](auto between) { return next && between(after, *next) > period.step; };
  // Bounded: a month has few days, and a leap day comes back after eight years at most.
  constexpr int most_steps = 3'000;
  int steps = 0;
  auto move_back = [&](auto between) {
    while (skips(between) && ++steps < most_steps) {
      after -= std::chrono::days{1};
      next = next_occurrence(rule.rule, after, after);
    }
  };
  if (period.months) move_back(months_between);
  if (period.years) move_back(years_between);
  return next;
}

}  // namespace secondbrain::vault::dialects
