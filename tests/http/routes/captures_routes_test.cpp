// The captures that wait, over HTTP.
#include <gmock/gmock.h>

#include "tests/http/routes/resource_test.hpp"

namespace secondbrain::http {
namespace {

using testing::HasSubstr;

class captures_routes_test : public resource_test {
 protected:
  http_response file(const std::string& body) { return served().send("POST", "/api/v1/captures/file", body); }

  std::optional<file_capture> order;
};

TEST_F(captures_routes_test, a_page_of_what_waits) {
  fakes.front->on<list_captures>([](const list_captures& request) {
    EXPECT_EQ(request.offset, 3u);
    EXPECT_EQ(request.limit, 2u);
    return capture_page{{{"Inbox/a.md", "tea", "2026-02-05T12:00:00+00:00", capture_state::failed, "not understood"}},
                        {4, 1, 3600}};
  });
  EXPECT_EQ(served().get("/api/v1/captures?offset=3&limit=2").body,
            R"({"waiting":4,"failed":1,"oldest_seconds":3600,"captures":[{"path":"Inbox/a.md","text":"tea",)"
            R"("since":"2026-02-05T12:00:00+00:00","state":"failed","reason":"not understood"}]})");
}

TEST_F(captures_routes_test, filing_names_the_place) {
  fakes.front->on<file_capture>([this](const file_capture& request) {
    order = request;
    return filed_capture{"Added 1 task to 00_Daily/2026-02-05.md."};
  });
  const auto answer = file(R"({"path":"Inbox/a.md","to":"tasks","category":"Home","due_date":"2026-02-09"})");
  EXPECT_EQ(answer.body, R"({"message":"Added 1 task to 00_Daily/2026-02-05.md."})");
  EXPECT_EQ(order->place, filing_place::tasks);
  EXPECT_EQ(order->category, "Home");
  EXPECT_EQ(order->due_date, "2026-02-09");
}

TEST_F(captures_routes_test, what_makes_no_sense_is_422_and_what_is_gone_404) {
  EXPECT_EQ(file(R"({"path":"Inbox/a.md","to":"anywhere"})").status, 422);
  EXPECT_EQ(file(R"({"to":"day"})").status, 422);
  fails<file_capture>(errc::not_found, "it does not wait");
  EXPECT_EQ(file(R"({"path":"Inbox/a.md","to":"day"})").status, 404);
  fails<file_capture>(errc::invalid_argument, "The title must be a single line of text.");
  const auto refused = file(R"({"path":"Inbox/a.md","to":"note","title":"a\nb"})");
  EXPECT_EQ(refused.status, 422);
  EXPECT_THAT(refused.body, HasSubstr("The title must be a single line of text."));
}

}  // namespace
}  // namespace secondbrain::http
