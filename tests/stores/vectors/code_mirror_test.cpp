#include "stores/vectors/code_mirror.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/base/temporary_directory.hpp"
#include "tests/stores/damage.hpp"
#include "tests/stores/raw_database.hpp"
#include "tests/stores/vectors/many_vectors.hpp"
#include "tests/stores/vectors/searchable_vectors.hpp"

namespace secondbrain::stores {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

constexpr std::size_t dimensions = 8;

class code_mirror_test : public ::testing::Test {
 protected:
  write_vectors note(const std::string& path, int chunks) {
    std::vector<std::string> ids;
    std::vector<std::vector<float>> vectors;
    for (int i = 0; i < chunks; ++i) {
      ids.push_back(path + '#' + std::to_string(i));
      vectors.push_back(random_unit(random_, dimensions));
    }
    for (std::size_t i = 0; i < ids.size(); ++i) {
      ids_.push_back(ids[i]);
      vectors_.push_back(vectors[i]);
    }
    return as_note(path, ids, vectors);
  }

  void fill(int chunks) {
    searchable_vectors kept{folder_.path()};
    kept.load();
    kept.write(note("first.md", chunks));
  }

  /// That everything written, and nothing else, is found.
  void expect_all(searchable_vectors& kept) {
    ASSERT_EQ(kept.index()->current()->size(), ids_.size());
    auto search = kept.search();
    for (int i = 0; i < 5; ++i) {
      const auto question = random_unit(random_, dimensions);
      EXPECT_EQ(ids_of(search.nearest(question, 10).value()), ids_of(nearest_of_all(ids_, vectors_, question, 10)));
    }
  }

  std::string codes(const std::string& sql) { return raw_database{folder_ / "vector_codes.db"}.query(sql); }

