#include "net/http_client.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <memory>
#include <thread>

#include "base/text.hpp"
#include "tests/net/closed_port.hpp"
#include "tests/net/http_caller.hpp"
#include "tests/net/scripted_host.hpp"

namespace secondbrain::net {
namespace {

using namespace std::chrono_literals;
using ::testing::AllOf;
using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

/// A call that ends long before anybody is tired of it, but only because of its own limits.
constexpr auto soon = 300ms;
constexpr auto much_later = 120s;  // also for a sanitizer on a busy machine

class http_client_test : public ::testing::Test {
 protected:
  http_answer post(const call_limits& limits, std::string body = "{}") {
    return caller_.post(host_.url(), limits, std::move(body));
  }

  http_answer post_within(std::chrono::milliseconds time) { return post(limits_of(time)); }

  std::string received() const { return caller_.received(); }

  http_caller caller_;
  scripted_host host_;
};

TEST_F(http_client_test, posts_json_with_headers_and_hands_out_the_answer) {
  host_.play(answer(200, "hello"));
  const auto got = post({std::chrono::steady_clock::now() + much_later}, R"({"a":1})");
  EXPECT_EQ(code_of(got), errc::none);
  EXPECT_EQ(got.progress, http_progress::answered);
  EXPECT_EQ(got.code, 200);
  EXPECT_EQ(received(), "hello");
  const auto request = host_.requests().at(0);
  EXPECT_THAT(request, StartsWith("POST /v1/messages HTTP/1.1\r\n"));
  EXPECT_THAT(request,
              AllOf(HasSubstr("\r\nx-api-key: secret\r\n"), HasSubstr("\r\nContent-Type: application/json\r\n"),
                    HasSubstr("\r\nHost: 127.0.0.1:" + std::to_string(host_.port()) + "\r\n"),
                    HasSubstr("\r\nContent-Length: 7\r\n"), Not(HasSubstr("Connection: close")),
                    HasSubstr("\r\n\r\n{\"a\":1}")));
}

TEST_F(http_client_test, gets_without_a_body) {
  host_.play(answer(200, "hello"));
  const auto limits = limits_of(much_later);
  http_call request{*parse_url(host_.url() + "/?a=b", address_kind::whole), {}, {}};
  request.method = http_method::get;
  EXPECT_EQ(caller_.network().send(request, call_deadline{limits}, [](std::string_view) { return true; }).code, 200);
  EXPECT_THAT(host_.requests().at(0),
              AllOf(StartsWith("GET /v1/?a=b HTTP/1.1\r\n"), Not(HasSubstr("Content-")), EndsWith("\r\n\r\n")));
}

TEST_F(http_client_test, removes_without_a_body) {
  host_.play(answer(200, "{}"));
  const auto limits = limits_of(much_later);
  http_call request{*parse_url(host_.url()), {}, {}};
  request.method = http_method::remove;
  EXPECT_EQ(caller_.network().send(request, call_deadline{limits}, [](std::string_view) { return true; }).code, 200);
  EXPECT_THAT(host_.requests().at(0),
              AllOf(StartsWith("DELETE /v1 HTTP/1.1\r\n"), Not(HasSubstr("Content-")), EndsWith("\r\n\r\n")));
}

TEST_F(http_client_test, posts_what_is_no_json_under_its_own_name) {
  host_.play(answer(200, ""));
  const auto limits = limits_of(much_later);
  const http_call request{*parse_url(host_.url()), {}, "all is well", "text/plain; charset=utf-8"};
  EXPECT_EQ(caller_.network().send(request, call_deadline{limits}, [](std::string_view) { return true; }).code, 200);
  EXPECT_THAT(host_.requests().at(0), HasSubstr("\r\nContent-Type: text/plain; charset=utf-8\r\n"));
}

TEST_F(http_client_test, an_answer_is_read_as_far_as_the_call_allows) {
  const std::string much(std::size_t{300} * 1024, 'a');
  host_.play(answer(200, much)).play(answer(500, much));
  const auto limits = limits_of(much_later);
  http_call request{*parse_url(host_.url()), {}, {}};
  request.most_bytes = 1000;
  for (const int code : {200, 500}) {
    const auto got = caller_.network().send(request, call_deadline{limits}, [](std::string_view) { return true; });
    EXPECT_EQ(code_of(got), errc::corrupt);
    EXPECT_EQ(got.code, code) << "and yet how it was answered is known";
  }
}

TEST_F(http_client_test, hands_out_a_stream_in_pieces_and_stops_when_it_was_enough) {
  host_.play([](const served_connection& client) {
    client.write(stream_head);
    client.write(chunk("one "));
    client.write(chunk("enough"));
    client.wait_for_end();
  });
  const auto got = post_within(much_later);
  EXPECT_EQ(code_of(got), errc::none);
  EXPECT_EQ(received(), "one enough");
}

TEST_F(http_client_test, keeps_the_body_of_a_failure_apart) {
  host_.play(answer(429, "slow down", "Retry-After: 7\r\n"));
  const auto got = post_within(much_later);
  EXPECT_EQ(code_of(got), errc::none);
  EXPECT_EQ(got.code, 429);
  EXPECT_EQ(got.retry_after, "7");
  EXPECT_EQ(got.error_body, "slow down");
  EXPECT_EQ(received(), "");
}

TEST_F(http_client_test, a_redirect_is_not_followed) {
  for (const int code : {301, 302, 303, 307, 308}) {
    host_.play(answer(code, "", "Location: " + host_.url() + "/elsewhere\r\n"));
    const auto got = post_within(much_later);
    EXPECT_EQ(code_of(got), errc::none) << code;
    EXPECT_EQ(got.code, code);
  }
  EXPECT_EQ(host_.requests().size(), 5U);
}

TEST_F(http_client_test, nobody_listening_means_that_nothing_was_sent) {
  const closed_port nobody;
  const auto got = caller_.post(nobody.url(), limits_of(much_later));
  EXPECT_EQ(code_of(got), errc::not_found);
  EXPECT_EQ(got.progress, http_progress::not_sent);
}

TEST_F(http_client_test, a_silent_host_ends_at_the_deadline) {
  host_.play(hang());
  const auto got = post(limits_over_when{[this] { return !host_.requests().empty(); }});
  EXPECT_EQ(code_of(got), errc::timeout);
  EXPECT_EQ(got.progress, http_progress::sent);
}

TEST_F(http_client_test, a_host_that_does_not_read_ends_at_the_deadline) {
  scripted_host deaf{scripted_host::listening::bytes};
  deaf.play(hang());
  const auto got = caller_.post(deaf.url(), limits_of(soon), std::string(std::size_t{64} * 1024 * 1024, 'x'));
  EXPECT_EQ(code_of(got), errc::timeout);
  EXPECT_EQ(got.progress, http_progress::not_sent);
}

TEST_F(http_client_test, a_head_that_drips_ends_at_the_deadline) {
  const auto drops = std::make_shared<std::atomic<int>>(0);  // the host goes on a little when the call has ended
  host_.play([drops](const served_connection& client) {
    client.write("HTTP/1.1 200 OK\r\nX-Slow: ");
    for (; client.write("a") && !client.pause(10ms); ++*drops) {
    }
  });
  const auto got = post(limits_over_when{[&drops] { return *drops > 5; }});
  EXPECT_EQ(code_of(got), errc::timeout);
  EXPECT_EQ(got.progress, http_progress::sent);
}

TEST_F(http_client_test, a_body_that_drips_ends_at_the_deadline) {
  host_.play([](const served_connection& client) {
    client.write(stream_head);
    while (client.write(chunk("a")) && !client.pause(10ms)) {
    }
  });
  const auto got = post(limits_over_when{[this] { return received().size() > 1; }});
  EXPECT_EQ(code_of(got), errc::timeout);
  EXPECT_EQ(got.progress, http_progress::answered);
  EXPECT_THAT(received(), StartsWith("aa"));
}

TEST_F(http_client_test, a_flood_ends_at_the_limit) {
  host_.play([](const served_connection& client) {
    client.write(stream_head);
    const auto much = chunk(std::string(std::size_t{64} * 1024, 'a'));
    while (client.write(much)) {
    }
  });
  EXPECT_EQ(code_of(post_within(much_later)), errc::corrupt);
  EXPECT_LE(received().size(), longest_answer);
}

TEST_F(http_client_test, a_cancelled_call_ends_though_the_host_is_silent) {
  host_.play(hang());
  std::atomic<bool> cancelled{false};
  std::thread canceller{[&] {
    while (host_.requests().empty()) std::this_thread::sleep_for(1ms);
    cancelled = true;
  }};
  const auto got = post({std::chrono::steady_clock::now() + much_later, [&] { return cancelled.load(); }});
  canceller.join();
  EXPECT_EQ(code_of(got), errc::cancelled);
}

TEST_F(http_client_test, without_a_first_text_in_time_the_call_is_given_up) {
  host_.play(hang());
  const auto now = std::chrono::steady_clock::now();
  EXPECT_EQ(code_of(post({now + much_later, {}, now + soon})), errc::timeout);
}

TEST_F(http_client_test, a_connection_that_closes_without_an_answer_was_sent) {
  host_.play(hang_up());
  const auto got = post_within(much_later);
  EXPECT_EQ(code_of(got), errc::unavailable);
  EXPECT_EQ(got.progress, http_progress::sent);
}

TEST_F(http_client_test, an_answer_that_breaks_off_is_no_answer) {
  host_.play([](const served_connection& client) { client.write("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf"); })
      .play([](const served_connection& client) {
        client.write(stream_head);
        client.write(chunk("half"));
      })
      .play([](const served_connection& client) {
        client.write("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf");
        client.pause(50ms);
        client.reset_at_end();
      });
  for (int i = 0; i < 3; ++i) {
    const auto got = post_within(much_later);
    EXPECT_EQ(code_of(got), errc::unavailable) << i;
    EXPECT_EQ(got.progress, http_progress::answered) << i;
  }
  EXPECT_EQ(received(), "halfhalfhalf");
}

TEST_F(http_client_test, what_is_no_http_is_said_to_be_none) {
  host_.play([](const served_connection& client) { client.write("SSH-2.0-OpenSSH_9.2\r\n"); });
  const auto got = post_within(much_later);
  EXPECT_EQ(code_of(got), errc::unavailable);
  EXPECT_THAT(got.ended.error().message, HasSubstr("without an answer"));
}

TEST_F(http_client_test, nothing_is_sent_unencrypted_to_a_public_address) {
  const auto got = caller_.post("http://192.0.2.1/v1", limits_of(much_later));
  ASSERT_FALSE(got.ended);
  EXPECT_EQ(got.ended.error().code, errc::invalid_argument);
  EXPECT_THAT(got.ended.error().message, HasSubstr("use https"));
  EXPECT_EQ(got.progress, http_progress::not_sent);
}

}  // namespace
}  // namespace secondbrain::net
