#include "brain/answers/answer_service.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>

#include "brain/answers/answer_prompt.hpp"
#include "tests/brain/answers/example_passages.hpp"

namespace secondbrain::answers {
namespace {

using testing::AllOf;
using testing::ElementsAre;
using testing::EndsWith;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;
using testing::StartsWith;

constexpr std::chrono::minutes plenty{1};

/// The service over two notes, with a history and models that a test sets up.
class answer_service_test : public testing::Test {
 protected:
  answer_service_test() {
    reranker_.pieces = {"[9, 2]"};
    answerer_.pieces = {"Feed it ", "daily [1]."};
  }

  answer_parts parts() {
    answer_parts built;
    built.retrieve = [this](const std::string& query, int top_k) -> result<search::retrieval> {
      searched_ = query;
      requested_count_ = top_k;
      if (search_trouble_) return fail(*search_trouble_);
      return found_;
    };
    built.linked_from = [](const chunk& passage) -> result<std::vector<chunk>> {
      if (passage.text.find("[[Flour]]") == std::string::npos) return std::vector<chunk>{};
      return std::vector{example_chunk("Flour.md", "Rye is best.")};
    };
    built.answerer = [this](answer_provider provider) -> llm::language_model* {
      requested_provider_ = provider;
      return configured_ ? &answerer_ : nullptr;
    };
    built.reranker = [this](answer_provider) -> llm::language_model* { return configured_ ? &reranker_ : nullptr; };
    built.read_history = [this](const get_conversation& wanted) -> result<conversation> {
      const auto known = history_.find(wanted.conversation_id);
      if (known == history_.end()) return fail(errc::not_found, "there is no such conversation");
      return conversation{known->first, known->second};
    };
    built.store_turn = [this](const append_messages& turn) -> result<conversation> {
      if (store_trouble_) return fail(*store_trouble_);
      EXPECT_EQ(turn.if_unknown, unknown_id::start);
      auto& messages = history_[turn.conversation_id];
      messages.insert(messages.end(), turn.messages.begin(), turn.messages.end());
      return conversation{turn.conversation_id, messages};
    };
    built.log = [this](const query_record& line) { logged_.push_back(line); };
    return built;
  }

  ask_question question(const std::string& query, const std::string& conversation_id = {}) const {
    ask_question request;
    request.query = query;
    request.conversation_id = conversation_id;
    request.deadline = std::chrono::steady_clock::now() + plenty;
    return request;
  }

  /// The same, with somebody who listens to every piece.
  ask_question streamed(const std::string& query) {
    auto request = question(query);
    request.listener.found = [this](const auto& citations) {
      received_.push_back("citations: " + std::to_string(citations.size()));
    };
    request.listener.text = [this](std::string_view piece) { received_.emplace_back(piece); };
    request.listener.gone = gone_;
    return request;
  }

  answer ask(const ask_question& request) {
    auto answered = answer_service{parts()}.ask(request);
    EXPECT_TRUE(answered) << answered.error().message;
    return answered.value_or(answer{});
  }

  std::string stored_text(const answer& reply) const { return history_.at(reply.conversation_id).back().content; }

