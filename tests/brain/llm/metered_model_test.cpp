#include "brain/llm/metered_model.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <optional>
#include <string>
#include <vector>

#include "tests/brain/llm/chat_call.hpp"
#include "tests/brain/llm/memory_ledger.hpp"

namespace secondbrain::llm {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

/// Replies as it is told, and knows how often it was asked.
class canned_provider final : public chat_provider {
 public:
  canned_provider(std::string name, std::string model, provider_reply& reply, int& calls,
                  std::vector<int>& requested_tokens)
      : name_{std::move(name)},
        model_{std::move(model)},
        reply_{reply},
        calls_{calls},
        requested_tokens_{requested_tokens} {}

  const std::string& name() const override { return name_; }
  const std::string& title() const override { return name_; }
  const std::string& model() const override { return model_; }
  provider_reply ask(const chat_request& request, const call_limits&, const text_receiver& on_text) override {
    ++calls_;
    requested_tokens_.push_back(request.max_tokens);
    if (on_text) on_text(reply_.text);
    return reply_;
  }

 private:
  std::string name_;
  std::string model_;
  provider_reply& reply_;
  int& calls_;
  std::vector<int>& requested_tokens_;
};

class metered_model_test : public ::testing::Test {
 protected:
  metered_model& with(const std::string& provider, const std::string& model, budget_limits limits = {}) {
    spending_.emplace(limits, ledger_, real_clock(), budget::warning{});
    return model_.emplace(
        std::make_unique<canned_provider>(provider, model, reply_, calls_, requested_tokens_), breaker_,
        metering{*spending_, ledger_, [this](std::string_view warning) { warnings_.emplace_back(warning); }});
  }

  static provider_reply good() { return {{}, "text", {1000, 500}, true}; }
  static provider_reply bad(errc code, bool may_have_cost) { return {fail(code, "no"), "half", {}, may_have_cost}; }

  usage_record row() const {
    const auto rows = ledger_.rows();
    EXPECT_THAT(rows, SizeIs(1));
    return rows.empty() ? usage_record{} : rows.front();
  }

  provider_reply reply_ = good();
  int calls_ = 0;
  std::vector<int> requested_tokens_;
  memory_ledger ledger_;
  std::vector<std::string> warnings_;
  manual_clock clock_;
  circuit_breaker breaker_{{2, std::chrono::seconds{30}}, clock_};
  std::optional<budget> spending_;
  std::optional<metered_model> model_;
};

TEST_F(metered_model_test, the_words_of_the_protocol_go_to_the_log_and_not_a_thousand_times) {
  auto& model = with("anthropic", "claude-haiku-4-5");
  reply_ = bad(errc::invalid_argument, false);
  reply_.for_log = "HTTP 401";
  for (int i = 0; i < 3; ++i) EXPECT_FALSE(model.complete(question(), generous_limits()));
  EXPECT_EQ(warnings_, (std::vector<std::string>{"anthropic: HTTP 401"}));
  reply_ = good();
  EXPECT_TRUE(model.complete(question(), generous_limits()));
  reply_ = bad(errc::invalid_argument, false);
  reply_.for_log = "HTTP 401";
  EXPECT_FALSE(model.complete(question(), generous_limits()));
  EXPECT_THAT(warnings_, SizeIs(2)) << "it failed again";
}

TEST_F(metered_model_test, records_what_the_provider_counted) {
  const auto got = with("anthropic", "claude-haiku-4-5").complete(question(), generous_limits());
  ASSERT_TRUE(got);
  EXPECT_EQ(got->provider, "anthropic");
  EXPECT_EQ(got->model, "claude-haiku-4-5");
  EXPECT_EQ(got->input_tokens, 1000);
  EXPECT_EQ(got->output_tokens, 500);
  EXPECT_EQ(row().provider, "anthropic");
  EXPECT_EQ(row().model, "claude-haiku-4-5");
  EXPECT_EQ(row().usage_type, "chat_answer");
  EXPECT_DOUBLE_EQ(row().cost_usd, 0.0035);
  EXPECT_EQ(row().conversation_id, "c-1");  // W66
  EXPECT_EQ(row().metadata, std::nullopt);
}

// W66
TEST_F(metered_model_test, without_counts_it_records_an_estimate_and_says_so) {
  reply_.tokens = {};
  ASSERT_TRUE(with("ollama", "llama3.2:3b").complete(question(), generous_limits()));
  EXPECT_EQ(row().input_tokens, 11);  // the question has 44 characters
  EXPECT_EQ(row().output_tokens, 1);
  EXPECT_EQ(row().metadata, R"({"estimated":true})");
}

// W66
TEST_F(metered_model_test, a_stream_that_was_cut_off_is_recorded_with_what_was_received) {
  reply_ = bad(errc::cancelled, true);
  reply_.tokens.input = 1000;
  EXPECT_FALSE(with("anthropic", "claude-haiku-4-5").stream(question(), generous_limits(), [](std::string_view) {}));
  EXPECT_EQ(row().input_tokens, 1000);
  EXPECT_EQ(row().output_tokens, 1);
  EXPECT_EQ(row().metadata, R"({"estimated":true,"ended":"cancelled"})");
}

TEST_F(metered_model_test, what_cannot_have_cost_anything_is_not_recorded) {
  reply_ = bad(errc::unavailable, false);
  EXPECT_FALSE(with("anthropic", "claude-haiku-4-5").complete(question(), generous_limits()));
  EXPECT_THAT(ledger_.rows(), IsEmpty());
}

// W68
TEST_F(metered_model_test, an_unknown_price_is_said_to_be_unknown) {
  ASSERT_TRUE(with("anthropic", "claude-next").complete(question(), generous_limits()));
  EXPECT_EQ(row().cost_usd, 0);
  EXPECT_EQ(row().metadata, R"({"price":"unknown"})");
  ASSERT_THAT(warnings_, SizeIs(1));
  EXPECT_THAT(warnings_.front(), HasSubstr("price of claude-next"));
}

TEST_F(metered_model_test, an_unknown_price_does_not_evade_the_budget) {
  reply_.tokens = {0, 100000};
  auto& model = with("anthropic", "claude-next", {5, 0});
  ASSERT_TRUE(model.complete(question(), generous_limits()));
  const auto refused = model.complete(question(), generous_limits());
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, errc::over_budget);
}

