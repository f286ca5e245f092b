#include "brain/vault/dialects/repeater.hpp"

#include <algorithm>
#include <chrono>

namespace secondbrain::vault::dialects {

namespace {

constexpr day first_written_day = std::chrono::year{1} / 1 / 1;
constexpr day last_written_day = std::chrono::year{9999} / 12 / 31;

}  // namespace

bool can_be_written(day date) noexcept {
  return first_written_day <= date && date <= last_written_day;
}

std::optional<day> moved_by(day date, std::int64_t count, char unit) {
  using namespace std::chrono;
  constexpr std::int64_t most = 4'000'000;  // more days than there are from the first to the last
  constexpr int days_a_week = 7;
  constexpr int months_a_year = 12;
  if (count > most || count < -most) return std::nullopt;
  const auto written = [](day moved) { return can_be_written(moved) ? std::optional{moved} : std::nullopt; };
  if (unit == 'd') return written(date + days{count});
  if (unit == 'w') return written(date + days{days_a_week * count});
  if (unit != 'm' && unit != 'y') return written(date);
  const year_month_day parts{date};
  // Counted by hand, as a year of the library wraps around.
  const auto number = static_cast<std::int64_t>(static_cast<int>(parts.year())) * months_a_year +
                      static_cast<unsigned>(parts.month()) - 1 + count * (unit == 'y' ? months_a_year : 1);
  const auto year_number = number / months_a_year;
  if (number < months_a_year || year_number > 9999) return std::nullopt;
  const auto month = year{static_cast<int>(year_number)} / static_cast<int>(number % months_a_year + 1);
  const auto same = month / parts.day();
  return written(same.ok() ? sys_days{same} : sys_days{month / last});
}

std::optional<day> moved_behind(day date, std::int64_t count, char unit, day today) {
  if (count <= 0) return std::nullopt;
  // No unit has more days, so that as many steps do not lead too far; the few that are missing are counted.
  constexpr std::int64_t days_a_week = 7;
  constexpr std::int64_t most_days_a_month = 31;
  constexpr std::int64_t most_days_a_year = 366;
  const std::int64_t length = unit == 'd'   ? 1
                              : unit == 'w' ? days_a_week
                              : unit == 'm' ? most_days_a_month
                                            : most_days_a_year;
  const auto steps_for_sure = (today - date).count() / length / count;
  auto next = moved_by(date, std::max<std::int64_t>(steps_for_sure, 1) * count, unit);
  for (auto steps = std::max<std::int64_t>(steps_for_sure, 1) + 1; next && *next <= today; ++steps)
    next = moved_by(date, steps * count, unit);
  return next;
}

}  // namespace secondbrain::vault::dialects