  search::retrieval found_{{{example_chunk("Bread.md", "Feed the starter daily. Use [[Flour]]."), {}},
                            {example_chunk("Compost.md", "Turn the heap in spring."), {}}},
                           ""};
  bool configured_ = true;
  scripted_model answerer_;
  scripted_model reranker_;
  std::map<std::string, std::vector<chat_message>> history_;
  std::optional<error> search_trouble_;
  std::optional<error> store_trouble_;
  std::shared_ptr<std::atomic<bool>> gone_ = std::make_shared<std::atomic<bool>>(false);
  std::vector<std::string> received_;
  std::vector<query_record> logged_;
  std::string searched_;
  int requested_count_ = 0;
  answer_provider requested_provider_ = answer_provider::anthropic;
};

TEST_F(answer_service_test, answers_from_the_notes_with_citations) {
  auto request = question("How often do I feed the starter?");
  request.provider = answer_provider::local;
  const auto answer = ask(request);
  EXPECT_EQ(answer.text, "Feed it daily [1].");
  EXPECT_EQ(answer.mode, answer_mode::generated);
  EXPECT_EQ(answer.ending, answer_ending::complete);
  EXPECT_EQ(answer.label, retrieval_label::pass);
  EXPECT_EQ(answer.note, "");
  ASSERT_THAT(answer.citations, SizeIs(2));
  EXPECT_EQ(answer.citations[0].note_path, "Bread.md");
  EXPECT_EQ(answer.citations[0].rerank_score, 9);
  EXPECT_EQ(requested_count_, 10);
  EXPECT_EQ(requested_provider_, answer_provider::local);
  EXPECT_THAT(answerer_.requests.at(0).instructions.at(1), HasSubstr("[C1] Flour (linked from: Bread)"));
}

TEST_F(answer_service_test, stores_the_turn_and_logs_it) {
  const auto answer = ask(question("How often?"));
  const auto& messages = history_.at(answer.conversation_id);
  ASSERT_THAT(messages, SizeIs(2));
  EXPECT_EQ(messages[0].role, "user");
  EXPECT_EQ(messages[0].content, "How often?");
  EXPECT_EQ(messages[1].role, "assistant");
  EXPECT_EQ(messages[1].content, answer.text);
  ASSERT_THAT(logged_, SizeIs(1));
  EXPECT_EQ(logged_[0].query, "How often?");
  EXPECT_EQ(logged_[0].conversation_id, answer.conversation_id);
  EXPECT_THAT(logged_[0].citation_ids, ElementsAre("Bread.md#0", "Compost.md#0"));
}

TEST_F(answer_service_test, a_question_that_goes_on_is_searched_for_as_a_model_says_it) {
  history_["c"] = {{"user", "How do I feed the starter?"}, {"assistant", "With flour [1]."}};
  reranker_.pieces = {"How often do I feed the starter?"};
  const auto answer = ask(question("and how often?", "c"));
  EXPECT_EQ(searched_, "How often do I feed the starter?");
  EXPECT_EQ(answer.searched_for, searched_);
  ASSERT_THAT(reranker_.requests, SizeIs(2));
  EXPECT_EQ(reranker_.requests[0].use, llm::purpose::chat_rewrite);
  EXPECT_EQ(reranker_.requests[0].conversation_id, "c");
  EXPECT_THAT(reranker_.requests[1].messages.at(0).content, HasSubstr(searched_)) << "ranked by it, too";
  EXPECT_EQ(answerer_.requests.at(0).messages.back().content, "and how often?") << "answered as it was asked";
  EXPECT_EQ(history_.at("c").at(2).content, "and how often?");
  EXPECT_EQ(logged_.at(0).query, "and how often?");
}

TEST_F(answer_service_test, without_a_model_that_says_it_the_question_before_is_searched_for_as_well) {
  history_["c"] = {{"user", "How do I feed the starter?"}, {"assistant", "With flour [1]."}};
  reranker_.trouble = error{errc::timeout, "it took too long"};
  EXPECT_EQ(ask(question("and how often?", "c")).searched_for, "How do I feed the starter? and how often?");
  configured_ = false;
  const auto answer = ask(question("and how often?", "c"));
  EXPECT_EQ(searched_, "How do I feed the starter? and how often?");
  EXPECT_THAT(answer.text, HasSubstr("> Feed the starter daily.")) << "what quotations are chosen by";
}

TEST_F(answer_service_test, a_question_that_says_what_it_is_about_is_searched_for_as_it_is) {
  history_["c"] = {{"user", "How do I feed the starter?"}, {"assistant", "With flour [1]."}};
  const auto answer = ask(question("When do I turn the compost heap?", "c"));
  EXPECT_EQ(searched_, "When do I turn the compost heap?");
  EXPECT_EQ(answer.searched_for, "");
  EXPECT_THAT(reranker_.requests, SizeIs(1)) << "no call for it";
}

// W66
TEST_F(answer_service_test, both_calls_are_counted_to_the_conversation) {
  const auto answer = ask(question("How often?"));
  EXPECT_EQ(answerer_.requests.at(0).conversation_id, answer.conversation_id);
  EXPECT_EQ(reranker_.requests.at(0).conversation_id, answer.conversation_id);
}

TEST_F(answer_service_test, goes_on_with_a_known_conversation) {
  history_["known"] = {{"user", "before"}, {"assistant", "then"}};
  EXPECT_EQ(ask(question("And now?", "known")).conversation_id, "known");
  const auto& messages = answerer_.requests.at(0).messages;
  ASSERT_THAT(messages, SizeIs(3));
  EXPECT_EQ(messages[0].content, "before");
  EXPECT_EQ(messages[2].content, "And now?");
  EXPECT_THAT(history_.at("known"), SizeIs(4));
}

TEST_F(answer_service_test, an_unknown_id_is_replaced_and_told) {
  const auto answer = ask(question("Hello?", "made-up"));
  EXPECT_NE(answer.conversation_id, "made-up");
  EXPECT_THAT(answer.note, HasSubstr("There is no such conversation"));
  EXPECT_THAT(history_, SizeIs(1));
}

TEST_F(answer_service_test, tells_the_model_the_last_ten_messages_that_say_something) {
  for (int i = 0; i < 8; ++i) {
    history_["long"].push_back({"user", i == 6 ? "" : "q" + std::to_string(i)});
    history_["long"].push_back({"assistant", "a" + std::to_string(i)});
  }
  ask(question("now", "long"));
  std::vector<std::string> contents;
  for (const auto& message : answerer_.requests.at(0).messages) contents.push_back(message.content);
  EXPECT_THAT(contents, ElementsAre("q3", "a3", "q4", "a4", "q5", "a5", "a6", "q7", "a7", "now"));
}

TEST_F(answer_service_test, tells_a_listener_citations_and_then_each_piece) {
  ask(streamed("How often?"));
  EXPECT_THAT(received_, ElementsAre("citations: 2", "Feed it ", "daily [1]."));
}

TEST_F(answer_service_test, what_no_note_has_is_told_before_the_answer) {
  found_.missing = "No note has “kefir”.";
  auto request = streamed("How often do I feed the kefir?");
  request.listener.missing = [this](const std::string& sentences) { received_.push_back("missing: " + sentences); };
  const auto answer = ask(request);
  EXPECT_THAT(received_, ElementsAre("citations: 2", "missing: No note has “kefir”.", "Feed it ", "daily [1]."));
  EXPECT_EQ(answer.missing, "No note has “kefir”.");
  EXPECT_EQ(answer.note, "");
  EXPECT_EQ(stored_text(answer), "Feed it daily [1].");
}

TEST_F(answer_service_test, does_not_say_of_what_is_near_in_meaning_that_it_matches) {
  configured_ = false;
  found_.by_meaning_alone = true;
  EXPECT_THAT(ask(question("kefir")).text,
              HasSubstr(" These are the passages of your notes that are nearest in meaning."));
}

TEST_F(answer_service_test, a_model_that_rewrites_a_question_makes_no_phrases) {
  history_["c"] = {{"user", "How do I feed the starter?"}, {"assistant", "With flour [1]."}};
  reranker_.pieces = {"How often do I feed “the starter”?"};
  ask(question("and how often?", "c"));
  EXPECT_EQ(searched_, "How often do I feed the starter?");
}

TEST_F(answer_service_test, nothing_found_is_said_without_asking_a_model) {
  found_.passages.clear();
  const auto answer = ask(streamed("Anything?"));
  EXPECT_EQ(answer.label, retrieval_label::no_results);
  EXPECT_EQ(answer.mode, answer_mode::abstained);
  EXPECT_EQ(answer.text, nothing_found);
  EXPECT_THAT(received_, ElementsAre("citations: 0", std::string{nothing_found}));
  EXPECT_THAT(answerer_.requests, IsEmpty());
  EXPECT_THAT(reranker_.requests, IsEmpty());
  EXPECT_EQ(stored_text(answer), nothing_found);
}

TEST_F(answer_service_test, nobody_is_offered_what_only_a_model_can_do) {
  found_.passages.clear();
  configured_ = false;
  EXPECT_EQ(ask(streamed("Anything?")).text, nothing_found_without_model);
}

TEST_F(answer_service_test, what_is_irrelevant_still_goes_to_the_model) {
  reranker_.pieces = {"[1, 1]"};
  EXPECT_EQ(ask(question("q")).label, retrieval_label::irrelevant);
  EXPECT_THAT(answerer_.requests, SizeIs(1));
}

TEST_F(answer_service_test, a_model_that_finds_no_support_abstains) {
  answerer_.pieces = {"Your notes do not say ", "enough to answer this. They speak of bread."};
  EXPECT_EQ(ask(question("Who is the king?")).mode, answer_mode::abstained);
}

TEST_F(answer_service_test, quotes_when_no_model_is_configured) {
  configured_ = false;
  const auto answer = ask(streamed("feed the starter"));
  EXPECT_EQ(answer.mode, answer_mode::extractive);
  EXPECT_EQ(answer.label, retrieval_label::pass);
  EXPECT_EQ(answer.note, "");
  EXPECT_THAT(answer.text, AllOf(StartsWith("No language model is configured. SECONDBRAIN_ANTHROPIC_API_KEY, "),
                                 HasSubstr(" These are the passages of your notes that match best.\n\n"),
                                 HasSubstr("> Feed the starter daily.")));
  ASSERT_FALSE(answer.quotes.empty());
  for (const auto& quote : answer.quotes) EXPECT_GE(quote.citation, 0);
  EXPECT_EQ(stored_text(answer), answer.text);
}

TEST_F(answer_service_test, quotes_when_no_model_answers) {
  answerer_.pieces.clear();
  answerer_.trouble = error{errc::over_budget, "the daily budget is spent"};
  const auto answer = ask(streamed("feed the starter"));
  EXPECT_EQ(answer.mode, answer_mode::extractive);
  EXPECT_EQ(answer.ending, answer_ending::complete);
  EXPECT_THAT(answer.note, HasSubstr("the daily budget is spent"));
  EXPECT_THAT(answer.text, HasSubstr("> Feed the starter daily."));
}

TEST_F(answer_service_test, quotes_when_the_model_says_nothing) {
  answerer_.pieces = {""};
  EXPECT_EQ(ask(question("feed the starter")).mode, answer_mode::extractive);
}

TEST_F(answer_service_test, an_answer_that_breaks_off_says_so_and_is_kept) {
  answerer_.trouble = error{errc::unavailable, "the connection was lost"};
  const auto answer = ask(streamed("How often?"));
  EXPECT_EQ(answer.ending, answer_ending::broken_off);
  EXPECT_EQ(answer.text, "Feed it daily [1].\n\n[The answer broke off: the connection was lost.]");
  EXPECT_THAT(answer.note, HasSubstr("the connection was lost"));
  EXPECT_THAT(received_.back(), HasSubstr("broke off"));
  EXPECT_EQ(stored_text(answer), answer.text);
}

TEST_F(answer_service_test, a_listener_who_leaves_stops_the_model_and_the_turn_is_kept) {
  answerer_.between_pieces = [this] { gone_->store(!received_.empty() && received_.back() == "Feed it "); };
  const auto answer = ask(streamed("How often?"));
  EXPECT_EQ(answer.ending, answer_ending::stopped);
  EXPECT_EQ(answer.text, "Feed it \n\n" + std::string{stopped_marker});
  EXPECT_EQ(stored_text(answer), answer.text);
  EXPECT_THAT(received_, ElementsAre("citations: 2", "Feed it "));
}

TEST_F(answer_service_test, a_failed_search_leaves_no_conversation_behind) {
  search_trouble_ = error{errc::corrupt, "the index is damaged"};
  const auto answered = answer_service{parts()}.ask(question("q"));
  ASSERT_FALSE(answered);
  EXPECT_EQ(answered.error().code, errc::corrupt);
  EXPECT_THAT(history_, IsEmpty());
  EXPECT_THAT(logged_, IsEmpty());
}

TEST_F(answer_service_test, an_answer_that_cannot_be_kept_is_still_an_answer) {
  store_trouble_ = error{errc::disk_full, "the disk is full"};
  const auto answer = ask(question("How often?"));
  EXPECT_EQ(answer.text, "Feed it daily [1].");
  EXPECT_THAT(answer.note, HasSubstr("the disk is full"));
}

TEST_F(answer_service_test, notes_quotations_and_references_that_lead_nowhere) {
  answerer_.pieces = {"It says \"Feed the starter twice a week\" [4]."};
  const auto answer = ask(question("How often?"));
  ASSERT_THAT(answer.quotes, SizeIs(1));
  EXPECT_EQ(answer.quotes[0].citation, -1);
  EXPECT_EQ(answer.note,
            "Not found in the cited passages: 1 of the answer's 1 quotations. "
            "The answer refers to source 4, but there is no such source. "
            "The answer names no passage of your notes that it rests on: check it before you rely on it.");
}

TEST_F(answer_service_test, notes_an_answer_that_names_none_of_the_passages) {
  answerer_.pieces = {"On 3 March the house was sold for 400,000 euros."};
  EXPECT_THAT(ask(question("What about frost?")).note, HasSubstr("names no passage of your notes"));
  answerer_.pieces = {"Your notes do not say enough to answer this."};
  EXPECT_EQ(ask(question("What about frost?")).note, "");
}

TEST_F(answer_service_test, notes_what_retrieval_and_ranking_had_to_say) {
  found_.note = "Searched by words alone.";
  reranker_.trouble = error{errc::timeout, "no answer in time"};
  const auto answer = ask(question("How often?"));
  EXPECT_THAT(answer.note, AllOf(StartsWith("Searched by words alone. "), EndsWith("no answer in time.")));
}

// W70
TEST_F(answer_service_test, ranking_has_a_share_of_the_time_and_answering_the_rest) {
  const auto request = question("How often?");
  ask(request);
  EXPECT_EQ(answerer_.limits.at(0).deadline, request.deadline);
  EXPECT_LE(reranker_.limits.at(0).deadline, request.deadline - plenty / 2);
}

}  // namespace
}  // namespace secondbrain::answers
