// The deadline and the cancellation of a call, wherever it stands. Those of a TLS handshake are with the other tests of
// TLS.
#include <fcntl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/file_descriptor.hpp"
#include "net/http_client.hpp"
#include "tests/net/closed_port.hpp"
#include "tests/net/http_caller.hpp"
#include "tests/net/name_service.hpp"
#include "tests/net/scripted_host.hpp"

namespace secondbrain::net {
namespace {

using namespace std::chrono_literals;
using ::testing::HasSubstr;

constexpr auto short_limit = 300ms;

/// An address where connecting takes for ever: nobody accepts, and the queue is full.
class full_queue {
 public:
  full_queue() {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    auto* where = reinterpret_cast<sockaddr*>(&address);
    const bool listens = ::bind(listener_.get(), where, size) == 0 && ::listen(listener_.get(), 0) == 0;
    if (!listens) throw std::system_error{errno, std::generic_category(), "no port to listen on"};
    ::getsockname(listener_.get(), where, &size);
    port_ = ntohs(address.sin_port);
    // As many as fit; the rest wait like the client under test.
    for (int i = 0; i < 4; ++i) {
      auto& waiting = waiting_.emplace_back(::socket(AF_INET, SOCK_STREAM, 0));
      ::fcntl(waiting.get(), F_SETFL, O_NONBLOCK);
      static_cast<void>(::connect(waiting.get(), where, size));
    }
  }

  std::string url() const { return "http://127.0.0.1:" + std::to_string(port_) + "/v1"; }

 private:
  file_descriptor listener_{::socket(AF_INET, SOCK_STREAM, 0)};
  std::vector<file_descriptor> waiting_;
  int port_ = 0;
};

class http_client_limits_test : public ::testing::Test {
 protected:
  name_service names_;
  http_caller caller_;
  scripted_host host_;
};

TEST_F(http_client_limits_test, a_look_up_that_hangs_is_left_behind) {
  if (!name_service::is_here) GTEST_SKIP() << "names cannot be made up here";
  names_.hang("slow.lan");
  for (const auto& limits : {limits_of(short_limit), cancelled_while_it_waits()}) {
    const auto got = caller_.post("http://slow.lan/v1", limits);
    EXPECT_EQ(code_of(got), limits.cancelled ? errc::cancelled : errc::timeout);
    EXPECT_EQ(got.progress, http_progress::not_sent);
  }
}

TEST_F(http_client_limits_test, a_name_that_is_not_known_is_told) {
  const auto got = caller_.post("http://no-such-host.invalid/v1");
  EXPECT_EQ(code_of(got), errc::unavailable);
  EXPECT_THAT(got.ended.error().message, HasSubstr("no-such-host.invalid"));
  EXPECT_EQ(got.progress, http_progress::not_sent);
}

TEST_F(http_client_limits_test, this_machine_is_found_by_its_name) {
  host_.play(answer(200, "here"));
  EXPECT_EQ(caller_.post("http://localhost:" + std::to_string(host_.port()) + "/v1").code, 200);
}

TEST_F(http_client_limits_test, a_name_that_stands_for_a_public_address_gets_nothing_unencrypted) {
  if (!name_service::is_here) GTEST_SKIP() << "names cannot be made up here";
  names_.answer("models.lan", "192.0.2.1");
  const auto got = caller_.post("http://models.lan/v1");
  ASSERT_EQ(code_of(got), errc::invalid_argument);
  EXPECT_THAT(got.ended.error().message, HasSubstr("http://models.lan is a public address"));
  EXPECT_EQ(got.progress, http_progress::not_sent);
}

TEST_F(http_client_limits_test, connecting_ends_at_the_deadline_and_when_it_is_cancelled) {
  const full_queue host;
  for (const auto& limits : {limits_of(short_limit), cancelled_while_it_waits()}) {
    const auto got = caller_.post(host.url(), limits);
    EXPECT_EQ(code_of(got), limits.cancelled ? errc::cancelled : errc::timeout);
    EXPECT_EQ(got.progress, http_progress::not_sent);
  }
}

TEST_F(http_client_limits_test, waiting_for_the_body_ends_at_the_deadline_and_when_it_is_cancelled) {
  host_.play(stalled_stream({"half"})).play(stalled_stream({" and more"}));
  const auto late = caller_.post(host_.url(), limits_over_when{[this] { return caller_.received() == "half"; }});
  EXPECT_EQ(code_of(late), errc::timeout);
  EXPECT_EQ(late.progress, http_progress::answered);
  auto limits = generous_limits();
  limits.cancelled = [this] { return caller_.received() == "half and more"; };
  const auto unwanted = caller_.post(host_.url(), limits);
  EXPECT_EQ(code_of(unwanted), errc::cancelled);
  EXPECT_EQ(unwanted.progress, http_progress::answered);
}

TEST_F(http_client_limits_test, sending_ends_when_it_is_cancelled) {
  scripted_host deaf{scripted_host::listening::bytes};
  deaf.play(hang());
  auto limits = generous_limits();
  limits.cancelled = [&] { return !deaf.requests().empty(); };
  const auto got = caller_.post(deaf.url(), limits, std::string(std::size_t{64} * 1024 * 1024, 'x'));
  EXPECT_EQ(code_of(got), errc::cancelled);
  EXPECT_EQ(got.progress, http_progress::not_sent);
}

TEST_F(http_client_limits_test, a_call_that_was_given_up_leaves_no_connection_to_the_next) {
  host_.play(hang()).play(answer(200, "fresh"));
  const limits_over_when limits{[this] { return !host_.requests().empty(); }};
  EXPECT_EQ(code_of(caller_.post(host_.url(), limits)), errc::timeout);
  EXPECT_EQ(caller_.post(host_.url()).code, 200);
  EXPECT_EQ(host_.connections(), 2);
}

TEST_F(http_client_limits_test, a_head_without_end_ends_at_the_limit) {
  host_.play([](const served_connection& client) {
    client.write("HTTP/1.1 200 OK\r\n");
    const auto line = "X-More: " + std::string(1000, 'a') + "\r\n";
    while (client.write(line)) {
    }
  });
  EXPECT_EQ(code_of(caller_.post(host_.url())), errc::corrupt);
}

TEST_F(http_client_limits_test, a_line_without_end_ends_at_the_limit) {
  host_.play([](const served_connection& client) {
    client.write("HTTP/1.1 200 OK\r\nX-More: ");
    while (client.write(std::string(1000, 'a'))) {
    }
  });
  EXPECT_EQ(code_of(caller_.post(host_.url())), errc::corrupt);
}

TEST_F(http_client_limits_test, reaching_means_that_somebody_listens) {
  const closed_port nobody;
  const auto limits = generous_limits();
  EXPECT_TRUE(caller_.network().reaches(*parse_url(host_.url()), call_deadline{limits}));
  EXPECT_FALSE(caller_.network().reaches(*parse_url(nobody.url()), call_deadline{limits}));
}

}  // namespace
}  // namespace secondbrain::net
