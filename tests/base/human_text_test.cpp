#include "base/human_text.hpp"

#include <gtest/gtest.h>

namespace secondbrain {
namespace {

using namespace std::chrono_literals;

TEST(human_text, groups_thousands) {
  EXPECT_EQ(grouped(0), "0");
  EXPECT_EQ(grouped(999), "999");
  EXPECT_EQ(grouped(14142), "14,142");
  EXPECT_EQ(grouped(1234567), "1,234,567");
  EXPECT_EQ(grouped(-1000), "-1,000");
  EXPECT_EQ(grouped(-100), "-100");
}

TEST(human_text, counts_things) {
  EXPECT_EQ(counted(1, "note", "notes"), "1 note");
  EXPECT_EQ(counted(0, "note", "notes"), "0 notes");
  EXPECT_EQ(counted(2000, "note", "notes"), "2,000 notes");
}

TEST(human_text, a_sentence_ends_with_one_full_stop) {
  for (const auto* sentence : {"The disk is full", "The disk is full.", "The disk is full.. "})
    EXPECT_EQ(with_full_stop(sentence), "The disk is full.");
  EXPECT_EQ(with_full_stop("is it running?"), "is it running?");
}

TEST(human_text, measures_bytes) {
  EXPECT_EQ(byte_count(999), "999 bytes");
  EXPECT_EQ(byte_count(1000), "1.0 kB");
  EXPECT_EQ(byte_count(999'999), "1.0 MB");
  EXPECT_EQ(byte_count(96'300'000), "96.3 MB");
}

TEST(human_text, measures_time) {
  EXPECT_EQ(elapsed(42s), "42 s");
  EXPECT_EQ(elapsed(5min), "5 min");
  EXPECT_EQ(elapsed(3h + 12min + 5s), "3 h 12 min");
  EXPECT_EQ(elapsed(52h), "2 d 4 h");
  EXPECT_EQ(elapsed(48h), "2 d");
}

}  // namespace
}  // namespace secondbrain
