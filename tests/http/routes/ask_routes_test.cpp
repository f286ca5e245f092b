// Ask over HTTP, whole and streamed (contract: http_api §4; weaknesses W49-W51).
#include <gmock/gmock.h>

#include <list>
#include <thread>

#include "base/text.hpp"
#include "http/server/event_stream.hpp"
#include "tests/http/routes/resource_test.hpp"

namespace secondbrain::http {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::StartsWith;

constexpr auto hour = std::chrono::milliseconds{3'600'000};

answer example_answer() {
  answer result;
  result.text = "Feed it \"daily\" [1].";
  result.conversation_id = "c-1";
  result.citations = {{"10_Notes/Bread.md", "Bread", {"Starter"}, "abc", "Feed it...", 3, 5, 0.8125, 9}};
  result.quotes = {{"word for word here", -1}};
  result.note = "Something is off.";
  return result;
}

class ask_routes_test : public resource_test {
 protected:
  ask_routes_test() {
    fakes.front->on<ask_question>([this](const ask_question& requests) -> result<answer> {
      this->requests.push_back(requests);
      if (requests.listener.found) requests.listener.found(example_answer().citations);
      if (requests.listener.missing && ending && !ending->missing.empty()) requests.listener.missing(ending->missing);
      if (requests.listener.text)
        for (const auto* piece : {"Feed it ", "\"daily\"\n [1]."}) requests.listener.text(piece);
      return ending;
    });
  }

  http_response ask(const std::string& body) { return served().send("POST", "/api/v1/ask", body); }

  /// The server stays, as its streams count themselves there.
  http_response stream(const std::string& body) {
    return streaming_.emplace_back(fakes.offered()).send("POST", "/api/v1/ask/stream", body);
  }

  /// Name and data of each event, joined by a space. Pings are left out.
  std::vector<std::string> events_of(const http_response& answer) {
    EXPECT_EQ(answer.status, 200) << answer.body;
    if (!answer.stream) return {};
    std::string received;
    event_stream events{[&](std::string_view bytes) { return received += bytes, true; }, [this] { return gone; }, hour};
    answer.stream(events);
    raw = received;
    std::vector<std::string> found;
    for (std::size_t at = 0, end = 0; (end = received.find("\r\n\r\n", at)) != std::string::npos; at = end + 4) {
      const auto event = received.substr(at, end - at);
      const auto data = event.find("\r\ndata: ");
      if (event.starts_with("event: ")) found.push_back(event.substr(7, data - 7) + ' ' + event.substr(data + 8));
    }
    return found;
  }

  result<answer> ending = example_answer();
  std::vector<ask_question> requests;
  std::string raw;
  bool gone = false;

