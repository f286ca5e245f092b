#include "stores/lexical_reader.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdio>
#include <limits>

#include "stores/lexical_store.hpp"
#include "tests/base/temporary_directory.hpp"
#include "tests/stores/example_notes.hpp"
#include "tests/stores/fts5_expression.hpp"
#include "tests/stores/raw_database.hpp"

namespace secondbrain::stores {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

class lexical_reader_test : public ::testing::Test {
 protected:
  void SetUp() override {
    ASSERT_TRUE(store_.write({
        example_note("work/plan.md", {"apple", "apple apple pear", "fig"}),
        example_note("work/sub/deep.md", {"apple"}),
        example_note("workshop/tools.md", {"apple hammer"}),
    }));
  }

  static lexical_query everywhere(std::string word) { return {any_of({std::move(word)}), ""}; }

  lexical_reader open() { return lexical_reader::open(file_).value(); }

  std::vector<std::string> paths_of(lexical_reader& reader, const lexical_query& query) {
    std::vector<std::int64_t> rowids;
    const auto matches = reader.search(query).value();
    for (const auto& match : matches) rowids.push_back(match.rowid);
    std::vector<std::string> paths;
    const auto keys = reader.keys_of(rowids).value();
    for (const auto& key : keys) paths.push_back(key.note_path);
    std::sort(paths.begin(), paths.end());
    return paths;
  }