TEST_F(metered_model_test, a_spent_budget_stops_before_the_provider_is_asked) {
  ledger_.spend(1);
  const auto refused = with("anthropic", "claude-haiku-4-5", {1, 0}).complete(question(), generous_limits());
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, errc::over_budget);
  EXPECT_EQ(calls_, 0);
}

TEST_F(metered_model_test, a_worst_case_that_does_not_fit_is_not_begun) {
  auto request = question();
  request.max_tokens = 1000000;  // 5 USD
  EXPECT_EQ(with("anthropic", "claude-haiku-4-5", {1, 0}).complete(request, generous_limits()).error().code,
            errc::over_budget);
  EXPECT_EQ(calls_, 0);
}

TEST_F(metered_model_test, a_row_that_cannot_be_written_costs_the_budget_and_keeps_the_answer) {
  reply_.tokens = {0, 200000};  // 1 USD
  auto& model = with("anthropic", "claude-haiku-4-5", {1, 0});
  auto request = question();
  ledger_.trouble = error{errc::disk_full, "the disk is full"};
  EXPECT_EQ(model.complete(request, generous_limits()).error().code,
            errc::unavailable);  // not even the budget can be read
  with("anthropic", "claude-haiku-4-5");
  EXPECT_TRUE(model_->complete(request, generous_limits()));
  ASSERT_THAT(warnings_, SizeIs(1));
  EXPECT_THAT(warnings_.front(), HasSubstr("the disk is full"));
}

TEST_F(metered_model_test, a_host_that_is_down_is_left_alone_and_asked_again_later) {
  reply_ = bad(errc::timeout, true);
  auto& model = with("ollama", "any");
  EXPECT_FALSE(model.complete(question(), generous_limits()));
  EXPECT_FALSE(model.complete(question(), generous_limits()));
  const auto refused = model.complete(question(), generous_limits());
  EXPECT_EQ(refused.error().code, errc::unavailable);
  EXPECT_THAT(refused.error().message, AllOf(HasSubstr("ollama"), HasSubstr("in 30 s")));
  EXPECT_EQ(calls_, 2);

  clock_.advance(std::chrono::seconds{30});
  reply_ = good();
  EXPECT_TRUE(model.complete(question(), generous_limits()));
  EXPECT_TRUE(model.complete(question(), generous_limits()));
}