 private:
  std::list<in_process_server> streaming_;
};

TEST_F(ask_routes_test, an_answer_has_the_contracts_fields_and_ours) {
  const auto answer = ask(R"({"query":"How often?"})");
  EXPECT_EQ(answer.status, 200);
  EXPECT_EQ(answer.body,
            R"({"answer":"Feed it \"daily\" [1].","citations":[{"note_path":"10_Notes/Bread.md","note_title":"Bread",)"
            R"("heading_path":["Starter"],"chunk_id":"abc","snippet":"Feed it...","first_line":3,"last_line":5,)"
            R"("similarity_score":0.8125,"rerank_score":9.0}],"conversation_id":"c-1","retrieval_label":"PASS",)"
            R"("mode":"generated","ending":"complete","quotes":[{"text":"word for word here","citation":-1}],)"
            R"("searched_for":"","missing":"","note":"Something is off.",)" +
                coverage_member + "}");
}

TEST_F(ask_routes_test, a_question_has_defaults) {
  ask(R"({"query":"How often?"})");
  ASSERT_EQ(requests.size(), 1U);
  EXPECT_EQ(requests[0].query, "How often?");
  EXPECT_EQ(requests[0].conversation_id, "");
  EXPECT_EQ(requests[0].top_n, 5);
  EXPECT_EQ(requests[0].provider, answer_provider::anthropic);
  EXPECT_FALSE(requests[0].listener.text);
  EXPECT_GT(requests[0].deadline, std::chrono::steady_clock::now());
}

TEST_F(ask_routes_test, a_question_may_say_it_all) {
  ask(R"({"query":"","conversation_id":"c","top_n":20,"provider":"local","unknown":1})");
  ask(R"({"query":"","conversation_id":null,"top_n":1,"provider":"openai"})");
  ask(R"({"query":"","provider":"something else"})");
  ASSERT_EQ(requests.size(), 3U);
  EXPECT_EQ(requests[0].conversation_id, "c");
  EXPECT_EQ(requests[0].top_n, 20);
  EXPECT_EQ(requests[0].provider, answer_provider::local);
  EXPECT_EQ(requests[1].provider, answer_provider::openai);
  EXPECT_EQ(requests[2].provider, answer_provider::anthropic);
}

TEST_F(ask_routes_test, what_is_wrong_with_a_question_is_422_on_both) {
  for (const auto* path : {"/api/v1/ask", "/api/v1/ask/stream"}) {
    const auto problems = [&](const std::string& body) { return problems_of(served().send("POST", path, body)); };
    EXPECT_THAT(problems("{}"), ElementsAre("missing body.query"));
    EXPECT_THAT(problems(R"({"query":1,"top_n":0,"provider":null})"),
                ElementsAre("string_type body.query", "greater_than_equal body.top_n", "string_type body.provider"));
    EXPECT_THAT(problems(R"({"query":"q","top_n":21,"conversation_id":5})"),
                ElementsAre("string_type body.conversation_id", "less_than_equal body.top_n"));
    EXPECT_THAT(problems("{"), ElementsAre("json_invalid body.1"));
  }
  EXPECT_TRUE(requests.empty());
}

TEST_F(ask_routes_test, a_failed_answer_is_an_error) {
  ending = fail(errc::corrupt, "the index is damaged");
  EXPECT_EQ(ask(R"({"query":"q"})").status, 500);
  ending = fail(errc::busy, "too many wait");
  EXPECT_EQ(ask(R"({"query":"q"})").status, 503);
}

TEST_F(ask_routes_test, a_stream_tells_what_no_note_has_before_the_answer) {
  ending->missing = "No note has “vet”.";
  const auto events = events_of(stream(R"({"query":"When to the vet?"})"));
  ASSERT_GT(events.size(), 3U);
  EXPECT_THAT(events[0], StartsWith("citations "));
  EXPECT_EQ(events[1], "missing \"No note has “vet”.\"");
  EXPECT_THAT(events[2], StartsWith("token "));
  EXPECT_THAT(events.back(), testing::HasSubstr("\"missing\":\"No note has “vet”.\""));
}

// W51: every token is a JSON string, so that nothing of it is lost.
TEST_F(ask_routes_test, a_stream_tells_citations_tokens_and_done) {
  const auto events = events_of(stream(R"({"query":"How often?"})"));
  EXPECT_THAT(events, ElementsAre(StartsWith("citations [{\"note_path\":\"10_Notes/Bread.md\""), "token \"Feed it \"",
                                  R"(token "\"daily\"\n [1].")",
                                  R"(done {"conversation_id":"c-1","retrieval_label":"PASS","mode":"generated",)"
                                  R"("ending":"complete","quotes":[{"text":"word for word here","citation":-1}],)"
                                  R"("searched_for":"","missing":"","note":"Something is off.",)" +
                                      coverage_member + "}"));
  EXPECT_THAT(raw, StartsWith(": ping - "));  // before anything is known
}

TEST_F(ask_routes_test, a_stream_is_not_to_be_kept_nor_changed_on_its_way) {
  const auto answer = stream(R"({"query":"q"})");
  EXPECT_EQ(answer.content_type, "text/event-stream; charset=utf-8");
  EXPECT_EQ(value_of(answer, "Cache-Control"), "no-cache, no-transform");
  EXPECT_EQ(value_of(answer, "X-Accel-Buffering"), "no");
}

// W50
TEST_F(ask_routes_test, a_failure_before_the_first_token_is_told_in_the_stream) {
  fails<ask_question>(errc::io_failure, "the disk is gone");
  EXPECT_THAT(events_of(stream(R"({"query":"q","conversation_id":"c-7"})")),
              ElementsAre(R"(token "The question could not be answered: the disk is gone.")",
                          R"(error {"detail":"the disk is gone","code":"io_failure"})",
                          AllOf(StartsWith(R"(done {"conversation_id":"c-7","retrieval_label":"NO_RESULTS")"),
                                HasSubstr(R"("ending":"broken_off")"))));
}

// W50
TEST_F(ask_routes_test, a_failure_in_the_middle_ends_with_error_and_done) {
  ending->ending = answer_ending::broken_off;
  const auto events = events_of(stream(R"({"query":"q"})"));
  ASSERT_EQ(events.size(), 5U);
  EXPECT_EQ(events[3], R"(error {"detail":"Something is off.","code":"unavailable"})");
  EXPECT_THAT(events[4], StartsWith("done "));
}

TEST_F(ask_routes_test, the_worker_is_told_when_the_listener_leaves) {
  auto answer = stream(R"({"query":"q"})");
  ASSERT_EQ(requests.size(), 1U);
  EXPECT_FALSE(requests[0].listener.gone->load());
  gone = true;
  events_of(answer);
  answer = {};
  EXPECT_TRUE(requests[0].listener.gone->load());
}

TEST_F(ask_routes_test, an_answer_that_is_cut_by_a_stop_says_so_and_ends_as_answers_do) {
  auto answer = stream(R"({"query":"q","conversation_id":"c-7"})");
  gone = true;
  const auto events = events_of(answer);
  ASSERT_EQ(events.size(), 3u) << raw;
  EXPECT_THAT(events[0], StartsWith("token \"The answer breaks off here: the service is stopping"));
  EXPECT_THAT(events[1], StartsWith(R"(error {"detail":"the service is stopping)"));
  EXPECT_THAT(events[2], StartsWith("done {"));
  EXPECT_THAT(events[2], HasSubstr(R"("conversation_id":"c-7")"));
  EXPECT_THAT(events[2], HasSubstr(R"("ending":"broken_off")"));
}

TEST_F(ask_routes_test, a_question_whose_client_has_gone_is_given_up) {
  fakes.front->ignore<ask_question>();
  auto request = request_for("POST", "/api/v1/ask");
  request.body = R"({"query":"q"})";
  request.abandoned = [] { return true; };
  EXPECT_EQ(served().ask(request).status, 503);
}

/// Says three words with pauses, on a thread of its own.
class slow_worker final : public front_port {
 public:
  ~slow_worker() override {
    if (thread_.joinable()) thread_.join();
  }

  void submit(work_ptr item) override {
    thread_ = std::thread{[item] {
      auto& work = static_cast<work_for<ask_question>&>(*item);
      for (const auto* piece : {"one ", "two ", "three"}) {
        std::this_thread::sleep_for(std::chrono::milliseconds{20});
        work.request.listener.text(piece);
      }
      work.settle(example_answer());
    }};
  }

 private:
  std::thread thread_;
};

TEST_F(ask_routes_test, pieces_arrive_while_the_answer_is_made) {
  auto offered = fakes.offered();
  offered.addresses.answers = address<answer_api>{std::make_shared<slow_worker>()};
  const in_process_server slow{offered};
  EXPECT_THAT(events_of(slow.send("POST", "/api/v1/ask/stream", R"({"query":"q"})")),
              ElementsAre("token \"one \"", "token \"two \"", "token \"three\"", StartsWith("done ")));
}

// Questions have places of their own: they leave those of requests and of other streams alone, and are refused at once
// when there are too many.
TEST_F(ask_routes_test, questions_have_a_budget_of_their_own) {
  const in_process_server small{fakes.offered(), {.streams = 1, .questions = 2}};
  const auto open = [&] { return small.send("POST", "/api/v1/ask/stream", R"({"query":"q"})"); };
  auto first = open();
  const auto second = open();
  EXPECT_EQ(second.status, 200);
  EXPECT_EQ(open().status, 503);
  EXPECT_EQ(small.send("POST", "/api/v1/ask", R"({"query":"q"})").status, 503);
  EXPECT_EQ(small.get("/api/v1/index/progress/stream").status, 200);
  first = {};
  EXPECT_EQ(small.send("POST", "/api/v1/ask", R"({"query":"q"})").status, 200);
}

}  // namespace
}  // namespace secondbrain::http