  temporary_directory folder_;
  std::filesystem::path file_ = folder_ / "lexical.db";
  lexical_store store_ = lexical_store::open(file_).value();
};

TEST_F(lexical_reader_test, the_best_match_comes_first_and_scores_are_positive) {
  auto reader = open();
  const auto matches = reader.search({any_of({"chunk_text : apple", "pear"}), "", 10}).value();
  ASSERT_EQ(matches.size(), 4U);
  EXPECT_EQ(matches[0].rowid, 2) << "two apples and a pear";
  EXPECT_GT(matches[3].bm25, 0);
  for (std::size_t i = 1; i < matches.size(); ++i) EXPECT_GE(matches[i - 1].bm25, matches[i].bm25);
}

TEST_F(lexical_reader_test, scores_are_those_of_fts5) {
  auto reader = open();
  const auto expected = raw_database{file_}.query(
      "SELECT rowid, printf('%.9f', -bm25(chunks_fts, 0, 5, 2, 1)) FROM chunks_fts WHERE chunks_fts MATCH 'hammer OR "
      "plan'"
      " ORDER BY 2 DESC, 1");
  std::string found;
  const auto matches = reader.search({any_of({"hammer", "plan"}), "", 10, 5, 2, 1}).value();
  for (const auto& [rowid, bm25] : matches) {
    char text[64];
    std::snprintf(text, sizeof text, "%s%d,%.9f", found.empty() ? "" : ";", static_cast<int>(rowid), bm25);
    found += text;
  }
  EXPECT_EQ(found, expected);
}

TEST_F(lexical_reader_test, tells_in_which_languages_the_passages_are) {
  EXPECT_EQ(open().sample_languages(10)->at(""), 5U) << "none can be told";
  std::vector<indexed_note> notes;
  for (int at = 0; at < 300; ++at) {
    notes.push_back(example_note(std::to_string(at) + ".md", {"fig"}));
    notes.back().chunks[0].language = at < 100 ? "de" : "en";
  }
  ASSERT_TRUE(store_.write(notes));
  ASSERT_TRUE(store_.remove({"work/plan.md", "7.md", "299.md"}));
  const auto all = open().sample_languages(10'000).value();
  EXPECT_EQ(all.at("de"), 99U);
  EXPECT_EQ(all.at("en"), 199U);
  auto some = open().sample_languages(50).value();
  EXPECT_GE(some["de"], 10U);
  EXPECT_LE(some["de"] + some["en"], 61U);
  EXPECT_GE(some["de"] + some["en"], 45U);
}

TEST_F(lexical_reader_test, weights_change_the_order) {
  ASSERT_TRUE(
      store_.write({example_note("kiwi.md", {"something else"}), example_note("other.md", {"kiwi kiwi kiwi"})}));
  auto reader = open();
  const auto first = [&](double title, double text) {
    const auto found = reader.search({any_of({"kiwi"}), "", 1, title, 1, text}).value();
    return reader.keys_of(std::vector{found.at(0).rowid}).value().at(0).note_path;
  };
  EXPECT_EQ(first(10, 0.1), "kiwi.md");
  EXPECT_EQ(first(0.1, 10), "other.md");
}

TEST_F(lexical_reader_test, a_folder_holds_what_is_below_it_and_not_its_namesakes) {
  auto reader = open();
  EXPECT_THAT(paths_of(reader, {any_of({"apple"}), "work", 10}),
              ElementsAre("work/plan.md", "work/plan.md", "work/sub/deep.md"));
  EXPECT_THAT(paths_of(reader, {any_of({"apple"}), "work/", 10}),
              ElementsAre("work/plan.md", "work/plan.md", "work/sub/deep.md"));
  EXPECT_THAT(paths_of(reader, {any_of({"apple"}), "work/sub", 10}), ElementsAre("work/sub/deep.md"));
  EXPECT_THAT(paths_of(reader, {any_of({"apple"}), "wor", 10}), IsEmpty());
}

TEST_F(lexical_reader_test, the_limit_keeps_the_best) {
  auto reader = open();
  EXPECT_EQ(reader.search({any_of({"apple"}), "", 2}).value().size(), 2U);
  EXPECT_TRUE(reader.search({any_of({"apple"}), "", -1}).value().empty());
}

TEST_F(lexical_reader_test, a_wrong_expression_is_the_callers_fault) {
  auto reader = open();
  for (const char* expression : {"\"open", "AND", "nowhere : x", "(fig"}) {
    const auto found = reader.search(everywhere(expression));
    ASSERT_FALSE(found) << expression;
    EXPECT_EQ(found.error().code, errc::invalid_argument) << expression;
  }
  EXPECT_EQ(reader.search(everywhere("fig")).value().size(), 1U) << "the reader goes on";
}

TEST_F(lexical_reader_test, an_index_of_a_later_version_is_left_alone_and_not_about_to_be_rebuilt) {
  raw_database{file_}.execute("PRAGMA user_version = 99");
  const auto opened = lexical_reader::open(file_);
  ASSERT_FALSE(opened);
  EXPECT_EQ(opened.error().code, errc::newer_schema);
  EXPECT_THAT(opened.error().message, testing::HasSubstr("update SecondBrain"));
}

TEST_F(lexical_reader_test, an_index_of_an_earlier_version_is_about_to_be_rebuilt) {
  raw_database{file_}.execute("PRAGMA user_version = 1");
  EXPECT_EQ(lexical_reader::open(file_).error().code, errc::unavailable);
}

TEST_F(lexical_reader_test, chunks_come_in_the_order_asked_for_without_those_that_are_gone) {
  auto reader = open();
  const std::vector<std::int64_t> rowids{3, 999, 1};
  const auto chunks = reader.fetch(rowids).value();
  ASSERT_EQ(chunks.size(), 2U);
  EXPECT_EQ(chunks[0].first, 3);
  EXPECT_EQ(chunks[0].second, example_chunk("work/plan.md", 2, "fig"));
  EXPECT_EQ(chunks[1].second.text, "apple");
}

TEST_F(lexical_reader_test, finds_a_chunk_by_its_id) {
  auto reader = open();
  EXPECT_EQ(reader.find("work/plan.md#1").value()->text, "apple apple pear");
  EXPECT_EQ(reader.find("nothing").value(), std::nullopt);
}

TEST_F(lexical_reader_test, tells_where_passages_stand_without_reading_them) {
  auto reader = open();
  const std::vector<std::int64_t> rowids{4, 99, 1};
  const auto keys = reader.keys_of(rowids).value();
  ASSERT_EQ(keys.size(), 3U);
  EXPECT_EQ(keys[0].note_path, "work/sub/deep.md");
  EXPECT_EQ(keys[1], chunk_key{}) << "there is none";
  EXPECT_EQ(keys[2].note_path, "work/plan.md");
  for (const std::size_t at : {0, 2}) {
    const auto place = reader.place_of(keys[at].chunk_id).value();
    EXPECT_EQ(place.rowid, rowids[at]);
    EXPECT_EQ(place.note_path, keys[at].note_path);
  }
  EXPECT_EQ(reader.place_of("no such chunk").value().rowid, 0);
}

TEST_F(lexical_reader_test, lists_every_chunk_by_name_in_order) {
  ASSERT_TRUE(store_.write({example_note("a.md", {"x"})}));
  for (const auto enough : {std::size_t{100}, std::numeric_limits<std::size_t>::max()})
    EXPECT_THAT(open().chunk_keys("", enough).value().chunks,
                ElementsAre(chunk_key{"a.md", "a.md#0"}, chunk_key{"work/plan.md", "work/plan.md#0"},
                            chunk_key{"work/plan.md", "work/plan.md#1"}, chunk_key{"work/plan.md", "work/plan.md#2"},
                            chunk_key{"work/sub/deep.md", "work/sub/deep.md#0"},
                            chunk_key{"workshop/tools.md", "workshop/tools.md#0"}));
}

TEST_F(lexical_reader_test, reads_the_chunks_of_a_note_in_their_order) {
  auto reader = open();
  const auto chunks = reader.chunks_of("work/plan.md").value();
  ASSERT_EQ(chunks.size(), 3U);
  EXPECT_EQ(chunks[2], example_chunk("work/plan.md", 2, "fig"));
  EXPECT_THAT(reader.chunks_of("none.md").value(), IsEmpty());
}

TEST_F(lexical_reader_test, sees_what_the_writer_commits) {
  auto reader = open();
  EXPECT_TRUE(reader.search(everywhere("kiwi")).value().empty());
  ASSERT_TRUE(store_.write({example_note("k.md", {"kiwi"})}));
  EXPECT_EQ(reader.search(everywhere("kiwi")).value().size(), 1U);
}

TEST_F(lexical_reader_test, is_stale_when_the_file_was_replaced_or_removed) {
  auto reader = open();
  std::filesystem::rename(file_, folder_ / "aside.db");
  EXPECT_TRUE(reader.stale());
  auto fresh = lexical_store::open(file_).value();
  EXPECT_TRUE(reader.stale());
  EXPECT_FALSE(open().stale());
}

TEST_F(lexical_reader_test, a_link_that_leads_nowhere_is_no_index_that_is_still_to_come) {
  std::filesystem::create_symlink(folder_ / "nowhere.db", folder_ / "linked.db");
  const auto opened = lexical_reader::open(folder_ / "linked.db");
  ASSERT_FALSE(opened);
  EXPECT_EQ(opened.error().code, errc::io_failure);
  EXPECT_EQ(opened.error().message, "linked.db is a link that leads nowhere; remove it, and the index is made anew");
}

TEST_F(lexical_reader_test, there_is_nothing_to_read_before_the_first_index) {
  EXPECT_EQ(lexical_reader::open(folder_ / "none.db").error().code, errc::not_found);
  raw_database{folder_ / "old.db"}.execute("CREATE TABLE chunks (chunk_id TEXT PRIMARY KEY)");
  EXPECT_EQ(lexical_reader::open(folder_ / "old.db").error().code, errc::unavailable);
}

}  // namespace
}  // namespace secondbrain::stores
