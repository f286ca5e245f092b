#include "stores/lexical_store.hpp"

#include <gtest/gtest.h>

#include <map>
#include <optional>
#include <random>

#include "base/sign_of_life.hpp"
#include "stores/lexical_reader.hpp"
#include "tests/base/temporary_directory.hpp"
#include "tests/stores/damage.hpp"
#include "tests/stores/example_notes.hpp"
#include "tests/stores/raw_database.hpp"

namespace secondbrain::stores {
namespace {

class lexical_store_test : public ::testing::Test {
 protected:
  lexical_store open() { return lexical_store::open(file_).value(); }

  std::optional<chunk> first_chunk(const std::string& note) {
    const auto chunks = lexical_reader::open(file_).value().chunks_of(note).value();
    return chunks.empty() ? std::nullopt : std::optional{chunks.front()};
  }

  std::string matches(const std::string& expression) {
    return raw_database{file_}.query("SELECT chunk_id FROM chunks_fts WHERE chunks_fts MATCH '" + expression +
                                     "' ORDER BY chunk_id");
  }

  temporary_directory folder_;
  std::filesystem::path file_ = folder_ / "lexical.db";
};

// STO-1, STO-14
TEST_F(lexical_store_test, has_the_tables_of_the_contract_and_no_triggers) {
  EXPECT_FALSE(open().rebuilt());
  raw_database raw{file_};
  EXPECT_EQ(
      raw.query("SELECT group_concat(name || ' ' || type || ' ' || \"notnull\") FROM pragma_table_info('chunks')"),
      "chunk_id TEXT 0,note_path TEXT 1,note_title TEXT 1,heading_path TEXT 1,chunk_index INTEGER 1,"
      "chunk_text TEXT 1,checksum TEXT 1,note_folder TEXT 1,note_date TEXT 0,line INTEGER 1,language TEXT 1,"
      "note_name TEXT 1,aliases TEXT 1,tags TEXT 1,place TEXT 1,properties TEXT 1");
  EXPECT_EQ(raw.query("SELECT group_concat(name) FROM pragma_table_info('chunks_fts')"),
            "chunk_id,note_title,heading_path,chunk_text,note_name,aliases,tags,place,properties");
  EXPECT_EQ(raw.query("SELECT * FROM schema_meta WHERE key NOT IN ('words', 'names')"), "fts_schema_version,5");
  EXPECT_EQ(raw.query("PRAGMA journal_mode"), "wal");
  EXPECT_EQ(raw.query("SELECT COUNT(*) FROM sqlite_schema WHERE type = 'trigger'"), "0");
  EXPECT_EQ(raw.query("SELECT COUNT(*) FROM sqlite_schema WHERE name = 'idx_chunks_note_path'"), "1");
}

TEST_F(lexical_store_test, what_is_written_can_be_found_and_read) {
  auto store = open();
  auto note = example_note("work/plan.md", {"Running water", "Second part"});
  note.chunks[0].heading_path = {"a|b", "c\\d"};
  note.chunks[0].note_date = "2026-02-13";
  ASSERT_TRUE(store.write({note}));
  EXPECT_EQ(store.counts().value().chunks, 2);
  EXPECT_EQ(first_chunk("work/plan.md"), note.chunks[0]);
  EXPECT_EQ(matches("run"), "work/plan.md#0") << "the tokenizer takes words to their stem";
  EXPECT_EQ(matches("part"), "work/plan.md#1") << "headings and text are searched";
  EXPECT_EQ(matches("\"work/plan\""), "work/plan.md#0;work/plan.md#1") << "titles are searched";
  EXPECT_TRUE(store.check());
}

TEST_F(lexical_store_test, what_is_written_together_is_one_part_of_the_full_text) {
  auto store = open();
  const auto parts = [&] { return raw_database{file_}.query("SELECT COUNT(DISTINCT segid) FROM chunks_fts_idx"); };
  std::vector<indexed_note> notes;
  for (int at = 0; at < 50; ++at) {
    auto note = example_note("notes/" + std::to_string(at) + ".md", {"text", "more text"});
    note.read_with = "conventions";
    note.tasks.emplace_back().line = 1;
    note.events.emplace_back().line = 2;
    note.links.emplace_back().target = "notes/" + std::to_string(at + 1);
    notes.push_back(std::move(note));
  }
  ASSERT_TRUE(store.write(notes));
  EXPECT_EQ(parts(), "1");
  for (auto& note : notes) note.chunks.back().text = "other text";
  ASSERT_TRUE(store.write(notes));
  EXPECT_EQ(parts(), "2") << "of texts that changed";
  std::vector<note_move> moves;
  std::vector<std::string> paths;
  for (int at = 0; at < 50; ++at) {
    notes[static_cast<std::size_t>(at)] =
        example_note("elsewhere/" + std::to_string(at) + ".md", {"text", "other text"});
    paths.push_back("elsewhere/" + std::to_string(at) + ".md");
    moves.push_back({"notes/" + std::to_string(at) + ".md", paths.back()});
  }
  ASSERT_TRUE(store.write(notes, moves));
  EXPECT_EQ(parts(), "3") << "of names that changed";
  ASSERT_TRUE(store.remove(paths));
  EXPECT_EQ(parts(), "4") << "of notes that went";
  EXPECT_TRUE(store.check());
}

TEST_F(lexical_store_test, counting_by_note_gives_signs_of_life) {
  auto store = open();
  for (int at = 0; at < 20; ++at) ASSERT_TRUE(store.write({example_note(std::to_string(at) + ".md", {"one", "two"})}));
  std::size_t heard = 0;
  const sign_of_life_listener listener{[&] { ++heard; }};
  ASSERT_EQ(store.chunks_by_note()->size(), 20U);
  EXPECT_GE(heard, 20U);
}

TEST_F(lexical_store_test, words_are_stemmed_in_the_language_of_their_note) {
  auto store = open();
  auto german = example_note("de.md", {"Die Häuser", "viele Bäume"});
  for (auto& piece : german.chunks) piece.language = "de";
  ASSERT_TRUE(store.write({german, example_note("en.md", {"the houses"})}));
  EXPECT_EQ(first_chunk("de.md"), german.chunks[0]) << "nothing is added to the text";
  EXPECT_EQ(matches("haus"), "de.md#0");
  EXPECT_EQ(matches("hous"), "en.md#0");
  EXPECT_EQ(raw_database{file_}.query("SELECT COUNT(*), max(language) FROM languages"), "2,de");
  EXPECT_TRUE(store.check());
  german.chunks[0].language = "en";  // it was guessed otherwise, or is written down now
  ASSERT_TRUE(store.write({german}));
  EXPECT_EQ(matches("haus"), "");
  EXPECT_TRUE(store.check());
  ASSERT_TRUE(store.remove({"de.md", "en.md"}));
  EXPECT_EQ(matches("hous"), "");
  EXPECT_TRUE(store.check());
}

TEST_F(lexical_store_test, a_note_is_found_by_what_it_is_known_by_in_its_first_chunk) {
  auto store = open();
  auto note = example_note("work/plans/alpha.md", {"one", "two"});
  note.chunks[0].fields = {"beta\ngamma ray", "delta/epsilon", "author zeta"};
  for (auto& piece : note.chunks) piece.note_title = "Something else";
  ASSERT_TRUE(store.write({note}));
  EXPECT_EQ(first_chunk(note.path), note.chunks[0]);
  for (const auto* word : {"alpha", "beta", "\"gamma ray\"", "epsilon", "zeta", "plans", "work"})
    EXPECT_EQ(matches(word), "work/plans/alpha.md#0") << word;
  note.chunks[0].fields.aliases = "eta";
  ASSERT_TRUE(store.write({note}));
  EXPECT_EQ(matches("beta"), "");
  EXPECT_EQ(matches("eta"), "work/plans/alpha.md#0");
  EXPECT_TRUE(store.check());
}

TEST_F(lexical_store_test, the_full_text_is_made_anew_when_words_are_indexed_otherwise_than_before) {
  ASSERT_TRUE(open().write({example_note("a.md", {"running water"})}));
  {
    raw_database earlier{file_};
    earlier.execute(
        "INSERT INTO chunks_fts (chunks_fts) VALUES ('delete-all');"
        "INSERT INTO chunks_fts (rowid, chunk_text) VALUES (1, 'runn watr');"
        "UPDATE schema_meta SET value = 'of an earlier library' WHERE key = 'words'");
  }
  EXPECT_EQ(matches("water"), "");
  auto store = open();
  EXPECT_FALSE(store.rebuilt()) << "no note has to be read";
  EXPECT_EQ(matches("water"), "a.md#0");
  EXPECT_TRUE(store.check());
}

TEST_F(lexical_store_test, writing_a_note_again_replaces_it_and_no_other) {
  auto store = open();
  ASSERT_TRUE(
      store.write({example_note("a.md", {"old apple", "old pear", "old plum"}), example_note("b.md", {"old fig"})}));
  ASSERT_TRUE(store.write({example_note("a.md", {"new apple", "old pear"})}));
  EXPECT_EQ(matches("old"), "a.md#1;b.md#0");
  EXPECT_EQ(matches("new"), "a.md#0");
  EXPECT_EQ(matches("plum"), "");
  EXPECT_EQ(store.counts().value().chunks, 3);
  EXPECT_TRUE(store.check());
}

TEST_F(lexical_store_test, chunks_that_did_not_change_keep_their_row) {
  auto store = open();
  ASSERT_TRUE(store.write({example_note("a.md", {"one", "two", "three"})}));
  const auto rows = [&] { return raw_database{file_}.query("SELECT rowid FROM chunks ORDER BY chunk_index"); };
  EXPECT_EQ(rows(), "1;2;3");
  ASSERT_TRUE(store.write({example_note("a.md", {"one", "2", "three"})}));
  EXPECT_EQ(rows(), "1;4;3");
}

TEST_F(lexical_store_test, a_chunk_that_only_moved_is_read_at_its_new_place) {
  auto store = open();
  auto note = example_note("a.md", {"one", "two"});
  ASSERT_TRUE(store.write({note}));
  note.chunks.erase(note.chunks.begin());
  note.chunks[0].index = 0;
  note.chunks[0].line = 1;
  ASSERT_TRUE(store.write({note}));
  EXPECT_EQ(first_chunk("a.md"), note.chunks[0]);
  EXPECT_TRUE(store.check());
}

TEST_F(lexical_store_test, what_was_moved_keeps_its_rows_where_it_says_the_same) {
  auto store = open();
  ASSERT_TRUE(store.write({example_note("a.md", {"one", "two", "three"})}));
  const auto rowid_of = [&](const std::string& text) {
    return raw_database{file_}.query("SELECT rowid, note_path FROM chunks WHERE chunk_text = '" + text + "'");
  };
  auto moved = example_note("f/b.md", {"one", "2", "three"});
  for (auto& each : moved.chunks) each.note_title = first_chunk("a.md")->note_title;
  ASSERT_TRUE(store.write({moved}, {{"a.md", "f/b.md"}}));
  EXPECT_EQ(rowid_of("one"), "4,f/b.md") << "the first one is found by the name and the folder as well";
  EXPECT_EQ(rowid_of("2"), "5,f/b.md");
  EXPECT_EQ(rowid_of("three"), "3,f/b.md");
  EXPECT_FALSE(first_chunk("a.md"));
  EXPECT_EQ(first_chunk("f/b.md"), moved.chunks[0]);
  EXPECT_EQ(matches("two"), "");
  EXPECT_TRUE(store.check());
}

TEST_F(lexical_store_test, a_note_without_chunks_leaves_nothing) {
  auto store = open();
  ASSERT_TRUE(store.write({example_note("a.md", {"apple"})}));
  ASSERT_TRUE(store.write({{"a.md", {}}}));
  EXPECT_EQ(store.counts().value().chunks, 0);
  EXPECT_EQ(matches("apple"), "");
}

TEST_F(lexical_store_test, one_id_twice_is_a_conflict_and_the_batch_is_not_written) {
  auto store = open();
  auto bad = example_note("b.md", {"one", "two"});
  bad.chunks[1].id = bad.chunks[0].id;
  const auto written = store.write({example_note("a.md", {"fine"}), bad});
  ASSERT_FALSE(written);
  EXPECT_EQ(written.error().code, errc::conflict);
  EXPECT_EQ(store.counts().value().chunks, 0);
  EXPECT_EQ(matches("fine"), "");
  EXPECT_TRUE(store.check());
}

// What a flipped bit makes of the path, or of the id, of a chunk that is another note's.
TEST_F(lexical_store_test, a_row_that_keeps_ours_out_is_damage_and_the_check_says_so) {
  for (const std::string flip : {"UPDATE chunks SET note_path = 'b.md' WHERE note_path = 'a.md'",
                                 "UPDATE chunks SET note_path = 'nobody.md' WHERE chunk_id = 'a.md#1'",
                                 "UPDATE chunks SET chunk_id = 'new.md#0' WHERE chunk_id = 'b.md#0'"}) {
    std::filesystem::remove(file_);
    auto store = open();
    const std::vector<indexed_note> notes{example_note("a.md", {"apple", "pear"}), example_note("b.md", {"fig"})};
    ASSERT_TRUE(store.write(notes));
    raw_database{file_}.query(flip);
    EXPECT_TRUE(store.check()) << flip;
    auto saved = notes;
    for (auto& note : saved)
      for (auto& piece : note.chunks) piece.text += " saved";
    saved.push_back(example_note("new.md", {"quince"}));
    const auto written = store.write({saved[0], saved[2]});
    ASSERT_FALSE(written) << flip;
    EXPECT_EQ(written.error().code, errc::corrupt) << flip;
    const auto checked = store.check();
    ASSERT_FALSE(checked) << flip;
    EXPECT_EQ(checked.error().code, errc::corrupt) << flip;
  }
}

TEST_F(lexical_store_test, removes_and_clears_content_and_text) {
  auto store = open();
  ASSERT_TRUE(
      store.write({example_note("a.md", {"apple"}), example_note("b.md", {"apple"}), example_note("c.md", {"fig"})}));
  ASSERT_TRUE(store.remove({"a.md", "unknown.md"}));
  EXPECT_EQ(matches("apple"), "b.md#0");
  EXPECT_TRUE(store.check());
  ASSERT_TRUE(store.clear());
  EXPECT_EQ(store.counts().value().chunks, 0);
  EXPECT_EQ(matches("apple OR fig"), "");
  EXPECT_TRUE(store.check());
  ASSERT_TRUE(store.clear()) << "an empty store can be cleared";
}

TEST_F(lexical_store_test, counts_the_chunks_of_each_note) {
  auto store = open();
  ASSERT_TRUE(store.write({example_note("b.md", {"1", "2"}), example_note("a.md", {"1"})}));
  const auto counts = store.chunks_by_note().value();
  ASSERT_EQ(counts.size(), 2U);
  EXPECT_EQ(counts[0].path, "a.md");
  EXPECT_EQ(counts[0].chunks, 1);
  EXPECT_EQ(counts[1].chunks, 2);
}

TEST_F(lexical_store_test, the_two_tables_agree_after_thousands_of_random_changes) {
  auto store = open();
  std::mt19937 random{20260213};
  const auto pick = [&](int below) { return static_cast<int>(random() % static_cast<unsigned>(below)); };
  std::map<std::string, indexed_note> expected;
  for (int round = 0; round < 400; ++round) {
    std::vector<indexed_note> batch;
    for (int i = 0; i < 8; ++i) {
      std::vector<std::string> texts(static_cast<std::size_t>(pick(5)));
      for (auto& text : texts)
        text = "word" + std::to_string(pick(50)) + " running \xc3\xa4pfel | \\ \"" + std::to_string(pick(9));
      const auto note = example_note("n" + std::to_string(pick(60)) + ".md", texts);
      batch.push_back(note);
      expected[note.path] = note;
    }
    ASSERT_TRUE(store.write(batch));
    const auto gone = "n" + std::to_string(pick(60)) + ".md";
    ASSERT_TRUE(store.remove({gone}));
    expected.erase(gone);
  }
  ASSERT_TRUE(store.check());
  std::size_t chunks = 0;
  for (const auto& [path, note] : expected) {
    chunks += note.chunks.size();
    const auto first = note.chunks.empty() ? std::nullopt : std::optional{note.chunks[0]};
    EXPECT_EQ(first_chunk(path), first);
  }
  EXPECT_EQ(store.counts().value().chunks, static_cast<std::int64_t>(chunks));
}

TEST_F(lexical_store_test, a_text_that_parted_from_its_content_is_found) {
  auto store = open();
  ASSERT_TRUE(store.write({example_note("a.md", {"apple", "fig"})}));
  raw_database{file_}.execute("UPDATE chunks SET chunk_text = 'pear' WHERE chunk_index = 0");
  const auto checked = store.check();
  ASSERT_FALSE(checked);
  EXPECT_EQ(checked.error().code, errc::corrupt);
}

TEST_F(lexical_store_test, flipped_bytes_are_found) {
  {
    auto store = open();
    for (int i = 0; i < 50; ++i)
      ASSERT_TRUE(store.write({example_note("n" + std::to_string(i), {std::string(3000, 'x')})}));
  }
  flip_bytes(file_);
  const auto checked = lexical_store::open(file_).and_then([](lexical_store store) { return store.check(); });
  ASSERT_FALSE(checked);
  EXPECT_EQ(checked.error().code, errc::corrupt);
}

TEST_F(lexical_store_test, the_index_survives_closing_and_is_not_rebuilt) {
  ASSERT_TRUE(open().write({example_note("a.md", {"apple"})}));
  auto store = open();
  EXPECT_FALSE(store.rebuilt());
  EXPECT_EQ(store.counts().value().chunks, 1);
}

class lexical_merge_test : public lexical_store_test {
 protected:
  std::string parts() { return raw_database{file_}.query("SELECT COUNT(DISTINCT segid) FROM chunks_fts_idx"); }

