#include "brain/search/waiting_notes.hpp"

#include <gtest/gtest.h>

namespace secondbrain::search {
namespace {

class waiting_notes_test : public testing::Test {
 protected:
  std::string turns() {
    std::string all;
    while (!notes_.empty()) all += notes_.take().path;
    return all;
  }

  waiting_notes notes_;
};

TEST_F(waiting_notes_test, take_turns_as_they_came) {
  for (const auto* path : {"c", "a", "b"}) notes_.add({path, 1});
  EXPECT_EQ(turns(), "cab");
}

TEST_F(waiting_notes_test, count_their_texts) {
  notes_.add({"a", 3});
  notes_.add({"b", 2});
  EXPECT_EQ(notes_.texts(), 5U);
  EXPECT_EQ(notes_.take().texts, 3U);
  EXPECT_EQ(notes_.texts(), 2U);
}

TEST_F(waiting_notes_test, wait_once_however_often_they_are_named) {
  for (const auto* path : {"a", "b", "c", "b"}) notes_.add({path, 1});
  notes_.put_first({{"c", 9}, {"x", 4}});
  notes_.put_first({{"x", 4}, {"b", 9}});
  EXPECT_EQ(notes_.size(), 4U);
  EXPECT_EQ(notes_.texts(), 7U) << "what was known counts";
  EXPECT_EQ(turns(), "bcxa");
  EXPECT_EQ(notes_.texts(), 0U);
}

TEST_F(waiting_notes_test, go_back_behind_those_that_were_put_first) {
  notes_.add({"a", 1});
  notes_.add({"b", 1});
  auto at_hand = notes_.take();
  notes_.put_first({{"x", 1}, {"y", 1}});
  notes_.put_back({});
  notes_.put_back({at_hand, {"b", 1}});
  EXPECT_EQ(turns(), "xyab");
}

TEST_F(waiting_notes_test, have_no_turn_when_they_are_forgotten) {
  notes_.add({"a", 2});
  notes_.add({"b", 1});
  notes_.forget("a");
  notes_.forget("x");
  EXPECT_EQ(notes_.texts(), 1U);
  EXPECT_EQ(turns(), "b");
}

TEST_F(waiting_notes_test, have_another_turn_when_they_are_named_again) {
  notes_.add({"a", 1});
  notes_.add({"b", 1});
  notes_.put_first({{"b", 1}});
  EXPECT_EQ(notes_.take().path, "b");
  notes_.put_first({{"b", 1}});
  EXPECT_EQ(turns(), "ba");
}

}  // namespace
}  // namespace secondbrain::search
