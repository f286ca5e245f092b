#include "brain/index/index_journal.hpp"

#include <gtest/gtest.h>

#include <fstream>

#include "tests/base/temporary_directory.hpp"

namespace secondbrain::index {
namespace {

/// Each `life` reads what the one before left, as a new process does. One that neither settles nor is ended otherwise
/// has died.
class index_journal_test : public ::testing::Test {
 protected:
  index_journal life() const {
    index_journal journal{data_.path()};
    journal.recall();
    return journal;
  }

  static note_version version(const std::string& path, double modified = 1) { return {path, modified, modified, 10}; }

  void die_with(const std::vector<note_version>& batch, batch_kind kind) const {
    auto journal = life();
    for (const auto& each : batch) journal.standing(each);
    ASSERT_TRUE(journal.begin(batch, kind));
  }

  std::filesystem::path file() const { return data_.path() / "index_journal.json"; }

  temporary_directory data_;
};

TEST_F(index_journal_test, an_orderly_end_leaves_nothing) {
  auto journal = life();
  ASSERT_TRUE(journal.begin({version("a.md")}, batch_kind::several));
  EXPECT_TRUE(std::filesystem::exists(file()));
  ASSERT_TRUE(journal.settle());
  EXPECT_FALSE(std::filesystem::exists(file()));
  EXPECT_EQ(life().standing(version("a.md")), note_standing::good);
}

TEST_F(index_journal_test, every_moment_is_known_again_to_the_last_bit) {
  std::vector<note_version> notes;
  for (int i = 0; i < 200; ++i)
    notes.push_back(version("n" + std::to_string(i) + ".md", 1'795'896'858.98 + i * 7.3e-7));
  for (int death = 0; death < 2; ++death) die_with(notes, batch_kind::alone);
  auto next = life();
  for (const auto& note : notes) ASSERT_EQ(next.standing(note), note_standing::set_aside) << note.path;
}

TEST_F(index_journal_test, a_death_makes_suspects_of_what_was_under_way_and_of_nothing_else) {
  {
    auto journal = life();
    ASSERT_TRUE(journal.begin({version("done.md"), version("a.md"), version("untouched.md")}, batch_kind::several));
    journal.passed("done.md");
    journal.put_back("untouched.md");
    ASSERT_TRUE(journal.begin({version("b.md")}, batch_kind::several));
  }
  auto next = life();
  EXPECT_EQ(next.standing(version("a.md")), note_standing::suspect);
  EXPECT_EQ(next.standing(version("b.md")), note_standing::suspect);
  EXPECT_EQ(next.standing(version("done.md")), note_standing::good);
  EXPECT_EQ(next.standing(version("untouched.md")), note_standing::good);
}

TEST_F(index_journal_test, a_suspect_that_ends_two_more_lives_alone_is_set_aside_until_it_changes) {
  die_with({version("bad.md"), version("good.md")}, batch_kind::several);
  die_with({version("bad.md")}, batch_kind::alone);
  EXPECT_EQ(life().standing(version("bad.md")), note_standing::suspect);  // the machine may have been switched off
  die_with({version("bad.md")}, batch_kind::alone);
  auto journal = life();
  EXPECT_EQ(journal.standing(version("bad.md")), note_standing::set_aside);
  EXPECT_NE(journal.set_aside_since("bad.md"), "");
  EXPECT_EQ(journal.standing(version("good.md")), note_standing::suspect);
  EXPECT_EQ(journal.standing(version("bad.md", 2)), note_standing::suspect);  // its text changed: alone, once more
}

TEST_F(index_journal_test, what_touches_a_suspect_does_not_make_it_harmless) {
  die_with({version("bad.md", 1), version("good.md")}, batch_kind::several);
  die_with({version("bad.md", 2)}, batch_kind::alone);
  die_with({version("bad.md", 3)}, batch_kind::alone);
  EXPECT_EQ(life().standing(version("bad.md", 3)), note_standing::set_aside);
}

TEST_F(index_journal_test, moments_that_were_written_as_numbers_are_read) {
  std::ofstream{file()} << R"({"under_way":[],"alone":false,"suspects":[],"set_aside":[)"
                        << R"({"path":"bad.md","modified":1.5E0,"changed":1.5E0,"size":10,"since":"then"}]})";
  EXPECT_EQ(life().standing(version("bad.md", 1.5)), note_standing::set_aside);
}

TEST_F(index_journal_test, being_set_aside_lasts) {
  die_with({version("bad.md")}, batch_kind::several);
  for (int i = 0; i < 2; ++i) die_with({version("bad.md")}, batch_kind::alone);
  for (int i = 0; i < 3; ++i) {
    auto journal = life();
    EXPECT_EQ(journal.standing(version("bad.md")), note_standing::set_aside);
    ASSERT_TRUE(journal.settle());
  }
}

TEST_F(index_journal_test, looking_without_beginning_counts_no_death_twice) {
  die_with({version("bad.md")}, batch_kind::several);
  die_with({version("bad.md")}, batch_kind::alone);
  for (int i = 0; i < 5; ++i) EXPECT_EQ(life().standing(version("bad.md")), note_standing::suspect);
}

TEST_F(index_journal_test, a_suspect_that_passes_is_good) {
  die_with({version("a.md")}, batch_kind::several);
  auto journal = life();
  ASSERT_TRUE(journal.begin({version("a.md")}, batch_kind::alone));
  journal.passed("a.md");
  ASSERT_TRUE(journal.settle());
  EXPECT_EQ(life().standing(version("a.md")), note_standing::good);
}

TEST_F(index_journal_test, what_has_gone_is_forgotten) {
  die_with({version("a.md"), version("b.md")}, batch_kind::several);
  auto journal = life();
  journal.forget_others([](const std::string& path) { return path == "b.md"; });
  EXPECT_EQ(journal.suspects(), 1u);
  EXPECT_EQ(journal.standing(version("a.md")), note_standing::good);
}

TEST_F(index_journal_test, a_rebuild_gives_one_more_chance) {
  die_with({version("bad.md")}, batch_kind::several);
  for (int i = 0; i < 2; ++i) die_with({version("bad.md")}, batch_kind::alone);
  {
    auto journal = life();
    journal.forgive();
    EXPECT_EQ(journal.standing(version("bad.md")), note_standing::suspect);
    ASSERT_TRUE(journal.begin({version("bad.md")}, batch_kind::alone));
  }
  EXPECT_EQ(life().standing(version("bad.md")), note_standing::set_aside);
}

TEST_F(index_journal_test, a_damaged_file_suspects_nobody) {
  for (const char* text : {"", "{", "[]", R"({"under_way":[{"path":1}]})", R"({"under_way":7})"}) {
    write_text(file(), text);
    auto journal = life();
    EXPECT_EQ(journal.suspects(), 0u) << text;
    EXPECT_TRUE(journal.begin({version("a.md")}, batch_kind::several));
  }
}

TEST_F(index_journal_test, harm_to_another_part_counts_as_a_death) {
  auto journal = life();
  ASSERT_TRUE(journal.begin({version("a.md")}, batch_kind::several));
  ASSERT_TRUE(journal.died());
  EXPECT_EQ(journal.standing(version("a.md")), note_standing::suspect);
  EXPECT_EQ(life().standing(version("a.md")), note_standing::suspect);
}

}  // namespace
}  // namespace secondbrain::index
