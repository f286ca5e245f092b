#include "brain/llm/provider_host.hpp"

#include <algorithm>
#include <boost/json/parse.hpp>
#include <chrono>
#include <optional>
#include <random>

#include "base/text.hpp"
#include "base/utf8.hpp"
#include "brain/llm/json_lookup.hpp"
#include "brain/llm/retry.hpp"
#include "net/retry_after.hpp"
#include "net/url.hpp"

namespace secondbrain::llm {

namespace {

using std::chrono::system_clock;

constexpr int first_success = 200;
constexpr int after_success = 300;
constexpr int first_refusal = 400;

double chance() {
  thread_local std::minstd_rand random{std::random_device{}()};
  return std::uniform_real_distribution<double>{0, 1}(random);
}

/// What an error body says; empty when it is not the JSON that providers send.
std::string message_in(const std::string& body) {
  boost::system::error_code broken;
  const auto parsed = boost::json::parse(body, broken);
  if (broken) return {};
  auto found = text_at(parsed, {"error", "message"});
  if (!found) found = text_at(parsed, {"error"});
  return std::string{found.value_or("")};
}

/// The words of the protocol.
std::string for_log(const net::http_answer& answer) {
  return answer.code != 0 ? "HTTP " + std::to_string(answer.code) : answer.for_log;
}

bool found_nobody(const net::http_answer& answer) {
  return !answer.ended && answer.ended.error().code == errc::not_found;
}

/// Fit to stand in a sentence: no line ends, not too long.
std::string one_line(std::string_view text) {
  constexpr std::size_t longest = 300;  // code points
  return collapse_white_space(first_code_points(text, longest));
}

}  // namespace

provider_outcome provider_host::post(std::string_view path, const std::string& body, const net::call_deadline& deadline,
                                     const net::body_receiver& on_body) const {
  const auto base = net::parse_url(profile_.base_url);
  if (!base)
    return {fail(errc::invalid_argument, "the address of " + profile_.title + " is wrong; set " + profile_.url_setting +
                                             " to something like https://host:port/v1")};
  const net::http_call request{base->below(path), headers_, body};

  for (int tries = 0;; ++tries) {
    const auto answer = network_.send(request, deadline, on_body);
    const bool success = answer.code >= first_success && answer.code < after_success;
    if (success && answer.ended) return {{}, true};
    // What was sent and not answered may have been worked on, and so may be a success that broke off.
    const bool may_have_cost = success || answer.progress == net::http_progress::sent;
    const auto pause = std::max<net::call_deadline::clock::duration>(
        back_off(tries, chance()),
        net::requested_pause(answer.retry_after, system_clock::now()).value_or(std::chrono::seconds{0}));
    if (tries == most_retries || !worth_repeating(answer) || pause >= deadline.left())
      return {fail(explain(answer)), may_have_cost, for_log(answer), found_nobody(answer)};
    if (auto slept = deadline.sleep(pause); !slept) return {fail(slept.error(), "waiting to call " + profile_.title)};
  }
}

failed provider_host::nonsense(std::string_view what) const {
  const auto& [_, title, base_url, key, key_setting, url_setting] = profile_;
  return fail(errc::corrupt, title + (key_setting.empty() ? "" : " at " + base_url) + " answered " + std::string{what} +
                                 "; if it goes on, check " + url_setting);
}

failed provider_host::reported(std::string_view message) const {
  return fail(errc::unavailable, profile_.title + " reports: " + one_line(without_key(std::string{message})));
}

error provider_host::explain(const net::http_answer& answer) const {
  if (answer.code >= after_success) return explain_status(answer);
  const auto& what = answer.ended.error().message;
  const auto code = found_nobody(answer) ? errc::unavailable : answer.ended.error().code;
  switch (code) {
    case errc::cancelled: return {code, "the question to " + profile_.title + " was cancelled"};
    case errc::timeout:
      return {code, profile_.title + " did not answer in time; try again, or choose another provider"};
    case errc::corrupt:
      return {code, profile_.title + " answered nonsense (" + what + "); if it goes on, check " + profile_.url_setting};
    default: break;
  }
  if (answer.progress != net::http_progress::not_sent)
    return {code, profile_.title + " broke off: " + what + "; try again"};
  if (profile_.key_setting.empty()) return {code, profile_.title + " cannot be reached: " + what + "; is it running?"};
  return {code, profile_.title + " cannot be reached: " + what + "; check the network and " + profile_.url_setting};
}

error provider_host::explain_status(const net::http_answer& answer) const {
  const auto& [_, title, base_url, key, key_setting, url_setting] = profile_;
  const auto code = answer.code;
  // A refusal of the key is not quoted: it may repeat parts of the key.
  if (code == 401 || code == 403) {
    if (key_setting.empty())
      return {errc::invalid_argument, title + " lets nobody in without a key; check " + url_setting};
    return {errc::invalid_argument,
            title + " refuses the key: check " + key_setting + " (`secondbrain config` says where it is set)"};
  }

  const auto detail = one_line(without_key(message_in(answer.error_body)));
  const auto reason = detail.empty() ? "" : " (it says: " + detail + ")";
  const auto pause = net::requested_pause(answer.retry_after, system_clock::now());
  const auto when = pause ? "; try again in " + std::to_string(pause->count()) + " s" : "; try again later";
  if (code == 407)
    return {errc::invalid_argument, "the proxy on the way to " + title +
                                        " wants a user and a password; put them into the address in http_proxy"};
  if (code == 429) return {errc::unavailable, title + " is asked too often or its quota is used up" + reason + when};
  if (worth_repeating(answer)) return {errc::unavailable, title + " has a problem of its own" + reason + when};
  if (code == 404)
    return {errc::invalid_argument,
            title + " does not know the model or the address" + reason + "; check the model and " + url_setting};
  if (code < first_refusal)
    return {errc::invalid_argument, title + " has moved" + reason + "; set " + url_setting + " to its final address"};
  if (detail.empty())
    return {errc::invalid_argument,
            title + " rejects the request without saying why; check the model and " + url_setting};
  return {errc::invalid_argument, title + " rejects the request" + reason};
}

std::string provider_host::without_key(std::string text) const {
  constexpr std::string_view mask = "****";
  const auto& key = profile_.api_key;
  if (profile_.key_setting.empty() || key.empty()) return text;  // no key is found everywhere
  for (auto at = text.find(key); at != std::string::npos; at = text.find(key, at + mask.size()))
    text.replace(at, key.size(), mask);
  return text;
}

}  // namespace secondbrain::llm
