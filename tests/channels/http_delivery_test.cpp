// What may happen to a notice on the way to a web service; played by a host on this machine.
#include "channels/http_delivery.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/net/closed_port.hpp"
#include "tests/net/limits.hpp"
#include "tests/net/scripted_host.hpp"

namespace secondbrain::channels {
namespace {

using namespace std::chrono_literals;
using net::answer;
using net::generous_limits;
using net::hang;
using net::scripted_host;
using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

class http_delivery_test : public ::testing::Test {
 protected:
  web_delivery deliver_to(const std::string& address, const net::call_limits& limits = generous_limits()) {
    net::http_call call{
        *net::parse_url(address, net::address_kind::whole), {{"Authorization", "Bearer correct-horse"}}, "{}"};
    return deliver(network_, std::move(call), receiver_, limits);
  }

  web_delivery deliver_it(const net::call_limits& limits = generous_limits()) {
    return deliver_to(host_.url() + "/secret-topic?token=correct-horse", limits);
  }

  /// No sentence tells what nobody may know.
  static void expect_failure(const delivery& got, errc code, const std::string& words) {
    ASSERT_FALSE(got.ended);
    EXPECT_EQ(got.ended.error().code, code) << got.ended.error().message;
    EXPECT_THAT(got.ended.error().message, AllOf(HasSubstr("the bell at bell.example"), HasSubstr(words),
                                                 Not(HasSubstr("secret-topic")), Not(HasSubstr("correct-horse"))));
  }

  web_receiver receiver_{"the bell at bell.example", "SECONDBRAIN_BELL", "SECONDBRAIN_BELL_TOKEN"};
  net::http_client network_;
  scripted_host host_;
};

TEST_F(http_delivery_test, what_is_accepted_has_arrived) {
  for (const int code : {200, 201, 202, 204}) {
    host_.play(answer(code, code == 204 ? "" : "thank you"));
    const auto got = deliver_it();
    EXPECT_TRUE(got.came_to.ended) << code;
    EXPECT_EQ(got.answer, code == 204 ? "" : "thank you");
  }
}

TEST_F(http_delivery_test, an_answer_that_never_ends_is_not_waited_for) {
  host_.play([](const net::served_connection& client) {
    client.write(net::stream_head);
    while (client.write(net::chunk(std::string(10'000, 'x')))) {
    }
  });
  const auto got = deliver_it();
  EXPECT_TRUE(got.came_to.ended);
  EXPECT_EQ(got.answer.size(), most_of_an_answer);
}

TEST_F(http_delivery_test, an_answer_that_breaks_off_after_its_status_is_one) {
  host_.play(
      [](const net::served_connection& client) { client.write("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhal"); });
  EXPECT_TRUE(deliver_it().came_to.ended);
}

TEST_F(http_delivery_test, what_is_refused_is_not_worth_another_attempt) {
  for (const auto& [code, words] : {std::pair{400, "rejects"},
                                    {401, "refuses access"},
                                    {403, "SECONDBRAIN_BELL_TOKEN"},
                                    {404, "has nothing"},
                                    {410, "SECONDBRAIN_BELL"},
                                    {413, "rejects"},
                                    {422, "HTTP 422"}}) {
    host_.play(answer(code, "correct-horse is no key of secret-topic"));
    const auto got = deliver_it();
    expect_failure(got.came_to, errc::invalid_argument, words);
    EXPECT_FALSE(may_work_later(got.came_to.ended.error().code)) << code;
  }
}

TEST_F(http_delivery_test, a_receiver_with_a_problem_is_tried_again_when_it_says_so) {
  for (const int code : {408, 429, 500, 502, 503, 599}) {
    host_.play(answer(code, "<html>", "Retry-After: 120\r\n"));
    const auto got = deliver_it();
    expect_failure(got.came_to, code < 500 ? errc::busy : errc::unavailable, "HTTP " + std::to_string(code));
    EXPECT_TRUE(may_work_later(got.came_to.ended.error().code)) << code;
    EXPECT_EQ(got.came_to.pause, 120s);
  }
  host_.play(answer(500, ""));
  EXPECT_EQ(deliver_it().came_to.pause, std::nullopt);
}

TEST_F(http_delivery_test, a_huge_answer_to_a_failure_changes_nothing) {
  host_.play(answer(503, std::string(std::size_t{2} * 1024 * 1024, 'x'), "Retry-After: 7\r\n"));
  const auto got = deliver_it();
  expect_failure(got.came_to, errc::unavailable, "HTTP 503");
  EXPECT_EQ(got.came_to.pause, 7s);
}

TEST_F(http_delivery_test, a_redirect_leads_nowhere) {
  scripted_host elsewhere;
  for (const auto& target : {elsewhere.url(), std::string{"file:///etc/passwd"}, std::string{"http://169.254.169.254/"},
                             std::string{"//127.0.0.1:9/"}, std::string{"gopher://127.0.0.1/"}})
    for (const int code : {301, 302, 303, 307, 308}) {
      host_.play(answer(code, "", "Location: " + target + "/secret-topic\r\n"));
      expect_failure(deliver_it().came_to, errc::invalid_argument, "has moved");
    }
  EXPECT_EQ(elsewhere.connections(), 0);
}

TEST_F(http_delivery_test, a_receiver_that_hangs_ends_at_the_deadline) {
  host_.play(hang());
  const auto came = [this](std::size_t requests) {
    return [this, requests] { return host_.requests().size() == requests; };
  };
  expect_failure(deliver_it(net::limits_over_when{came(1)}).came_to, errc::timeout, "did not answer in time");
  host_.play([](const net::served_connection& client) {
    client.write("HTTP/1.1 200 O");
    client.wait_for_end();
  });
  expect_failure(deliver_it(net::limits_over_when{came(2)}).came_to, errc::timeout, "did not answer in time");
}

TEST_F(http_delivery_test, a_call_that_nobody_waits_for_ends) {
  host_.play(hang());
  auto limits = generous_limits();
  limits.cancelled = [this] { return !host_.requests().empty(); };
  const auto got = deliver_it(limits);
  expect_failure(got.came_to, errc::cancelled, "cut short");
  EXPECT_TRUE(may_work_later(errc::cancelled));
}

TEST_F(http_delivery_test, a_receiver_that_is_not_there_may_come_back) {
  const net::closed_port nobody;
  expect_failure(deliver_to(nobody.url() + "/secret-topic").came_to, errc::unavailable, "nobody listens there");
  expect_failure(deliver_to("http://no-such-host.invalid/secret-topic").came_to, errc::unavailable,
                 "cannot be reached");
  host_.play(net::hang_up());
  expect_failure(deliver_it().came_to, errc::unavailable, "without an answer");
  host_.play([](const net::served_connection& client) { client.write("SSH-2.0-OpenSSH_9.2\r\n"); });
  expect_failure(deliver_it().came_to, errc::unavailable, "cannot be reached");
}

TEST_F(http_delivery_test, nothing_goes_unencrypted_to_a_public_address) {
  const auto got = deliver_to("http://192.0.2.1/secret-topic");
  expect_failure(got.came_to, errc::unavailable, "use https");
}

}  // namespace
}  // namespace secondbrain::channels
