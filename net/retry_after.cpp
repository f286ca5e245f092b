#include "net/retry_after.hpp"

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <ctime>
#include <iomanip>
#include <locale>
#include <sstream>
#include <string>

namespace secondbrain::net {

namespace {

using std::chrono::seconds;

/// Seconds since the epoch; as a time point, a far year would not fit.
std::optional<std::int64_t> parse_http_date(std::string_view text) {
  std::istringstream in{std::string{text}};
  in.imbue(std::locale::classic());
  std::tm parts{};
  in >> std::get_time(&parts, "%a, %d %b %Y %H:%M:%S");
  if (in.fail()) return std::nullopt;
  return ::timegm(&parts);
}

}  // namespace

std::optional<seconds> requested_pause(std::string_view retry_after, std::chrono::system_clock::time_point now) {
  int count = 0;
  const auto* last = retry_after.data() + retry_after.size();
  const auto [end, problem] = std::from_chars(retry_after.data(), last, count);
  if (problem == std::errc{} && end == last && count >= 0) return seconds{count};
  const auto date = parse_http_date(retry_after);
  if (!date) return std::nullopt;
  constexpr std::int64_t longest = 1'000'000'000;  // beyond any deadline, and far from an overflow
  const auto today = std::chrono::floor<seconds>(now).time_since_epoch().count();
  return seconds{std::clamp<std::int64_t>(*date - today, 0, longest)};
}

}  // namespace secondbrain::net
