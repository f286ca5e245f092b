#include "base/shown_time.hpp"

#include <array>
#include <ctime>

#include "base/time_text.hpp"

namespace secondbrain {

std::string shown_time(wall_time at) {
  const auto seconds = std::chrono::system_clock::to_time_t(std::chrono::floor<std::chrono::seconds>(at));
  std::tm parts{};
  localtime_r(&seconds, &parts);
  std::array<char, 64> text{};
  const auto length = std::strftime(text.data(), text.size(), "%Y-%m-%d %H:%M %Z", &parts);
  return {text.data(), length};
}

std::string shown_time(std::string_view utc) {
  const auto at = time_from_utc(utc);
  return at ? shown_time(*at) : std::string{utc};
}

}  // namespace secondbrain
