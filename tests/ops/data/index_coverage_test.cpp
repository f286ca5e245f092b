#include "ops/data/index_coverage.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace secondbrain::ops {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;

index_progress progress(index_phase phase, std::optional<int> total = {}, int searchable = 0) {
  index_progress now;
  now.phase = phase;
  now.notes_total = total;
  now.notes_searchable = searchable;
  return now;
}

TEST(coverage, has_just_started_before_the_notes_are_counted) {
  for (auto phase : {index_phase::idle, index_phase::scanning}) {
    auto coverage = coverage_of(progress(phase));
    EXPECT_EQ(coverage.state, coverage_state::starting);
    EXPECT_FALSE(coverage.complete());
    EXPECT_EQ(coverage.total, std::nullopt);
    EXPECT_THAT(coverage.message, HasSubstr("just started"));
    EXPECT_THAT(coverage.message, HasSubstr("Nothing can be found yet"));
  }
  EXPECT_THAT(coverage_of(progress(index_phase::scanning, {}, 40)).message, HasSubstr("40 notes can be found"));
}

TEST(coverage, says_how_many_of_how_many_during_a_run) {
  auto coverage = coverage_of(progress(index_phase::indexing, 2557, 312));
  EXPECT_EQ(coverage.state, coverage_state::building);
  EXPECT_FALSE(coverage.complete());
  EXPECT_THAT(coverage.message, HasSubstr("312 of 2557 notes"));
}

TEST(coverage, is_complete_while_what_is_known_already_is_looked_at_again) {
  EXPECT_TRUE(coverage_of(progress(index_phase::indexing, 10, 10)).complete());
  EXPECT_THAT(coverage_of(progress(index_phase::finished, 10, 10)).message, IsEmpty());
}

TEST(coverage, names_what_could_not_be_read_when_the_run_has_ended) {
  auto coverage = coverage_of(progress(index_phase::finished, 10, 8));
  EXPECT_TRUE(coverage.complete());
  EXPECT_THAT(coverage.message, HasSubstr("2 notes could not be read"));
}

TEST(coverage, is_partial_while_a_folder_cannot_be_read) {
  for (int total : {0, 10}) {
    auto index = progress(index_phase::finished, total, total);
    index.places_unreadable = 2;
    index.unreadable = "Cannot list closed: Permission denied";
    auto coverage = coverage_of(index);
    EXPECT_EQ(coverage.state, coverage_state::partial);
    EXPECT_FALSE(coverage.complete());
    EXPECT_THAT(coverage.message, HasSubstr("Cannot list closed: Permission denied. 1 more place cannot be read."));
  }
}

TEST(coverage, of_an_empty_vault_says_so) {
  auto coverage = coverage_of(progress(index_phase::finished, 0, 0));
  EXPECT_EQ(coverage.state, coverage_state::empty);
  EXPECT_TRUE(coverage.complete());
  EXPECT_THAT(coverage.message, HasSubstr("no notes yet"));
}

TEST(coverage, tells_a_wait_and_a_stop_from_work) {
  EXPECT_EQ(coverage_of(progress(index_phase::waiting_for_lock, 5, 5)).state, coverage_state::waiting);
  auto frozen = progress(index_phase::frozen, 5, 5);
  frozen.trouble = "The vault's folder is not there.";
  EXPECT_EQ(coverage_of(frozen).state, coverage_state::stopped);
  EXPECT_THAT(coverage_of(frozen).message, HasSubstr("The vault's folder is not there."));
}

}  // namespace
}  // namespace secondbrain::ops
