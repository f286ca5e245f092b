#include "stores/passage_notes.hpp"

#include <gtest/gtest.h>

#include "stores/lexical_store.hpp"
#include "tests/base/temporary_directory.hpp"
#include "tests/stores/example_notes.hpp"

namespace secondbrain::stores {
namespace {

class passage_notes_test : public ::testing::Test {
 protected:
  void SetUp() override {
    ASSERT_TRUE(store_.write({example_note("a/x.md", {"one", "two"}), example_note("b/y.md", {"three"})}));
    ASSERT_TRUE(table_.prepare(reader_));
    ASSERT_TRUE(notes_.prepare(reader_));
  }

  void refresh() {
    ASSERT_TRUE(table_.refresh());
    ASSERT_TRUE(notes_.refresh(table_));
  }

  /// The rows of each note, as the index has them and as they are known.
  void expect_all_known() {
    refresh();
    sqlite::statement select;
    ASSERT_TRUE(reader_.prepare({{select, "SELECT rowid, note_path FROM chunks"}}));
    ASSERT_TRUE(select.for_each([&](const sqlite::row& r) {
      const auto slot = table_.find(r.integer(0));
      const auto note = notes_.find(r.text(1));
      ASSERT_TRUE(slot && note) << r.text(1);
      EXPECT_EQ(notes_.note_of(*slot), *note) << r.text(1) << ", row " << r.integer(0);
    }));
  }

  temporary_directory folder_;
  std::filesystem::path file_ = folder_ / "lexical.db";
  lexical_store store_ = lexical_store::open(file_).value();
  sqlite::database reader_ = sqlite::database::open(file_, sqlite::open_mode::read_only).value();
  passage_table table_;
  passage_notes notes_;
};

TEST_F(passage_notes_test, know_passages_that_come_and_that_change) {
  expect_all_known();
  ASSERT_TRUE(store_.write({example_note("c.md", {"four"}), example_note("a/x.md", {"one", "another", "and more"})}));
  expect_all_known();
  ASSERT_TRUE(store_.remove({"b/y.md"}));
  ASSERT_TRUE(store_.write({example_note("b/y.md", {"three, again"})}));
  expect_all_known();
}

TEST_F(passage_notes_test, know_notes_that_changed_their_paths) {
  expect_all_known();
  ASSERT_TRUE(store_.write({example_note("z/x.md", {"one", "two"})}, {{"a/x.md", "z/x.md"}}));
  expect_all_known();
  EXPECT_FALSE(notes_.find("a/x.md"));
}

TEST_F(passage_notes_test, know_notes_that_took_each_others_paths_between_two_looks) {
  expect_all_known();
  const std::vector<std::string> one{"one", "two"};
  ASSERT_TRUE(store_.write({example_note("c/z.md", one)}, {{"a/x.md", "c/z.md"}}));
  ASSERT_TRUE(store_.write({example_note("a/x.md", {"three"})}, {{"b/y.md", "a/x.md"}}));
  ASSERT_TRUE(store_.write({example_note("b/y.md", one)}, {{"c/z.md", "b/y.md"}}));
  expect_all_known();
}

TEST_F(passage_notes_test, know_what_is_left_when_slots_are_given_anew) {
  expect_all_known();
  ASSERT_TRUE(store_.remove({"a/x.md"}));
  refresh();
  ASSERT_TRUE(table_.reload());
  expect_all_known();
  ASSERT_TRUE(store_.clear());
  ASSERT_TRUE(table_.reload());
  expect_all_known();
  EXPECT_EQ(notes_.size(), 0U);
}

}  // namespace
}  // namespace secondbrain::stores
