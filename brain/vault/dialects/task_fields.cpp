#include "brain/vault/dialects/task_fields.hpp"

#include "base/ascii.hpp"

namespace secondbrain::vault::dialects {

std::optional<std::chrono::minutes> read_time_of_day(std::string_view text) noexcept {
  constexpr int minutes_an_hour = 60;
  constexpr int hours_a_day = 24;
  if (text.empty() || (text[0] != 'T' && text[0] != ' ')) return std::nullopt;
  text.remove_prefix(1);
  const auto take = [&text](std::size_t least) {
    int number = 0;
    std::size_t length = 0;
    for (; length < 2 && length < text.size() && is_ascii_digit(text[length]); ++length)
      number = number * 10 + (text[length] - '0');
    text.remove_prefix(length);
    return length < least ? -1 : number;
  };
  const int hour = take(1);
  if (hour < 0 || hour >= hours_a_day || text.empty() || text[0] != ':') return std::nullopt;
  text.remove_prefix(1);
  const int minute = take(2);
  if (minute < 0 || minute >= minutes_an_hour) return std::nullopt;
  if (!text.empty() && is_ascii_digit(text[0])) return std::nullopt;
  return std::chrono::minutes{hour * minutes_an_hour + minute};
}

}  // namespace secondbrain::vault::dialects
