#include "ops/service/notify.hpp"

#include <gtest/gtest.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <cstddef>
#include <cstring>

#include "base/file_descriptor.hpp"
#include "tests/base/temporary_directory.hpp"

namespace secondbrain::ops {
namespace {

/// Stands where systemd stands: a datagram socket with a name.
class listener {
 public:
  explicit listener(const std::string& name) : socket_{::socket(AF_UNIX, SOCK_DGRAM, 0)} {
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    std::memcpy(address.sun_path, name.data(), name.size());
    if (name.front() == '@') address.sun_path[0] = '\0';
    auto length = static_cast<socklen_t>(offsetof(sockaddr_un, sun_path) + name.size());
    EXPECT_EQ(::bind(socket_.get(), reinterpret_cast<sockaddr*>(&address), length), 0);
  }

  std::string receive() const {
    char text[256];
    auto length = ::recv(socket_.get(), text, sizeof text, MSG_DONTWAIT);
    return length < 0 ? "" : std::string{text, static_cast<std::size_t>(length)};
  }

 private:
  file_descriptor socket_;
};

TEST(service_notifier, speaks_to_the_service_manager) {
  temporary_directory directory;
  auto name = (directory / "notify").string();
  listener systemd{name};
  service_notifier notifier{{{"NOTIFY_SOCKET", name}}};
  ASSERT_TRUE(notifier.ready());
  EXPECT_EQ(systemd.receive(), "READY=1");
  ASSERT_TRUE(notifier.watchdog());
  EXPECT_EQ(systemd.receive(), "WATCHDOG=1");
  ASSERT_TRUE(notifier.stopping());
  EXPECT_EQ(systemd.receive(), "STOPPING=1");
  ASSERT_TRUE(notifier.notify("indexing 5 of 9\nREADY=0"));
  EXPECT_EQ(systemd.receive(), "STATUS=indexing 5 of 9");
}

#ifdef __linux__
TEST(service_notifier, knows_abstract_socket_names) {
  auto name = "@secondbrain-notify-test-" + std::to_string(::getpid());
  listener systemd{name};
  ASSERT_TRUE((service_notifier{{{"NOTIFY_SOCKET", name}}}.ready()));
  EXPECT_EQ(systemd.receive(), "READY=1");
}
#endif

TEST(service_notifier, is_silent_where_nobody_listens) {
  service_notifier notifier{{}};
  EXPECT_TRUE(notifier.ready());
}

TEST(service_notifier, tells_when_the_service_manager_cannot_be_reached) {
  temporary_directory directory;
  EXPECT_FALSE((service_notifier{{{"NOTIFY_SOCKET", directory / "nobody"}}}.ready()));
  EXPECT_FALSE((service_notifier{{{"NOTIFY_SOCKET", std::string(200, 'x')}}}.ready()));
}

}  // namespace
}  // namespace secondbrain::ops
