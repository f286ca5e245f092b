#include "ops/log/logging.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <boost/json/parse.hpp>

#include "ops/log/logger.hpp"
#include "ops/log/rotating_file.hpp"
#include "tests/base/temporary_directory.hpp"

namespace secondbrain::ops {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

class logging : public ::testing::Test {
 protected:
  void SetUp() override { set_up({}); }
  void TearDown() override { ASSERT_TRUE(set_up_logging({})); }

  void set_up(std::vector<std::string> secrets, log_level level = log_level::info) {
    ASSERT_TRUE(set_up_logging({level, log_to_stderr::no, file(), std::move(secrets)}));
  }

  std::filesystem::path file() const { return directory_ / "api.log"; }
  std::string text() const { return read_text(file()); }

  temporary_directory directory_;
};

TEST_F(logging, a_line_has_time_level_component_and_message) {
  logger_for("index").warn("{} files are unreadable", 3);
  constexpr auto shape = R"(^20[0-9]{2}-[0-9]{2}-[0-9]{2} [0-9]{2}:[0-9]{2}:[0-9]{2} )"
                         R"(\[WARNING\] index: 3 files are unreadable.$)";
  EXPECT_THAT(text(), ::testing::MatchesRegex(shape));
}

TEST_F(logging, levels_are_written_in_capitals) {
  set_up({}, log_level::debug);
  auto logger = logger_for("x");
  logger.debug("1");
  logger.info("2");
  logger.error("3");
  logger.critical("4");
  EXPECT_THAT(text(), HasSubstr("[DEBUG] x: 1"));
  EXPECT_THAT(text(), HasSubstr("[INFO] x: 2"));
  EXPECT_THAT(text(), HasSubstr("[ERROR] x: 3"));
  EXPECT_THAT(text(), HasSubstr("[CRITICAL] x: 4"));
}

TEST_F(logging, less_severe_lines_are_left_out) {
  set_up({}, log_level::warning);
  logger_for("x").info("quiet");
  logger_for("x").warn("loud");
  EXPECT_THAT(text(), Not(HasSubstr("quiet")));
  EXPECT_THAT(text(), HasSubstr("loud"));
}

TEST_F(logging, secrets_never_reach_a_line) {
  set_up({"sk-very-secret"});
  logger_for("llm").info("key sk-very-secret and again sk-very-secret");
  log_event("llm", "called", {{"key", "sk-very-secret"}});
  EXPECT_THAT(text(), Not(HasSubstr("sk-very-secret")));
  EXPECT_THAT(text(), HasSubstr("key **** and again ****"));
}

TEST_F(logging, a_short_secret_does_not_destroy_the_log) {
  set_up({"e", "20", "[", "INFO", "http"});
  logger_for("http").info("the http server listens; INFORMATION stays");
  EXPECT_THAT(text(), ::testing::ContainsRegex("^20.* \\[INFO\\] http: the \\*\\*\\*\\* server listens; INFORMATION"));
}

TEST_F(logging, a_message_cannot_forge_a_line) {
  logger_for("http").info("GET /\n2026-01-01 00:00:00 [ERROR] forged: line");
  EXPECT_THAT(text(), HasSubstr("GET /\n    2026-01-01"));
}

TEST_F(logging, a_message_cannot_steer_a_terminal) {
  logger_for("http").info(
      "a\x1b[2Jb\rc\x07"
      "d\x7f"
      "e\xC2\x9B"
      "f\tä\xC3\x9F");
  EXPECT_THAT(text(), HasSubstr("a\\x1b[2Jb\\x0dc\\x07d\\x7fe\\x9bf\tä\xC3\x9F\n"));
  logger_for("http").info("{}", std::string_view{"a\0b", 3});
  EXPECT_THAT(text(), HasSubstr("a\\x00b\n"));
}

TEST_F(logging, an_event_is_one_json_object_in_the_text_of_an_info_line) {
  log_event("sync", "reindex_complete", {{"summary", "2 \"new\" notes"}, {"duration_ms", 42}});
  auto line = text();
  constexpr std::string_view before = "[INFO] sync: ";
  auto at = line.find(before);
  ASSERT_NE(at, std::string::npos);
  auto event = boost::json::parse(line.substr(at + before.size(), line.find('\n') - at - before.size())).as_object();
  EXPECT_EQ(event.at("event").as_string(), "reindex_complete");
  EXPECT_EQ(event.at("summary").as_string(), "2 \"new\" notes");
  EXPECT_EQ(event.at("duration_ms").as_int64(), 42);
}

TEST_F(logging, the_file_is_rotated_at_its_limit) {
  auto logger = logger_for("x");
  const std::string megabyte(std::size_t{1024} * 1024, 'x');
  for (int i = 0; i < 12; ++i) logger.info("{}", megabyte);
  EXPECT_GT(std::filesystem::file_size(file().string() + ".old"), rotation_limit - 2 * megabyte.size());
  EXPECT_LE(std::filesystem::file_size(file().string() + ".old"), rotation_limit);
  EXPECT_LT(std::filesystem::file_size(file()), 4 * megabyte.size());
}

TEST_F(logging, a_file_that_cannot_be_opened_is_an_error_and_changes_nothing) {
  EXPECT_FALSE(set_up_logging({log_level::info, log_to_stderr::no, directory_ / "missing/api.log", {}}));
  logger_for("x").info("still here");
  EXPECT_THAT(text(), HasSubstr("still here"));
}

TEST_F(logging, stderr_gets_the_same_line) {
  ::testing::internal::CaptureStderr();
  ASSERT_TRUE(set_up_logging({log_level::info, log_to_stderr::yes, file(), {}}));
  logger_for("x").info("both");
  auto console = ::testing::internal::GetCapturedStderr();
  EXPECT_THAT(console, HasSubstr("[INFO] x: both\n"));
  EXPECT_EQ(console, text());
}

}  // namespace
}  // namespace secondbrain::ops
