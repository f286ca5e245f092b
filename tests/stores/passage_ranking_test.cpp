#include "stores/passage_ranking.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sqlite3.h>

#include <random>

#include "stores/lexical_reader.hpp"
#include "stores/lexical_store.hpp"
#include "tests/base/temporary_directory.hpp"
#include "tests/stores/example_notes.hpp"
#include "tests/stores/fts5_expression.hpp"

namespace secondbrain::stores {

// Of one query both must give the same rows in the same order, worth the same.
bool operator==(const lexical_match& one, const lexical_match& other) {
  return one.rowid == other.rowid && std::abs(one.bm25 - other.bm25) <= 1e-12 * std::abs(one.bm25);
}
void PrintTo(const lexical_match& match, std::ostream* out) {
  *out << match.rowid << " (" << match.bm25 << ")";
}

namespace {

/// Texts as people write them: few words often, most of them seldom.
class writer_of_notes {
 public:
  std::string word() { return "w" + std::to_string(static_cast<int>(std::pow(400.0, fraction_(engine_)))); }
  std::string words(int most) {
    std::string text = word();
    for (int more = pick(most); more > 1; --more) text += ' ' + word();
    return text;
  }
  int pick(int most) { return std::uniform_int_distribution{1, most}(engine_); }

  indexed_note note(int number) {
    std::vector<std::string> texts;
    for (int count = pick(4); count > 0; --count) texts.push_back(words(pick(10) == 1 ? 300 : 30));
    auto written = example_note("f" + std::to_string(number % 5) + "/n" + std::to_string(number) + ".md", texts);
    for (auto& piece : written.chunks) {
      piece.note_title = words(3);
      piece.heading_path = {words(4)};
    }
    return written;
  }

  /// A few words, some of them twice, phrases that must occur, the beginning of a word.
  lexical_terms query() {
    lexical_terms terms;
    for (int count = pick(4) - 1; count > 0; --count) terms.wanted.push_back(word());
    if (pick(4) == 1) terms.wanted.push_back("\"" + word() + " " + word() + "\"");
    for (int count = pick(8) - 6; count > 0; --count)
      terms.required.push_back(pick(2) == 1 ? word() : "\"" + word() + " " + word() + "\"");
    if (pick(3) == 1) {
      terms.wanted.push_back(pick(3) == 1 ? "w" : pick(2) == 1 ? "w" + std::to_string(pick(9)) : word());
      terms.unfinished = terms.wanted.back();
    }
    if (terms.empty()) terms.wanted = {word()};
    return terms;
  }

 private:
  std::mt19937_64 engine_{20};
  std::uniform_real_distribution<> fraction_;
};

class passage_ranking_test : public ::testing::Test {
 protected:
  void write_some() {
    std::vector<indexed_note> notes;
    for (int count = 0; count < 40; ++count) notes.push_back(writer_.note(writer_.pick(300)));
    for (const auto& note : notes) ASSERT_TRUE(store_.write({note}));
  }

  /// What FTS5 itself says.
  std::vector<lexical_match> by_fts5(const lexical_query& query) {
    auto found = by_fts5(query, fts5_expression(query.terms));
    const auto longer = fts5_expression_of_longer_words(query.terms);
    if (longer.empty()) return found;
    const bool known = !by_fts5({any_of({query.terms.unfinished}), ""}, query.terms.unfinished).empty();
    if (known && found.size() == static_cast<std::size_t>(query.limit)) return found;
    return by_fts5(query, longer);
  }

