#include "brain/llm/models.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <optional>

#include "tests/brain/llm/chat_call.hpp"
#include "tests/brain/llm/memory_ledger.hpp"
#include "tests/net/closed_port.hpp"
#include "tests/net/scripted_host.hpp"

namespace secondbrain::llm {
namespace {

using net::answer;
using net::hang_up;
using net::scripted_host;

using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;

const std::string from_anthropic =
    R"({"content":[{"type":"text","text":"from anthropic"}],"usage":{"input_tokens":10,"output_tokens":2}})";

std::string from_openai(const std::string& text) {
  return R"({"choices":[{"message":{"content":")" + text +
         R"("}}],"usage":{"prompt_tokens":10,"completion_tokens":2}})";
}

class models_test : public ::testing::Test {
 protected:
  models_test() {
    settings_.anthropic = {anthropic_.url(), "key-a"};
    settings_.openai = {openai_.url(), "key-o"};
    settings_.ollama.base_url = ollama_.url();
    settings_.local = local_host::configured;
    gate_.set({"anthropic", "openai"});
  }

  models& built_models() {
    if (!models_)
      models_.emplace(settings_, ledger_, gate_, real_clock(),
                      [this](std::string_view warning) { warnings_.emplace_back(warning); });
    return *models_;
  }

  static chat_request request(purpose use = purpose::inbox) { return {use, {"system"}, {{"user", "text"}}, 2000, 0.2}; }

  std::string text_of(language_model& model) {
    const auto reply = model.complete(request(), generous_limits());
    return reply ? reply->text : reply.error().message;
  }

  scripted_host anthropic_, openai_, ollama_;
  memory_ledger ledger_;
  sending_gate gate_;
  std::vector<std::string> warnings_;
  model_settings settings_;
  std::optional<models> models_;
};

// LLM-1, LLM-5
TEST_F(models_test, the_batch_asks_anthropic_first_and_once) {
  anthropic_.play(answer(200, from_anthropic));
  const auto reply = built_models().batch().complete(request(), generous_limits());
  ASSERT_TRUE(reply) << reply.error().message;
  EXPECT_EQ(reply->text, "from anthropic");
  EXPECT_EQ(reply->model, "claude-sonnet-4-5");
  EXPECT_THAT(anthropic_.requests(), SizeIs(1));
  EXPECT_THAT(ollama_.requests(), IsEmpty());
  EXPECT_EQ(ledger_.rows().at(0).usage_type, "inbox");
}

// LLM-2, W65
TEST_F(models_test, the_batch_falls_back_to_the_local_host_and_says_who_answered) {
  anthropic_.play(answer(400, ""));
  ollama_.play(answer(200, from_openai("from ollama")));
  const auto reply = built_models().batch().complete(request(), generous_limits());
  ASSERT_TRUE(reply) << reply.error().message;
  EXPECT_EQ(reply->text, "from ollama");
  EXPECT_EQ(reply->provider, "ollama");
  EXPECT_EQ(reply->model, "gpt-oss:20b");
  ASSERT_THAT(ledger_.rows(), SizeIs(1));
  EXPECT_EQ(ledger_.rows()[0].provider, "ollama");
  EXPECT_EQ(ledger_.rows()[0].model, "gpt-oss:20b");
  EXPECT_EQ(body_of(ollama_.requests()[0]).at("temperature"), 0.2);
}

TEST_F(models_test, the_batch_falls_back_to_openai_last) {
  anthropic_.play(answer(401, ""));
  ollama_.play(answer(404, ""));
  openai_.play(answer(200, from_openai("from openai")));
  EXPECT_EQ(text_of(built_models().batch()), "from openai");
  EXPECT_EQ(ledger_.rows().at(0).model, "gpt-4o-mini");
}

// LLM-3
TEST_F(models_test, without_a_key_anthropic_is_skipped) {
  settings_.anthropic.api_key.clear();
  ollama_.play(answer(200, from_openai("from ollama")));
  EXPECT_EQ(text_of(built_models().batch()), "from ollama");
  EXPECT_THAT(anthropic_.requests(), IsEmpty());
}

// LLM-4
TEST_F(models_test, the_purpose_is_recorded) {
  anthropic_.play(answer(200, from_anthropic));
  ASSERT_TRUE(built_models().batch().complete(request(purpose::extraction), generous_limits()));
  EXPECT_EQ(ledger_.rows().at(0).usage_type, "extraction");
}

TEST_F(models_test, the_batch_always_tries_the_local_host) {
  settings_.anthropic.api_key.clear();
  settings_.openai.api_key.clear();
  settings_.local = local_host::assumed;
  ollama_.play(answer(200, from_openai("from ollama")));
  EXPECT_EQ(text_of(built_models().batch()), "from ollama");
}

