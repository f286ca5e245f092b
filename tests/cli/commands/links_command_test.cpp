#include <boost/json/parse.hpp>

#include "tests/cli/command_test.hpp"
#include "tests/cli/fake_server.hpp"

namespace secondbrain::cli {
namespace {

using testing::HasSubstr;

constexpr auto links_answer =
    R"({"note_path":"30_Concepts/Compost.md","note_title":"Compost","outgoing_total":3,"unresolved":1,
  "backlinks_total":12,"outgoing":[
    {"line":3,"kind":"wikilink","target":"Heap","subpath":"Turning","text":"","path":"30_Concepts/Heap.md","how":"folder",
     "target_line":9,"why":""},
    {"line":4,"kind":"wikilink","target":"HP","subpath":"","text":"","path":"30_Concepts/Heap.md","how":"alias","why":""},
    {"line":5,"kind":"markdown","target":"Gone","subpath":"","text":"","path":null,"how":"none",
     "why":"There is no note or file of that name."}],
  "backlinks":[{"note_path":"Day.md","note_title":"Day","line":7,"heading_path":[],"text":"about [[Compost]]",
                "kind":"wikilink","subpath":"","how":"name"}],
  "mentions":[{"note_path":"Other.md","note_title":"Other","line":2,"text":"the compost","name":"Compost"}],
  "note":"The first 1 backlinks are shown."})";

class links_command : public command_test {
 protected:
  links_command() { call_server_at(server_.port()); }
  fake_server server_;
};

TEST_F(links_command, shows_both_directions) {
  server_.set("/api/v1/notes/30_Concepts/Compost.md/links", links_answer);
  const auto shown = run({"links", "30_Concepts/Compost.md"});
  EXPECT_EQ(shown.exit_code, 0) << shown.err;
  EXPECT_EQ(shown.out,
            "Compost  30_Concepts/Compost.md\n"
            "3 links, 1 leads nowhere\n"
            "  line 3  Heap#Turning → 30_Concepts/Heap.md\n"
            "  line 4  HP → 30_Concepts/Heap.md (by its alias, where Obsidian finds none)\n"
            "  line 5  Gone  There is no note or file of that name.\n"
            "12 backlinks\n"
            "  Day.md, line 7\n"
            "    about [[Compost]]\n"
            "Named without a link\n"
            "  Other.md, line 2\n"
            "    the compost\n"
            "The first 1 backlinks are shown.\n");
}

TEST_F(links_command, json_is_the_servers_answer) {
  server_.set("/api/v1/notes/Compost/links", links_answer);
  EXPECT_EQ(boost::json::parse(run({"links", "Compost", "--json"}).out), boost::json::parse(links_answer));
}

TEST_F(links_command, any_name_of_a_note_reaches_the_server_and_so_do_the_limits) {
  server_.set("/api/v1/notes/Ä 50%?#/B.md/links", links_answer);
  EXPECT_EQ(run({"links", "Ä 50%?#/B.md", "--limit", "3", "--mentions", "0"}).exit_code, 0);
  const auto seen = server_.last("/api/v1/notes/Ä 50%?#/B.md/links").parameters;
  EXPECT_EQ(seen.find("limit")->second, "3");
  EXPECT_EQ(seen.find("mentions")->second, "0");
}

TEST_F(links_command, says_that_there_is_no_such_note) {
  server_.set("/api/v1/notes/None/links", R"({"detail":"There is no note None in the index."})", 404);
  const auto shown = run({"links", "None"});
  EXPECT_EQ(shown.exit_code, 1);
  EXPECT_THAT(shown.err, HasSubstr("There is no note None in the index."));
  EXPECT_EQ(run({"links"}).exit_code, 2);
}

}  // namespace
}  // namespace secondbrain::cli
