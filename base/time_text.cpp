#include "base/time_text.hpp"

#include <array>
#include <cstdio>
#include <ctime>

namespace secondbrain {
namespace {

enum class zone { utc, local };

std::string formatted(wall_time at, zone in, const char* pattern) {
  auto seconds = std::chrono::system_clock::to_time_t(std::chrono::floor<std::chrono::seconds>(at));
  std::tm parts{};
  if (in == zone::utc) {
    gmtime_r(&seconds, &parts);
  } else {
    localtime_r(&seconds, &parts);
  }
  std::array<char, 64> text{};
  auto length = std::strftime(text.data(), text.size(), pattern, &parts);
  return {text.data(), length};
}

std::string microseconds_text(wall_time at) {
  auto since_epoch = at.time_since_epoch();
  auto fraction = std::chrono::floor<std::chrono::microseconds>(since_epoch) -
                  std::chrono::floor<std::chrono::seconds>(since_epoch);
  if (fraction.count() == 0) return {};
  std::array<char, 16> text{};
  auto length = std::snprintf(text.data(), text.size(), ".%06lld", static_cast<long long>(fraction.count()));
  return {text.data(), static_cast<std::size_t>(length)};
}

constexpr auto date_and_time = "%Y-%m-%dT%H:%M:%S";

}  // namespace

std::string utc_text(wall_time at) {
  return naive_utc_text(at) + "+00:00";
}

std::string naive_utc_text(wall_time at) {
  return formatted(at, zone::utc, date_and_time) + microseconds_text(at);
}

std::string naive_local_text(wall_time at) {
  return formatted(at, zone::local, date_and_time) + microseconds_text(at);
}

std::string utc_date(wall_time at) {
  return formatted(at, zone::utc, "%Y-%m-%d");
}

std::optional<wall_time> time_from_utc(std::string_view text) {
  std::tm parts{};
  const std::string whole{text};
  if (::strptime(whole.c_str(), date_and_time, &parts) == nullptr) return std::nullopt;
  return std::chrono::system_clock::from_time_t(::timegm(&parts));
}

std::string local_stamp(wall_time at) {
  return formatted(at, zone::local, "%Y%m%d-%H%M%S");
}

}  // namespace secondbrain
