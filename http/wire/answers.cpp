#include "http/wire/answers.hpp"

#include <cmath>
#include <utility>

#include "base/json.hpp"
#include "base/time_text.hpp"

namespace secondbrain::http {

http_response json_answer(const boost::json::value& body, int status) {
  return {status, "application/json", json_text(body), {}, {}};
}

http_response text_answer(std::string body, int status) {
  return {status, "text/plain; charset=utf-8", std::move(body), {}, {}};
}

http_response event_answer(std::function<void(event_stream&)> stream) {
  // `no-transform` keeps proxies from compressing, and so from holding back, what should arrive at once.
  return {200,
          "text/event-stream; charset=utf-8",
          {},
          {{"Cache-Control", "no-cache, no-transform"}, {"X-Accel-Buffering", "no"}},
          std::move(stream)};
}

boost::json::value json_time(const std::optional<std::chrono::system_clock::time_point>& at) {
  if (!at) return nullptr;
  return boost::json::value(utc_text(*at));
}

double rounded(double number, int decimals) {
  const double scale = std::pow(10.0, decimals);
  return std::round(number * scale) / scale;
}

}  // namespace secondbrain::http
