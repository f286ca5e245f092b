#include <boost/json/parse.hpp>

#include "tests/cli/command_test.hpp"
#include "tests/cli/fake_server.hpp"

namespace secondbrain::cli {
namespace {

using testing::HasSubstr;
using testing::Not;

constexpr auto search_answer = R"({"query":"compost","mode":"lexical","total":12,"offset":0,"limit":1,"took_ms":0.4,
  "terms":["compost"],"note":"The index is still being built.","results":[{"note_path":"30_Concepts/Compost.md",
  "note_title":"Compost","folder":"30_Concepts","date":null,"score":7.4,"passages":[{"chunk_id":"0011223344556677",
  "heading_path":["Garden","Höhe"],"line":12,"snippet":"Über compost heaps","highlights":[[5,12]],
  "score":{"lexical_rank":1,"bm25":7.42,"vector_rank":null,"cosine":null,"fused":7.42}}]}]})";

class search_command : public command_test {
 protected:
  search_command() { call_server_at(server_.port()); }
  fake_server server_;
};

TEST_F(search_command, shows_notes_places_and_snippets) {
  server_.set("/api/v1/search", search_answer);
  auto shown = run({"search", "compost", "heap", "--limit", "1", "--folder", "30_Concepts", "--explain"});
  EXPECT_EQ(shown.exit_code, 0) << shown.err;
  EXPECT_THAT(shown.out, HasSubstr("Compost  30_Concepts/Compost.md\n"));
  EXPECT_THAT(shown.out, HasSubstr("Garden › Höhe, line 12\n    Über compost heaps\n"));
  EXPECT_THAT(shown.out, HasSubstr("by words #1 (score 7.420)"));
  EXPECT_THAT(shown.out, HasSubstr("1 of 12 notes, found by words"));
  EXPECT_THAT(shown.out, HasSubstr("The index is still being built."));

  auto seen = server_.seen();
  ASSERT_EQ(seen.size(), 1U);
  auto request = std::map<std::string, std::string>{seen[0].parameters.begin(), seen[0].parameters.end()};
  EXPECT_EQ(request, (std::map<std::string, std::string>{
                         {"q", "compost heap"}, {"limit", "1"}, {"folder", "30_Concepts"}, {"explain", "true"}}));
}

TEST_F(search_command, says_why_a_note_comes_first_where_it_is_asked) {
  for (const auto& [exact, words] : {std::pair{"file_name", "the file has exactly this name"},
                                     {"alias", "an alias is exactly this"},
                                     {"title", "the title is exactly this"},
                                     {"tag", "a tag is exactly this"},
                                     {"heading", "a heading is exactly this"}}) {
    server_.set("/api/v1/search", R"({"total":1,"results":[{"note_title":"T","note_path":"T.md","exact":")" +
                                      std::string{exact} +
                                      R"(","passages":[{"line":1,"snippet":"abc","score":{}}]}]})");
    EXPECT_THAT(run({"search", "t", "--explain"}).out,
                HasSubstr("T  T.md\n    " + std::string{words} + "\n    line 1\n"));
    EXPECT_THAT(run({"search", "t"}).out, Not(HasSubstr(words)));
  }
}

TEST_F(search_command, json_is_the_servers_answer) {
  server_.set("/api/v1/search", search_answer);
  auto shown = run({"search", "compost", "--json"});
  EXPECT_EQ(boost::json::parse(shown.out), boost::json::parse(search_answer));
}

TEST_F(search_command, finding_nothing_is_an_answer) {
  server_.set("/api/v1/search", R"({"total":0,"results":[]})");
  auto shown = run({"search", "xyzzy"});
  EXPECT_EQ(shown.exit_code, 0);
  EXPECT_THAT(shown.out, HasSubstr("Nothing found for “xyzzy”."));
}

TEST_F(search_command, without_words_says_what_to_type) {
  for (const auto& words : std::vector<std::vector<const char*>>{{"search"},
                                                                 {"search", ""},
                                                                 {"search", " "},
                                                                 {"search", "-foo"},
                                                                 {"search", "\"\""},
                                                                 {"search", "„ “", "«»"}}) {
    const auto shown = run(words);
    EXPECT_EQ(shown.exit_code, 2);
    EXPECT_THAT(shown.err, HasSubstr("name some words, as in `secondbrain search compost heap`"));
    EXPECT_THAT(shown.err, HasSubstr("`secondbrain search -- roses -thorns`"));
  }
  EXPECT_TRUE(server_.seen().empty());
}

TEST_F(search_command, says_what_was_searched_for_instead) {
  server_.set("/api/v1/search", R"({"total":0,"results":[],"corrected":[{"typed":"compsot","words":["compost"]},
      {"typed":"rozes","words":["roses","rozen"]}]})");
  const auto shown = run({"search", "compsot", "rozes"});
  EXPECT_THAT(shown.out, HasSubstr("No note has “compsot”: searched for “compost”.\n"));
  EXPECT_THAT(shown.out, HasSubstr("No note has “rozes”: searched for “roses” or “rozen”.\n"));
}

