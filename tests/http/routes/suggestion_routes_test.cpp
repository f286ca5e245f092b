// Suggestions over HTTP (contract: http_api §8.3, §1).
#include <gmock/gmock.h>

#include "tests/http/routes/resource_test.hpp"

namespace secondbrain::http {
namespace {

using boost::json::parse;
using testing::HasSubstr;

class suggestion_routes_test : public resource_test {};

TEST_F(suggestion_routes_test, suggestions_are_shown_whole) {
  fakes.front->on<suggest_for_note>([](const suggest_for_note& request) {
    return note_suggestions{.note_path = request.note_path,
                            .note_title = "Tea",
                            .related_notes = {{"b.md", "B", 0.5, {"Lisbon"}}},
                            .suggested_links = {{"c.md", "C", "green tea", 0.75, "both name it"}},
                            .suggested_tags = {{"drinks", 0.25, {"b.md"}}},
                            .generated_at = "2026-02-05T12:00:00+00:00"};
  });
  EXPECT_EQ(get_json("/api/v1/suggestions/10_Notes/Tea.md"), parse(R"({"note_path":"10_Notes/Tea.md","note_title":"Tea",
              "related_notes":[{"note_path":"b.md","note_title":"B","similarity_score":0.5,
                                "shared_entities":["Lisbon"]}],
              "suggested_links":[{"target_note_path":"c.md","target_note_title":"C","anchor_text":"green tea",
                                  "confidence":0.75,"reason":"both name it"}],
              "suggested_tags":[{"tag":"drinks","confidence":0.25,"source_notes":["b.md"]}],
              "generated_at":"2026-02-05T12:00:00+00:00",)" + coverage_member +
                                                                   "}"));
}

TEST_F(suggestion_routes_test, a_note_without_metadata_is_404) {
  fails<suggest_for_note>(errc::not_found, "no row");
  const auto answer = served().get("/api/v1/suggestions/10_Notes/Tea.md");
  EXPECT_EQ(answer.status, 404);
  EXPECT_THAT(detail_of(answer), HasSubstr("10_Notes/Tea.md"));
  EXPECT_EQ(served().get("/api/v1/suggestions/").status, 404);
  EXPECT_EQ(served().get("/api/v1/suggestions").status, 307);
}

}  // namespace
}  // namespace secondbrain::http
