#include "http/server.hpp"

#include <atomic>
#include <string>
#include <system_error>
#include <utility>

#include "http/acceptor.hpp"
#include "http/connection_pool.hpp"
#include "http/dispatcher.hpp"
#include "http/listening_socket.hpp"
#include "http/routes.hpp"
#include "http/traffic.hpp"

namespace secondbrain::http {

/// In the order in which one uses the other; taken down in reverse.
struct server::parts {
  parts(server_options chosen, services offered, listening_socket socket)
      : options{std::move(chosen)},
        asked{std::move(offered)},
        routes{all_routes(asked, options, seen), options, seen},
        pool{options, routes, seen},
        door{std::move(socket), pool, seen} {}

  server_options options;
  services asked;
  traffic seen;
  dispatcher routes;
  connection_pool pool;
  acceptor door;
  std::atomic<bool> running{true};
};

result<std::unique_ptr<server>> server::start(server_options options, services offered) {
  auto socket = listening_socket::open(options.host, options.port);
  if (!socket) return tl::unexpected<error>(std::move(socket.error()));
  try {
    auto owned = std::make_unique<parts>(std::move(options), std::move(offered), *std::move(socket));
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
  parts_->door.stop();
  parts_->pool.stop();
}

int server::port() const noexcept {
  return parts_->door.port();
}

bool server::running() const noexcept {
  return parts_->running;
}

}  // namespace secondbrain::http
