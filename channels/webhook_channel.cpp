#include "channels/webhook_channel.hpp"

#include <utility>

#include "base/json.hpp"
#include "channels/webhook_shapes.hpp"

namespace secondbrain::channels {

namespace {

constexpr std::string_view alerts_path = "/api/v2/alerts";

/// Of Alertmanager its own address is enough.
void complete(net::url& target) {
  if (target.path.ends_with(alerts_path)) return;
  while (target.path.ends_with('/')) target.path.pop_back();
  target.path += alerts_path;
}

std::string title_of(ops::webhook_shape shape, const net::url& target) {
  switch (shape) {
    case ops::webhook_shape::slack: return "the Slack webhook at " + target.authority();
    case ops::webhook_shape::discord: return "the Discord webhook at " + target.authority();
    case ops::webhook_shape::alertmanager: return "Alertmanager at " + target.authority();
    case ops::webhook_shape::json: break;
  }
  return "the webhook at " + target.authority();
}

}  // namespace

result<std::unique_ptr<webhook_channel>> webhook_channel::create(std::string_view address, ops::webhook_shape shape,
                                                                 std::string token, const clock& time) {
  auto target = net::parse_url(address, net::address_kind::whole);
  if (!target)
    return fail(errc::invalid_argument, "must be an address like https://hooks.example.com/path, without a user in it");
  if (shape == ops::webhook_shape::alertmanager) complete(*target);
  return std::unique_ptr<webhook_channel>{new webhook_channel{std::move(*target), shape, std::move(token), time}};
}

webhook_channel::webhook_channel(net::url target, ops::webhook_shape shape, std::string token, const clock& time)
    : target_{std::move(target)},
      shape_{shape},
      token_{std::move(token)},
      time_{time},
      receiver_{title_of(shape, target_), "SECONDBRAIN_ALARM_WEBHOOK", "SECONDBRAIN_ALARM_WEBHOOK_TOKEN"} {}

std::string webhook_channel::body_for(const notice& one) const {
  switch (shape_) {
    case ops::webhook_shape::slack: return json_text(as_slack_message(one));
    case ops::webhook_shape::discord: return json_text(as_discord_message(one));
    case ops::webhook_shape::alertmanager: return json_text(as_alerts(one, time_.now()));
    case ops::webhook_shape::json: break;
  }
  return json_text(as_our_own(one));
}

delivery webhook_channel::send(const notice& one, const net::call_limits& limits) {
  net::http_call call{target_, {}, body_for(one)};
  if (!token_.empty()) call.headers.emplace_back("Authorization", "Bearer " + token_);
  return deliver(network_, std::move(call), receiver_, limits).came_to;
}

}  // namespace secondbrain::channels