TEST_F(metered_model_test, refusals_and_cancelled_calls_do_not_make_a_host_look_down) {
  auto& model = with("ollama", "any");
  for (const auto code : {errc::invalid_argument, errc::corrupt, errc::cancelled}) {
    reply_ = bad(code, false);
    for (int i = 0; i < 3; ++i) EXPECT_EQ(model.complete(question(), generous_limits()).error().code, code);
  }
  EXPECT_TRUE(breaker_.admit());
}

// ---- reasoning models ----

TEST_F(metered_model_test, what_a_model_thinks_aloud_is_no_part_of_its_answer) {
  reply_.text = "<think>\nSo [3, 9]?\n</think>\n\nTea.";
  auto& model = with("ollama", "deepseek-r1:8b");
  EXPECT_EQ(model.complete(question(), generous_limits())->text, "Tea.");
  std::string text;
  EXPECT_EQ(model.stream(question(), generous_limits(), [&](std::string_view piece) { text += piece; })->text, "Tea.");
  EXPECT_EQ(text, "Tea.");
}

TEST_F(metered_model_test, a_model_that_begins_in_its_thoughts_is_known_after_one_answer) {
  reply_.text = "So [3, 9]?\n</think>\n\nTea.";
  auto& model = with("ollama", "deepseek-r1:8b");
  EXPECT_EQ(model.complete(question(), generous_limits())->text, "Tea.");
  std::string text;
  EXPECT_EQ(model.stream(question(), generous_limits(), [&](std::string_view piece) { text += piece; })->text, "Tea.");
  EXPECT_EQ(text, "Tea.");
}

TEST_F(metered_model_test, a_free_model_that_only_thought_is_given_room_to_answer) {
  reply_.text = "<think>\nLet me see";
  EXPECT_TRUE(with("ollama", "deepseek-r1:8b").complete(question(), generous_limits())->text.empty());
  EXPECT_EQ(requested_tokens_, (std::vector{500, 4500}));

  requested_tokens_.clear();
  reply_ = {{}, "", {1000, 500}, true, true};  // the host takes the thoughts out by itself
  EXPECT_TRUE(with("ollama", "gpt-oss:20b").complete(question(), generous_limits())->text.empty());
  EXPECT_EQ(requested_tokens_, (std::vector{500, 4500}));

  requested_tokens_.clear();
  EXPECT_TRUE(with("openai", "gpt-4o-mini").complete(question(), generous_limits())->text.empty());
  EXPECT_EQ(requested_tokens_, (std::vector{500})) << "what is paid for is not asked for unasked";
}

// ---- counts that nobody can believe ----

TEST_F(metered_model_test, a_count_beyond_anything_sent_or_asked_for_is_not_believed) {
  for (const token_counts& counts : {token_counts{9'000'000'000'000'000'000, 5}, token_counts{11, 9'000'000'000'000},
                                     token_counts{3'000'000, 3'000'000}}) {
    memory_ledger ledger;
    budget spending{{}, ledger, real_clock(), {}};
    reply_.tokens = counts;
    metered_model model{
        std::make_unique<canned_provider>("anthropic", "claude-haiku-4-5", reply_, calls_, requested_tokens_),
        breaker_,
        {spending, ledger, {}}};
    const auto got = model.complete(question(), generous_limits());
    ASSERT_TRUE(got);
    EXPECT_LE(got->input_tokens, 11);
    EXPECT_LE(got->output_tokens, 5);
    ASSERT_THAT(ledger.rows(), SizeIs(1));
    EXPECT_LT(ledger.rows().front().cost_usd, 0.001);
    EXPECT_EQ(ledger.rows().front().metadata, R"({"estimated":true})");
  }
}

TEST_F(metered_model_test, where_nobody_listens_it_is_asked_again_soon) {
  auto& model = with("ollama", "any");
  reply_ = bad(errc::unavailable, false);
  reply_.nobody_listens = true;
  for (int i = 0; i < 3; ++i) EXPECT_FALSE(model.complete(chat_request{}, {}));
  EXPECT_EQ(calls_, 2);
  clock_.advance(std::chrono::seconds{1});
  reply_ = good();
  EXPECT_TRUE(model.complete(chat_request{}, {}));
}

}  // namespace
}  // namespace secondbrain::llm
