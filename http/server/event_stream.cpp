#include "http/server/event_stream.hpp"

#include <algorithm>
#include <boost/json/object.hpp>
#include <string>
#include <thread>
#include <utility>

#include "base/json.hpp"
#include "base/time_text.hpp"

namespace secondbrain::http {

event_stream::event_stream(writer write, std::function<bool()> abandoned, std::chrono::milliseconds ping_interval)
    : write_{std::move(write)}, abandoned_{std::move(abandoned)}, ping_interval_{ping_interval} {}

bool event_stream::open() {
  cut_ = cut_ || abandoned_();
  if (broken_ || cut_) return false;
  if (std::chrono::steady_clock::now() - last_sent_ >= ping_interval_) ping();
  return !broken_;
}

void event_stream::ping() {
  write(": ping - " + utc_text(std::chrono::system_clock::now()) + "\r\n\r\n");
}

void event_stream::send(std::string_view event, std::string_view data) {
  std::string out = "event: ";
  out.append(event).append("\r\n");
  for (bool more = true; more;) {
    const auto end = data.find('\n');
    more = end != std::string_view::npos;
    out.append("data: ").append(data.substr(0, end)).append("\r\n");
    if (more) data.remove_prefix(end + 1);
  }
  write(out.append("\r\n"));
}

void event_stream::send_error(std::string_view detail, errc code) {
  if (std::exchange(explained_, true)) return;
  send("error", json_text(boost::json::object{{"detail", detail}, {"code", to_string(code)}}));
}

void event_stream::pause(std::chrono::milliseconds duration) {
  constexpr std::chrono::milliseconds between_looks{100};
  const auto end = std::chrono::steady_clock::now() + duration;
  while (open()) {
    const auto left = end - std::chrono::steady_clock::now();
    if (left <= left.zero()) return;
    std::this_thread::sleep_for(std::min<std::chrono::steady_clock::duration>(left, between_looks));
  }
}

void event_stream::write(std::string_view bytes) {
  if (broken_) return;
  broken_ = !write_(bytes);
  last_sent_ = std::chrono::steady_clock::now();
}

}  // namespace secondbrain::http
