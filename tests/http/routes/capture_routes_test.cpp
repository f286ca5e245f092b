// Capture over HTTP (contract: http_api §7; acceptance A7).
#include <gmock/gmock.h>

#include "tests/http/routes/resource_test.hpp"

namespace secondbrain::http {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

class capture_routes_test : public resource_test {
 protected:
  capture_routes_test() {
    fakes.front->on<capture_note>([this](const capture_note& received) {
      kept.push_back(received.text);
      return captured_note{"capture_2026-02-05_120000.md"};
    });
    fakes.front->on<find_connections>([](const auto&) { return std::vector<note_connection>{}; });
    fails<get_metadata>(errc::not_found, "nothing was extracted");
  }

  http_response capture(const std::string& body) { return served().send("POST", "/api/v1/capture", body); }
  boost::json::value connections() { return json_of(capture(R"({"text":"tea"})")).at("connections"); }

  std::vector<std::string> kept;
};

// CAP-1, CAP-7
TEST_F(capture_routes_test, a_text_is_kept_as_it_is) {
  const auto answer = capture(R"({"text":"  grün\n🎉 "})");
  EXPECT_EQ(answer.status, 200);
  EXPECT_EQ(answer.body, R"({"filename":"capture_2026-02-05_120000.md",)"
                         R"("message":"Captured to Inbox/capture_2026-02-05_120000.md","connections":[],)" +
                             coverage_member + "}");
  EXPECT_THAT(kept, ElementsAre("  grün\n🎉 "));
}

// CAP-3
TEST_F(capture_routes_test, without_a_vault_configured_it_is_500_and_names_the_setting) {
  fakes.vault_configured = false;
  fails<capture_note>(errc::vault_missing, "no vault");
  const auto answer = capture(R"({"text":"tea"})");
  EXPECT_EQ(answer.status, 500);
  EXPECT_THAT(detail_of(answer), HasSubstr("VAULT_PATH"));
}

TEST_F(capture_routes_test, a_configured_vault_that_is_not_there_is_503) {  // W22
  fails<capture_note>(errc::vault_missing, "it is not there");
  const auto answer = capture(R"({"text":"tea"})");
  EXPECT_EQ(answer.status, 503);
  EXPECT_THAT(detail_of(answer), HasSubstr("it is not there"));
}

// CAP-4, CAP-5, CAP-6
TEST_F(capture_routes_test, a_text_has_1_to_10000_characters) {
  EXPECT_THAT(problems_of(capture(R"({"text":""})")), ElementsAre("string_too_short body.text"));
  EXPECT_THAT(problems_of(capture("{}")), ElementsAre("missing body.text"));
  std::string longest;
  for (int i = 0; i < 10'000; ++i) longest += "ü";
  EXPECT_EQ(capture(R"({"text":")" + longest + "\"}").status, 200);
  EXPECT_THAT(problems_of(capture(R"({"text":")" + longest + "u\"}")), ElementsAre("string_too_long body.text"));
  EXPECT_EQ(kept.size(), 1u);
}

// CAP-8, CAP-9 and CAP-10: the search gathers by note and counts; here they come in its order, five at most.
TEST_F(capture_routes_test, a_text_that_no_note_can_hold_is_422) {
  fails<capture_note>(errc::invalid_argument, "The text holds NUL characters.");
  const auto refused = served().send("POST", "/api/v1/capture", R"({"text":"a\u0000b"})");
  EXPECT_EQ(refused.status, 422);
  EXPECT_THAT(refused.body, testing::HasSubstr("The text holds NUL characters."));
}

TEST_F(capture_routes_test, connections_come_best_first_with_rounded_scores) {
  find_connections received;
  fakes.front->on<find_connections>([&received](const find_connections& request) {
    received = request;
    return std::vector<note_connection>{{"a.md", "A", "about tea", 0.03278688}, {"b.md", "B", "also tea", 0.015}};
  });
  EXPECT_EQ(connections(), boost::json::parse(R"([
    {"note_path":"a.md","note_title":"A","snippet":"about tea","score":0.0328},
    {"note_path":"b.md","note_title":"B","snippet":"also tea","score":0.015}])"));
  EXPECT_EQ(received.text, "tea");
  EXPECT_EQ(received.limit, 6) << "one of them may be the capture itself";
}

TEST_F(capture_routes_test, a_capture_that_is_indexed_already_does_not_go_with_itself) {
  fakes.front->on<find_connections>([](const auto&) {
    std::vector<note_connection> found{{"Inbox/capture_2026-02-05_120000.md", "Itself", "tea", 0.9}};
    for (const auto* path : {"a.md", "b.md", "c.md", "d.md", "e.md"}) found.push_back({path, "Note", "tea", 0.1});
    return found;
  });
  const auto found = connections();
  ASSERT_EQ(found.as_array().size(), 5U);
  EXPECT_EQ(found.at(0).at("note_path"), "a.md");
  EXPECT_EQ(found.at(4).at("note_path"), "e.md");
}

TEST_F(capture_routes_test, five_connections_are_enough) {
  fakes.front->on<find_connections>([](const auto&) {
    return std::vector<note_connection>(6, note_connection{"a.md", "A", "tea", 0.1});
  });
  EXPECT_EQ(connections().as_array().size(), 5U);
}

// CAP-11, CAP-12
TEST_F(capture_routes_test, the_summary_of_a_note_is_shown_where_there_is_one) {
  fakes.front->on<find_connections>([](const auto&) {
    return std::vector<note_connection>{
        {"known.md", "K", "chunk", 0.03}, {"empty.md", "E", "chunk", 0.02}, {"broken.md", "B", "chunk", 0.01}};
  });
  fakes.front->on<get_metadata>([](const get_metadata& received) -> result<note_metadata> {
    if (received.note_path == "broken.md") return fail(errc::corrupt, "damaged");
    return note_metadata{.note_path = received.note_path, .summary = received.note_path == "known.md" ? "On tea." : ""};
  });
  const auto found = connections();
  EXPECT_EQ(found.at(0).at("snippet"), "On tea.");
  EXPECT_EQ(found.at(1).at("snippet"), "chunk");
  EXPECT_EQ(found.at(2).at("snippet"), "chunk");
}

// CAP-13
TEST_F(capture_routes_test, a_search_that_fails_costs_the_connections_only) {
  fails<find_connections>(errc::corrupt, "the index is damaged");
  EXPECT_EQ(capture(R"({"text":"tea"})").status, 200);
  EXPECT_EQ(connections(), boost::json::array{});
}

TEST_F(capture_routes_test, a_search_that_never_answers_does_not_hold_the_capture_up) {  // W63
  fakes.front->ignore<find_connections>();
  EXPECT_EQ(connections(), boost::json::array{});
  EXPECT_THAT(kept, ElementsAre("tea"));
}

}  // namespace
}  // namespace secondbrain::http
