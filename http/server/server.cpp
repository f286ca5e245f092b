#include "http/server/server.hpp"

#include <atomic>
#include <string>
#include <system_error>
#include <utility>

#include "base/error.hpp"
#include "http/server/acceptor.hpp"
#include "http/server/connection_pool.hpp"
#include "http/server/dispatcher.hpp"
#include "http/server/listening_socket.hpp"

namespace secondbrain::http {

/// In the order in which one uses the other; taken down in reverse.
struct server::parts {
  parts(server_options chosen, route_source given, listening_socket socket)
      : options{std::move(chosen)},
        source{std::move(given)},
        routes{source(options, seen), options, seen},
        pool{options, routes, seen},
        accepting{std::move(socket), pool, seen} {}

  server_options options;
  route_source source;
  traffic seen;
  dispatcher routes;
  connection_pool pool;
  acceptor accepting;
  std::atomic<bool> running{true};
};

result<std::unique_ptr<server>> server::start(server_options options, route_source routes) {
  auto socket = listening_socket::open(options.host, options.port);
  RETURN_IF_ERROR(socket);
  try {
    auto owned = std::make_unique<parts>(std::move(options), std::move(routes), *std::move(socket));
    return std::unique_ptr<server>{new server{std::move(owned)}};
  } catch (const std::system_error& shortage) {
    return fail(errc::io_failure, std::string{"cannot start the HTTP server's threads: "} + shortage.what());
  }
}

server::server(std::unique_ptr<parts> owned) : parts_{std::move(owned)} {}

server::~server() {
  stop();
}

void server::stop() {
  parts_->running = false;
  parts_->accepting.stop();
  parts_->pool.stop();
}

int server::port() const noexcept {
  return parts_->accepting.port();
}

bool server::running() const noexcept {
  return parts_->running;
}

}  // namespace secondbrain::http
