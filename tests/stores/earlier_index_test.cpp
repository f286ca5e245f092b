#include "stores/earlier_index.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "stores/lexical_reader.hpp"
#include "stores/lexical_store.hpp"
#include "tests/base/temporary_directory.hpp"
#include "tests/stores/earlier_index.hpp"
#include "tests/stores/example_notes.hpp"

namespace secondbrain::stores {
namespace {

class earlier_index_test : public ::testing::Test {
 protected:
  void SetUp() override { write_earlier_index(file_); }

  static std::size_t matches(lexical_reader& reader, const std::string& word, note_conditions conditions = {}) {
    lexical_query query;
    query.terms.wanted = {'"' + word + '"'};
    query.conditions = std::move(conditions);
    return reader.search(query).value().size();
  }

  temporary_directory folder_;
  std::filesystem::path file_ = folder_ / "lexical.db";
  std::filesystem::path earlier_ = earlier_index_of(file_);
};

TEST_F(earlier_index_test, is_searched_where_it_lies) {
  auto reader = lexical_reader::open(file_).value();
  EXPECT_EQ(matches(reader, "prune"), 1U);
  EXPECT_EQ(matches(reader, "roses"), 1U);
  EXPECT_EQ(matches(reader, "tulips"), 0U);
  const auto found = reader.find("0123456789abcdef").value();
  ASSERT_TRUE(found);
  EXPECT_EQ(found->text, "Pruning them in March.");
  EXPECT_EQ(found->language, "");
}

TEST_F(earlier_index_test, knows_places_and_days_but_no_tags) {
  using kind = note_condition::kind;
  auto reader = lexical_reader::open(file_).value();
  EXPECT_EQ(matches(reader, "roses", {{{{kind::folder, "work", ""}}}}), 1U);
  EXPECT_EQ(matches(reader, "roses", {{{{kind::date, "2026", "2026"}}}}), 1U);
  EXPECT_EQ(matches(reader, "roses", {{{{kind::tag, "work", ""}}}}), 0U);
  EXPECT_EQ(matches(reader, "roses", {{{{kind::task, "", ""}}}}), 0U);
  EXPECT_EQ(reader.words_near("rozes", near_words::slips::any).value().front(), "Roses")
      << "which it has as the stem alone";
}

TEST_F(earlier_index_test, goes_on_being_searched_beside_the_new_one) {
  auto reader = lexical_reader::open(file_).value();
  ASSERT_EQ(matches(reader, "roses"), 1U);
  auto store = lexical_store::open(file_).value();
  EXPECT_TRUE(store.rebuilt()) << "every note has to be read";
  EXPECT_EQ(store.counts().value().chunks, 0);
  EXPECT_TRUE(reader.stale());
  EXPECT_EQ(matches(reader, "roses"), 1U) << "whoever has it open";
  auto other = lexical_reader::open(earlier_).value();
  EXPECT_EQ(matches(other, "roses"), 1U);
  EXPECT_EQ(std::filesystem::status(earlier_).permissions() & std::filesystem::perms::mask,
            std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
}

TEST_F(earlier_index_test, is_whole_whoever_reads_what_is_being_set_aside) {
  raw_database writing{file_};
  writing.execute("PRAGMA journal_mode = WAL; PRAGMA wal_autocheckpoint = 0; UPDATE chunks SET checksum = 'before'");
  raw_database reading{file_};
  reading.execute("BEGIN; SELECT count(*) FROM chunks");
  writing.execute("UPDATE chunks SET checksum = 'after'");
  const auto store = lexical_store::open(file_);
  ASSERT_TRUE(store) << "although its log cannot be emptied";
  auto earlier = lexical_reader::open(earlier_);
  ASSERT_TRUE(earlier) << earlier.error().message;
  EXPECT_EQ(matches(*earlier, "roses"), 1U);
  EXPECT_EQ(earlier->find("0123456789abcdef").value()->checksum, "after");
  EXPECT_FALSE(std::filesystem::exists(earlier_.string() + "-wal")) << "one file, which is complete by itself";
}

TEST_F(earlier_index_test, that_cannot_be_kept_does_not_stand_in_the_way_of_the_new_one) {
  std::filesystem::create_directories(earlier_ / "in" / "the way");
  auto store = lexical_store::open(file_);
  ASSERT_TRUE(store);
  EXPECT_TRUE(store->rebuilt());
}

TEST_F(earlier_index_test, stays_until_the_new_one_is_whole) {
  { ASSERT_TRUE(lexical_store::open(file_)); }
  {
    auto again = lexical_store::open(file_).value();
    EXPECT_FALSE(again.rebuilt());
    ASSERT_TRUE(again.write({example_note("a.md", {"apple"})}));
  }
  EXPECT_TRUE(std::filesystem::exists(earlier_));
  ASSERT_TRUE(remove_earlier_index(file_));
  EXPECT_FALSE(std::filesystem::exists(earlier_));
  EXPECT_TRUE(remove_earlier_index(file_)) << "there is none";
  EXPECT_EQ(lexical_store::open(file_).value().counts().value().chunks, 1);
}

TEST_F(earlier_index_test, of_any_other_version_is_not_kept) {
  raw_database{file_}.execute("PRAGMA user_version = 2");
  EXPECT_TRUE(lexical_store::open(file_).value().rebuilt());
  EXPECT_FALSE(std::filesystem::exists(earlier_));
}

TEST_F(earlier_index_test, takes_the_place_of_one_that_was_left) {
  { ASSERT_TRUE(lexical_store::open(file_)); }
  std::filesystem::remove(file_);
  write_earlier_index(file_);
  ASSERT_TRUE(lexical_store::open(file_));
  auto reader = lexical_reader::open(earlier_).value();
  EXPECT_EQ(matches(reader, "roses"), 1U);
}

}  // namespace
}  // namespace secondbrain::stores
