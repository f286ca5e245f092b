#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <future>

#include "net/http_client.hpp"
#include "tests/net/encrypted_host.hpp"
#include "tests/net/http_caller.hpp"

namespace secondbrain::net {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

/// A host on this machine whose certificate the system trusts.
class http_client_tls_test : public ::testing::Test {
 protected:
  /// Speaks TLS with this certificate and answers so many requests, then says good-bye.
  static scripted_host::script answer_encrypted(const host_identity& shown, int requests = 1) {
    return [shown, requests](const served_connection& client) {
      encrypted_connection tls{client, shown};
      for (int i = 0; i < requests && !tls.hear("{}").empty(); ++i)
        tls.write(http_response(200, std::string(100000, 'x')));
      tls.close();
    };
  }

  http_answer post(const std::string& host, const call_limits& limits = generous_limits()) {
    return caller_.post("https://" + host + ":" + std::to_string(host_.port()) + "/v1", limits);
  }

  host_identity own_ = make_identity("IP:127.0.0.1");
  trusted_identity trusted_{own_};
  http_caller caller_;
  scripted_host host_{scripted_host::listening::bytes};
};

TEST_F(http_client_tls_test, talks_to_a_host_that_the_system_trusts) {
  host_.play(answer_encrypted(own_));
  const auto got = post("127.0.0.1");
  ASSERT_TRUE(got.ended) << got.ended.error().message;
  EXPECT_EQ(got.code, 200);
  EXPECT_EQ(caller_.received(), std::string(100000, 'x'));
}

TEST_F(http_client_tls_test, shakes_hands_once_for_several_calls) {
  host_.play(answer_encrypted(own_, 3));
  for (int i = 0; i < 3; ++i) EXPECT_EQ(code_of(post("127.0.0.1")), errc::none) << i;
  EXPECT_EQ(host_.connections(), 1);
}

TEST_F(http_client_tls_test, a_host_that_said_good_bye_is_called_anew) {
  for (int i = 0; i < 2; ++i) {
    std::promise<void> closed;
    host_.play([&](const served_connection& client) {
      answer_encrypted(own_)(client);
      ::shutdown(client.socket(), SHUT_RDWR);
      closed.set_value();
    });
    EXPECT_EQ(code_of(post("127.0.0.1")), errc::none) << i;
    closed.get_future().wait();
  }
  EXPECT_EQ(host_.connections(), 2);
}

TEST_F(http_client_tls_test, refuses_a_certificate_of_unknown_origin) {
  host_.play(answer_encrypted(make_identity("IP:127.0.0.1")));
  const auto got = post("127.0.0.1");
  ASSERT_FALSE(got.ended);
  EXPECT_EQ(got.ended.error().code, errc::invalid_argument);
  EXPECT_THAT(got.ended.error().message, HasSubstr("certificate is not to be trusted"));
  EXPECT_EQ(got.progress, http_progress::not_sent);
}

TEST_F(http_client_tls_test, refuses_a_certificate_of_another_host) {
  host_.play(answer_encrypted(own_));
  const auto got = post("localhost");
  ASSERT_FALSE(got.ended);
  EXPECT_EQ(got.ended.error().code, errc::invalid_argument);
  EXPECT_THAT(got.ended.error().message, HasSubstr("certificate"));
}

TEST_F(http_client_tls_test, a_handshake_that_hangs_ends_at_the_deadline) {
  host_.play(hang());
  const auto got = post("127.0.0.1", limits_of(std::chrono::milliseconds{300}));
  ASSERT_FALSE(got.ended);
  EXPECT_EQ(got.ended.error().code, errc::timeout);
  EXPECT_EQ(got.progress, http_progress::not_sent);
}

TEST_F(http_client_tls_test, a_handshake_that_hangs_ends_when_it_is_cancelled) {
  host_.play(hang());
  auto limits = generous_limits();
  limits.cancelled = [this] { return !host_.requests().empty(); };
  const auto got = post("127.0.0.1", limits);
  EXPECT_EQ(code_of(got), errc::cancelled);
  EXPECT_EQ(got.progress, http_progress::not_sent);
}

TEST_F(http_client_tls_test, a_host_without_tls_is_said_to_have_none) {
  host_.play([](const served_connection& client) { client.write("HTTP/1.1 400 Bad Request\r\n\r\n"); });
  const auto got = post("127.0.0.1");
  ASSERT_FALSE(got.ended);
  EXPECT_EQ(got.ended.error().code, errc::unavailable);
  EXPECT_THAT(got.ended.error().message, HasSubstr("should begin with http://"));
  EXPECT_THAT(got.ended.error().message, Not(HasSubstr("TLS")));
  EXPECT_THAT(got.for_log, HasSubstr("TLS: "));
}

// ---- HTTP/2, as far as an answer needs it ----

std::string h2_frame(char type, char flags, char stream, std::string_view payload) {
  return std::string{'\0', '\0', static_cast<char>(payload.size()), type, flags, '\0', '\0', '\0', stream} +
         std::string{payload};
}

constexpr char h2_data = 0;
constexpr char h2_headers = 1;
constexpr char h2_settings = 4;
constexpr char h2_end_stream = 1;
constexpr char h2_end_headers = 4;
constexpr char h2_acknowledged = 1;

/// Answers whatever comes with 200 and `body`, until the client leaves.
scripted_host::script answer_by_h2(const host_identity& shown, const std::string& body) {
  return [=](const served_connection& client) {
    encrypted_connection tls{client, shown, "h2"};
    constexpr std::size_t preface_size = 24;
    constexpr std::size_t head_size = 9;
    tls.write(h2_frame(h2_settings, 0, 0, {}));
    tls.hear(preface_size);
    for (auto head = tls.hear(head_size); head.size() == head_size; head = tls.hear(head_size)) {
      const auto byte = [&](std::size_t at) { return static_cast<unsigned char>(head[at]); };
      tls.hear(std::size_t{byte(0)} << 16 | std::size_t{byte(1)} << 8 | byte(2));
      const auto type = head[3];
      if (type == h2_settings && head[4] == 0) tls.write(h2_frame(h2_settings, h2_acknowledged, 0, {}));
      if ((type == h2_data || type == h2_headers) && (head[4] & h2_end_stream) != 0)
        tls.write(h2_frame(h2_headers, h2_end_headers, head[8], "\x88") +  // :status 200
                  h2_frame(h2_data, h2_end_stream, head[8], body));
    }
  };
}

TEST_F(http_client_tls_test, speaks_http_2_where_it_is_offered) {
  host_.play(answer_by_h2(own_, "two"));
  for (int i = 0; i < 2; ++i) {
    const auto got = post("127.0.0.1");
    ASSERT_TRUE(got.ended) << got.ended.error().message;
    EXPECT_EQ(got.code, 200);
    EXPECT_EQ(got.progress, http_progress::answered);
  }
  EXPECT_EQ(caller_.received(), "twotwo");
  EXPECT_EQ(host_.connections(), 1);
}

}  // namespace
}  // namespace secondbrain::net
