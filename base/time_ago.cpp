#include "base/time_ago.hpp"

#include <cstdint>

namespace secondbrain {

namespace {

using std::chrono::hours;
using std::chrono::minutes;

std::string counted(std::int64_t number, const char* unit) {
  return std::to_string(number) + " " + unit + (number == 1 ? " ago" : "s ago");
}

}  // namespace

std::string time_ago(std::chrono::duration<double> since) {
  constexpr hours day{24};
  const auto passed = std::chrono::round<std::chrono::seconds>(since);
  if (passed < minutes{1}) return "just now";
  if (passed < hours{1}) return counted(passed / minutes{1}, "minute");
  if (passed < 2 * day) return counted(passed / hours{1}, "hour");
  return counted(passed / day, "day");
}

}  // namespace secondbrain
