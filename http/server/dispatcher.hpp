// From a request to its answer: admission, CORS, the route and its checks, errors, compression, headers, access log.
//
// Owning thread: none; `answer` may run on any number of threads. Failure: it never throws, whatever a handler does.
#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <tl/expected.hpp>
#include <vector>

#include "http/server/admission.hpp"
#include "http/server/cors.hpp"
#include "http/server/server_options.hpp"
#include "http/server/traffic.hpp"
#include "http/server/vault_precondition.hpp"
#include "http/wire/http_message.hpp"
#include "http/wire/route_table.hpp"
#include "ops/log/logger.hpp"

namespace secondbrain::http {

class dispatcher {
 public:
  dispatcher(std::vector<route> routes, const server_options& options, traffic& seen);

  http_response answer(const http_request& request) const noexcept;

  /// The refusal of a request that its head alone rules out, before its body is read: `answer` would give the same.
  std::optional<http_response> refuse(const http_request& request) const;

  /// Adds what every answer carries, counts it and logs it: for those that were refused before they got here.
  http_response finish(const http_request& request, http_response answer) const;

  /// Sends the events of an answer. Where they break off, the last event says why.
  void run_stream(const http_request& request, const std::function<void(event_stream&)>& stream,
                  event_stream& events) const noexcept;

 private:
  /// What a request that may come in asks for.
  struct destination {
    const route* chosen;
    route_table::match place;
  };

  using found = tl::expected<destination, http_response>;  // or what is answered instead

  found admit(const http_request& request) const;
  found follow(const http_request& request) const;
  http_response run(const route& chosen, const route_table::match& place, const http_request& request) const;
  http_response not_found(const http_request& request) const;

  /// For one of `most` places; given back with its last copy. Null: all are taken.
  using permit = std::shared_ptr<std::atomic<std::int64_t>>;
  static permit take_place(std::atomic<std::int64_t>& taken, int most);

  route_table routes_;
  admission admission_;
  vault_precondition vault_precondition_;
  cors_policy cors_;
  int streams_;    // that may be open at once
  int questions_;  // likewise
  traffic& seen_;
  ops::logger log_;
};

}  // namespace secondbrain::http
