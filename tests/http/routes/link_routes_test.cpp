// Links over HTTP, in both directions.
#include <gmock/gmock.h>

#include "tests/http/routes/resource_test.hpp"

namespace secondbrain::http {
namespace {

using boost::json::parse;
using testing::HasSubstr;

class link_routes_test : public resource_test {};

TEST_F(link_routes_test, links_are_shown_in_both_directions) {
  list_links asked;
  fakes.front->on<list_links>([&asked](const list_links& request) {
    asked = request;
    links_of_note found;
    found.note_path = request.note_path;
    found.note_title = "Tea";
    found.outgoing_total = 2;
    found.unresolved = 1;
    found.backlinks_total = 1;
    found.outgoing = {
        {{link_kind::wikilink, "Uji", "Goals", "shown", "", 3}, link_way::name, "30/Uji.md", 7, ""},
        {{link_kind::markdown, "Gone", "", "", "", 4}, link_way::none, std::nullopt, std::nullopt, "No."}};
    found.backlinks = {{"Day.md", "Day", 5, {"Morning"}, "see [[Tea]]", link_kind::embed, "", link_way::alias}};
    found.mentions = {{"C.md", "C", 2, "more tea", "Tea"}};
    return found;
  });
  EXPECT_EQ(get_json("/api/v1/notes/10_Notes/Tea time.md/links"), parse(R"({"note_path":"10_Notes/Tea time.md",
              "note_title":"Tea","outgoing_total":2,"unresolved":1,"backlinks_total":1,
              "outgoing":[{"line":3,"kind":"wikilink","target":"Uji","subpath":"Goals","text":"shown",
                           "path":"30/Uji.md","how":"name","target_line":7,"why":""},
                          {"line":4,"kind":"markdown","target":"Gone","subpath":"","text":"",
                           "path":null,"how":"none","target_line":null,"why":"No."}],
              "backlinks":[{"note_path":"Day.md","note_title":"Day","line":5,"heading_path":["Morning"],
                            "text":"see [[Tea]]","kind":"embed","subpath":"","how":"alias"}],
              "mentions":[{"note_path":"C.md","note_title":"C","line":2,"text":"more tea","name":"Tea"}],
              "note":"",)" + coverage_member + "}"));
  EXPECT_EQ(asked.limit, 200);
  EXPECT_EQ(asked.mentions, 20);
  get_json("/api/v1/notes/links/links?limit=5&mentions=0");
  EXPECT_EQ(asked.note_path, "links");
  EXPECT_EQ(asked.limit, 5);
  EXPECT_EQ(asked.mentions, 0);
}

TEST_F(link_routes_test, what_is_asked_for_is_bounded) {
  EXPECT_EQ(problems_of(served().get("/api/v1/notes/A.md/links?limit=5001&mentions=-1")).size(), 2U);
}

TEST_F(link_routes_test, a_note_that_is_not_there_is_404) {
  fails<list_links>(errc::not_found, "There is no note None.md in the index.");
  const auto answer = served().get("/api/v1/notes/None.md/links");
  EXPECT_EQ(answer.status, 404);
  EXPECT_THAT(detail_of(answer), HasSubstr("None.md"));
}

}  // namespace
}  // namespace secondbrain::http