TEST_F(search_command, what_no_note_has_stands_before_the_notes) {
  server_.set("/api/v1/search", R"({"mode":"hybrid","total":99,"with_words":0,"missing":"No note has “zzzz”.",
      "corrected":[{"typed":"rozes","words":["roses"]}],"note":"Only the first 64 words were looked for.","results":[
      {"note_title":"T","note_path":"T.md","passages":[{"line":1,"snippet":"abc"}]}]})");
  EXPECT_EQ(run({"search", "zzzz"}).out,
            "No note has “zzzz”.\nNo note has “rozes”: searched for “roses”.\n\nT  T.md\n    line 1\n    abc\n\n"
            "1 note, the nearest in meaning\nOnly the first 64 words were looked for.\n");
  server_.set("/api/v1/search", R"({"total":0,"missing":"No note has the phrase “a b”.","results":[]})");
  EXPECT_EQ(run({"search", "\"a b\""}).out, "Nothing found for “\"a b\"”.\nNo note has the phrase “a b”.\n");
}

TEST_F(search_command, says_how_many_notes_have_the_words) {
  const auto count = [this](const std::string& fields) {
    server_.set("/api/v1/search", "{" + fields + R"(,"results":[
        {"note_title":"T","note_path":"T.md","passages":[{"line":1,"snippet":"abc"}]}]})");
    const auto shown = run({"search", "x"}).out;
    return shown.substr(shown.find("\n\n") + 2);
  };
  EXPECT_EQ(count(R"("mode":"hybrid","total":99,"with_words":5,"terms":["x"])"),
            "1 of 99 notes: 5 have the word, the others are the nearest in meaning\n");
  EXPECT_EQ(count(R"("mode":"hybrid","total":99,"with_words":1,"terms":["x","y"])"),
            "1 of 99 notes: 1 has any of the words, the others are the nearest in meaning\n");
  EXPECT_EQ(count(R"("mode":"hybrid","total":5,"with_words":5,"terms":["x"])"),
            "1 of 5 notes, found by words and meaning\n");
  EXPECT_EQ(count(R"("mode":"lexical","total":5,"with_words":5,"terms":["x"])"), "1 of 5 notes, found by words\n");
}

TEST_F(search_command, the_help_names_every_filter) {
  const auto shown = run({"search", "--help"});
  for (const auto* filter : {"tag:", "folder:", "path:", "file:", "prop:", "date:", "has:task", "-word", "OR"})
    EXPECT_THAT(shown.out, HasSubstr(filter));
}

TEST_F(search_command, what_begins_with_a_minus_sign_stands_behind_two_of_them) {
  server_.set("/api/v1/search", R"({"total":0,"results":[]})");
  EXPECT_EQ(run({"search", "--", "roses", "-thorns"}).exit_code, 0);
  const auto seen = server_.seen();
  ASSERT_EQ(seen.size(), 1U);
  const auto& parameters = seen[0].parameters;
  EXPECT_EQ(parameters.find("q")->second, "roses -thorns");
}

TEST_F(search_command, what_is_taken_for_an_option_is_told_how_to_be_a_word) {
  for (const auto& words :
       std::vector<std::vector<const char*>>{{"search", "-Bremse"}, {"search", "roses", "-Bremse"}}) {
    const auto shown = run(words);
    EXPECT_EQ(shown.exit_code, 2);
    EXPECT_THAT(shown.err, HasSubstr("A word that begins with a minus sign goes after `--`, as in `secondbrain search "
                                     "-- -Bremse`"));
  }
  EXPECT_THAT(run({"ask", "what", "is", "-Force"}).err, HasSubstr("as in `secondbrain ask -- -Force`"));
  EXPECT_THAT(run({"status", "--fast"}).err, Not(HasSubstr("stands behind")));
  EXPECT_TRUE(server_.seen().empty());
}

TEST_F(search_command, highlights_that_make_no_sense_do_not_lose_text) {
  server_.set("/api/v1/search", R"({"total":1,"results":[{"note_title":"T","note_path":"T.md","passages":[
      {"line":1,"snippet":"abc","highlights":[[-5,1],[0,2],[2,99],"x",[1]]}]}]})");
  EXPECT_THAT(run({"search", "x"}).out, HasSubstr("\n    abc\n"));
}

TEST_F(search_command, says_that_no_server_runs) {
  call_server_at(1);
  auto shown = run({"search", "x"});
  EXPECT_EQ(shown.exit_code, 1);
  EXPECT_EQ(shown.out, "");
  EXPECT_EQ(shown.err,
            "secondbrain: the server is not running at http://127.0.0.1:1; start it with `secondbrain serve`\n");
}

}  // namespace
}  // namespace secondbrain::cli
