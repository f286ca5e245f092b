// The quick search agrees with comparing the question with every vector. What holds wherever vectors are kept:
// vector_search_test.cpp.
#include "stores/vectors/local_vector_search.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/base/temporary_directory.hpp"
#include "tests/stores/raw_database.hpp"
#include "tests/stores/vectors/many_vectors.hpp"
#include "tests/stores/vectors/searchable_vectors.hpp"

namespace secondbrain::stores {
namespace {

using ::testing::ElementsAre;

enum class spread_of : std::uint8_t { random, clusters, narrow_clusters };

struct collection {
  spread_of kind;
  std::size_t dimensions;
};

class every_collection_test : public ::testing::TestWithParam<collection> {
 protected:
  std::vector<float> another() {
    const auto [kind, dimensions] = GetParam();
    if (kind == spread_of::random) return random_unit(random_, dimensions);
    if (centres_.empty())
      for (int i = 0; i < 20; ++i) centres_.push_back(random_unit(random_, dimensions));
    return near(centres_[random_() % centres_.size()], kind == spread_of::clusters ? 0.8F : 0.05F, random_);
  }

  temporary_directory folder_;
  std::mt19937 random_{20261129};
  std::vector<std::vector<float>> centres_;
};

TEST_P(every_collection_test, the_nearest_are_those_of_a_comparison_with_all) {
  const std::size_t count = GetParam().dimensions > 1'000 ? 2'000 : 6'000;
  std::vector<std::string> ids;
  std::vector<std::vector<float>> vectors;
  for (std::size_t i = 0; i < count; ++i) {
    ids.push_back("c" + std::to_string(i * 7919 % count));
    vectors.push_back(i % 50 == 49 ? vectors[i / 2] : another());  // some are equal
  }
  searchable_vectors kept{folder_.path()};
  kept.load();
  kept.write(as_note("a.md", ids, vectors));
  auto search = kept.search();
  for (int question = 0; question < 12; ++question) {
    const auto wanted = question % 3 == 0 ? vectors[random_() % count] : another();
    for (const int limit : {1, 10, 30, 200}) {
      const auto expected = nearest_of_all(ids, vectors, wanted, static_cast<std::size_t>(limit));
      const auto found = search.nearest(wanted, limit).value();
      ASSERT_EQ(ids_of(found), ids_of(expected)) << "the nearest " << limit;
      for (std::size_t i = 0; i < found.size(); ++i) ASSERT_EQ(found[i].cosine, expected[i].cosine);
      ASSERT_LE(search.vectors_read(), local_vector_search::most_read);
    }
  }
}

INSTANTIATE_TEST_SUITE_P(collections, every_collection_test,
                         ::testing::Values(collection{spread_of::random, 64}, collection{spread_of::random, 384},
                                           collection{spread_of::clusters, 384}, collection{spread_of::clusters, 1536},
                                           collection{spread_of::narrow_clusters, 384}));

class local_vector_search_test : public ::testing::Test {
 protected:
  local_vector_search_test() { kept_.load(); }

  void write_corners() {
    kept_.write(as_note("a.md", {"right", "up", "left", "also right"}, {{1, 0}, {0, 1}, {-1, 0}, {1, 0}}));
  }

  std::vector<std::string> nearest(int limit, double minimum = -1) {
    const auto found = search_.nearest(std::vector<float>{1, 0}, limit, minimum);
    EXPECT_TRUE(found) << found.error().message;
    return ids_of(found.value_or(std::vector<similar_chunk>{}));
  }

  temporary_directory folder_;
  searchable_vectors kept_{folder_.path()};
  local_vector_search search_ = kept_.search();
};

TEST_F(local_vector_search_test, what_is_below_the_minimum_is_not_read) {
  write_corners();
  EXPECT_THAT(nearest(4, 0.5), ElementsAre("also right", "right"));
  EXPECT_EQ(search_.vectors_read(), 2U) << "of four";
}

TEST_F(local_vector_search_test, says_how_far_it_is_loaded) {
  EXPECT_EQ(search_.at_hand().being_loaded, std::nullopt);
  kept_.index()->show_loading(7);
  EXPECT_EQ(search_.at_hand().being_loaded, 7);
}

TEST_F(local_vector_search_test, a_vector_of_another_length_is_corrupt) {
  write_corners();
  raw_database{kept_.file()}.execute("UPDATE vectors SET embedding = x'00'");
  const auto found = search_.nearest(std::vector<float>{1, 0}, 1);
  ASSERT_FALSE(found);
  EXPECT_EQ(found.error().code, errc::corrupt);
}

TEST_F(local_vector_search_test, finds_nothing_while_a_lost_file_is_made_again_and_then_what_is_in_it) {
  write_corners();
  EXPECT_EQ(nearest(4).size(), 4U);
  temporary_directory elsewhere;
  {
    searchable_vectors other{elsewhere.path()};
    other.load();
    other.write(as_note("a.md", {"another"}, {{0, 1}}));
  }
  for (const std::string suffix : {"", "-wal", "-shm"}) {
    std::error_code ignored;
    std::filesystem::remove(kept_.file().string() + suffix, ignored);
  }
  EXPECT_FALSE(search_.nearest(std::vector<float>{1, 0}, 1)) << "there is no file";
  std::filesystem::copy_file(elsewhere / "vectors.db", kept_.file());
  EXPECT_THAT(nearest(4), ElementsAre("another"));
}

TEST_F(local_vector_search_test, thousands_of_vectors_that_hardly_differ_cost_a_bounded_number_of_reads) {
  std::mt19937 random{20261129};
  const auto centre = random_unit(random, 32);
  std::vector<std::string> ids;
  std::vector<std::vector<float>> vectors;
  for (int i = 0; i < 20'000; ++i) {
    ids.push_back("c" + std::to_string(i));
    vectors.push_back(near(centre, 1e-4F, random));
  }
  kept_.write(as_note("a.md", ids, vectors));
  const auto found = search_.nearest(centre, 10).value();
  EXPECT_EQ(found.size(), 10U);
  EXPECT_EQ(search_.vectors_read(), local_vector_search::most_read);
  EXPECT_NEAR(found.back().cosine, nearest_of_all(ids, vectors, centre, 10).back().cosine, 1e-6);
}

}  // namespace
}  // namespace secondbrain::stores
