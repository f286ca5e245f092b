#include "ops/service/notify.hpp"

#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <cstddef>
#include <cstring>

#include "base/file_descriptor.hpp"
#include "base/system_error.hpp"

namespace secondbrain::ops {
namespace {

std::string value_of(const variables& environment, const std::string& name) {
  auto found = environment.find(name);
  return found == environment.end() ? std::string{} : found->second;
}

}  // namespace

service_notifier::service_notifier(const variables& environment) : socket_{value_of(environment, "NOTIFY_SOCKET")} {}

status service_notifier::ready() const {
  return send("READY=1");
}
status service_notifier::stopping() const {
  return send("STOPPING=1");
}
status service_notifier::watchdog() const {
  return send("WATCHDOG=1");
}

status service_notifier::notify(std::string_view sentence) const {
  auto line = sentence.substr(0, sentence.find('\n'));  // a line feed would begin another assignment
  return send("STATUS=" + std::string{line});
}

status service_notifier::send(const std::string& message) const {
  if (socket_.empty()) return {};
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  if (socket_.size() >= sizeof address.sun_path)
    return fail(errc::invalid_argument, "NOTIFY_SOCKET is too long for a socket address");
  std::memcpy(address.sun_path, socket_.data(), socket_.size());
  if (socket_.front() == '@') address.sun_path[0] = '\0';  // Linux's abstract names
  auto length = static_cast<socklen_t>(offsetof(sockaddr_un, sun_path) + socket_.size());

  file_descriptor out{::socket(AF_UNIX, SOCK_DGRAM, 0)};
  if (!out) return fail_with_errno("cannot open a socket");
  auto sent = ::sendto(out.get(), message.data(), message.size(), 0, reinterpret_cast<sockaddr*>(&address), length);
  if (sent < 0) return fail_with_errno("cannot notify the service manager at " + socket_);
  return {};
}

}  // namespace secondbrain::ops
