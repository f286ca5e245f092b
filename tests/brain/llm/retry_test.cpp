#include "brain/llm/retry.hpp"

#include <gtest/gtest.h>

namespace secondbrain::llm {
namespace {

using namespace std::chrono_literals;

net::http_answer answered(int code) {
  net::http_answer answer;
  answer.progress = net::http_progress::answered;
  answer.code = code;
  return answer;
}

net::http_answer failed(net::http_progress progress, errc code) {
  net::http_answer answer;
  answer.progress = progress;
  answer.ended = fail(code, "scripted");
  return answer;
}

TEST(retry_test, only_what_nobody_can_have_been_paid_for_is_repeated) {
  for (const int code : {408, 409, 429, 500, 502, 503, 504, 529}) EXPECT_TRUE(worth_repeating(answered(code))) << code;
  for (const int code : {200, 201, 301, 400, 401, 403, 404, 413, 422})
    EXPECT_FALSE(worth_repeating(answered(code))) << code;
  EXPECT_TRUE(worth_repeating(failed(net::http_progress::not_sent, errc::unavailable)));
  EXPECT_FALSE(worth_repeating(failed(net::http_progress::sent, errc::unavailable)));
  auto dropped = answered(200);
  dropped.ended = fail(errc::unavailable, "dropped");
  EXPECT_FALSE(worth_repeating(dropped));
}

TEST(retry_test, what_cannot_get_better_is_not_repeated) {
  for (const auto code : {errc::timeout, errc::cancelled, errc::invalid_argument, errc::not_found})
    EXPECT_FALSE(worth_repeating(failed(net::http_progress::not_sent, code))) << to_string(code);
}

TEST(retry_test, pauses_double_up_to_a_limit_and_are_shortened_by_chance) {
  EXPECT_EQ(back_off(0, 0), 500ms);
  EXPECT_EQ(back_off(1, 0), 1000ms);
  EXPECT_EQ(back_off(4, 0), 8000ms);
  EXPECT_EQ(back_off(1000, 0), 8000ms);
  EXPECT_EQ(back_off(0, 1), 375ms);
}

}  // namespace
}  // namespace secondbrain::llm