  static void merge_all(lexical_store& store) {
    bool merged = true;
    while (merged) {
      const auto done = store.merge_parts();
      ASSERT_TRUE(done) << done.error().message;
      merged = *done;
    }
  }
};

TEST_F(lexical_merge_test, writes_leave_parts_and_merging_joins_them_without_a_difference) {
  auto store = open();
  for (int note = 0; note < 12; ++note)
    ASSERT_TRUE(store.write({example_note("n" + std::to_string(note) + ".md", {"compost " + std::to_string(note)})}));
  ASSERT_TRUE(store.remove({"n3.md"}));
  EXPECT_EQ(parts(), "13") << "nothing is merged while somebody waits for a write";
  const auto found = matches("compost");
  merge_all(store);
  EXPECT_EQ(parts(), "1");
  EXPECT_EQ(matches("compost"), found);
  EXPECT_EQ(matches("3"), "");
  EXPECT_TRUE(store.check());
}

TEST_F(lexical_merge_test, much_that_was_written_is_brought_into_the_file_when_that_is_asked_for) {
  auto store = open();
  const auto kept = std::filesystem::file_size(file_);
  ASSERT_TRUE(store.write({example_note("a.md", {"fig"})}));
  ASSERT_TRUE(store.write_back());
  EXPECT_EQ(std::filesystem::file_size(file_), kept) << "that little stays in the WAL";
  ASSERT_TRUE(store.write({example_note("long.md", std::vector<std::string>(2'000, std::string(1'000, 'x')))}));
  EXPECT_EQ(std::filesystem::file_size(file_), kept) << "a write does not wait for it";
  ASSERT_TRUE(store.write_back());
  EXPECT_GT(std::filesystem::file_size(file_), kept + 2'000'000);
  EXPECT_TRUE(store.check());
}

TEST_F(lexical_merge_test, of_little_there_is_nothing_to_merge) {
  auto store = open();
  EXPECT_FALSE(store.merge_parts().value());
  ASSERT_TRUE(store.write({example_note("a.md", {"fig"})}));
  EXPECT_FALSE(store.merge_parts().value());
  const auto before = raw_database{file_}.query("SELECT id, block FROM chunks_fts_data");
  EXPECT_FALSE(store.merge_parts().value());
  EXPECT_EQ(raw_database{file_}.query("SELECT id, block FROM chunks_fts_data"), before);
}

TEST_F(lexical_merge_test, an_index_of_an_earlier_version_is_told_not_to_merge_by_itself) {
  open();
  for (const auto* earlier : {"8", "4", "0"}) {
    raw_database{file_}.execute(std::string{"INSERT INTO chunks_fts (chunks_fts, rank) VALUES ('automerge', "} +
                                earlier + ")");
    open();
    EXPECT_EQ(raw_database{file_}.query("SELECT v FROM chunks_fts_config WHERE k = 'automerge'"), "0") << earlier;
  }
}

}  // namespace
}  // namespace secondbrain::stores
