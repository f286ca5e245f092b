#include "stores/passage_table.hpp"

#include <gtest/gtest.h>

#include "stores/lexical_store.hpp"
#include "tests/base/temporary_directory.hpp"
#include "tests/stores/example_notes.hpp"

namespace secondbrain::stores {
namespace {

class passage_table_test : public ::testing::Test {
 protected:
  void write(const std::string& path, const std::vector<std::string>& texts) {
    ASSERT_TRUE(store_.write({example_note(path, texts)}));
  }

  passage_table opened() {
    passage_table table;
    EXPECT_TRUE(table.prepare(connection_));
    EXPECT_TRUE(table.refresh());
    return table;
  }

  temporary_directory folder_;
  lexical_store store_ = lexical_store::open(folder_ / "lexical.db").value();
  sqlite::database connection_ = sqlite::database::open(folder_ / "lexical.db", sqlite::open_mode::read_only).value();
};

TEST_F(passage_table_test, knows_the_words_of_each_passage) {
  std::string many = "one";
  for (int more = 0; more < 300; ++more) many += " more";
  write("a.md", {"fig", "fig and apple", many});
  const auto table = opened();
  ASSERT_EQ(table.size(), 3U);
  const auto other_columns = table.words(0) - 1;  // title and headings
  EXPECT_EQ(table.words(1), 3 + other_columns);
  EXPECT_EQ(table.words(2), 301 + other_columns);
}

TEST_F(passage_table_test, finds_passages_between_gaps_whatever_it_starts_from) {
  for (int note = 0; note < 200; ++note) write("n" + std::to_string(note) + ".md", {"x", "y", "z"});
  std::vector<std::string> gone;
  for (int note = 0; note < 200; note += 1 + note % 7) gone.push_back("n" + std::to_string(note) + ".md");
  ASSERT_TRUE(store_.remove(gone));
  const auto table = opened();
  for (std::size_t slot = 0; slot < table.size(); ++slot)
    for (std::size_t from = 0; from <= slot; ++from) ASSERT_EQ(table.find(table.rowid(slot), from), slot);
  for (std::int64_t rowid = -3; rowid < 700; ++rowid) {
    const auto slot = table.find(rowid);
    ASSERT_TRUE(!slot || table.rowid(*slot) == rowid) << rowid;
  }
  EXPECT_FALSE(table.find(1)) << "its note has gone";
  EXPECT_FALSE(table.find(601));
  EXPECT_FALSE(table.find(table.rowid(3), 4)) << "it stands before";
}

TEST_F(passage_table_test, of_an_empty_index_knows_nothing) {
  EXPECT_FALSE(opened().find(1));
}

TEST_F(passage_table_test, what_went_takes_no_memory_for_ever) {
  write("kept.md", {"x"});
  auto table = opened();
  const auto generation = table.generation();
  for (int round = 0; round < 100; ++round) {
    write("changing.md", std::vector<std::string>(100, "round " + std::to_string(round)));
    ASSERT_TRUE(table.refresh());
    table.set_live(101);
    EXPECT_LT(table.size(), 5000U);
  }
  EXPECT_GT(table.generation(), generation);
  EXPECT_EQ(table.rowid(*table.find(1)), 1);
}

}  // namespace
}  // namespace secondbrain::stores
