// One call of a route: the request with its parameters already checked and typed, and the way to ask a service.
#pragma once

#include <boost/json/object.hpp>
#include <boost/json/value.hpp>
#include <boost/json/value_to.hpp>
#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>

#include "base/error.hpp"
#include "http/wire/http_message.hpp"
#include "messages/address.hpp"

namespace secondbrain::http {

namespace json = boost::json;

struct call {
  const http_request& http;
  json::object parameters;  // path and query, as the route declares them; absent optional ones hold their default
  json::value body;         // checked against the route's body, defaults filled in

  std::string text(std::string_view name) const { return json::value_to<std::string>(parameters.at(name)); }
  std::int64_t integer(std::string_view name) const { return parameters.at(name).as_int64(); }
  bool flag(std::string_view name) const { return parameters.at(name).as_bool(); }
  std::optional<std::string> optional_text(std::string_view name) const {
    if (parameters.at(name).is_null()) return std::nullopt;
    return text(name);
  }

  /// Asks a service and waits, but no longer than somebody waits for us: a client that has gone, or a stop that is
  /// overdue, ends the wait, while the service goes on with what it was asked.
  template <class Api, request R>
  result<typename R::reply> ask(const address<Api>& service, R request,
                                std::chrono::milliseconds timeout = std::chrono::seconds{10}) const {
    struct slot {
      std::mutex mutex;
      std::condition_variable arrived;
      std::optional<result<typename R::reply>> answer;
    };
    auto waiting = std::make_shared<slot>();  // shared: a late answer may arrive after we have gone
    auto deadline = std::chrono::steady_clock::now() + timeout;
    service.send(std::move(request), timeout, [waiting](result<typename R::reply> answer) {
      {
        std::lock_guard lock{waiting->mutex};
        waiting->answer = std::move(answer);
      }
      waiting->arrived.notify_one();
    });
    constexpr std::chrono::milliseconds between_looks{100};
    std::unique_lock lock{waiting->mutex};
    while (!waiting->arrived.wait_for(lock, between_looks, [&] { return waiting->answer.has_value(); })) {
      if (http.given_up())
        return fail(errc::cancelled,
                    "the service is stopping, or nobody waits for this answer any more; ask again later");
      if (std::chrono::steady_clock::now() >= deadline)
        return fail(errc::timeout, "no answer within " + std::to_string(timeout.count()) + " ms; try again later");
    }
    return std::move(*waiting->answer);
  }
};

}  // namespace secondbrain::http
