// HTTP/1.1 over one connection: requests in, answers out, one after the other.
//
// Purpose: what can be refused from a request's head alone (framing, host, origin, token, method, route, announced
// length) is refused before a byte of the body is read. Owning thread: the one that serves the connection.
// Failure: never throws; a connection that cannot go on is closed with an answer that says why, where there is one.
#pragma once

#include <chrono>
#include <optional>
#include <string>

#include "http/server/client_socket.hpp"
#include "http/server/dispatcher.hpp"
#include "http/server/framing.hpp"
#include "http/server/response_text.hpp"
#include "http/server/server_options.hpp"
#include "http/server/stop_state.hpp"

namespace secondbrain::http {

/// The last answer of a connection, for somebody else to send: no thread is held by it.
struct late_answer {
  std::string text;
  std::chrono::milliseconds pause;
};

class http_session {
 public:
  http_session(const dispatcher& routes, const server_options& options, const stop_state& stop)
      : routes_{routes}, options_{options}, stop_{stop} {}

  /// Serves requests until the connection has to be closed, now or after the answer that is returned.
  std::optional<late_answer> serve(client_socket& client);

 private:
  bool serve_one(client_socket& client);  // false: nothing can follow
  http_response answer_to(http_request& request, client_socket& client);
  std::optional<http_response> read_body(http_request& request, const framing& announced, client_socket& client);
  bool put(const http_request& request, http_response answer, client_socket& client);
  bool put_stream(const http_request& request, const http_response& answer, client_socket& client);

  const dispatcher& routes_;
  const server_options& options_;
  const stop_state& stop_;

  after_answer next_ = after_answer::close;
  std::optional<late_answer> late_;
};

}  // namespace secondbrain::http
