#include "channels/webhook_shapes.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <chrono>

#include "base/record_json.hpp"
#include "base/text.hpp"
#include "base/time_text.hpp"
#include "channels/notice_text.hpp"

namespace secondbrain::channels {

namespace {

namespace json = boost::json;

constexpr std::string_view sender = "SecondBrain";

// Bytes, a little below what the services take in characters.
constexpr std::size_t longest_slack_text = 3900;
constexpr std::size_t longest_discord_title = 250;
constexpr std::size_t longest_discord_text = 4000;

int colour_of(const notice& one) {
  constexpr int red = 0xd32f2f;
  constexpr int amber = 0xf9a825;
  constexpr int green = 0x388e3c;
  constexpr int blue = 0x1976d2;
  if (one.kind == notice_kind::recovery) return green;
  if (one.kind != notice_kind::alarm || one.severity == alarm_severity::info) return blue;
  return one.severity == alarm_severity::critical ? red : amber;
}

/// What an alert is called: its rule, else what it is.
std::string alert_name_of(const notice& one) {
  return one.rule.empty() ? std::string{to_string(one.kind)} : one.rule;
}

}  // namespace

json::value as_our_own(const notice& one) {
  auto body = to_json(one);
  body["sender"] = sender;
  return body;
}

json::value as_slack_message(const notice& one) {
  auto text = ":" + std::string{picture_of(one)} + ": *" + without_markup(headline_of(one)) + "*";
  if (!one.text.empty()) text += "\n" + shortened(without_markup(one.text), longest_slack_text);
  if (!one.link.empty()) text += "\n<" + without_markup(one.link) + ">";
  return json::object{{"username", sender}, {"text", text}};
}

json::value as_discord_message(const notice& one) {
  auto text = shortened(one.text, longest_discord_text);
  if (!one.link.empty()) text += (text.empty() ? "" : "\n") + one.link;
  const auto title = ":" + std::string{picture_of(one)} + ": " + headline_of(one);
  json::object embed{
      {"title", shortened(title, longest_discord_title)}, {"description", text}, {"color", colour_of(one)}};
  if (!one.at.empty()) embed["timestamp"] = one.at;
  // Nobody is mentioned, whatever stands in a note.
  return json::object{{"username", sender},
                      {"embeds", json::array{std::move(embed)}},
                      {"allowed_mentions", json::object{{"parse", json::array{}}}}};
}

json::value as_alerts(const notice& one, wall_time now) {
  using namespace std::chrono_literals;
  constexpr auto until_it_is_over = 24h * 365;
  constexpr auto for_a_moment = 5min;
  json::object alert{
      {"labels",
       json::object{
           {"alertname", alert_name_of(one)}, {"severity", to_string(one.severity)}, {"service", "secondbrain"}}},
      {"annotations",
       json::object{{"summary", one_line(one.title)}, {"description", one.text}, {"notice_id", one.id}}}};
  if (one.kind == notice_kind::recovery) {
    alert["endsAt"] = utc_text(now);
  } else {
    alert["startsAt"] = one.kind == notice_kind::alarm && !one.at.empty() ? one.at : utc_text(now);
    alert["endsAt"] = utc_text(now + (one.kind == notice_kind::alarm ? until_it_is_over : for_a_moment));
  }
  if (!one.machine.empty()) alert["annotations"].as_object()["machine"] = one.machine;
  if (!one.link.empty()) alert["generatorURL"] = one.link;
  return json::array{std::move(alert)};
}

}  // namespace secondbrain::channels
