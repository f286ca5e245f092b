// What notes are called, from the one writer to the readers.

#include "stores/name_lookup.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "stores/lexical_reader.hpp"
#include "stores/lexical_store.hpp"
#include "tests/base/temporary_directory.hpp"
#include "tests/stores/example_notes.hpp"
#include "tests/stores/raw_database.hpp"

namespace secondbrain::stores {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::Pair;

indexed_note remembered(const std::string& path, const std::string& title, note_fields fields) {
  auto note = example_note(path, {"some text", "more text"});
  for (auto& piece : note.chunks) piece.note_title = title;
  note.chunks[0].fields = std::move(fields);
  return note;
}

class name_lookup_test : public testing::Test {
 protected:
  std::vector<std::pair<std::string, name_kind>> called(std::string_view words, std::size_t most = 100) const {
    auto reader = lexical_reader::open(file_).value();
    std::vector<std::pair<std::string, name_kind>> found;
    const auto notes = reader.names().called(words, most).value();
    for (const auto& [path, kind] : notes) found.emplace_back(path, kind);
    return found;
  }

  std::string rows() const { return raw_database{file_}.query("SELECT count(*) FROM names"); }

  temporary_directory folder_;
  std::filesystem::path file_ = folder_ / "lexical.db";
  lexical_store store_ = lexical_store::open(file_).value();
};

TEST_F(name_lookup_test, a_note_is_found_by_each_of_its_names) {
  ASSERT_TRUE(store_.write(
      {remembered("Sub/Ä_note.md", "The Title", {"First\nZweiter Name", "plants/Flowers\nsummer", "author Ada"})}));
  EXPECT_THAT(called("a note"), ElementsAre(Pair("Sub/Ä_note.md", name_kind::file_name)));
  EXPECT_THAT(called("zweiter name"), ElementsAre(Pair("Sub/Ä_note.md", name_kind::alias)));
  EXPECT_THAT(called("the title"), ElementsAre(Pair("Sub/Ä_note.md", name_kind::title)));
  EXPECT_THAT(called("plants flowers"), ElementsAre(Pair("Sub/Ä_note.md", name_kind::tag)));
  for (const auto* other : {"", "note", "zweiter", "flowers", "ada", "author ada", "first zweiter name"})
    EXPECT_THAT(called(other), IsEmpty()) << other;
}

TEST_F(name_lookup_test, what_counts_most_comes_first_and_a_note_once) {
  ASSERT_TRUE(store_.write({remembered("tagged.md", "x", {"", "Film", ""}), remembered("titled.md", "Film", {}),
                            remembered("known.md", "y", {"film", "", ""}),
                            remembered("film.md", "Film", {"FILM", "film", ""})}));
  EXPECT_THAT(called("film"), ElementsAre(Pair("film.md", name_kind::file_name), Pair("known.md", name_kind::alias),
                                          Pair("titled.md", name_kind::title), Pair("tagged.md", name_kind::tag)));
  EXPECT_THAT(called("film", 2),
              ElementsAre(Pair("film.md", name_kind::file_name), Pair("known.md", name_kind::alias)));
}

TEST_F(name_lookup_test, follow_their_note) {
  ASSERT_TRUE(store_.write({remembered("a.md", "a", {"one", "", ""})}));
  ASSERT_TRUE(store_.write({remembered("a.md", "a", {"two", "", ""})}));
  EXPECT_THAT(called("one"), IsEmpty());
  EXPECT_THAT(called("two"), ElementsAre(Pair("a.md", name_kind::alias)));
  ASSERT_TRUE(store_.write({remembered("b/c.md", "a", {"two", "", ""})}, {{"a.md", "b/c.md"}}));
  EXPECT_THAT(called("two"), ElementsAre(Pair("b/c.md", name_kind::alias)));
  EXPECT_THAT(called("c"), ElementsAre(Pair("b/c.md", name_kind::file_name)));
  EXPECT_THAT(called("a"), ElementsAre(Pair("b/c.md", name_kind::title)));
  ASSERT_TRUE(store_.write({indexed_note{"b/c.md", {}}}));
  EXPECT_EQ(rows(), "0") << "of a note without text nothing can be shown";
  ASSERT_TRUE(store_.write({remembered("b/c.md", "a", {}), remembered("d.md", "d", {})}));
  ASSERT_TRUE(store_.remove({"b/c.md"}));
  EXPECT_EQ(rows(), "1");
  ASSERT_TRUE(store_.clear());
  EXPECT_EQ(rows(), "0");
}

TEST_F(name_lookup_test, a_note_is_shown_by_its_first_passage_and_a_passage_has_its_headings) {
  ASSERT_TRUE(store_.write({example_note("a.md", {"x"}), example_note("b.md", {"y", "z"})}));
  auto reader = lexical_reader::open(file_).value();
  const auto rowid = reader.names().first_passage_of("b.md").value();
  ASSERT_TRUE(rowid);
  EXPECT_EQ(reader.fetch(std::vector{*rowid}).value().at(0).second.text, "y");
  EXPECT_FALSE(reader.names().first_passage_of("c.md").value());
  EXPECT_THAT(reader.names().headings_of(std::vector<std::int64_t>{*rowid, 99}).value(),
              ElementsAre(ElementsAre("Top", "Part 0"), IsEmpty()));
}

TEST_F(name_lookup_test, an_index_without_names_is_given_them_and_no_note_is_read) {
  ASSERT_TRUE(store_.write({remembered("Sub/One.md", "Titel", {"alias", "tag", ""}), example_note("b.md", {"x"})}));
  raw_database{file_}.execute(
      "DROP TABLE names; DELETE FROM schema_meta WHERE key = 'names';"
      "UPDATE schema_meta SET value = '4' WHERE key = 'fts_schema_version'; PRAGMA user_version = 4");
  const auto again = lexical_store::open(file_);
  ASSERT_TRUE(again) << again.error().message;
  EXPECT_FALSE(again->rebuilt());
  EXPECT_THAT(called("one"), ElementsAre(Pair("Sub/One.md", name_kind::file_name)));
  EXPECT_THAT(called("alias"), ElementsAre(Pair("Sub/One.md", name_kind::alias)));
  EXPECT_THAT(called("titel"), ElementsAre(Pair("Sub/One.md", name_kind::title)));
  EXPECT_THAT(called("tag"), ElementsAre(Pair("Sub/One.md", name_kind::tag)));
  EXPECT_EQ(rows(), "5");
}

TEST_F(name_lookup_test, are_made_anew_when_words_are_folded_otherwise_than_before) {
  ASSERT_TRUE(store_.write({example_note("One.md", {"x"})}));
  raw_database{file_}.execute(
      "UPDATE names SET words = 'onne'; UPDATE schema_meta SET value = 'earlier' WHERE key = 'names'");
  ASSERT_TRUE(lexical_store::open(file_));
  EXPECT_THAT(called("one"), ElementsAre(Pair("One.md", name_kind::file_name)));
  EXPECT_THAT(called("onne"), IsEmpty());
}

}  // namespace
}  // namespace secondbrain::stores
