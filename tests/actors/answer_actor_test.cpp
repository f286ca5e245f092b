#include "actors/answer_actor.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <spdlog/spdlog.h>

#include <atomic>
#include <fstream>
#include <future>
#include <thread>

#include "actors/conversations_actor.hpp"
#include "actors/tree.hpp"
#include "stores/lexical_store.hpp"
#include "tests/actors/scripted_service.hpp"
#include "tests/base/temporary_directory.hpp"
#include "tests/brain/answers/example_passages.hpp"

namespace secondbrain::actors {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;
using testing::HasSubstr;
using testing::SizeIs;

constexpr seconds answer_timeout{60};

/// Says nothing until it is let go, cancelled, or out of time.
class hanging_model final : public llm::language_model {
 public:
  result<llm::chat_reply> complete(const llm::chat_request& request, const llm::call_limits& within) override {
    return stream(request, within, [](std::string_view) {});
  }

  result<llm::chat_reply> stream(const llm::chat_request&, const llm::call_limits& within,
                                 const std::function<void(std::string_view)>&) override {
    for (++calls; !let_go; std::this_thread::sleep_for(milliseconds{5})) {
      if (within.cancelled()) return fail(errc::cancelled, "cancelled");
      if (std::chrono::steady_clock::now() >= within.deadline) return fail(errc::timeout, "no answer in time");
    }
    return answers::reply_of("At last.");
  }

  std::atomic<int> calls{0};
  std::atomic<bool> let_go{false};
};

/// Two workers over one note and a real history.
class answer_actor_test : public testing::Test {
 protected:
  answer_actor_test() {
    spdlog::set_level(spdlog::level::off);
    indexed_note note{"Bread.md", {answers::example_chunk("Bread.md", "Feed the starter daily.")}};
    EXPECT_TRUE(stores::lexical_store::open(lexical_)->write({note}));
  }

  ~answer_actor_test() override {
    model_.let_go = true;
    EXPECT_TRUE(tree_.stop(answer_timeout));
    spdlog::set_level(spdlog::level::info);
  }

  void start(llm::language_model* model) {
    answer_worker_parts parts;
    parts.make_engine = [this] { return search::search_engine{lexical_}; };
    parts.report_damage = [this] { ++damage_reports_; };
    parts.answerer = [model](answer_provider) { return model; };
    parts.reranker = [](answer_provider) { return nullptr; };
    parts.conversations = conversations_;
    parts.log = log_;
    parts.longest_history = answer_timeout;
    store_place place;
    place.file = directory_ / "conversations.db";
    supervisor_spec root;
    root.children = {worker<conversations_actor>("conversations", conversations_front_, place),
                     worker<answer_actor>("worker-1", answers_front_, parts),
                     worker<answer_actor>("worker-2", answers_front_, parts)};
    tree_.start(std::move(root));
  }

  static ask_question question(std::shared_ptr<std::atomic<bool>> gone = nullptr) {
    ask_question request;
    request.query = "starter";
    request.deadline = std::chrono::steady_clock::now() + answer_timeout;
    request.listener.gone = std::move(gone);
    return request;
  }

  std::future<result<answer>> ask_later(const ask_question& request) {
    auto answered = std::make_shared<std::promise<result<answer>>>();
    answers_.send(request, answer_timeout,
                  [answered](result<answer> outcome) { answered->set_value(std::move(outcome)); });
    return answered->get_future();
  }

  void wait_for_calls(int count) const {
    ASSERT_TRUE(eventually([&] { return model_.calls == count; })) << model_.calls;
  }

  temporary_directory directory_;
  std::filesystem::path lexical_ = directory_ / "lexical.db";
  std::shared_ptr<ops::query_log> log_ = std::make_shared<ops::query_log>(directory_ / "queries.jsonl");
  hanging_model model_;
  std::atomic<int> damage_reports_{0};
  tree tree_{{}};
  front_ptr conversations_front_ = tree_.make_front("root/conversations");
  front_ptr answers_front_ = tree_.make_front("root/answers", {.capacity = 2, .in_flight_limit = 1});
  address<conversation_api> conversations_{conversations_front_};
  address<answer_api> answers_{answers_front_};
};

TEST_F(answer_actor_test, answers_from_the_index_stores_the_turn_and_logs_it) {
  start(nullptr);
  const auto answer = answers_.ask(question(), answer_timeout);
  ASSERT_TRUE(answer) << answer.error().message;
  EXPECT_EQ(answer->mode, answer_mode::extractive);
  EXPECT_THAT(answer->text, HasSubstr("> Feed the starter daily."));
  const auto kept = conversations_.ask(get_conversation{answer->conversation_id}, answer_timeout);
  ASSERT_TRUE(kept) << kept.error().message;
  EXPECT_THAT(kept->messages, SizeIs(2));
  EXPECT_EQ(log_->statistics().total_queries, 1);
}

TEST_F(answer_actor_test, questions_are_answered_side_by_side_wait_their_turn_and_are_refused_beyond_the_bound) {
  start(&model_);
  std::vector<std::future<result<answer>>> open;
  for (int i = 0; i < 2; ++i) open.push_back(ask_later(question()));
  wait_for_calls(2);                                                  // both workers are at it
  for (int i = 0; i < 2; ++i) open.push_back(ask_later(question()));  // these wait
  const auto refused = answers_.ask(question(), answer_timeout);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, errc::busy);
  model_.let_go = true;
  for (auto& each : open) EXPECT_EQ(each.get().value().text, "At last.");
}

TEST_F(answer_actor_test, a_client_that_leaves_frees_the_worker_and_the_turn_is_kept) {
  start(&model_);
  auto gone = std::make_shared<std::atomic<bool>>(false);
  auto open = ask_later(question(gone));
  wait_for_calls(1);
  *gone = true;
  const auto answer = open.get();
  ASSERT_TRUE(answer) << answer.error().message;
  EXPECT_EQ(answer->ending, answer_ending::stopped);
  const auto kept = conversations_.ask(get_conversation{answer->conversation_id}, answer_timeout);
  EXPECT_EQ(kept.value().messages.back().content, answers::stopped_marker);
}

TEST_F(answer_actor_test, a_deadline_ends_the_wait_for_a_model_and_the_answer_is_quoted) {
  start(&model_);
  auto hurried = question();
  hurried.deadline = std::chrono::steady_clock::now();
  hurried.listener.gone = std::make_shared<std::atomic<bool>>(false);
  const auto answer = answers_.ask(hurried, answer_timeout);
  ASSERT_TRUE(answer) << answer.error().message;
  EXPECT_EQ(answer->mode, answer_mode::extractive);
  EXPECT_THAT(answer->note, HasSubstr("no answer in time"));
}

TEST_F(answer_actor_test, a_damaged_index_is_reported_and_the_question_fails) {
  std::ofstream{lexical_, std::ios::binary | std::ios::trunc} << "this is no database at all, but it is long enough";
  start(nullptr);
  const auto answer = answers_.ask(question(), answer_timeout);
  ASSERT_FALSE(answer);
  EXPECT_EQ(answer.error().code, errc::corrupt);
  EXPECT_EQ(damage_reports_, 1);
  EXPECT_EQ(conversations_.ask(count_conversations{}, answer_timeout).value(), 0);
}

}  // namespace
}  // namespace secondbrain::actors
