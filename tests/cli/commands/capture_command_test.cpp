#include <boost/json/parse.hpp>

#include "tests/cli/command_test.hpp"
#include "tests/cli/fake_server.hpp"

namespace secondbrain::cli {
namespace {

using boost::json::parse;
using testing::HasSubstr;

constexpr auto capture_path = "/api/v1/capture";
constexpr auto kept = R"({"filename":"capture_2026-02-05_120000.md",
  "message":"Captured to Inbox/capture_2026-02-05_120000.md",
  "connections":[{"note_path":"30_Concepts/Tea.md","note_title":"Tea","snippet":"on tea","score":0.0328}]})";

class capture_command : public command_test {
 protected:
  capture_command() {
    call_server_at(server_.port());
    server_.set(capture_path, kept);
  }

  std::string text_sent() const { return std::string{parse(server_.last(capture_path).body).at("text").as_string()}; }

  fake_server server_;
};

TEST_F(capture_command, words_are_one_text) {
  auto shown = run({"capture", "call", "the", "library"});
  EXPECT_EQ(shown.exit_code, 0) << shown.err;
  EXPECT_EQ(text_sent(), "call the library");
  EXPECT_EQ(shown.out,
            "Captured to Inbox/capture_2026-02-05_120000.md\n"
            "  goes with Tea  30_Concepts/Tea.md\n");
  EXPECT_EQ(parse(run({"capture", "a", "--json"}).out), parse(kept));
}

TEST_F(capture_command, what_is_piped_in_is_kept_as_it_is) {
  pipe_in("  grün\n\n\tend ");
  EXPECT_EQ(run({"capture"}).exit_code, 0);
  EXPECT_EQ(text_sent(), "  grün\n\n\tend ");
}

TEST_F(capture_command, nothing_to_capture_is_told) {
  auto shown = run({"capture"});
  EXPECT_EQ(shown.exit_code, 1);
  EXPECT_THAT(shown.err, HasSubstr("pipe it in"));
}

TEST_F(capture_command, what_was_not_kept_is_a_failure) {
  server_.set(capture_path, R"({"detail":[{"msg":"String should have at most 10000 characters"}]})", 422);
  auto shown = run({"capture", "long"});
  EXPECT_EQ(shown.exit_code, 1);
  EXPECT_THAT(shown.err, HasSubstr("at most 10000 characters"));
  EXPECT_THAT(shown.err, HasSubstr("The text is kept in " + (data() / "not_captured").string()));
  EXPECT_THAT(shown.err, HasSubstr("Once that is fixed: secondbrain capture --kept"));
}

TEST_F(capture_command, what_no_disk_takes_is_kept_with_the_reason) {
  for (const auto status : {503, 507}) {
    server_.set(capture_path,
                R"({"detail":"Cannot write Inbox/a.md: the disk is full; free some space, then try again."})", status);
    auto shown = run({"capture", "thought"});
    EXPECT_EQ(shown.exit_code, 1);
    EXPECT_THAT(shown.err, HasSubstr("the disk is full; free some space, then try again."));
    EXPECT_THAT(shown.err, HasSubstr("The text is kept in " + (data() / "not_captured").string()));
  }
  EXPECT_EQ(run({"capture", "--kept"}).exit_code, 1);
  server_.set(capture_path, kept);
  EXPECT_EQ(run({"capture", "--kept"}).exit_code, 0);
  EXPECT_TRUE(std::filesystem::is_empty(data() / "not_captured"));
}

}  // namespace
}  // namespace secondbrain::cli
