#include "brain/llm/openai_embedder.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <numeric>

#include "tests/brain/llm/chat_call.hpp"
#include "tests/brain/llm/memory_ledger.hpp"
#include "tests/net/scripted_host.hpp"

namespace secondbrain::llm {
namespace {

using net::answer;
using net::answer_and_stay;
using net::hang_up;
using net::http_client;
using net::scripted_host;

using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::FloatEq;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

class openai_embedder_test : public ::testing::Test {
 protected:
  openai_embedder embedder(std::optional<int> dimensions, const std::string& model = "text-embedding-3-small",
                           document_patience patience = {}) {
    return {network_,
            {"openai", "OpenAI", host_.url(), "sk-secret", "SECONDBRAIN_OPENAI_API_KEY", "SECONDBRAIN_OPENAI_BASE_URL"},
            {model, dimensions.value_or(openai_dimensions(model))},
            dimensions ? vector_length::requested : vector_length::inherent,
            breaker_,
            {spending_, ledger_, {}},
            {},
            patience};
  }

  /// Answers with vectors (index + 1, 0) for so many texts.
  static std::string vectors(std::size_t count) {
    std::string data;
    for (std::size_t i = 0; i < count; ++i)
      data += (i > 0 ? "," : "") +
              ("{\"index\":" + std::to_string(i) + ",\"embedding\":[" + std::to_string(i + 1) + ",0]}");
    return "{\"data\":[" + data + "],\"usage\":{\"prompt_tokens\":1000}}";
  }

