#include "stores/postings_cache.hpp"

#include <gtest/gtest.h>

#include <random>

namespace secondbrain::stores {
namespace {

postings list_of(std::size_t passages, std::uint32_t gap, double frequency) {
  postings list;
  for (std::size_t at = 0; at < passages; ++at) {
    list.slots.push_back(static_cast<std::uint32_t>(at) * gap);
    list.frequencies.push_back(frequency);
  }
  return list;
}

void expect_found(postings_cache& cache, const std::string& expression, const postings& kept) {
  postings found = list_of(3, 1, 9);  // what was there before is replaced
  ASSERT_TRUE(cache.find(expression, found)) << expression;
  EXPECT_EQ(found.slots, kept.slots) << expression;
  EXPECT_EQ(found.frequencies, kept.frequencies) << expression;
}

TEST(postings_cache_test, gives_back_what_it_was_given_to_the_last_bit) {
  std::mt19937_64 engine{3};
  for (int round = 0; round < 50; ++round) {
    postings_cache cache{1 << 20};
    postings list;
    // Gaps around the lengths that are written differently, and as large as they can be.
    const std::uint32_t gaps[] = {1, 2, 253, 254, 255, 256, 65536, 10'000'000};
    std::uint32_t slot = static_cast<std::uint32_t>(round % 3) * 255;
    for (int passage = 0; passage < 400; ++passage) {
      list.slots.push_back(slot);
      list.frequencies.push_back(0.1 * static_cast<double>(1 + engine() % 255));
      slot += gaps[engine() % std::size(gaps)];
    }
    cache.keep("word", list);
    expect_found(cache, "word", list);
  }
}

TEST(postings_cache_test, a_short_list_and_one_with_too_many_frequencies_are_not_kept) {
  postings_cache cache{1 << 20};
  cache.keep("short", list_of(postings_cache::least_passages - 1, 1, 1));
  postings diverse = list_of(300, 1, 1);
  for (std::size_t at = 0; at < diverse.size(); ++at) diverse.frequencies[at] = static_cast<double>(at);
  cache.keep("diverse", diverse);
  postings found;
  EXPECT_FALSE(cache.find("short", found));
  EXPECT_FALSE(cache.find("diverse", found));
  EXPECT_EQ(cache.bytes(), 0U);
}

TEST(postings_cache_test, as_many_frequencies_as_have_a_number_are_kept) {
  postings_cache cache{1 << 20};
  postings list = list_of(256, 1, 1);
  for (std::size_t at = 0; at < list.size(); ++at) list.frequencies[at] = static_cast<double>(at);
  cache.keep("word", list);
  expect_found(cache, "word", list);
}

TEST(postings_cache_test, stays_within_its_room_and_keeps_what_one_query_needs) {
  constexpr std::size_t room = 100'000;
  postings_cache cache{room};
  const auto list = list_of(5000, 3, 1);
  for (int word = 0; word < 50; ++word) {
    cache.keep("w" + std::to_string(word), list);
    EXPECT_LE(cache.bytes(), room);
  }
  expect_found(cache, "w0", list);
  postings found;
  EXPECT_FALSE(cache.find("w49", found)) << "there was no room left for it";
}

TEST(postings_cache_test, a_list_that_was_not_wanted_for_long_makes_room) {
  postings_cache cache{25'000};
  const auto list = list_of(5000, 3, 1);
  cache.keep("old", list);
  cache.keep("busy", list);
  for (int use = 0; use < 300; ++use) expect_found(cache, "busy", list);
  cache.keep("new", list);
  expect_found(cache, "new", list);
  expect_found(cache, "busy", list);
  postings found;
  EXPECT_FALSE(cache.find("old", found));
  EXPECT_LE(cache.bytes(), 25'000U);
}

TEST(postings_cache_test, a_list_larger_than_the_room_takes_nobody_s_place_for_nothing) {
  postings_cache cache{15'000};
  const auto small = list_of(500, 3, 1);
  cache.keep("unused", small);
  cache.keep("busy", small);
  for (int use = 0; use < 300; ++use) expect_found(cache, "busy", small);
  cache.keep("large", list_of(50'000, 3, 1));
  expect_found(cache, "unused", small);
}

TEST(postings_cache_test, cleared_it_knows_nothing) {
  postings_cache cache{1 << 20};
  cache.keep("word", list_of(500, 3, 1));
  cache.clear();
  postings found;
  EXPECT_FALSE(cache.find("word", found));
  EXPECT_EQ(cache.bytes(), 0U);
}

}  // namespace
}  // namespace secondbrain::stores