TEST_F(models_test, all_failures_of_the_batch_are_told) {
  anthropic_.play(answer(400, ""));
  ollama_.play(answer(404, ""));
  openai_.play(answer(401, ""));
  const auto message = text_of(built_models().batch());
  for (const auto& title : {std::string{"Anthropic"}, "the model host at " + ollama_.url(), std::string{"OpenAI"}})
    EXPECT_THAT(message, HasSubstr(title));
  EXPECT_THAT(message, Not(HasSubstr("HTTP")));
}

// ---- what is sent without a question needs its owner's yes ----

TEST_F(models_test, nothing_is_sent_by_itself_to_a_paid_provider_that_was_not_allowed) {
  gate_.set({});
  ollama_.play(answer(404, "")).play(answer(404, ""));
  text_of(built_models().batch());
  std::string text;
  EXPECT_FALSE(
      built_models().batch().stream(request(), generous_limits(), [&](std::string_view piece) { text += piece; }));
  EXPECT_THAT(ollama_.requests(), SizeIs(2)) << "a model at hand needs no yes";
  EXPECT_THAT(anthropic_.requests(), IsEmpty());
  EXPECT_THAT(openai_.requests(), IsEmpty());
}

TEST_F(models_test, a_yes_for_one_provider_is_none_for_another) {
  gate_.set({"openai"});
  ollama_.play(answer(404, ""));
  openai_.play(answer(200, from_openai("from openai")));
  EXPECT_EQ(text_of(built_models().batch()), "from openai");
  EXPECT_THAT(anthropic_.requests(), IsEmpty());
}

TEST_F(models_test, a_yes_counts_at_once_and_so_does_a_no) {
  gate_.set({});
  auto& batch = built_models().batch();
  ollama_.play(answer(404, ""));
  text_of(batch);
  anthropic_.play(answer(200, from_anthropic));
  gate_.set({"anthropic"});
  EXPECT_EQ(text_of(batch), "from anthropic");
  gate_.set({});
  ollama_.play(answer(200, from_openai("from ollama")));
  EXPECT_EQ(text_of(batch), "from ollama");
  EXPECT_THAT(anthropic_.requests(), SizeIs(1));
}

TEST_F(models_test, a_host_that_is_somebody_elses_needs_a_yes_too) {
  settings_.anthropic.api_key.clear();
  settings_.openai.api_key.clear();
  settings_.ollama.base_url = "https://models.example/v1";
  gate_.set({});
  EXPECT_THAT(text_of(built_models().batch()), HasSubstr("no language model may be sent notes"));
  EXPECT_FALSE(built_models().batch_is_set_up());
  gate_.set({"ollama"});
  EXPECT_TRUE(built_models().batch_is_set_up());
}

TEST_F(models_test, questions_are_answered_whatever_may_be_sent_by_itself) {
  gate_.set({});
  anthropic_.play(answer(200, from_anthropic));
  EXPECT_EQ(text_of(*built_models().answerer(answer_provider::anthropic)), "from anthropic");
}

TEST_F(models_test, the_batch_is_set_up_once_somebody_can_be_asked) {
  gate_.set({});
  EXPECT_TRUE(built_models().batch_is_set_up()) << "a local host was configured";
  models_.reset();
  settings_.local = local_host::assumed;
  EXPECT_TRUE(built_models().batch_is_set_up()) << "it listens";
  models_.reset();
  const net::closed_port nobody;
  settings_.ollama.base_url = nobody.url();
  EXPECT_FALSE(built_models().batch_is_set_up());
  gate_.set({"anthropic"});
  EXPECT_TRUE(built_models().batch_is_set_up());
}

// W72
TEST_F(models_test, keys_of_other_programs_are_not_taken) {
  ::setenv("ANTHROPIC_API_KEY", "foreign", 1);
  ::setenv("OPENAI_API_KEY", "foreign", 1);
  settings_.anthropic.api_key.clear();
  settings_.openai.api_key.clear();
  settings_.local = local_host::assumed;
  EXPECT_EQ(built_models().answerer(answer_provider::anthropic), nullptr);
  EXPECT_EQ(built_models().answerer(answer_provider::openai), nullptr);
  ::unsetenv("ANTHROPIC_API_KEY");
  ::unsetenv("OPENAI_API_KEY");
}

TEST_F(models_test, a_local_host_is_asked_when_it_is_chosen_though_nobody_configured_it) {
  settings_.local = local_host::assumed;
  ASSERT_NE(built_models().answerer(answer_provider::local), nullptr);
  ollama_.play(answer(200, from_openai("from ollama")));
  EXPECT_EQ(text_of(*built_models().answerer(answer_provider::local)), "from ollama");
}

