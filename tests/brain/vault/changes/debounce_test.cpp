#include "brain/vault/changes/debounce.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace secondbrain::vault {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;
using testing::IsEmpty;

class debounce : public testing::Test {
 protected:
  change_debounce changes{{300ms, 2000ms}};
  change_debounce::time_point start{};

  void change(std::string path, std::chrono::milliseconds at) {
    changes.add({watch_outcome::changed, {std::move(path)}, {}}, start + at);
  }
};

TEST_F(debounce, has_nothing_to_say_at_first) {
  EXPECT_FALSE(changes.due());
  EXPECT_FALSE(changes.take(start + 1h));
  changes.add({}, start);
  EXPECT_FALSE(changes.due());
}

TEST_F(debounce, waits_for_quiet) {
  change("b.md", 0ms);
  change("a.md", 200ms);
  change("b.md", 400ms);
  EXPECT_EQ(changes.due(), start + 700ms);
  EXPECT_FALSE(changes.take(start + 699ms));
  auto batch = changes.take(start + 700ms);
  ASSERT_TRUE(batch);
  EXPECT_EQ(batch->outcome, watch_outcome::changed);
  EXPECT_THAT(batch->paths, ElementsAre("a.md", "b.md"));
  EXPECT_FALSE(changes.due());
}

TEST_F(debounce, hands_on_at_once_what_was_saved_and_what_came_before_it) {
  change("gone.md", 0ms);
  changes.add({watch_outcome::changed, {"a.md"}, {}, watch_urgency::saved}, start + 100ms);
  auto batch = changes.take(start + 100ms);
  ASSERT_TRUE(batch);
  EXPECT_THAT(batch->paths, ElementsAre("a.md", "gone.md"));
  change("b.md", 150ms);
  EXPECT_EQ(changes.due(), start + 450ms) << "the save was handed on";
}

TEST_F(debounce, does_not_wait_for_ever) {
  for (int i = 0; i < 30; ++i) change("a.md", i * 100ms);
  EXPECT_EQ(changes.due(), start + 2000ms);
}

TEST_F(debounce, begins_anew_after_a_batch) {
  change("a.md", 0ms);
  changes.take(start + 300ms);
  change("b.md", 5000ms);
  EXPECT_EQ(changes.due(), start + 5300ms);
  EXPECT_THAT(changes.take(start + 6000ms)->paths, ElementsAre("b.md"));
}

TEST_F(debounce, a_stronger_event_covers_the_paths) {
  change("a.md", 0ms);
  changes.add({watch_outcome::rescan_needed, {}, "overflow"}, start + 1ms);
  change("b.md", 2ms);
  auto batch = changes.take(start + 1s);
  ASSERT_TRUE(batch);
  EXPECT_EQ(batch->outcome, watch_outcome::rescan_needed);
  EXPECT_EQ(batch->reason, "overflow");
  EXPECT_THAT(batch->paths, IsEmpty());
}

TEST_F(debounce, losing_the_root_outweighs_a_rescan) {
  changes.add({watch_outcome::root_lost, {}, "gone"}, start);
  changes.add({watch_outcome::rescan_needed, {}, "overflow"}, start);
  EXPECT_EQ(changes.take(start + 1s)->reason, "gone");
}

}  // namespace
}  // namespace secondbrain::vault
