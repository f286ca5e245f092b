// Records, markers and locks of the data directory in whose place something lies that is no file: nobody waits for it,
// and nobody reads it as a whole.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "ops/backup/former_directory.hpp"
#include "ops/data/query_log.hpp"
#include "ops/data/reindex_markers.hpp"
#include "ops/data/server_lock.hpp"
#include "ops/data/sync_history.hpp"
#include "ops/data/sync_markers.hpp"
#include "ops/log/rotating_file.hpp"
#include "tests/base/no_file.hpp"
#include "tests/base/temporary_directory.hpp"

namespace secondbrain::ops {
namespace {

class no_file_test : public testing::TestWithParam<const char*> {
 protected:
  void put(const std::string& name) { put_no_file(data_ / name, GetParam()); }

  temporary_directory data_;
};

TEST_P(no_file_test, in_place_of_a_log_of_questions) {
  for (const auto* name : {"queries.jsonl", "queries.jsonl.old"}) put(name);
  EXPECT_EQ(query_log{data_ / "queries.jsonl"}.statistics().total_queries, 0);
}

TEST_P(no_file_test, in_place_of_the_history_of_the_sync_and_its_markers) {
  for (const auto* name : {"sync_runs.jsonl", "sync_runs.jsonl.old", ".sync_completed", ".sync_failed"}) put(name);
  EXPECT_TRUE(read_sync_history(data_.path(), 10)->empty());
  EXPECT_EQ(read_sync_status(data_.path()).error, std::nullopt);
  EXPECT_EQ(last_sync_attempt(data_.path()), std::nullopt);
}

TEST_P(no_file_test, in_place_of_the_wish_for_an_index_run) {
  put(".reindex_needed");
  const auto read = read_trigger(data_.path());
  ASSERT_FALSE(read);
  EXPECT_EQ(read.error().code, errc::corrupt);
}

TEST_P(no_file_test, in_place_of_the_servers_lock) {
  put(".server_lock");
  EXPECT_EQ(server_lock::holder(data_.path()), std::nullopt);
}

TEST_P(no_file_test, in_place_of_what_is_known_of_the_beginning) {
  put("begun.json");
  put("vault.json");
  EXPECT_TRUE(note_beginning(data_.path()));
}

INSTANTIATE_TEST_SUITE_P(kinds, no_file_test, testing::Values("pipe", "folder", "device", "sparse file"),
                         [](const auto& named) {
                           std::string kind = named.param;
                           return kind.substr(0, kind.find(' '));
                         });

TEST(log_in_a_pipe_test, without_a_reader_is_told_and_not_waited_for) {
  temporary_directory folder;
  put_no_file(folder / "api.log", "pipe");
  const auto opened = rotating_file::open(folder / "api.log");
  ASSERT_FALSE(opened);
  EXPECT_THAT(opened.error().message, testing::HasSubstr("api.log is a pipe and no file; remove it"));
}

}  // namespace
}  // namespace secondbrain::ops
