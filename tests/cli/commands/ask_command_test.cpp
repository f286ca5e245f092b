#include <boost/json/parse.hpp>

#include "tests/cli/command_test.hpp"
#include "tests/cli/fake_server.hpp"

namespace secondbrain::cli {
namespace {

using boost::json::parse;
using testing::HasSubstr;

constexpr auto ask_path = "/api/v1/ask/stream";
constexpr std::string_view citations =
    "event: citations\r\n"
    "data: [{\"note_path\":\"30_Concepts/Tea.md\",\"note_title\":\"Tea\",\"heading_path\":[\"Green\",\"Sencha\"],"
    "\"first_line\":3,\"last_line\":9}]\r\n\r\n";
constexpr std::string_view text =
    ": ping - now\r\n\r\n"
    "event: token\r\ndata: \"Steep it\\n\"\r\n\r\n"
    "event: token\r\ndata: \" 42\\u001b[2J s [1]\"\r\n\r\n";
constexpr std::string_view done =
    "event: done\r\ndata: {\"conversation_id\":\"c-1\",\"retrieval_label\":\"PASS\",\"note\":\"\"}\r\n\r\n";

class ask_command : public command_test {
 protected:
  ask_command() { call_server_at(server_.port()); }

  void streams(std::initializer_list<std::string_view> parts) {
    std::string body;
    for (auto part : parts) body += part;
    server_.set(ask_path, body);
  }

  fake_server server_;
};

TEST_F(ask_command, an_answer_is_printed_with_its_citations_below) {
  streams({citations, text, done});
  auto shown = run({"ask", "how", "long?"});
  EXPECT_EQ(shown.exit_code, 0) << shown.err;
  EXPECT_EQ(shown.out,
            "Steep it\n 42 [2J s [1]\n\n"
            "[1] Tea  30_Concepts/Tea.md  Green › Sencha, lines 3–9\n"
            "To continue: secondbrain ask --conversation c-1 …\n");
  EXPECT_EQ(parse(server_.last(ask_path).body), parse(R"({"query":"how long?","top_n":5})"));
}

TEST_F(ask_command, without_a_question_says_so) {
  for (const auto& words : std::vector<std::vector<const char*>>{{"ask"}, {"ask", ""}, {"ask", " ", "--json"}}) {
    const auto shown = run(words);
    EXPECT_EQ(shown.exit_code, 2);
    EXPECT_THAT(shown.err, HasSubstr("there is no question; write it after the command"));
  }
  EXPECT_TRUE(server_.seen().empty());
}

TEST_F(ask_command, what_a_question_goes_on_about_is_told) {
  streams({citations, text,
           "event: done\r\ndata: {\"conversation_id\":\"c-1\",\"searched_for\":\"How long do I steep it?\"}\r\n\r\n"});
  EXPECT_THAT(run({"ask", "--conversation", "c-1", "how", "long?"}).out,
              testing::HasSubstr("\nSearched for: How long do I steep it?\nTo continue:"));
}

TEST_F(ask_command, what_no_note_has_is_told_before_the_answer) {
  streams({citations, "event: missing\r\ndata: \"No note has “vet”.\"\r\n\r\n", text, done});
  EXPECT_THAT(run({"ask", "when", "to", "the", "vet?"}).out, testing::StartsWith("No note has “vet”.\n\nSteep it\n"));
}

TEST_F(ask_command, what_is_named_is_passed_on) {
  streams({done});
  run({"ask", "and when?", "--conversation", "c-1", "--provider", "local", "--top", "9"});
  EXPECT_EQ(parse(server_.last(ask_path).body),
            parse(R"({"query":"and when?","top_n":9,"conversation_id":"c-1","provider":"local"})"));
  EXPECT_EQ(run({"ask", "x", "--provider", "nobody"}).exit_code, 2);
}

TEST_F(ask_command, an_answer_that_failed_half_way_is_a_failure) {
  streams({citations, text, "event: error\ndata: {\"detail\":\"the model went away\"}\n\n", done});
  auto shown = run({"ask", "x"});
  EXPECT_EQ(shown.exit_code, 1);
  EXPECT_THAT(shown.err, HasSubstr("the model went away"));
  EXPECT_THAT(shown.out, HasSubstr("Steep it"));
}

TEST_F(ask_command, a_stream_without_an_end_is_a_failure) {
  streams({citations, text});
  auto shown = run({"ask", "x"});
  EXPECT_EQ(shown.exit_code, 1);
  EXPECT_THAT(shown.err, HasSubstr("broke off"));
}

TEST_F(ask_command, what_the_server_refuses_is_told) {
  server_.set(ask_path, R"({"detail":"Too many questions are open"})", 503);
  auto shown = run({"ask", "x"});
  EXPECT_EQ(shown.exit_code, 1);
  EXPECT_THAT(shown.err, HasSubstr("Too many questions are open"));
}

TEST_F(ask_command, json_is_the_whole_answer) {
  constexpr auto answer = R"({"answer":"42 s","conversation_id":"c-1","citations":[],"retrieval_label":"PASS"})";
  server_.set("/api/v1/ask", answer);
  EXPECT_EQ(parse(run({"ask", "x", "--json"}).out), parse(answer));
}

}  // namespace
}  // namespace secondbrain::cli
