#include "ops/alarms/test_schedule.hpp"

#include <algorithm>

namespace secondbrain::ops {
namespace {

using std::chrono::seconds;

seconds wall_seconds(const clock& time) {
  return std::chrono::floor<seconds>(time.now().time_since_epoch());
}

}  // namespace

test_schedule::test_schedule(std::chrono::hours interval, std::int64_t last, const clock& time)
    : interval_{interval}, time_{time} {
  if (last > 0) last_ = time.steady() - std::clamp<seconds>(wall_seconds(time) - seconds{last}, seconds{0}, interval);
}

seconds test_schedule::left() const {
  if (!last_) return seconds{0};
  return std::max(seconds{0}, std::chrono::ceil<seconds>(interval_ - (time_.steady() - *last_)));
}

bool test_schedule::is_due() const {
  return interval_.count() > 0 && left().count() == 0;
}

std::optional<std::int64_t> test_schedule::next_at() const {
  if (interval_.count() == 0) return std::nullopt;
  return (wall_seconds(time_) + left()).count();
}

}  // namespace secondbrain::ops