TEST_F(models_test, who_was_chosen_answers_first) {
  anthropic_.play(answer(200, from_anthropic));
  openai_.play(answer(200, from_openai("from openai")));
  EXPECT_EQ(text_of(*built_models().answerer(answer_provider::openai)), "from openai");
  EXPECT_EQ(text_of(*built_models().answerer(answer_provider::anthropic)), "from anthropic");
}

TEST_F(models_test, another_configured_provider_steps_in) {
  anthropic_.play(answer(400, ""));
  ollama_.play(answer(200, from_openai("from ollama")));
  EXPECT_EQ(text_of(*built_models().reranker(answer_provider::anthropic)), "from ollama");
}

TEST_F(models_test, nobody_steps_in_for_a_local_host) {
  ollama_.play(answer(404, ""));
  EXPECT_THAT(text_of(*built_models().answerer(answer_provider::local)),
              AllOf(HasSubstr("the model host at " + ollama_.url()), Not(HasSubstr("Ollama"))));
  EXPECT_THAT(anthropic_.requests(), IsEmpty());
  EXPECT_THAT(openai_.requests(), IsEmpty());
}

TEST_F(models_test, every_task_has_its_model) {
  settings_.answer_model = "claude-opus-4-5";
  for (int i = 0; i < 3; ++i) anthropic_.play(answer(200, from_anthropic));
  text_of(*built_models().answerer(answer_provider::anthropic));
  text_of(*built_models().reranker(answer_provider::anthropic));
  text_of(built_models().batch());
  std::vector<std::string> models_called;
  for (const auto& row : ledger_.rows()) models_called.push_back(row.model);
  EXPECT_THAT(models_called, ElementsAre("claude-opus-4-5", "claude-haiku-4-5", "claude-sonnet-4-5"));
}

TEST_F(models_test, a_spent_budget_stops_all_of_them) {
  settings_.budget.daily_usd = 1;
  ledger_.spend(1);
  EXPECT_THAT(text_of(built_models().batch()), HasSubstr("SECONDBRAIN_DAILY_BUDGET"));
  EXPECT_THAT(text_of(*built_models().answerer(answer_provider::anthropic)), HasSubstr("SECONDBRAIN_DAILY_BUDGET"));
  EXPECT_THAT(anthropic_.requests(), IsEmpty());
  EXPECT_THAT(ollama_.requests(), IsEmpty());
}

TEST_F(models_test, a_host_that_is_down_is_not_asked_again_by_any_model) {
  settings_.openai.api_key.clear();
  settings_.local = local_host::assumed;
  for (int i = 0; i < 5; ++i) {
    anthropic_.play(hang_up());
    text_of(*built_models().answerer(answer_provider::anthropic));
  }
  EXPECT_THAT(text_of(*built_models().reranker(answer_provider::anthropic)),
              HasSubstr("Anthropic is not asked at the moment"));
  EXPECT_THAT(anthropic_.requests(), SizeIs(5));
}

TEST_F(models_test, an_unknown_price_is_told_only_of_models_that_can_be_asked) {
  settings_.anthropic.api_key.clear();
  settings_.inbox_model = "claude-next";
  settings_.openai_model = "gpt-next";
  built_models();
  ASSERT_THAT(warnings_, SizeIs(1));
  EXPECT_THAT(warnings_.front(), HasSubstr("gpt-next"));
}

TEST_F(models_test, nobody_embeds_unless_somebody_is_named) {
  EXPECT_EQ(built_models().make_embedder(), nullptr);
}

TEST_F(models_test, openai_embeds_in_its_own_length_unless_another_is_asked_for) {
  settings_.embedding = {embedding_settings::host::openai, "text-embedding-3-large", std::nullopt};
  EXPECT_EQ(built_models().make_embedder()->model(), (model_tag{"text-embedding-3-large", 3072}));
  models_.reset();
  settings_.embedding->dimensions = 2;
  openai_.play(answer(200, R"({"data":[{"index":0,"embedding":[3,4]}]})"));
  EXPECT_TRUE(built_models().make_embedder()->embed_query("q"));
  EXPECT_THAT(openai_.requests().at(0), HasSubstr(R"("dimensions":2)"));
}

TEST_F(models_test, a_local_host_embeds_in_the_length_that_was_told) {
  settings_.embedding = {embedding_settings::host::local, "minilm", 2};
  ollama_.play(answer(200, R"({"data":[{"index":0,"embedding":[3,4]}]})"));
  EXPECT_TRUE(built_models().make_embedder()->embed_query("q"));
  EXPECT_THAT(ollama_.requests().at(0), Not(HasSubstr("dimensions")));
  ASSERT_THAT(ledger_.rows(), SizeIs(1));
  EXPECT_EQ(ledger_.rows()[0].provider, "ollama");
}

}  // namespace
}  // namespace secondbrain::llm
