#include "brain/vault/dialects/repeater.hpp"

#include <chrono>

namespace secondbrain::vault::dialects {

day moved_by(day date, int count, char unit) {
  using namespace std::chrono;
  constexpr int days_a_week = 7;
  if (unit == 'd') return date + days{count};
  if (unit == 'w') return date + days{days_a_week * count};
  if (unit != 'm' && unit != 'y') return date;
  const year_month_day parts{date};
  const auto month = parts.year() / parts.month() + months{unit == 'y' ? 12 * count : count};
  const auto same = month / parts.day();
  return same.ok() ? sys_days{same} : sys_days{month / last};
}

}  // namespace secondbrain::vault::dialects