  std::vector<lexical_match> by_fts5(const lexical_query& query, const std::string& expression) {
    std::vector<lexical_match> found;
    auto db = sqlite::database::open(file_, sqlite::open_mode::read_only).value();
    sqlite::statement select;
    EXPECT_TRUE(db.prepare({{select, R"sql(
      SELECT f.rowid, -bm25(chunks_fts, 0.0, ?3, ?4, ?5) AS score FROM chunks_fts f JOIN chunks c ON c.rowid = f.rowid
       WHERE chunks_fts MATCH ?1 AND (?6 = '' OR substr(c.note_path, 1, length(?6) + 1) = ?6 || '/')
       ORDER BY score DESC, f.rowid LIMIT ?2)sql"}}));
    EXPECT_TRUE(select.for_each(
        [&](const sqlite::row& r) {
          found.push_back({r.integer(0), r.real(1)});
        },
        expression, query.limit, query.title_weight, query.heading_weight, query.text_weight, query.folder));
    return found;
  }

  void compare(int queries) {
    for (int count = 0; count < queries; ++count) {
      lexical_query query{writer_.query(), "", writer_.pick(60), 5.0, 2.0, 1.0};
      if (writer_.pick(3) == 1) query.folder = "f" + std::to_string(writer_.pick(6) - 1);
      EXPECT_EQ(reader_.search(query).value(), by_fts5(query))
          << fts5_expression(query.terms) << " unfinished " << query.terms.unfinished << " in " << query.folder;
    }
  }

  temporary_directory folder_;
  std::filesystem::path file_ = folder_ / "lexical.db";
  writer_of_notes writer_;
  lexical_store store_ = lexical_store::open(file_).value();
  lexical_reader reader_ = lexical_reader::open(file_).value();
};

TEST_F(passage_ranking_test, a_thousand_queries_are_ranked_as_fts5_ranks_them) {
  write_some();
  write_some();
  write_some();
  compare(1000);
}

TEST_F(passage_ranking_test, a_reader_follows_what_is_written_removed_and_cleared) {
  compare(5);  // of nothing
  for (int round = 0; round < 10; ++round) {
    write_some();
    compare(20);
    ASSERT_TRUE(store_.remove({writer_.note(writer_.pick(300)).path}));
    compare(5);
  }
  ASSERT_TRUE(store_.clear());
  compare(5);
  write_some();
  compare(20);
}

TEST_F(passage_ranking_test, the_last_passages_written_again_by_a_new_writer_have_their_new_size) {
  for (const auto* text : {"fig", "fig and a good many other words that make it long", "fig tree"}) {
    ASSERT_TRUE(store_.write({example_note("a.md", {"fig"}), example_note("z.md", {text})}));
    const lexical_query query{any_of({"fig"}), "", 10, 5.0, 2.0, 1.0};
    EXPECT_EQ(reader_.search(query).value(), by_fts5(query)) << text;
    ASSERT_TRUE(store_.remove({"z.md"}));
    store_ = lexical_store::open(folder_ / "another.db").value();  // at most one writer has the file open
    store_ = lexical_store::open(file_).value();
  }
}

TEST_F(passage_ranking_test, a_folder_keeps_up_with_its_notes) {
  const lexical_query query{any_of({"fig"}), "a", 10, 5.0, 2.0, 1.0};
  for (const auto* path : {"b/1.md", "a/1.md", "a/2.md", "ab/3.md"}) {
    ASSERT_TRUE(store_.write({example_note(path, {"fig"})}));
    EXPECT_EQ(reader_.search(query).value(), by_fts5(query)) << path;
  }
  ASSERT_TRUE(store_.remove({"a/1.md"}));
  EXPECT_EQ(reader_.search(query).value(), by_fts5(query));
  EXPECT_EQ(reader_.search({any_of({"fig"}), "", 10, 5.0, 2.0, 1.0}).value().size(), 3U)
      << "the next search is of all again";
}

TEST_F(passage_ranking_test, passages_that_somebody_else_put_before_others_are_ranked) {
  ASSERT_TRUE(store_.write({example_note("a.md", {"fig"})}));
  auto db = sqlite::database::open(file_, sqlite::open_mode::read_write).value();
  const auto insert = [&](const std::string& rowid) {
    return db.execute(
        "INSERT INTO chunks (rowid, chunk_id, note_path, note_title, heading_path, chunk_index, chunk_text, checksum)"
        " VALUES (" +
        rowid + ", 'x" + rowid + "', 'b" + rowid +
        ".md', '', '', 0, 'fig and fig', 'c');"
        "INSERT INTO chunks_fts (rowid, chunk_id, note_title, heading_path, chunk_text)"
        " VALUES (" +
        rowid + ", 'x" + rowid + "', '', '', 'fig and fig')");
  };
  const lexical_query query{any_of({"fig"}), "", 10, 5.0, 2.0, 1.0};
  for (const auto& rowid : {std::to_string(std::int64_t{1} << 60), std::string{"5000"}, std::string{"7"}}) {
    ASSERT_TRUE(insert(rowid));
    EXPECT_EQ(reader_.search(query).value(), by_fts5(query)) << rowid;
  }
}

TEST_F(passage_ranking_test, a_passage_without_a_size_is_damage) {
  ASSERT_TRUE(store_.write({example_note("a.md", {"fig"})}));
  ASSERT_TRUE(
      sqlite::database::open(file_, sqlite::open_mode::read_write).value().execute("DELETE FROM chunks_fts_docsize"));
  const auto found = reader_.search({any_of({"fig"}), "", 10, 5.0, 2.0, 1.0});
  ASSERT_FALSE(found);
  EXPECT_EQ(found.error().code, errc::corrupt);
}

}  // namespace
}  // namespace secondbrain::stores
