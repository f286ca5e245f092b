#include "brain/sync/weekly/weekly_topics.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace secondbrain::sync {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

// WEK-6, WEK-7, WEK-8
TEST(weekly_topics, words_that_mean_something) {
  EXPECT_THAT(topic_words("The GARDEN fence, and an ox: went today! x2y don't"), ElementsAre("garden", "fence", "don"));
  EXPECT_THAT(topic_words("a about above your yourselves three two going"), IsEmpty());
}

// WEK-12, W81
TEST(weekly_topics, recur_on_three_days_or_more) {
  EXPECT_THAT(recurring_topics({"zebra garden fence", "fence garden garden", "garden zebra fence", "fence zebra",
                                "garden once once once"}),
              ElementsAre("garden", "fence", "zebra"));
  EXPECT_THAT(recurring_topics({"garden garden garden", "garden"}), IsEmpty());
}

TEST(weekly_topics, are_ten_at_most) {
  std::string words = "aaa bbb ccc ddd eee fff ggg hhh iii jjj kkk lll";
  EXPECT_THAT(recurring_topics({words, words, words}),
              ElementsAre("aaa", "bbb", "ccc", "ddd", "eee", "fff", "ggg", "hhh", "iii", "jjj"));
}

}  // namespace
}  // namespace secondbrain::sync
