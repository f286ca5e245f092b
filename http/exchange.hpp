// One request and its answer over a connection, with cpp-httplib as the parser and writer of HTTP/1.1.
//
// Purpose: the only file, with its .cpp, that knows the library's server. The library's own listener is not used: it
// gives a thread to every connection for as long as the client likes, and refuses nothing. So this class feeds its
// `process_request` from a `client_socket` and takes over before the library routes.
// Owning thread: the one that serves the connection. Failure: never throws.
#pragma once

#include <atomic>
#include <memory>

#include "http/client_socket.hpp"
#include "http/dispatcher.hpp"
#include "http/server_options.hpp"

namespace secondbrain::http {

class exchange {
 public:
  exchange(const dispatcher& routes, const server_options& options, const std::atomic<bool>& stopping);
  ~exchange();
  exchange(const exchange&) = delete;
  exchange& operator=(const exchange&) = delete;

  /// Serves requests until the connection has to be closed.
  void serve(client_socket& client);

 private:
  class engine;
  std::unique_ptr<engine> engine_;
};

}  // namespace secondbrain::http
