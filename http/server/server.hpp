// The HTTP server: binds, announces its port, serves, and drains when it is stopped.
//
// Purpose: what the composition root hands to the http actor as something to start, stop and probe.
// Owning thread: `start`, `stop` and the destructor belong to one thread; `port`, `running` may be read from any.
// Failure: `start` says why it cannot listen (errc::locked when the port is in use); afterwards nothing throws.
#pragma once

#include <functional>
#include <memory>
#include <vector>

#include "base/error.hpp"
#include "http/server/server_options.hpp"
#include "http/server/traffic.hpp"
#include "http/wire/route.hpp"

namespace secondbrain::http {

/// The routes of a server, which may tell of its options and its traffic. Kept until the server is gone, and with it
/// whatever the routes refer to.
using route_source = std::function<std::vector<route>(const server_options&, const traffic&)>;

class server {
 public:
  /// Binds and begins to serve.
  static result<std::unique_ptr<server>> start(server_options options, route_source routes);

  ~server();  // stops
  server(const server&) = delete;
  server& operator=(const server&) = delete;

  /// Takes no more connections, ends streams and idle connections at once, lets requests under way finish for at most
  /// `server_options::drain`, then cuts what is left. Safe to call again.
  void stop();

  int port() const noexcept;
  bool running() const noexcept;

 private:
  struct parts;
  explicit server(std::unique_ptr<parts> owned);
  std::unique_ptr<parts> parts_;
};

}  // namespace secondbrain::http
