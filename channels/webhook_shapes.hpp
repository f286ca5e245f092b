// The JSON of a notice, as different services read it.
//
// Pure; any thread; cannot fail.
#pragma once

#include <boost/json/value.hpp>

#include "base/clock.hpp"
#include "messages/notice.hpp"

namespace secondbrain::channels {

/// The notice with all its fields, and who sends it.
boost::json::value as_our_own(const notice& one);

/// Slack, Mattermost and Rocket.Chat: incoming webhooks.
boost::json::value as_slack_message(const notice& one);

/// Discord: executing a webhook.
boost::json::value as_discord_message(const notice& one);

/// Alertmanager: `POST /api/v2/alerts`. An alarm and its recovery have the same labels, by which they belong together.
boost::json::value as_alerts(const notice& one, wall_time now);

}  // namespace secondbrain::channels
