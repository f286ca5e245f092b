// Extraction over HTTP (contract: http_api §8.3).
#include <gmock/gmock.h>

#include "tests/http/routes/resource_test.hpp"

namespace secondbrain::http {
namespace {

using testing::HasSubstr;

class extract_routes_test : public resource_test {
 protected:
  extract_routes_test() {
    fakes.front->on<extract_notes>([this](const extract_notes& request) {
      received = request;
      return extraction_report{3, 40, 2, "3 extracted"};
    });
  }

  std::optional<extract_notes> received;
};

TEST_F(extract_routes_test, what_it_came_to_is_counted) {
  EXPECT_EQ(served().post("/api/v1/extract").body,
            R"({"status":"success","notes_extracted":3,"notes_skipped":40,"notes_failed":2,"message":"3 extracted"})");
  EXPECT_EQ(received->note_path, std::nullopt);
  EXPECT_FALSE(received->force);
  EXPECT_EQ(served().post("/api/v1/extract?note_path=10_Notes%2FA%20b.md&force=1").status, 200);
  EXPECT_EQ(received->note_path, "10_Notes/A b.md");
  EXPECT_TRUE(received->force);
}

TEST_F(extract_routes_test, it_need_not_be_awaited) {
  const auto answer = served().post("/api/v1/extract?wait=false");
  EXPECT_EQ(answer.status, 202);
  EXPECT_EQ(answer.body, R"({"status":"accepted"})");
  EXPECT_TRUE(received.has_value());
}

TEST_F(extract_routes_test, a_missing_vault_is_400_and_names_the_setting) {
  fails<extract_notes>(errc::vault_missing, "it is not there");
  const auto answer = served().post("/api/v1/extract");
  EXPECT_EQ(answer.status, 400);
  EXPECT_THAT(detail_of(answer), HasSubstr("SECONDBRAIN_VAULT_PATH"));
}

TEST_F(extract_routes_test, a_note_that_cannot_be_read_is_404) {
  fails<extract_notes>(errc::not_found, "there is no note none.md");
  EXPECT_EQ(served().post("/api/v1/extract?note_path=none.md").status, 404);
}

TEST_F(extract_routes_test, a_flag_that_is_none_is_422) {
  EXPECT_EQ(served().post("/api/v1/extract?force=perhaps").status, 422);
  EXPECT_FALSE(received.has_value());
}

}  // namespace
}  // namespace secondbrain::http
