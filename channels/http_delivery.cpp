#include "channels/http_delivery.hpp"

#include <chrono>
#include <utility>

#include "net/retry_after.hpp"

namespace secondbrain::channels {

namespace {

constexpr std::size_t most_that_is_read = std::size_t{64} * 1024;  // bytes
constexpr int first_success = 200;
constexpr int after_success = 300;
constexpr int first_refusal = 400;
constexpr int first_problem_of_its_own = 500;
constexpr int no_answer_from_behind = 504;  // a gateway has passed it on, and waited in vain

std::string settings_of(const web_receiver& receiver) {
  return receiver.setting + (receiver.token_setting.empty() ? "" : " and " + receiver.token_setting);
}

error explain_status(int code, const web_receiver& receiver) {
  const auto answer = " (HTTP " + std::to_string(code) + ")";
  switch (code) {
    case 401:
    case 403:
      return {errc::invalid_argument, receiver.title + " refuses access" + answer + "; check " + settings_of(receiver)};
    case 404:
    case 410:
      return {errc::invalid_argument,
              receiver.title + " has nothing at that address" + answer + "; check " + receiver.setting};
    case 407:
      return {errc::invalid_argument, "the proxy on the way to " + receiver.title +
                                          " wants a user and a password; put them into its address in the environment"};
    case 408:
    case 429: return {errc::busy, receiver.title + " is called too often" + answer};
    default: break;
  }
  if (code < first_refusal)
    return {errc::invalid_argument, receiver.title + " has moved" + answer + ", and redirects are not followed; set " +
                                        receiver.setting + " to its final address"};
  if (code < first_problem_of_its_own)
    return {errc::invalid_argument,
            receiver.title + " rejects the notice" + answer + "; check " + settings_of(receiver)};
  return {errc::unavailable, receiver.title + " has a problem of its own" + answer};
}

/// What ended a call without an answer can pass: a name that is not known, a certificate that has run out, a proxy.
error explain_failure(const error& cause, const web_receiver& receiver) {
  switch (cause.code) {
    case errc::cancelled: return {errc::cancelled, "the call to " + receiver.title + " was cut short"};
    case errc::timeout:
      return {errc::timeout,
              receiver.title + " did not answer in time; if it goes on, check the network and " + receiver.setting};
    default:
      return {errc::unavailable,
              receiver.title + " cannot be reached: " + cause.message + "; check the network and " + receiver.setting};
  }
}

}  // namespace

web_delivery deliver(net::http_client& network, net::http_call call, const web_receiver& receiver,
                     const net::call_limits& limits) {
  call.most_bytes = most_that_is_read;
  web_delivery done;
  const auto answer = network.send(call, net::call_deadline{limits}, [&](std::string_view bytes) {
    done.answer += bytes.substr(0, most_of_an_answer - done.answer.size());
    return done.answer.size() < most_of_an_answer;
  });
  // With such a status it has arrived, whatever became of the rest of the answer.
  if (answer.code >= first_success && answer.code < after_success) return done;
  if (answer.code == 0) {
    done.came_to.may_have_arrived = answer.progress == net::http_progress::sent;
    done.came_to.ended = fail(explain_failure(answer.ended.error(), receiver));
    return done;
  }
  done.came_to.ended = fail(explain_status(answer.code, receiver));
  done.came_to.may_have_arrived = answer.code == no_answer_from_behind;
  done.came_to.pause = net::requested_pause(answer.retry_after, std::chrono::system_clock::now());
  return done;
}

}  // namespace secondbrain::channels
