#include "brain/llm/anthropic_client.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <future>
#include <utility>

#include "tests/brain/llm/chat_call.hpp"
#include "tests/net/scripted_host.hpp"

namespace secondbrain::llm {
namespace {

using net::answer;
using net::broken_stream;
using net::chunk;
using net::hang_up;
using net::http_client;
using net::scripted_host;
using net::served_connection;
using net::stalled_stream;
using net::stream;
using net::stream_head;

using namespace std::chrono_literals;
using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;

const std::string start =
    "event: message_start\ndata: "
    "{\"type\":\"message_start\",\"message\":{\"usage\":{\"input_tokens\":11,\"output_tokens\":"
    "1}}}\n\n";
const std::string ping = "event: ping\ndata: {\"type\":\"ping\"}\n\n";
const std::string stop =
    "event: message_delta\ndata: {\"type\":\"message_delta\",\"usage\":{\"output_tokens\":7}}\n\n"
    "event: message_stop\ndata: {\"type\":\"message_stop\"}\n\n";

std::string text_event(const std::string& text) {
  return "event: content_block_delta\ndata: "
         "{\"type\":\"content_block_delta\",\"delta\":{\"type\":\"text_delta\",\"text\":\"" +
         text + "\"}}\n\n";
}

class anthropic_client_test : public ::testing::Test {
 protected:
  anthropic_client client_with(const std::string& base_url) {
    return {network_,
            {"anthropic", "Anthropic", base_url, "sk-secret", "SECONDBRAIN_ANTHROPIC_API_KEY",
             "SECONDBRAIN_ANTHROPIC_BASE_URL"},
            "claude-haiku-4-5"};
  }

  provider_reply complete(const call_limits& limits = generous_limits()) { return client_.ask(question(), limits, {}); }