  http_client network_;
  memory_ledger ledger_;
  budget spending_{{}, ledger_, real_clock(), {}};
  circuit_breaker breaker_{{}, real_clock()};
  scripted_host host_;
};

TEST_F(openai_embedder_test, its_tag_has_the_models_length_unless_one_is_configured) {
  EXPECT_EQ(embedder({}).model(), (model_tag{"text-embedding-3-small", 1536}));
  EXPECT_EQ(embedder({}, "text-embedding-3-large").model().dimensions, 3072);
  EXPECT_EQ(embedder({}, "text-embedding-ada-002").model().dimensions, 1536);
  EXPECT_EQ(embedder(256).model().dimensions, 256);
}

TEST_F(openai_embedder_test, puts_vectors_in_the_order_of_the_texts_and_normalises_them) {
  host_.play(answer(
      200, R"({"data":[{"index":1,"embedding":[0,2]},{"index":0,"embedding":[3,4]}],"usage":{"prompt_tokens":5}})"));
  const std::vector<std::string> texts{"one", "two"};
  const auto got = embedder(2).embed_documents(texts);
  ASSERT_TRUE(got) << got.error().message;
  EXPECT_THAT(*got, ElementsAre(ElementsAre(FloatEq(0.6F), FloatEq(0.8F)), ElementsAre(0, 1)));
  const auto request = host_.requests().at(0);
  EXPECT_THAT(request, AllOf(HasSubstr("POST /v1/embeddings "), HasSubstr("Authorization: Bearer sk-secret\r\n")));
  EXPECT_EQ(body_of(request),
            boost::json::parse(R"({"model":"text-embedding-3-small","input":["one","two"],"dimensions":2})"));
}

TEST_F(openai_embedder_test, dimensions_are_sent_only_when_configured) {
  host_.play(answer(500, "")).play(answer(500, "")).play(answer(500, ""));
  EXPECT_FALSE(embedder({}).embed_query("q"));
  EXPECT_FALSE(body_of(host_.requests().at(0)).as_object().contains("dimensions"));
}

TEST_F(openai_embedder_test, an_empty_batch_makes_no_call) {
  EXPECT_THAT(embedder(2).embed_documents({}).value(), IsEmpty());
  EXPECT_THAT(host_.requests(), IsEmpty());
}

TEST_F(openai_embedder_test, no_call_has_more_texts_than_the_api_takes) {
  host_.play(answer(200, vectors(2048))).play(answer(200, vectors(2)));
  const std::vector<std::string> texts(2050, "text");
  EXPECT_THAT(embedder(2).embed_documents(texts).value(), SizeIs(2050));
  EXPECT_THAT(body_of(host_.requests().at(0)).at("input").as_array(), SizeIs(2048));
  EXPECT_THAT(body_of(host_.requests().at(1)).at("input").as_array(), SizeIs(2));
}

TEST_F(openai_embedder_test, no_call_is_longer_than_the_api_takes) {
  host_.play(answer(200, vectors(1))).play(answer(200, vectors(1)));
  const std::vector<std::string> texts(2, std::string(std::size_t{500} * 1024, 'x'));
  EXPECT_THAT(embedder(2).embed_documents(texts).value(), SizeIs(2));
}

TEST_F(openai_embedder_test, a_model_that_expects_an_instruction_gets_it_with_queries_only) {
  const std::vector<std::string> texts{"roses"};
  host_.play(answer(200, vectors(1))).play(answer(200, vectors(1)));
  auto bge = embedder(2, "BAAI/bge-base-en-v1.5");
  ASSERT_TRUE(bge.embed_documents(texts));
  ASSERT_TRUE(bge.embed_query("roses"));
  EXPECT_THAT(host_.requests().at(0), HasSubstr(R"(["roses"])"));
  EXPECT_THAT(host_.requests().at(1), HasSubstr(": roses\"]"));
}

// Without a key there is nothing to hide; looking for it never ended.
TEST_F(openai_embedder_test, a_failure_is_told_also_without_a_key) {
  for (const std::string key : {"", "*", "****", "a"}) {
    host_.play(answer(400, R"({"error":{"message":"a** is not allowed"}})"));
    openai_embedder keyless{
        network_,   {"openai", "OpenAI", host_.url(), key, "SECONDBRAIN_OPENAI_API_KEY", "SECONDBRAIN_OPENAI_BASE_URL"},
        {"any", 2}, vector_length::inherent,
        breaker_,   {spending_, ledger_, {}}};
    const auto refused = keyless.embed_query("q");
    ASSERT_FALSE(refused);
    EXPECT_THAT(refused.error().message, HasSubstr("rejects the request (it says: "));
  }
}

TEST_F(openai_embedder_test, a_count_that_nobody_can_believe_is_not_recorded) {
  host_.play(answer(200, R"({"data":[{"index":0,"embedding":[1,0]}],"usage":{"prompt_tokens":9000000000000000000}})"));
  EXPECT_TRUE(embedder(2).embed_query("four letters"));
  EXPECT_EQ(ledger_.rows().at(0).input_tokens, 3);
}

TEST_F(openai_embedder_test, says_where_another_length_is_set) {
  host_.play(answer(200, R"({"data":[{"index":0,"embedding":[1,2,3]}]})"));
  EXPECT_THAT(embedder(2).embed_query("q").error().message, HasSubstr("DIMENSIONS"));
}

// W66
TEST_F(openai_embedder_test, every_call_is_recorded) {
  host_.play(answer(200, vectors(1)));
  EXPECT_TRUE(embedder(2).embed_query("q"));
  ASSERT_THAT(ledger_.rows(), SizeIs(1));
  const auto row = ledger_.rows().front();
  EXPECT_EQ(row.provider, "openai");
  EXPECT_EQ(row.model, "text-embedding-3-small");
  EXPECT_EQ(row.usage_type, "embedding");
  EXPECT_EQ(row.input_tokens, 1000);
  EXPECT_EQ(row.output_tokens, 0);
  EXPECT_DOUBLE_EQ(row.cost_usd, 0.00002);
  EXPECT_EQ(row.metadata, std::nullopt);
}

TEST_F(openai_embedder_test, a_kept_connection_that_breaks_is_neither_used_twice_nor_paid_twice) {
  host_.play(answer_and_stay(200, vectors(1))).play(hang_up()).play(answer(200, vectors(1)));
  auto one = embedder(2);
  EXPECT_TRUE(one.embed_query("first"));
  EXPECT_FALSE(one.embed_query("second"));
  EXPECT_THAT(host_.requests(), SizeIs(2));
  EXPECT_THAT(ledger_.rows(), SizeIs(2));
  EXPECT_TRUE(one.embed_query("third"));
  EXPECT_THAT(ledger_.rows(), SizeIs(3));
}

TEST_F(openai_embedder_test, what_was_cancelled_is_not_waited_for_and_says_nothing_of_the_host) {
  host_.play(net::hang());
  openai_embedder stopped{
      network_,
      {"openai", "OpenAI", host_.url(), "sk-secret", "SECONDBRAIN_OPENAI_API_KEY", "SECONDBRAIN_OPENAI_BASE_URL"},
      {"any", 2},
      vector_length::inherent,
      breaker_,
      {spending_, ledger_, {}},
      [this] { return !host_.requests().empty(); }};
  const std::vector<std::string> texts{"one"};
  const auto given_up = stopped.embed_documents(texts);
  ASSERT_FALSE(given_up);
  EXPECT_EQ(given_up.error().code, errc::cancelled);
  EXPECT_FALSE(breaker_.knows_host_is_down());
}

TEST_F(openai_embedder_test, a_host_that_was_quick_and_hangs_is_given_up_early_and_doubted_until_it_answers) {
  host_.play(answer_and_stay(200, vectors(2))).play(net::hang()).play(net::hang()).play(answer(200, vectors(1)));
  using namespace std::chrono_literals;
  auto one = embedder(2, "any", {.least = 50ms, .most = 1s});
  const std::vector<std::string> texts{"one", "two"};
  ASSERT_TRUE(one.embed_documents(texts));
  EXPECT_TRUE(one.standing());
  for (const std::size_t count : {2U, 1U}) {
    const auto given_up = one.embed_documents(std::span{texts}.first(count));
    ASSERT_FALSE(given_up);
    EXPECT_EQ(given_up.error().code, errc::timeout);
  }
  const auto standing = one.standing();
  ASSERT_FALSE(standing);
  EXPECT_THAT(standing.error().message, HasSubstr("OpenAI did not answer in time"));
  EXPECT_TRUE(one.embed_query("q"));
  EXPECT_TRUE(one.standing());
}

// A host that is restarted is found again at once, however often it was missed.
TEST_F(openai_embedder_test, where_nobody_listens_somebody_is_looked_for_soon) {
  manual_clock clock;
  circuit_breaker breaker{{}, clock};
  openai_embedder missed{
      network_,   {"ollama", "Ollama", "http://127.0.0.1:1/v1", "", "", "SECONDBRAIN_OLLAMA_BASE_URL"},
      {"any", 2}, vector_length::inherent,
      breaker,    {spending_, ledger_, {}}};
  const auto reason = [&] { return missed.embed_query("q").error().message; };
  for (int i = 0; i < 5; ++i) EXPECT_THAT(reason(), HasSubstr("cannot be reached"));
  EXPECT_THAT(reason(), HasSubstr("nobody answers at its address"));
  clock.advance(std::chrono::seconds{1});
  EXPECT_THAT(reason(), HasSubstr("cannot be reached"));
}

TEST_F(openai_embedder_test, vectors_of_another_length_or_shape_are_nonsense_that_was_paid_for) {
  const std::vector<std::string> bodies{"",
                                        "{}",
                                        R"({"data":[null]})",
                                        R"({"data":[{"index":0,"embedding":null}]})",
                                        R"({"data":[{"index":0,"embedding":[1,2,3]}]})",
                                        R"({"data":[{"index":0,"embedding":[1,"2"]}]})",
                                        R"({"data":[{"index":"0","embedding":[1,2]}]})",
                                        R"({"data":[{"index":7,"embedding":[1,2]}]})",
                                        R"({"data":[{"index":0,"embedding":[0,0]}]})",
                                        R"({"data":[{"index":0,"embedding":[1e300,0]}]})"};
  for (const auto& body : bodies) {
    host_.play(answer(200, body));
    const auto got = embedder(2).embed_query("q");
    ASSERT_FALSE(got) << body;
    EXPECT_EQ(got.error().code, errc::corrupt) << body;
  }
  EXPECT_THAT(ledger_.rows(), SizeIs(bodies.size()));
}

}  // namespace
}  // namespace secondbrain::llm
