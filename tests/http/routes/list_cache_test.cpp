// What is kept of the planner's lists, and for how long.
#include "http/routes/list_cache.hpp"

#include <gtest/gtest.h>

#include <thread>
#include <vector>

namespace secondbrain::http {
namespace {

TEST(list_cache, gives_back_what_was_kept_of_this_version_only) {
  list_cache cache;
  EXPECT_EQ(cache.find("tasks", 1), nullptr);
  const auto kept = cache.keep("tasks", 1, "[1]");
  EXPECT_EQ(kept->text(), "[1]");
  EXPECT_EQ(cache.find("tasks", 1), kept);
  EXPECT_EQ(cache.find("events", 1), nullptr);
  EXPECT_EQ(cache.find("tasks", 2), nullptr);
  EXPECT_EQ(cache.hits(), 1U);
  EXPECT_EQ(cache.misses(), 3U);
}

TEST(list_cache, the_first_text_of_a_version_clears_those_before_away) {
  list_cache cache;
  cache.keep("tasks", 1, "[1]");
  cache.keep("events", 1, "[]");
  const auto bytes = cache.bytes();
  cache.keep("tasks", 2, "[2]");
  EXPECT_LT(cache.bytes(), bytes);
  EXPECT_EQ(cache.find("tasks", 1), nullptr);
  EXPECT_EQ(cache.find("events", 2), nullptr);
  EXPECT_EQ(cache.find("tasks", 2)->text(), "[2]");
}

// Whoever asked for the version before the change may be late with the text.
TEST(list_cache, what_is_outdated_when_it_comes_is_not_kept) {
  list_cache cache;
  cache.keep("tasks", 2, "[2]");
  EXPECT_EQ(cache.keep("tasks", 1, "[1]")->text(), "[1]");
  EXPECT_EQ(cache.find("tasks", 1), nullptr);
  EXPECT_EQ(cache.find("tasks", 2)->text(), "[2]");
}

TEST(list_cache, beyond_its_bytes_what_was_of_no_use_for_longest_goes) {
  list_cache cache{10'000};
  const std::string text(1'000, 'a');  // and as much for its compressed form
  for (const auto* key : {"one", "two", "three"}) cache.keep(key, 1, text);
  EXPECT_NE(cache.find("one", 1), nullptr);
  cache.keep("four", 1, text);
  EXPECT_LE(cache.bytes(), 10'000U);
  EXPECT_NE(cache.find("one", 1), nullptr);
  EXPECT_EQ(cache.find("two", 1), nullptr);
  EXPECT_NE(cache.find("three", 1), nullptr);
  EXPECT_NE(cache.find("four", 1), nullptr);
}

TEST(list_cache, what_is_larger_than_all_of_it_is_answered_and_not_kept) {
  list_cache cache{10'000};
  cache.keep("small", 1, "[]");
  EXPECT_EQ(cache.keep("huge", 1, std::string(5'000, 'a'))->text().size(), 5'000U);
  EXPECT_EQ(cache.find("huge", 1), nullptr);
  EXPECT_NE(cache.find("small", 1), nullptr);
}

TEST(list_cache, the_same_key_twice_counts_once) {
  list_cache cache;
  cache.keep("tasks", 1, "[1]");
  const auto bytes = cache.bytes();
  const auto second = cache.keep("tasks", 1, "[2]");
  EXPECT_EQ(cache.bytes(), bytes);
  EXPECT_EQ(cache.find("tasks", 1), second);
}

TEST(kept_list, its_tags_belong_to_its_text) {
  const kept_list one{"[1]"}, same{"[1]"}, other{"[2]"};
  EXPECT_EQ(one.tag(), same.tag());
  EXPECT_EQ(one.gzip_tag(), same.gzip_tag());
  EXPECT_NE(one.tag(), other.tag());
  EXPECT_NE(one.gzip_tag(), other.gzip_tag());
  EXPECT_NE(one.tag(), one.gzip_tag());
  EXPECT_EQ(one.tag().front(), '"');
  EXPECT_EQ(one.tag().back(), '"');
}

TEST(list_cache, many_threads_may_use_it_at_once) {
  list_cache cache{20'000};
  std::vector<std::thread> threads;
  for (int thread = 0; thread < 4; ++thread)
    threads.emplace_back([&cache] {
      for (std::uint64_t i = 0; i < 2'000; ++i) {
        const auto key = std::to_string(i % 7);
        const auto version = 1 + i / 100;
        auto kept = cache.find(key, version);
        if (!kept) kept = cache.keep(key, version, std::string(1'000, 'a') + key);
        EXPECT_EQ(kept->text().substr(1'000), key);
        EXPECT_FALSE(kept->gzip().empty());
      }
    });
  for (auto& each : threads) each.join();
  EXPECT_LE(cache.bytes(), 20'000U);
}

}  // namespace
}  // namespace secondbrain::http
