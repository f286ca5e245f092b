#include "channels/ntfy_channel.hpp"

#include <algorithm>
#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <utility>

#include "base/hash.hpp"
#include "base/json.hpp"
#include "channels/notice_text.hpp"

namespace secondbrain::channels {

namespace {

namespace json = boost::json;

constexpr std::size_t longest_ntfy_title = 250;
constexpr std::size_t longest_ntfy_text = 4000;  // above 4,096 bytes ntfy makes a file of it
constexpr std::size_t longest_name = 64;         // of a topic and of a sequence

bool is_name(std::string_view text) {
  const auto fits = [](unsigned char letter) {
    return (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z') || (letter >= '0' && letter <= '9') ||
           letter == '-' || letter == '_';
  };
  return !text.empty() && text.size() <= longest_name && std::all_of(text.begin(), text.end(), fits);
}

int priority_of(const notice& one) {
  constexpr int highest = 5;
  constexpr int high = 4;
  constexpr int usual = 3;
  if (one.kind != notice_kind::alarm || one.severity == alarm_severity::info) return usual;
  return one.severity == alarm_severity::critical ? highest : high;
}

}  // namespace

result<std::unique_ptr<ntfy_channel>> ntfy_channel::create(std::string_view address, std::string token) {
  auto server = net::parse_url(address);
  if (!server) return fail(errc::invalid_argument, "must look like https://ntfy.sh/topic");
  const auto slash = server->path.rfind('/');
  if (slash == std::string::npos)
    return fail(errc::invalid_argument, "names no topic; it must look like https://ntfy.sh/topic");
  auto topic = server->path.substr(slash + 1);
  if (!is_name(topic))
    return fail(errc::invalid_argument, "names a topic that ntfy does not take: up to 64 letters, digits, '-' and '_'");
  server->path.erase(slash);
  return std::unique_ptr<ntfy_channel>{new ntfy_channel{std::move(*server), std::move(topic), std::move(token)}};
}

ntfy_channel::ntfy_channel(net::url server, std::string topic, std::string token)
    : server_{std::move(server)},
      topic_{std::move(topic)},
      token_{std::move(token)},
      receiver_{"ntfy at " + server_.authority(), "SECONDBRAIN_ALARM_NTFY", "SECONDBRAIN_ALARM_NTFY_TOKEN"} {}

delivery ntfy_channel::send(const notice& one, const net::call_limits& limits) {
  json::array tags{picture_of(one)};
  if (!one.rule.empty()) tags.emplace_back(one.rule);
  json::object body{{"topic", topic_},
                    {"title", shortened(headline_of(one), longest_ntfy_title)},
                    {"message", shortened(one.text.empty() ? one_line(one.title) : one.text, longest_ntfy_text)},
                    {"priority", priority_of(one)},
                    {"tags", std::move(tags)},
                    {"sequence_id", is_name(one.id) ? one.id : sha1_hex(one.id)}};
  if (!one.link.empty()) body["click"] = one.link;
  net::http_call call{server_.below("/"), {}, json_text(body)};
  if (!token_.empty()) call.headers.emplace_back("Authorization", "Bearer " + token_);
  return deliver(network_, std::move(call), receiver_, limits).came_to;
}

}  // namespace secondbrain::channels
