// The owner of the vectors is killed in the middle of its work. What it had acknowledged is found afterwards, by a file
// of codes that agrees with the vectors.
#include <gtest/gtest.h>

#include <memory>
#include <random>
#include <string>

#include "tests/base/temporary_directory.hpp"
#include "tests/stores/killed_writer.hpp"
#include "tests/stores/raw_database.hpp"
#include "tests/stores/vectors/many_vectors.hpp"
#include "tests/stores/vectors/searchable_vectors.hpp"

namespace secondbrain::stores {
namespace {

constexpr int rounds = 20;
constexpr std::size_t stored_dimensions = 32;

/// The vector of note n; nothing else says what it is.
std::vector<float> vector_of(int n) {
  std::mt19937 random{static_cast<std::uint32_t>(n)};
  return random_unit(random, stored_dimensions);
}

std::string path_of(int n) {
  return std::to_string(n) + ".md";
}

TEST(vector_crash_test, no_acknowledged_vector_is_lost_and_none_is_doubled) {
  temporary_directory folder;
  std::mt19937 random{20261129};
  int total = 0;
  for (int round = 0; round < rounds; ++round) {
    const int enough = 1 + static_cast<int>(random() % 40);
    total += acknowledged_before_kill(enough, [&] {
      auto kept = std::make_shared<searchable_vectors>(folder.path());
      if (random() % 2 == 0) kept->load();  // otherwise it is killed before the two are in step
      return [kept, total](int n) {
        kept->write(as_note(path_of(total + n), {path_of(total + n)}, {vector_of(total + n)}));
        if (kept->mirror().loading()) return kept->mirror().advance(kept->store()).has_value();
        return !::testing::Test::HasFailure();
      };
    });
    searchable_vectors kept{folder.path()};
    ASSERT_TRUE(kept.store().check());
    kept.load();
    // The write under way when it died may have been committed without having been acknowledged.
    const auto found = static_cast<int>(kept.index()->current()->size());
    ASSERT_GE(found, total);
    ASSERT_LE(found, total + 1);
    ASSERT_EQ(kept.store().counts().value().vectors, found);
    ASSERT_EQ(raw_database{kept.codes_file()}.query("SELECT COUNT(*) FROM codes"), std::to_string(found));
    auto search = kept.search();
    for (int n = std::max(0, total - 5); n < total; ++n) {
      const auto nearest = search.nearest(vector_of(n), 1).value();
      ASSERT_EQ(ids_of(nearest), std::vector<std::string>{path_of(n)});
    }
    total = found;
  }
}

}  // namespace
}  // namespace secondbrain::stores
