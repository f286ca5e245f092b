#include "base/human_text.hpp"

#include <array>
#include <cstdio>

namespace secondbrain {

namespace {

std::string two_units(std::int64_t large, const char* large_name, std::int64_t small, const char* small_name) {
  auto text = std::to_string(large) + " " + large_name;
  if (small > 0) text += " " + std::to_string(small) + " " + small_name;
  return text;
}

}  // namespace

std::string grouped(std::int64_t number) {
  auto digits = std::to_string(number);
  auto first = digits.front() == '-' ? std::size_t{1} : std::size_t{0};
  for (auto position = digits.size(); position > first + 3;) {
    position -= 3;
    digits.insert(position, ",");
  }
  return digits;
}

std::string counted(std::int64_t number, std::string_view singular, std::string_view plural) {
  return grouped(number) + " " + std::string{number == 1 ? singular : plural};
}

std::string with_full_stop(std::string sentence) {
  while (sentence.ends_with('.') || sentence.ends_with(' ')) sentence.pop_back();
  const bool is_ended = sentence.ends_with('?') || sentence.ends_with('!');
  return is_ended ? sentence : sentence + '.';
}

std::string byte_count(std::int64_t bytes) {
  if (bytes < 1000) return counted(bytes, "byte", "bytes");
  constexpr std::array units{"kB", "MB", "GB", "TB"};
  auto value = static_cast<double>(bytes) / 1000;
  auto unit = std::size_t{0};
  for (; value >= 999.95 && unit + 1 < units.size(); ++unit) value /= 1000;
  std::array<char, 32> text{};
  std::snprintf(text.data(), text.size(), "%.1f %s", value, units[unit]);
  return text.data();
}

std::string dollars(double amount) {
  constexpr double cent = 0.01;
  std::array<char, 64> text{};
  std::snprintf(text.data(), text.size(), amount > 0 && amount < cent ? "$%.4f" : "$%.2f", amount);
  return text.data();
}

std::string elapsed(std::chrono::seconds duration) {
  auto seconds = duration.count();
  if (seconds < 60) return std::to_string(seconds) + " s";
  if (seconds < 3600) return std::to_string(seconds / 60) + " min";
  if (seconds < 86400) return two_units(seconds / 3600, "h", seconds % 3600 / 60, "min");
  return two_units(seconds / 86400, "d", seconds % 86400 / 3600, "h");
}

}  // namespace secondbrain
