#include "base/time_ago.hpp"

#include "base/human_text.hpp"

namespace secondbrain {

namespace {

using std::chrono::hours;
using std::chrono::minutes;

}  // namespace

std::string time_ago(std::chrono::duration<double> since) {
  constexpr hours day{24};
  const auto passed = std::chrono::round<std::chrono::seconds>(since);
  if (passed < minutes{1}) return "just now";
  if (passed < hours{1}) return counted(passed / minutes{1}, "minute", "minutes") + " ago";
  if (passed < 2 * day) return counted(passed / hours{1}, "hour", "hours") + " ago";
  return counted(passed / day, "day", "days") + " ago";
}

}  // namespace secondbrain
