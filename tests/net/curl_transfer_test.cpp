// One request, carried out by libcurl alone, without the client around it.
#include "net/curl_transfer.hpp"

#include <gtest/gtest.h>

#include <stdexcept>
#include <string>

#include "tests/net/scripted_host.hpp"

namespace secondbrain::net {
namespace {

class curl_transfer_test : public ::testing::Test {
 protected:
  http_call request_to(const std::string& base_url) const {
    return {parse_url(base_url)->below("/messages"), {{"x-api-key", "secret"}}, "{}"};
  }

  http_answer carry_out(const http_call& request, const body_receiver& receiver) {
    curl_transfer transfer{request, receiver, std::chrono::seconds{60}};
    EXPECT_NE(transfer.handle(), nullptr);
    return transfer.finish(curl_easy_perform(transfer.handle()));
  }

  std::string received_;
  const body_receiver keep_ = [this](std::string_view bytes) {
    received_ += bytes;
    return true;
  };
  scripted_host host_;
};

TEST_F(curl_transfer_test, hands_out_the_body_and_says_that_it_was_answered) {
  host_.play(answer(200, "hello"));
  const auto got = carry_out(request_to(host_.url()), keep_);
  EXPECT_TRUE(got.ended);
  EXPECT_EQ(got.progress, http_progress::answered);
  EXPECT_EQ(got.code, 200);
  EXPECT_EQ(received_, "hello");
  EXPECT_NE(host_.requests().at(0).find("\r\nx-api-key: secret\r\n"), std::string::npos);
}

TEST_F(curl_transfer_test, a_host_where_nobody_listens_has_seen_nothing) {
  const auto got = carry_out(request_to("http://127.0.0.1:9/v1"), keep_);
  ASSERT_FALSE(got.ended);
  EXPECT_EQ(got.ended.error().code, errc::not_found);
  EXPECT_EQ(got.progress, http_progress::not_sent);
}

TEST_F(curl_transfer_test, what_ended_it_from_outside_is_what_it_ends_with) {
  const auto request = request_to(host_.url());
  curl_transfer transfer{request, keep_, std::chrono::seconds{60}};
  const auto got = transfer.finish(fail(errc::cancelled, "nobody waits any more"));
  ASSERT_FALSE(got.ended);
  EXPECT_EQ(got.ended.error().code, errc::cancelled);
  EXPECT_EQ(got.progress, http_progress::not_sent);
}

TEST_F(curl_transfer_test, what_the_receiver_throws_comes_out_behind_the_library) {
  host_.play(answer(200, "hello"));
  const body_receiver broken = [](std::string_view) -> bool { throw std::runtime_error{"no room"}; };
  EXPECT_THROW(carry_out(request_to(host_.url()), broken), std::runtime_error);
}

}  // namespace
}  // namespace secondbrain::net
