// Metadata, entities and action items over HTTP (contract: http_api §8.3, §1).
#include <gmock/gmock.h>

#include "tests/http/routes/resource_test.hpp"

namespace secondbrain::http {
namespace {

using boost::json::parse;
using testing::ElementsAre;
using testing::HasSubstr;

class metadata_routes_test : public resource_test {};

note_metadata example() {
  return {.note_path = "10_Notes/A b.md",
          .summary = "On tea.",
          .key_phrases = {"green tea"},
          .entities = {{"Lisbon", "place", 0.9}},
          .dates = {{"next May", std::nullopt, "deadline", 0.5}},
          .action_items = {{"buy tea", 1, "high"}, {"wait", 0.5, std::nullopt}},
          .extracted_at = "2026-02-05T12:00:00+00:00",
          .content_hash = "da39a3ee5e6b4b0d3255bfef95601890afd80709",
          .model_used = "claude-haiku-4-5"};
}

constexpr auto example_json = R"({"note_path":"10_Notes/A b.md","summary":"On tea.","key_phrases":["green tea"],
  "entities":[{"text":"Lisbon","entity_type":"place","confidence":0.9}],
  "dates":[{"text":"next May","normalized_date":null,"date_type":"deadline","confidence":0.5}],
  "action_items":[{"text":"buy tea","confidence":1.0,"priority":"high"},
                  {"text":"wait","confidence":0.5,"priority":null}],
  "extracted_at":"2026-02-05T12:00:00+00:00","content_hash":"da39a3ee5e6b4b0d3255bfef95601890afd80709",
  "model_used":"claude-haiku-4-5"})";

TEST_F(metadata_routes_test, one_note_is_found_by_its_path_however_it_is_written) {
  fakes.front->on<get_metadata>([](const get_metadata& received) -> result<note_metadata> {
    if (received.note_path == "10_Notes/A b.md") return example();
    return fail(errc::not_found, "no row");
  });
  EXPECT_EQ(get_json("/api/v1/metadata/10_Notes/A b.md"), parse(example_json));
  const auto answer = served().get("/api/v1/metadata/10_Notes/none.md");
  EXPECT_EQ(answer.status, 404);
  EXPECT_THAT(detail_of(answer), HasSubstr("10_Notes/none.md"));
  EXPECT_EQ(served().get("/api/v1/metadata/").status, 404);
}

TEST_F(metadata_routes_test, all_notes_come_in_pages) {
  list_metadata received;
  fakes.front->on<list_metadata>([&received](const list_metadata& request) {
    received = request;
    return std::vector{example()};
  });
  EXPECT_EQ(get_json("/api/v1/metadata").at(0), parse(example_json));
  EXPECT_EQ(received.offset, 0);
  EXPECT_EQ(received.limit, 50);
  get_json("/api/v1/metadata?offset=10&limit=200");
  EXPECT_EQ(received.offset, 10);
  EXPECT_EQ(received.limit, 200);
  EXPECT_THAT(problems_of(served().get("/api/v1/metadata?offset=-1&limit=201")),
              ElementsAre("greater_than_equal query.offset", "less_than_equal query.limit"));
}

TEST_F(metadata_routes_test, lists_are_empty_never_null) {
  fakes.front->on<list_metadata>([](const auto&) { return std::vector{note_metadata{.note_path = "a.md"}}; });
  const auto found = get_json("/api/v1/metadata").at(0);
  for (const auto* list : {"key_phrases", "entities", "dates", "action_items"})
    EXPECT_EQ(found.at(list), boost::json::array{}) << list;
}

TEST_F(metadata_routes_test, entities_name_their_note) {
  list_entities received;
  fakes.front->on<list_entities>([&received](const list_entities& request) {
    received = request;
    return entity_page{{{{"Lisbon", "place", 0.9}, "a.md"}}, 7};
  });
  EXPECT_EQ(served().get("/api/v1/entities?entity_type=place").body,
            R"({"entities":[{"text":"Lisbon","entity_type":"place","confidence":0.9,"note_path":"a.md"}],"total":7})");
  EXPECT_EQ(received.entity_type, "place");
  get_json("/api/v1/entities?entity_type=&offset=2&limit=3");
  EXPECT_EQ(received.entity_type, std::nullopt);
  EXPECT_EQ(received.offset, 2);
  EXPECT_EQ(received.limit, 3);
}

TEST_F(metadata_routes_test, action_items_name_their_note_and_priority) {
  fakes.front->on<list_action_items>([](const auto&) {
    return action_page{{{{"buy", 1, "high"}, "a.md"}, {{"wait", 0.5, std::nullopt}, "b.md"}}, 2};
  });
  EXPECT_EQ(served().get("/api/v1/action-items").body,
            R"({"action_items":[{"text":"buy","confidence":1.0,"priority":"high","note_path":"a.md"},)"
            R"({"text":"wait","confidence":0.5,"priority":null,"note_path":"b.md"}],"total":2})");
}

}  // namespace
}  // namespace secondbrain::http