  scripted_host host_;
  http_client network_;
  anthropic_client client_ = client_with(host_.url());
};

TEST_F(anthropic_client_test, asks_as_the_protocol_wants_it) {
  host_.play(
      answer(200, R"({"content":[{"type":"text","text":"Now."}],"usage":{"input_tokens":12,"output_tokens":3}})"));
  const auto reply = complete();
  ASSERT_TRUE(reply.ended) << reply.ended.error().message;
  EXPECT_EQ(reply.text, "Now.");
  EXPECT_EQ(reply.tokens.input, 12);
  EXPECT_EQ(reply.tokens.output, 3);
  EXPECT_TRUE(reply.may_have_cost);

  const auto request = host_.requests().at(0);
  EXPECT_THAT(request, AllOf(HasSubstr("POST /v1/messages "), HasSubstr("x-api-key: sk-secret\r\n"),
                             HasSubstr("anthropic-version: 2023-06-01\r\n")));
  EXPECT_EQ(body_of(request), boost::json::parse(R"({"model":"claude-haiku-4-5","max_tokens":500,"stream":false,
    "system":"Be brief.\n\nSources.","messages":[{"role":"user","content":"Before?"},
    {"role":"assistant","content":"Before."},{"role":"user","content":"Now?"}]})"));
}

TEST_F(anthropic_client_test, bytes_that_are_no_utf8_do_not_spoil_the_request) {
  host_.play(answer(200, R"({"content":[{"type":"text","text":"ok"}]})"));
  client_.ask({purpose::inbox, {}, {{"user", "caf\xE9"}}}, generous_limits(), {});
  EXPECT_THAT(host_.requests().at(0), HasSubstr("caf\xEF\xBF\xBD\""));
}

TEST_F(anthropic_client_test, streams) {
  host_.play(stream({start, ping, text_event("No"), text_event("w."), stop}));
  const auto got = stream_from(client_);
  ASSERT_TRUE(got.reply.ended) << got.reply.ended.error().message;
  EXPECT_THAT(got.pieces, ElementsAre("No", "w."));
  EXPECT_EQ(got.reply.text, "Now.");
  EXPECT_EQ(got.reply.tokens.input, 11);
  EXPECT_EQ(got.reply.tokens.output, 7);
  EXPECT_EQ(body_of(host_.requests().at(0)).at("stream"), true);
}

TEST_F(anthropic_client_test, needs_no_end_of_the_connection_to_see_the_end_of_the_answer) {
  host_.play(stalled_stream({start, text_event("Now."), stop}));
  EXPECT_TRUE(stream_from(client_).reply.ended);
}

TEST_F(anthropic_client_test, a_stream_that_is_dropped_keeps_what_was_told_and_is_not_repeated) {
  host_.play(broken_stream({start, text_event("No")})).play(answer(200, "{}"));
  const auto got = stream_from(client_);
  ASSERT_FALSE(got.reply.ended);
  EXPECT_EQ(got.reply.ended.error().code, errc::unavailable);
  EXPECT_EQ(got.reply.text, "No");
  EXPECT_EQ(got.reply.tokens.input, 11);
  EXPECT_EQ(got.reply.tokens.output, std::nullopt);  // the first event's count is only a placeholder
  EXPECT_TRUE(got.reply.may_have_cost);
  EXPECT_EQ(host_.requests().size(), 1U);
}

TEST_F(anthropic_client_test, a_stream_that_stalls_ends_at_the_deadline) {
  host_.play(stalled_stream({start, text_event("No")}));
  const auto got = stream_from(client_, limits_of(300ms));
  ASSERT_FALSE(got.reply.ended);
  EXPECT_EQ(got.reply.ended.error().code, errc::timeout);
  EXPECT_THAT(got.reply.ended.error().message, HasSubstr("Anthropic did not answer in time"));
}

TEST_F(anthropic_client_test, after_the_first_text_only_the_last_deadline_counts) {
  std::promise<void> the_first_text_is_late;
  host_.play([&](const served_connection& client) {
    client.write(stream_head);
    client.write(chunk(start + text_event("No")));
    the_first_text_is_late.get_future().wait();
    client.write(chunk(text_event("w.") + stop));
  });
  manual_clock time;
  std::string heard;
  call_limits limits{time.steady() + 1h};
  limits.first_text_by = time.steady() + 1min;
  limits.time = &time;
  limits.cancelled = [&, is_late = false]() mutable {
    if (heard.empty() || std::exchange(is_late, true)) return false;
    time.advance(2min);
    the_first_text_is_late.set_value();
    return false;
  };
  const auto reply = client_.ask(question(), limits, [&](std::string_view piece) { heard += piece; });
  EXPECT_EQ(reply.text, "Now.");
}

TEST_F(anthropic_client_test, events_before_the_first_text_do_not_prolong_the_wait) {
  host_.play([](const served_connection& client) {
    client.write(stream_head);
    while (client.write(chunk(ping)) && !client.pause(20ms)) {
    }
  });
  auto limits = generous_limits();
  limits.first_text_by = std::chrono::steady_clock::now() + 200ms;
  EXPECT_EQ(stream_from(client_, limits).reply.ended.error().code, errc::timeout);
}

TEST_F(anthropic_client_test, a_failure_inside_a_stream_is_told_in_the_providers_words) {
  host_.play(stream({start, text_event("No"),
                     "event: error\ndata: {\"type\":\"error\",\"error\":{\"message\":\"Overloaded\"}}\n\n"}));
  const auto got = stream_from(client_);
  ASSERT_FALSE(got.reply.ended);
  EXPECT_EQ(got.reply.ended.error().code, errc::unavailable);
  EXPECT_THAT(got.reply.ended.error().message, HasSubstr("Anthropic reports: Overloaded"));
}

TEST_F(anthropic_client_test, a_stream_without_its_end_is_nonsense) {
  host_.play(stream({start, text_event("No")}));
  EXPECT_EQ(stream_from(client_).reply.ended.error().code, errc::corrupt);
}

TEST_F(anthropic_client_test, events_of_the_wrong_shape_are_nonsense_or_say_nothing) {
  for (const auto* event : {"data: {\n\n", "data: null\n\n", "data: [1]\n\n", "data: {\"type\":1}\n\n"}) {
    host_.play(stream({start, event, stop}));
    EXPECT_EQ(stream_from(client_).reply.ended.error().code, errc::corrupt) << event;
  }
  for (const auto* event :
       {"data: {\"type\":\"content_block_delta\"}\n\n", "data: {\"type\":\"content_block_delta\",\"delta\":null}\n\n",
        "data: {\"type\":\"content_block_delta\",\"delta\":{\"type\":\"text_delta\",\"text\":5}}\n\n",
        "data: {\"type\":\"message_delta\",\"usage\":{\"output_tokens\":\"7\"}}\n\n",
        "data: {\"type\":\"news\"}\n\n"}) {
    host_.play(stream({start, event, text_event("Now."), stop}));
    const auto got = stream_from(client_);
    EXPECT_TRUE(got.reply.ended) << event;
    EXPECT_EQ(got.reply.text, "Now.") << event;
  }
}

TEST_F(anthropic_client_test, an_answer_of_the_wrong_shape_is_nonsense_that_was_paid_for_once) {
  const std::vector<std::string> bodies{"",
                                        "<html><body>Welcome</body></html>",
                                        "{\"content\":",
                                        "null",
                                        "[]",
                                        "{}",
                                        R"({"content":null})",
                                        R"({"content":[null]})",
                                        R"({"content":"text"})",
                                        R"({"content":[{"type":"text","text":null}]})",
                                        R"({"content":[{"type":"text","text":5}],"usage":{"input_tokens":"many"}})"};
  for (const auto& body : bodies) {
    host_.play(answer(200, body));
    const auto reply = complete();
    ASSERT_FALSE(reply.ended) << body;
    EXPECT_EQ(reply.ended.error().code, errc::corrupt) << body;
    EXPECT_THAT(reply.ended.error().message,
                AllOf(HasSubstr("Anthropic"), HasSubstr("SECONDBRAIN_ANTHROPIC_BASE_URL")));
    EXPECT_TRUE(reply.may_have_cost);
  }
  EXPECT_EQ(host_.requests().size(), bodies.size());
}

TEST_F(anthropic_client_test, counts_of_the_wrong_type_are_as_if_not_told) {
  host_.play(answer(
      200, R"({"content":[null,{"type":"text","text":"ok"}],"usage":{"input_tokens":"12","output_tokens":-3}})"));
  const auto reply = complete();
  EXPECT_EQ(reply.text, "ok");
  EXPECT_EQ(reply.tokens.input, std::nullopt);
  EXPECT_EQ(reply.tokens.output, std::nullopt);
}

TEST_F(anthropic_client_test, a_refused_key_is_named_by_its_setting_and_never_shown) {
  host_.play(answer(401, R"({"error":{"message":"invalid key sk-secret"}})"));
  const auto reply = complete();
  ASSERT_FALSE(reply.ended);
  EXPECT_EQ(reply.ended.error().code, errc::invalid_argument);
  EXPECT_THAT(reply.ended.error().message, AllOf(HasSubstr("refuses the key: check SECONDBRAIN_ANTHROPIC_API_KEY"),
                                                 Not(HasSubstr("sk-secret")), Not(HasSubstr("HTTP"))));
  EXPECT_EQ(reply.for_log, "HTTP 401");
  EXPECT_FALSE(reply.may_have_cost);
}

TEST_F(anthropic_client_test, a_password_that_a_proxy_wants_is_not_the_hosts) {
  host_.play(answer(407, ""));
  const auto reply = complete();
  ASSERT_FALSE(reply.ended);
  EXPECT_EQ(reply.ended.error().code, errc::invalid_argument);
  EXPECT_THAT(reply.ended.error().message, AllOf(HasSubstr("proxy"), HasSubstr("http_proxy"), HasSubstr("password")));
}

TEST_F(anthropic_client_test, what_is_rejected_is_told_without_the_key_and_not_repeated) {
  host_.play(answer(400, R"({"error":{"message":"sk-secret said: max_tokens\nis too large"}})"));
  const auto reply = complete();
  EXPECT_EQ(reply.ended.error().code, errc::invalid_argument);
  EXPECT_THAT(reply.ended.error().message,
              AllOf(HasSubstr("(it says: **** said: max_tokens is too large)"), Not(HasSubstr("HTTP"))));
  EXPECT_EQ(reply.for_log, "HTTP 400");
  EXPECT_EQ(host_.requests().size(), 1U);
}

TEST_F(anthropic_client_test, not_now_is_repeated_twice_within_the_deadline) {
  host_.play(answer(529, "")).play(answer(429, "", "Retry-After: 0\r\n"));
  host_.play(answer(200, R"({"content":[{"type":"text","text":"at last"}]})"));
  EXPECT_EQ(complete().text, "at last");
  EXPECT_EQ(host_.requests().size(), 3U);
}

TEST_F(anthropic_client_test, not_now_three_times_is_a_failure_that_cost_nothing) {
  for (int i = 0; i < 4; ++i) host_.play(answer(500, "<html>oops</html>"));
  const auto reply = complete();
  EXPECT_EQ(reply.ended.error().code, errc::unavailable);
  EXPECT_THAT(reply.ended.error().message,
              AllOf(HasSubstr("has a problem of its own; try again later"), Not(HasSubstr("HTTP"))));
  EXPECT_EQ(reply.for_log, "HTTP 500");
  EXPECT_FALSE(reply.may_have_cost);
  EXPECT_EQ(host_.requests().size(), 3U);
}

TEST_F(anthropic_client_test, a_pause_beyond_the_deadline_is_not_waited_for) {
  host_.play(answer(429, R"({"error":{"message":"rate limit"}})", "Retry-After: 3600\r\n"));
  const auto reply = complete();
  EXPECT_EQ(reply.ended.error().code, errc::unavailable);
  EXPECT_THAT(reply.ended.error().message, AllOf(HasSubstr("rate limit"), HasSubstr("try again in 3600 s")));
  EXPECT_EQ(host_.requests().size(), 1U);
}

TEST_F(anthropic_client_test, what_was_sent_and_not_answered_is_not_repeated) {
  host_.play(hang_up()).play(answer(200, "{}"));
  const auto reply = complete();
  EXPECT_EQ(reply.ended.error().code, errc::unavailable);
  EXPECT_THAT(reply.ended.error().message, HasSubstr("Anthropic broke off"));
  EXPECT_TRUE(reply.may_have_cost);
  EXPECT_EQ(host_.requests().size(), 1U);
}

TEST_F(anthropic_client_test, a_cancelled_call_does_not_wait_for_its_next_try) {
  host_.play(answer(529, "", "Retry-After: 10\r\n"));
  auto limits = generous_limits();
  limits.cancelled = [&] { return !host_.requests().empty(); };
  EXPECT_EQ(complete(limits).ended.error().code, errc::cancelled);
}

TEST_F(anthropic_client_test, a_wrong_address_names_its_setting) {
  auto client = client_with("api.anthropic.com");
  const auto reply = client.ask(question(), generous_limits(), {});
  EXPECT_EQ(reply.ended.error().code, errc::invalid_argument);
  EXPECT_THAT(reply.ended.error().message, HasSubstr("SECONDBRAIN_ANTHROPIC_BASE_URL"));
}

}  // namespace
}  // namespace secondbrain::llm
