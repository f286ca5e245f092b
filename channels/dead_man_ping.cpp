#include "channels/dead_man_ping.hpp"

#include <array>
#include <utility>

#include "base/text.hpp"
#include "channels/notice_text.hpp"

namespace secondbrain::channels {

namespace {

constexpr std::string_view push_path = "/api/push/";
constexpr std::size_t longest_body = 10'000;  // of what Healthchecks keeps
constexpr std::size_t longest_message = 200;  // what Uptime Kuma shows in a line

std::string percent_encoded(std::string_view text) {
  constexpr std::string_view digits = "0123456789ABCDEF";
  constexpr std::string_view unreserved = "-._~";
  std::string encoded;
  for (const char letter : text) {
    const auto byte = static_cast<unsigned char>(letter);
    const bool is_plain = (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z') ||
                          (letter >= '0' && letter <= '9') || unreserved.find(letter) != std::string_view::npos;
    encoded += is_plain ? std::string{letter} : std::string{'%'} + digits[byte >> 4] + digits[byte & 0xF];
  }
  return encoded;
}

/// What the address that Uptime Kuma shows has as examples is ours to fill in; the rest stays.
std::string query_without_ours(const std::string& query) {
  constexpr std::array<std::string_view, 3> ours{"status", "msg", "ping"};
  std::string kept;
  for (std::size_t at = 0; at < query.size();) {
    const auto end = std::min(query.find('&', at), query.size());
    const std::string_view part{query.data() + at, end - at};
    if (std::find(ours.begin(), ours.end(), part.substr(0, part.find('='))) == ours.end())
      kept.append(part).append("&");
    at = end + 1;
  }
  return kept;
}

}  // namespace

result<std::unique_ptr<dead_man_ping>> dead_man_ping::create(std::string_view address, ops::ping_shape shape) {
  auto target = net::parse_url(address, net::address_kind::whole);
  if (!target)
    return fail(errc::invalid_argument, "must be an address like https://hc-ping.com/…, without a user in it");
  const auto push = target->path.find(push_path);
  const bool is_uptime_kuma =
      shape == ops::ping_shape::uptime_kuma || (shape == ops::ping_shape::automatic && push != std::string::npos);
  while (target->path.ends_with('/')) target->path.pop_back();
  const bool names_a_check = is_uptime_kuma ? push != std::string::npos && target->path.size() > push + push_path.size()
                                            : !target->path.empty();
  if (!names_a_check)
    return fail(errc::invalid_argument, is_uptime_kuma
                                            ? "names no monitor; it must look like https://kuma.example.com/api/push/…"
                                            : "names no check; it must look like https://hc-ping.com/…");
  return std::unique_ptr<dead_man_ping>{new dead_man_ping{std::move(*target), is_uptime_kuma}};
}

dead_man_ping::dead_man_ping(net::url target, bool is_uptime_kuma)
    : target_{std::move(target)},
      is_uptime_kuma_{is_uptime_kuma},
      receiver_{"the service for signs of life at " + target_.authority(), "SECONDBRAIN_PING_URL", ""} {}

net::http_call dead_man_ping::to_healthchecks(life_sign sign, std::string_view text) const {
  auto target = target_;
  if (sign == life_sign::start) target.path += "/start";
  if (sign == life_sign::failure) target.path += "/fail";
  return {std::move(target), {}, shortened(text, longest_body), "text/plain; charset=utf-8"};
}

net::http_call dead_man_ping::to_uptime_kuma(life_sign sign, std::string_view text,
                                             std::optional<std::chrono::milliseconds> took) const {
  auto target = target_;
  target.query = query_without_ours(target.query) + "status=" + (sign == life_sign::failure ? "down" : "up") +
                 "&msg=" + percent_encoded(shortened(one_line(text), longest_message)) +
                 "&ping=" + (took ? std::to_string(took->count()) : "");
  net::http_call call{std::move(target), {}, {}};
  call.method = net::http_method::get;
  return call;
}

delivery dead_man_ping::send(life_sign sign, std::string_view text, const net::call_limits& limits,
                             std::optional<std::chrono::milliseconds> took) {
  if (is_uptime_kuma_ && sign == life_sign::start) return {};
  auto call = is_uptime_kuma_ ? to_uptime_kuma(sign, text, took) : to_healthchecks(sign, text);
  auto done = deliver(network_, std::move(call), receiver_, limits);
  // Healthchecks may answer 200 to an address that it does not know.
  if (done.came_to.ended && !is_uptime_kuma_ && done.answer.find("not found") != std::string::npos)
    done.came_to.ended =
        fail(errc::invalid_argument, receiver_.title + " does not know the check; check " + receiver_.setting);
  return done.came_to;
}

}  // namespace secondbrain::channels
