#include "ops/data/reindex_markers.hpp"

#include <gtest/gtest.h>

#include "tests/base/temporary_directory.hpp"

namespace secondbrain::ops {
namespace {

namespace fs = std::filesystem;

TEST(reindex_trigger_file, absent_means_nothing_to_do) {
  temporary_directory data;
  auto trigger = read_trigger(data.path());
  ASSERT_TRUE(trigger);
  EXPECT_FALSE(*trigger);
}

TEST(reindex_trigger_file, names_the_vault) {
  temporary_directory data;
  ASSERT_TRUE(write_trigger(data.path(), "/notes"));
  EXPECT_EQ((*read_trigger(data.path()))->vault, "/notes");
  write_text(data / ".reindex_needed", "/other notes\n");  // as an editor or a shell would
  EXPECT_EQ((*read_trigger(data.path()))->vault, "/other notes");
}

TEST(reindex_trigger_file, is_removed_by_the_run_that_covered_it) {
  temporary_directory data;
  ASSERT_TRUE(write_trigger(data.path(), "/notes"));
  auto trigger = read_trigger(data.path());
  ASSERT_TRUE(trigger && *trigger);
  ASSERT_TRUE(consume_trigger(data.path(), **trigger));
  EXPECT_TRUE(fs::is_empty(data.path()));
  EXPECT_TRUE(consume_trigger(data.path(), **trigger)) << "consuming twice is no error";
}

// Weakness W37: a request during a run must not be lost.
TEST(reindex_trigger_file, one_written_during_the_run_stays) {
  temporary_directory data;
  ASSERT_TRUE(write_trigger(data.path(), "/notes"));
  auto before_the_run = read_trigger(data.path());
  ASSERT_TRUE(write_trigger(data.path(), "/notes"));
  ASSERT_TRUE(consume_trigger(data.path(), **before_the_run));
  EXPECT_TRUE(*read_trigger(data.path()));
}

TEST(reindex_trigger_file, one_rewritten_in_place_stays) {
  temporary_directory data;
  ASSERT_TRUE(write_trigger(data.path(), "/notes"));
  auto before_the_run = read_trigger(data.path());
  fs::last_write_time(data / ".reindex_needed", (*before_the_run)->written_at + std::chrono::seconds{1});
  ASSERT_TRUE(consume_trigger(data.path(), **before_the_run));
  EXPECT_TRUE(*read_trigger(data.path()));
}

TEST(reindex_epoch_file, holds_the_vault) {
  temporary_directory data;
  ASSERT_TRUE(write_epoch(data.path(), "/notes"));
  EXPECT_EQ(read_text(data / ".reindex_epoch"), "/notes");
}

}  // namespace
}  // namespace secondbrain::ops
