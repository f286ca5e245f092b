#include "stores/timestamps.hpp"

#include <array>
#include <cstdio>
#include <ctime>

namespace secondbrain::stores {

namespace {

using std::chrono::system_clock;

std::string formatted(system_clock::time_point moment, const char* format) {
  const std::time_t seconds = system_clock::to_time_t(std::chrono::floor<std::chrono::seconds>(moment));
  std::tm parts{};
  gmtime_r(&seconds, &parts);
  std::array<char, 32> text{};
  return {text.data(), std::strftime(text.data(), text.size(), format, &parts)};
}

std::string fraction(system_clock::time_point moment) {
  const auto rest = moment - std::chrono::floor<std::chrono::seconds>(moment);
  const auto micros = std::chrono::duration_cast<std::chrono::microseconds>(rest).count();
  if (micros == 0) return {};
  std::array<char, 16> text{};
  std::snprintf(text.data(), text.size(), ".%06d", static_cast<int>(micros));
  return text.data();
}

}  // namespace

std::string naive_utc(system_clock::time_point moment) {
  return formatted(moment, "%Y-%m-%dT%H:%M:%S") + fraction(moment);
}

std::string utc_with_offset(system_clock::time_point moment) {
  return naive_utc(moment) + "+00:00";
}

std::string utc_date(system_clock::time_point moment) {
  return formatted(moment, "%Y-%m-%d");
}

}  // namespace secondbrain::stores
