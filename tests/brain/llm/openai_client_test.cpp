#include "brain/llm/openai_client.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <string>

#include "tests/brain/llm/chat_call.hpp"
#include "tests/net/scripted_host.hpp"

namespace secondbrain::llm {
namespace {

using net::answer;
using net::broken_stream;
using net::chunk;
using net::http_client;
using net::scripted_host;
using net::served_connection;
using net::stream;
using net::stream_head;

using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

std::string text_chunk(const std::string& text) {
  return "data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"" + text + "\"},\"finish_reason\":null}]}\n\n";
}
const std::string finish = "data: {\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]}\n\n";
const std::string usage = "data: {\"choices\":[],\"usage\":{\"prompt_tokens\":21,\"completion_tokens\":4}}\n\n";
const std::string done = "data: [DONE]\n\n";

class openai_client_test : public ::testing::Test {
 protected:
  provider_reply complete() { return client_.ask(question(), generous_limits(), {}); }

  static provider_profile ollama_at(const std::string& url) {
    return {"ollama", "the model host at " + url, url, "ollama", "", "SECONDBRAIN_OLLAMA_BASE_URL"};
  }

  scripted_host host_;
  http_client network_;
  openai_client client_{network_, ollama_at(host_.url()), "llama3.2:3b"};
};

TEST_F(openai_client_test, asks_as_the_protocol_wants_it) {
  host_.play(
      answer(200, R"({"choices":[{"message":{"content":"Now."}}],"usage":{"prompt_tokens":9,"completion_tokens":2}})"));
  const auto reply = complete();
  ASSERT_TRUE(reply.ended) << reply.ended.error().message;
  EXPECT_EQ(reply.text, "Now.");
  EXPECT_EQ(reply.tokens.input, 9);
  EXPECT_EQ(reply.tokens.output, 2);

  const auto request = host_.requests().at(0);
  EXPECT_THAT(request, AllOf(HasSubstr("POST /v1/chat/completions "), HasSubstr("Authorization: Bearer ollama\r\n")));
  EXPECT_EQ(body_of(request), boost::json::parse(R"({"model":"llama3.2:3b","max_tokens":500,"temperature":0.3,
    "messages":[{"role":"system","content":"Be brief."},{"role":"system","content":"Sources."},
    {"role":"assistant","content":"left over"},{"role":"user","content":"Before?"},
    {"role":"assistant","content":"Before."},{"role":"user","content":"Now?"}]})"));
}

TEST_F(openai_client_test, streams_and_asks_for_the_usage) {
  host_.play(stream({text_chunk("No"), text_chunk("w."), finish, usage, done}));
  const auto got = stream_from(client_);
  ASSERT_TRUE(got.reply.ended) << got.reply.ended.error().message;
  EXPECT_THAT(got.pieces, ElementsAre("No", "w."));
  EXPECT_EQ(got.reply.tokens.input, 21);
  EXPECT_EQ(got.reply.tokens.output, 4);
  const auto body = body_of(host_.requests().at(0));
  EXPECT_EQ(body.at("stream"), true);
  EXPECT_EQ(body.at("stream_options").at("include_usage"), true);
}

TEST_F(openai_client_test, a_finished_answer_is_good_also_when_the_end_of_the_stream_is_missing) {
  host_.play(stream({text_chunk("Now."), finish})).play(broken_stream({text_chunk("Now."), finish}));
  for (int i = 0; i < 2; ++i) {
    const auto got = stream_from(client_);
    EXPECT_TRUE(got.reply.ended) << i;
    EXPECT_EQ(got.reply.tokens.output, std::nullopt);
  }
}

TEST_F(openai_client_test, a_stream_that_breaks_off_keeps_what_was_told) {
  host_.play(broken_stream({text_chunk("No")}));
  const auto got = stream_from(client_);
  EXPECT_EQ(got.reply.ended.error().code, errc::unavailable);
  EXPECT_EQ(got.reply.text, "No");
  EXPECT_TRUE(got.reply.may_have_cost);
}

TEST_F(openai_client_test, thinking_that_the_host_takes_out_itself_is_no_text) {
  host_.play(answer(200, R"({"choices":[{"message":{"content":null,"reasoning":"Let me see."}}]})"));
  auto reply = complete();
  ASSERT_TRUE(reply.ended) << reply.ended.error().message;
  EXPECT_EQ(reply.text, "");
  EXPECT_TRUE(reply.thought);

  host_.play(stream({"data: {\"choices\":[{\"delta\":{\"reasoning_content\":\"Let me see.\"}}]}\n\n",
                     text_chunk("Tea."), finish, done}));
  const auto got = stream_from(client_);
  EXPECT_THAT(got.pieces, ElementsAre("Tea."));
  EXPECT_TRUE(got.reply.thought);
}

TEST_F(openai_client_test, a_host_that_does_not_stop_is_not_listened_to_for_ever) {
  std::atomic<std::size_t> events_sent{0};
  host_.play([&](const served_connection& client) {
    client.write(stream_head);
    const auto event = chunk(text_chunk(std::string(1000, 'x')));
    while (events_sent < 10'000 && client.write(event)) ++events_sent;
  });
  const auto got = stream_from(client_);
  ASSERT_FALSE(got.reply.ended);
  EXPECT_THAT(got.reply.ended.error().message, HasSubstr("more text than it was asked for"));
  EXPECT_LT(got.reply.text.size(), 100'000U);

  host_.play(answer(200, R"({"choices":[{"message":{"content":")" + std::string(100'000, 'x') + R"("}}]})"));
  EXPECT_THAT(complete().ended.error().message, HasSubstr("more text than it was asked for"));
}

TEST_F(openai_client_test, null_content_is_an_empty_answer) {
  host_.play(answer(200, R"({"choices":[{"message":{"content":null}}],"usage":null})"));
  const auto reply = complete();
  EXPECT_TRUE(reply.ended);
  EXPECT_EQ(reply.text, "");
}

TEST_F(openai_client_test, an_answer_of_the_wrong_shape_is_nonsense) {
  for (const auto* body : {"", "<html></html>", "{}", "null", R"({"choices":null})", R"({"choices":[]})",
                           R"({"choices":[null]})", R"({"choices":[{"message":null}]})",
                           R"({"choices":[{"message":{}}]})", R"({"choices":[{"message":{"content":5}}]})"}) {
    host_.play(answer(200, body));
    const auto reply = complete();
    ASSERT_FALSE(reply.ended) << body;
    EXPECT_EQ(reply.ended.error().code, errc::corrupt) << body;
  }
}

TEST_F(openai_client_test, chunks_of_the_wrong_shape_are_nonsense_or_say_nothing) {
  for (const auto* event : {"data: {\n\n", "data: null\n\n", "data: 5\n\n"}) {
    host_.play(stream({event, done}));
    EXPECT_EQ(stream_from(client_).reply.ended.error().code, errc::corrupt) << event;
  }
  for (const auto* event : {"data: {\"choices\":[null]}\n\n", "data: {\"choices\":null,\"usage\":[]}\n\n",
                            "data: {\"choices\":[{\"delta\":{\"content\":null}}]}\n\n",
                            "data: {\"choices\":[{\"delta\":{\"content\":5}}]}\n\n"}) {
    host_.play(stream({event, text_chunk("Now."), finish, done}));
    EXPECT_EQ(stream_from(client_).reply.text, "Now.") << event;
  }
}

TEST_F(openai_client_test, a_failure_inside_an_answer_is_told) {
  host_.play(answer(200, R"({"error":{"message":"out of memory"}})"))
      .play(stream({"data: {\"error\":\"out of memory\"}\n\n"}));
  EXPECT_THAT(complete().ended.error().message, HasSubstr("reports: out of memory"));
  EXPECT_THAT(stream_from(client_).reply.ended.error().message, HasSubstr("reports: out of memory"));
}

TEST_F(openai_client_test, an_unknown_model_and_a_wrong_path_say_what_to_check) {
  host_.play(answer(404, R"({"error":{"message":"model 'llama3.2:3b' not found"}})"));
  const auto reply = complete();
  EXPECT_EQ(reply.ended.error().code, errc::invalid_argument);
  EXPECT_THAT(reply.ended.error().message, AllOf(HasSubstr("not found"), HasSubstr("SECONDBRAIN_OLLAMA_BASE_URL")));
}

TEST(openai_client_without_host_test, asks_whether_it_is_running) {
  std::string url;
  { url = scripted_host{}.url(); }
  http_client network;
  openai_client client{
      network, {"ollama", "the model host at " + url, url, "ollama", "", "SECONDBRAIN_OLLAMA_BASE_URL"}, "any"};
  const auto reply = client.ask(question(), generous_limits(), {});
  ASSERT_FALSE(reply.ended);
  EXPECT_EQ(reply.ended.error().code, errc::unavailable);
  EXPECT_THAT(reply.ended.error().message, HasSubstr("is it running?"));
  EXPECT_FALSE(reply.may_have_cost);
}

}  // namespace
}  // namespace secondbrain::llm