  temporary_directory folder_;
  std::mt19937 random_{20261129};
  std::vector<std::string> ids_;
  std::vector<std::vector<float>> vectors_;
};

TEST_F(code_mirror_test, nothing_is_loaded_at_once) {
  searchable_vectors kept{folder_.path()};
  EXPECT_TRUE(kept.mirror().loading());
  EXPECT_EQ(kept.index()->being_loaded(), 0);
  kept.load();
  EXPECT_EQ(kept.index()->being_loaded(), std::nullopt);
  EXPECT_EQ(kept.index()->current()->size(), 0U);
}

TEST_F(code_mirror_test, loads_the_codes_of_before_in_slices) {
  fill(40'000);
  searchable_vectors kept{folder_.path()};
  std::vector<int> shown;
  while (kept.mirror().loading()) {
    EXPECT_EQ(kept.index()->current()->size(), 0U) << "a part of them would be taken for all";
    shown.push_back(kept.index()->being_loaded().value_or(-1));
    ASSERT_TRUE(kept.mirror().advance(kept.store()));
  }
  EXPECT_THAT(shown, ElementsAre(0, 40, 81)) << "codes are read, and no vectors";
  expect_all(kept);
}

TEST_F(code_mirror_test, what_changes_while_they_are_loaded_is_there_afterwards) {
  fill(40'000);
  searchable_vectors kept{folder_.path()};
  ASSERT_TRUE(kept.mirror().advance(kept.store()));
  kept.write(note("second.md", 3));
  kept.write(note("third.md", 2));
  ASSERT_TRUE(kept.store().remove({"second.md"}));
  kept.drop_unlinked();
  ids_.erase(ids_.end() - 5, ids_.end() - 2);
  vectors_.erase(vectors_.end() - 5, vectors_.end() - 2);
  kept.load();
  expect_all(kept);
  searchable_vectors again{folder_.path()};
  again.load();
  expect_all(again);
}

TEST_F(code_mirror_test, vectors_of_before_there_were_codes_are_carried_over) {
  fill(20'000);
  raw_database{folder_ / "vectors.db"}.execute("DROP TABLE unlinked; DROP TABLE state; PRAGMA user_version = 1");
  std::filesystem::remove(folder_ / "vector_codes.db");
  {
    searchable_vectors kept{folder_.path()};
    kept.load();
    expect_all(kept);
    kept.write(note("second.md", 3));
    expect_all(kept);
    EXPECT_THAT(kept.warnings(), IsEmpty());
  }
  searchable_vectors again{folder_.path()};
  again.load();
  expect_all(again);
}

TEST_F(code_mirror_test, a_crash_between_the_two_files_is_made_good) {
  fill(5'000);
  {
    auto store = vector_store::open(folder_ / "vectors.db").value();  // and the codes hear of nothing
    ASSERT_TRUE(store.write(note("second.md", 10)));
    ASSERT_TRUE(store.remove({"first.md"}));
    ASSERT_TRUE(store.write({{"m", dimensions}, {}, {{"first.md#7", "first.md", "first.md#7"}}}));
    EXPECT_EQ(store.drop_unlinked(std::chrono::seconds{0}, 1'000'000).value().removed.size(), 4'999U);
  }
  ids_.erase(ids_.begin(), ids_.begin() + 7);
  ids_.erase(ids_.begin() + 1, ids_.begin() + 4'993);
  vectors_.erase(vectors_.begin(), vectors_.begin() + 7);
  vectors_.erase(vectors_.begin() + 1, vectors_.begin() + 4'993);
  {
    searchable_vectors kept{folder_.path()};
    kept.load();
    expect_all(kept);
  }
  EXPECT_EQ(codes("SELECT COUNT(*) FROM codes"), "11");
  searchable_vectors again{folder_.path()};
  ASSERT_TRUE(again.mirror().advance(again.store()));
  EXPECT_FALSE(again.mirror().loading()) << "they agree, and a slice is enough";
}

TEST_F(code_mirror_test, codes_of_other_vectors_are_not_taken_for_these) {
  fill(100);
  temporary_directory other;
  for (const auto* name : {"vectors.db", "vector_codes.db"}) std::filesystem::copy_file(folder_ / name, other / name);
  {
    searchable_vectors kept{other.path()};  // the same rows, with vectors of their own
    kept.load();
    kept.write(note("elsewhere.md", 40));
    ids_.resize(100);
    vectors_.resize(100);
  }
  {
    searchable_vectors kept{folder_.path()};
    kept.load();
    kept.write(note("second.md", 30));
  }
  std::filesystem::copy_file(other / "vector_codes.db", folder_ / "vector_codes.db",
                             std::filesystem::copy_options::overwrite_existing);
  for (int start = 0; start < 2; ++start) {
    searchable_vectors kept{folder_.path()};
    kept.load();
    EXPECT_EQ(kept.index()->current()->size(), 130U);
    expect_all(kept);
  }
  EXPECT_EQ(codes("SELECT COUNT(*) FROM codes"), "130");
}

TEST_F(code_mirror_test, what_changes_while_the_two_are_brought_in_step_is_right_too) {
  constexpr int notes = 60;
  constexpr int chunks = 1'000;
  {
    auto store = vector_store::open(folder_ / "vectors.db").value();
    for (int i = 0; i < notes; ++i) ASSERT_TRUE(store.write(note(std::to_string(i) + ".md", chunks)));
  }
  int removed = 0;
  {
    searchable_vectors kept{folder_.path()};
    for (; kept.mirror().loading(); ++removed) {  // notes whose turn has come, or not
      ASSERT_TRUE(kept.store().remove({std::to_string((removed * 7) % notes) + ".md"}));
      kept.drop_unlinked();
      kept.write(note("during-" + std::to_string(removed) + ".md", 2));
      ASSERT_TRUE(kept.mirror().advance(kept.store()));
    }
    const int left = (notes - removed) * chunks + removed * 2;
    EXPECT_EQ(kept.index()->current()->size(), static_cast<std::size_t>(left));
  }
  ASSERT_GT(removed, 10);
  searchable_vectors again{folder_.path()};
  again.load();
  EXPECT_EQ(codes("SELECT COUNT(*) FROM codes"), std::to_string((notes - removed) * chunks + removed * 2));
  EXPECT_EQ(again.index()->current()->size(), static_cast<std::size_t>(again.store().counts().value().vectors));
}

class every_damage_test : public code_mirror_test,
                          public ::testing::WithParamInterface<void (*)(const std::filesystem::path&)> {};

TEST_P(every_damage_test, a_damaged_file_of_codes_is_moved_aside_and_made_again) {
  fill(20'000);
  GetParam()(folder_ / "vector_codes.db");
  searchable_vectors kept{folder_.path()};
  kept.load();
  expect_all(kept);
  ASSERT_EQ(kept.warnings().size(), 1U);
  EXPECT_THAT(kept.warnings().front(), HasSubstr("vector_codes.db.corrupt-"));
  kept.write(note("second.md", 3));
  expect_all(kept);
}

INSTANTIATE_TEST_SUITE_P(damages, every_damage_test,
                         ::testing::Values(flip_bytes, truncate_to_half, overwrite_with_text));

TEST_F(code_mirror_test, a_code_of_another_length_is_made_again) {
  fill(100);
  raw_database{folder_ / "vector_codes.db"}.execute("UPDATE codes SET code = x'0000000000000000ff' WHERE vector = 7");
  searchable_vectors kept{folder_.path()};
  kept.load();
  expect_all(kept);
}

TEST_F(code_mirror_test, a_file_that_cannot_be_written_is_brought_in_step_by_the_next_start) {
  fill(100);
  {
    searchable_vectors kept{folder_.path()};
    kept.load();
    raw_database{folder_ / "vector_codes.db"}.execute(
        "CREATE TRIGGER full BEFORE INSERT ON codes BEGIN SELECT RAISE(FAIL, 'no room'); END");
    kept.write(note("second.md", 2));
    raw_database{folder_ / "vector_codes.db"}.execute("DROP TRIGGER full");
    kept.write(note("third.md", 2));
    expect_all(kept);
    EXPECT_EQ(kept.warnings().size(), 1U);
  }
  searchable_vectors again{folder_.path()};
  again.load();
  expect_all(again);
}

TEST_F(code_mirror_test, where_codes_cannot_be_written_while_they_are_made_it_goes_on_later) {
  fill(100);
  raw_database{folder_ / "vector_codes.db"}.execute(
      "DELETE FROM codes; UPDATE state SET revision = 0;"
      "CREATE TRIGGER full BEFORE INSERT ON codes BEGIN SELECT RAISE(FAIL, 'no room'); END");
  searchable_vectors kept{folder_.path()};
  status done;
  while (done && kept.mirror().loading()) done = kept.mirror().advance(kept.store());
  ASSERT_FALSE(done);
  EXPECT_EQ(done.error().code, errc::unavailable) << "nothing is wrong with the vectors";
  EXPECT_TRUE(kept.mirror().loading());
  raw_database{folder_ / "vector_codes.db"}.execute("DROP TRIGGER full");
  kept.load();
  expect_all(kept);
}

TEST_F(code_mirror_test, another_model_begins_with_nothing) {
  fill(100);
  {
    searchable_vectors kept{folder_.path()};
    kept.load();
    kept.clear();
    EXPECT_EQ(kept.index()->current()->size(), 0U);
    kept.write({{"other", 2}, {{"h", {1, 0}}}, {{"c", "a.md", "h"}}});
    EXPECT_EQ(kept.index()->current()->model(), (model_tag{"other", 2}));
  }
  searchable_vectors again{folder_.path()};
  again.load();
  EXPECT_EQ(ids_of(again.search().nearest(std::vector<float>{1, 0}, 5).value()), (std::vector<std::string>{"c"}));
}

TEST_F(code_mirror_test, clearing_while_they_are_loaded_leaves_nothing) {
  fill(40'000);
  searchable_vectors kept{folder_.path()};
  ASSERT_TRUE(kept.mirror().advance(kept.store()));
  kept.clear();
  EXPECT_FALSE(kept.mirror().loading());
  EXPECT_EQ(kept.index()->current()->size(), 0U);
}

TEST_F(code_mirror_test, compacting_changes_nothing_that_is_found) {
  fill(20'000);
  searchable_vectors kept{folder_.path()};
  kept.load();
  EXPECT_FALSE(kept.mirror().compact(kept.store()));
  kept.write(note("second.md", 10));
  ASSERT_TRUE(kept.store().remove({"first.md"}));
  kept.drop_unlinked();
  ids_.erase(ids_.begin(), ids_.end() - 10);
  vectors_.erase(vectors_.begin(), vectors_.end() - 10);
  EXPECT_TRUE(kept.mirror().compact(kept.store()));
  while (kept.mirror().compact(kept.store())) {
  }
  expect_all(kept);
  kept.write(note("third.md", 5));
  expect_all(kept);
}

}  // namespace
}  // namespace secondbrain::stores
