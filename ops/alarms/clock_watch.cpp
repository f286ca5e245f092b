#include "ops/alarms/clock_watch.hpp"

#include "base/human_text.hpp"
#include "ops/alarms/alarm_rules.hpp"

namespace secondbrain::ops {
namespace {

std::chrono::nanoseconds apart(std::chrono::nanoseconds a, std::chrono::nanoseconds b) {
  return a > b ? a - b : b - a;
}

}  // namespace

clock_watch::clock_watch(const clock& time, std::int64_t last_seen, std::optional<std::chrono::seconds> trusted)
    : time_{time}, trusted_{trusted ? offset{*trusted} : now()} {
  if (trusted) return;
  const wall_time seen{std::chrono::seconds{last_seen}};
  if (last_seen > 0 && time_.now() < seen - clock_tolerance)
    trusted_ = seen.time_since_epoch() - time_.steady().time_since_epoch();
}

/// The two clocks are read one after the other. Where this thread was kept waiting in between, or the machine has
/// slept, they are no pair, and are read again.
clock_watch::offset clock_watch::now() const {
  constexpr std::chrono::seconds at_once{1};
  constexpr int most_readings = 10;  // of a machine so busy that it never comes to both
  for (int reading = 1;; ++reading) {
    const auto before = time_.steady();
    const auto wall = time_.now();
    if (time_.steady() - before < at_once || reading == most_readings)
      return wall.time_since_epoch() - before.time_since_epoch();
  }
}

std::optional<std::string> clock_watch::look() {
  const auto current = now();
  if (apart(current, trusted_) <= clock_tolerance) {
    trusted_ = current;  // a clock that is slewed, a little each time, stays trusted
    in_doubt_since_.reset();
    return std::nullopt;
  }
  if (!in_doubt_since_ || apart(current, doubted_) > clock_tolerance) {
    in_doubt_since_ = time_.steady();
    doubted_ = current;
  }
  if (time_.steady() - *in_doubt_since_ >= clock_accepted_after) {
    trusted_ = current;
    in_doubt_since_.reset();
    return std::nullopt;
  }
  const auto by = elapsed(std::chrono::duration_cast<std::chrono::seconds>(apart(current, trusted_)));
  return "This machine's clock was set " + std::string{current > trusted_ ? "forward" : "back"} + " by " + by +
         ". If it is wrong now, days, backups and the daily sync will be wrong, too: check the time, and that a time "
         "server keeps it. If it is right, there is nothing to do.";
}

}  // namespace secondbrain::ops
