// The values of a feed on their way to one client, as events of one name.
#pragma once

#include <chrono>
#include <string_view>

#include "base/feed.hpp"
#include "base/json.hpp"
#include "base/record_json.hpp"
#include "http/server/event_stream.hpp"

namespace secondbrain::http {

/// Sends the latest value and every change until nobody listens or the feed is closed. Returns then.
template <class T>
void send_changes(const feed<T>& feed, std::string_view event, event_stream& events) {
  constexpr std::chrono::milliseconds between_looks{500};
  constexpr std::chrono::milliseconds between_events{100};  // a run reports far more often than anybody can see
  auto current = feed.latest();
  events.send(event, json_text(to_json(current.value)));
  while (events.open() && !feed.closed()) {
    auto newer = feed.wait_newer(current.version, between_looks);
    if (!newer) continue;
    current = *std::move(newer);
    events.send(event, json_text(to_json(current.value)));
    events.pause(between_events);
  }
  if (feed.closed()) events.send_error(stopping, errc::cancelled);
}

}  // namespace secondbrain::http
