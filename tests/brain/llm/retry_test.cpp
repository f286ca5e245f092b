#include "brain/llm/retry.hpp"

#include <gtest/gtest.h>

namespace secondbrain::llm {
namespace {

using namespace std::chrono_literals;

http_answer answered(int code) {
  http_answer answer;
  answer.progress = http_progress::answered;
  answer.code = code;
  return answer;
}

http_answer failed(http_progress progress, errc code) {
  http_answer answer;
  answer.progress = progress;
  answer.ended = fail(code, "scripted");
  return answer;
}

TEST(retry_test, only_what_nobody_can_have_been_paid_for_is_repeated) {
  for (const int code : {408, 409, 429, 500, 502, 503, 504, 529}) EXPECT_TRUE(worth_repeating(answered(code))) << code;
  for (const int code : {200, 201, 301, 400, 401, 403, 404, 413, 422})
    EXPECT_FALSE(worth_repeating(answered(code))) << code;
  EXPECT_TRUE(worth_repeating(failed(http_progress::not_sent, errc::unavailable)));
  EXPECT_FALSE(worth_repeating(failed(http_progress::sent, errc::unavailable)));
  auto dropped = answered(200);
  dropped.ended = fail(errc::unavailable, "dropped");
  EXPECT_FALSE(worth_repeating(dropped));
}

TEST(retry_test, what_cannot_get_better_is_not_repeated) {
  for (const auto code : {errc::timeout, errc::cancelled, errc::invalid_argument, errc::not_found})
    EXPECT_FALSE(worth_repeating(failed(http_progress::not_sent, code))) << to_string(code);
}

TEST(retry_test, pauses_double_up_to_a_limit_and_are_shortened_by_chance) {
  EXPECT_EQ(back_off(0, 0), 500ms);
  EXPECT_EQ(back_off(1, 0), 1000ms);
  EXPECT_EQ(back_off(4, 0), 8000ms);
  EXPECT_EQ(back_off(1000, 0), 8000ms);
  EXPECT_EQ(back_off(0, 1), 375ms);
}

TEST(retry_test, reads_seconds_and_dates) {
  const auto now = std::chrono::system_clock::from_time_t(1445412420);  // Wed, 21 Oct 2015 07:27:00 GMT
  EXPECT_EQ(requested_pause("120", now), 120s);
  EXPECT_EQ(requested_pause("0", now), 0s);
  EXPECT_EQ(requested_pause("Wed, 21 Oct 2015 07:28:00 GMT", now), 60s);
  EXPECT_EQ(requested_pause("Wed, 21 Oct 2015 07:00:00 GMT", now), 0s);
  EXPECT_GT(requested_pause("Fri, 31 Dec 9999 23:59:59 GMT", now), std::chrono::hours{24 * 365}) << "no overflow";
  for (const auto* text : {"", "soon", "-5", "1.5"}) EXPECT_EQ(requested_pause(text, now), std::nullopt) << text;
}

}  // namespace
}  // namespace secondbrain::llm
