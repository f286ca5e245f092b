// A data directory as the reference leaves it, taken over, and given back.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "stores/conversations_store.hpp"
#include "stores/index_tracker_store.hpp"
#include "stores/lexical_reader.hpp"
#include "stores/lexical_store.hpp"
#include "stores/metadata_store.hpp"
#include "stores/usage_store.hpp"
#include "tests/base/temporary_directory.hpp"
#include "tests/stores/example_notes.hpp"
#include "tests/stores/raw_database.hpp"

namespace secondbrain::stores {
namespace {

namespace fs = std::filesystem;

constexpr auto pragmas =
    "PRAGMA journal_mode = WAL; PRAGMA busy_timeout = 5000; PRAGMA wal_autocheckpoint = 1000; PRAGMA synchronous = "
    "NORMAL;";

constexpr auto conversations_sql = R"sql(
  CREATE TABLE IF NOT EXISTS conversations (
    conversation_id TEXT PRIMARY KEY, created_at TEXT NOT NULL, updated_at TEXT NOT NULL);
  CREATE TABLE IF NOT EXISTS messages (
    id INTEGER PRIMARY KEY AUTOINCREMENT, conversation_id TEXT NOT NULL, role TEXT NOT NULL, content TEXT NOT NULL,
    created_at TEXT NOT NULL, FOREIGN KEY (conversation_id) REFERENCES conversations(conversation_id));
  CREATE INDEX IF NOT EXISTS idx_messages_conversation ON messages(conversation_id, id);
  INSERT INTO conversations VALUES ('c1', '2026-02-13T21:05:00', '2026-02-13T21:05:00.5');
  INSERT INTO messages (conversation_id, role, content, created_at) VALUES
    ('c1', 'user', 'Was gibt es Neues?', '2026-02-13T21:05:00'), ('c1', 'assistant', 'Nichts.', '2026-02-13T21:05:00.5');
)sql";

constexpr auto usage_sql = R"sql(
  CREATE TABLE IF NOT EXISTS llm_usage (
    id INTEGER PRIMARY KEY AUTOINCREMENT, timestamp TEXT NOT NULL, provider TEXT NOT NULL, model TEXT NOT NULL,
    usage_type TEXT NOT NULL, input_tokens INTEGER NOT NULL, output_tokens INTEGER NOT NULL, cost_usd REAL NOT NULL,
    conversation_id TEXT, metadata TEXT);
  CREATE INDEX IF NOT EXISTS idx_usage_timestamp ON llm_usage(timestamp);
  CREATE INDEX IF NOT EXISTS idx_usage_provider ON llm_usage(provider);
  INSERT INTO llm_usage (timestamp, provider, model, usage_type, input_tokens, output_tokens, cost_usd) VALUES
    ('2026-02-13T22:05:00.123456+01:00', 'anthropic', 'claude-haiku-4-5', 'inbox', 1000, 500, 0.0035);
)sql";

constexpr auto metadata_sql = R"sql(
  CREATE TABLE IF NOT EXISTS note_metadata (
    note_path TEXT PRIMARY KEY, summary TEXT NOT NULL, key_phrases TEXT NOT NULL, entities TEXT NOT NULL,
    dates TEXT NOT NULL, action_items TEXT NOT NULL, extracted_at TEXT NOT NULL, content_hash TEXT NOT NULL,
    model_used TEXT NOT NULL);
  INSERT INTO note_metadata VALUES ('a.md', 'About a', '["one", "two"]',
    '[{"text": "Ada", "entity_type": "person", "confidence": 0.9}]', '[]',
    '[{"text": "call", "confidence": 0.5, "priority": null}]', '2026-02-13T21:05:00+00:00', 'h1', 'claude-haiku-4-5');
)sql";

constexpr auto lexical_sql = R"sql(
  CREATE TABLE chunks (
    chunk_id TEXT PRIMARY KEY, note_path TEXT NOT NULL, note_title TEXT NOT NULL, heading_path TEXT NOT NULL,
    chunk_index INTEGER NOT NULL, chunk_text TEXT NOT NULL, checksum TEXT NOT NULL);
  CREATE VIRTUAL TABLE chunks_fts USING fts5(chunk_id, note_title, heading_path, chunk_text,
    content = 'chunks', content_rowid = 'rowid');
  CREATE TRIGGER chunks_ai AFTER INSERT ON chunks BEGIN
    INSERT INTO chunks_fts (rowid, chunk_id, note_title, heading_path, chunk_text)
      VALUES (new.rowid, new.chunk_id, new.note_title, new.heading_path, new.chunk_text);
  END;
  INSERT INTO chunks VALUES ('i1', 'a.md', 'a', 'Top', 0, 'apple', 's1');
)sql";

constexpr auto tracker_sql = R"sql(
  CREATE TABLE indexed_files (
    file_path TEXT PRIMARY KEY, content_hash TEXT NOT NULL, last_modified REAL NOT NULL, last_indexed_at TEXT NOT NULL,
    chunk_count INTEGER DEFAULT 0);
  INSERT INTO indexed_files VALUES ('a.md', 'h1', 1.5, '2026-02-13T21:05:00+00:00', 1);
)sql";

class reference_directory_test : public ::testing::Test {
 protected:
  /// As after a crash: everything the reference wrote is still in the WAL.
  fs::path left_behind(const std::string& name, const std::string& sql) {
    raw_database running{folder_ / ("running-" + name)};
    running.execute(pragmas + sql);
    const auto file = folder_ / name;
    fs::copy_file(folder_ / ("running-" + name), file);
    fs::copy_file(folder_ / ("running-" + name + "-wal"), folder_ / (name + "-wal"));
    return file;
  }

  temporary_directory folder_;
};

TEST_F(reference_directory_test, conversations_are_kept_and_both_sides_go_on_with_them) {
  const auto file = left_behind("conversations.db", conversations_sql);
  auto store = conversations_store::open(file).value();
  const auto found = store.get("c1").value();
  ASSERT_EQ(found.messages.size(), 2U);
  EXPECT_EQ(found.messages[0].content, "Was gibt es Neues?");
  EXPECT_EQ(store.list(10).value().at(0).updated_at, "2026-02-13T21:05:00.5");
  ASSERT_TRUE(store.append({"c1", {{"user", "Und jetzt?"}}}));

  raw_database reference{file};
  reference.execute(std::string{pragmas} +
                    "INSERT INTO messages (conversation_id, role, content, created_at)"
                    " VALUES ('c1', 'assistant', 'Immer noch nichts.', '2026-02-13T21:06:00')");
  EXPECT_EQ(reference.query("SELECT role FROM messages WHERE conversation_id = 'c1' ORDER BY id"),
            "user;assistant;user;assistant");
  EXPECT_EQ(store.get("c1").value().messages.back().content, "Immer noch nichts.");
  EXPECT_EQ(reference.query("SELECT COUNT(*) FROM sqlite_schema WHERE name = 'idx_conversations_updated'"), "1");
}

TEST_F(reference_directory_test, usage_is_kept_and_both_sides_go_on_with_it) {
  const auto file = left_behind("usage.db", usage_sql);
  auto store = usage_store::open(file).value();
  EXPECT_DOUBLE_EQ(store.summarize("2026-02-13T21:05:00+00:00", "2026-02-13T21:06:00+00:00").value().total_cost,
                   0.0035);
  raw_database{file}.execute(
      std::string{pragmas} +
      "INSERT INTO llm_usage (timestamp, provider, model, usage_type, input_tokens, output_tokens,"
      " cost_usd, conversation_id, metadata)"
      " VALUES ('2026-02-14T22:05:00+01:00', 'openai', 'm', 'inbox', 1, 1, 1.0, NULL, NULL)");
  EXPECT_EQ(store.summarize({}, {}).value().total_calls, 2);
}

TEST_F(reference_directory_test, metadata_is_kept_and_both_sides_go_on_with_it) {
  const auto file = left_behind("metadata.db", metadata_sql);
  auto store = metadata_store::open(file).value();
  auto found = store.get("a.md").value();
  EXPECT_THAT(found.key_phrases, ::testing::ElementsAre("one", "two"));
  EXPECT_EQ(found.action_items.at(0).priority, std::nullopt);
  found.note_path = "b.md";
  ASSERT_TRUE(store.put(found));
  raw_database reference{file};
  EXPECT_EQ(reference.query("SELECT json_extract(entities, '$[0].text') FROM note_metadata ORDER BY note_path"),
            "Ada;Ada");
  reference.execute(
      "INSERT OR REPLACE INTO note_metadata SELECT 'c.md', summary, key_phrases, entities, dates,"
      " action_items, extracted_at, 'h2', model_used FROM note_metadata WHERE note_path = 'a.md'");
  EXPECT_EQ(store.get("c.md").value().content_hash, "h2");
}

TEST_F(reference_directory_test, a_copy_from_before_is_kept_of_what_cannot_be_made_again) {
  const auto file = left_behind("usage.db", usage_sql);
  ASSERT_TRUE(usage_store::open(file));
  EXPECT_EQ(raw_database{folder_ / "usage.db.before-v1"}.query("SELECT timestamp FROM llm_usage"),
            "2026-02-13T22:05:00.123456+01:00");
}

TEST_F(reference_directory_test, the_index_is_made_anew) {
  const auto lexical = left_behind("lexical.db", lexical_sql);
  const auto tracker = left_behind("index_tracker.db", tracker_sql);
  EXPECT_EQ(lexical_reader::open(lexical).error().code, errc::unavailable);
  auto store = lexical_store::open(lexical).value();
  EXPECT_TRUE(store.rebuilt());
  EXPECT_EQ(store.counts().value().chunks, 0);
  EXPECT_TRUE(store.check());
  auto files = index_tracker_store::open(tracker).value();
  EXPECT_TRUE(files.rebuilt());
  EXPECT_EQ(files.stats().value().file_count, 0);
}

TEST_F(reference_directory_test, an_index_of_fts_version_2_is_made_anew_too) {
  const auto file =
      left_behind("lexical.db", std::string{lexical_sql} +
                                    "CREATE TABLE schema_meta (key TEXT PRIMARY KEY, value TEXT NOT NULL);"
                                    "INSERT INTO schema_meta VALUES ('fts_schema_version', '2');");
  EXPECT_TRUE(lexical_store::open(file).value().rebuilt());
}

TEST_F(reference_directory_test, a_program_with_our_tokenizer_can_use_an_index_of_ours) {
  const auto file = folder_ / "lexical.db";
  {
    auto store = lexical_store::open(file).value();
    ASSERT_TRUE(store.write({example_note("a.md", {"apple"})}));
  }
  {
    raw_database reference{file};
    reference.execute(
        std::string{pragmas} +
        "INSERT OR REPLACE INTO chunks (chunk_id, note_path, note_title, heading_path, chunk_index,"
        " chunk_text, checksum, note_folder, note_date) VALUES ('i2', 'b.md', 'b', 'Top|Sub', 0, 'pear', 's',"
        " '', NULL);"
        "INSERT INTO chunks_fts (chunks_fts) VALUES ('rebuild')");
    EXPECT_EQ(reference.query("SELECT chunk_id FROM chunks_fts WHERE chunks_fts MATCH '\"apple\" OR \"pear\"'"
                              " ORDER BY chunk_id"),
              "a.md#0;i2");
  }
  auto store = lexical_store::open(file).value();
  EXPECT_FALSE(store.rebuilt());
  const auto chunks = lexical_reader::open(file).value().chunks_of("b.md").value();
  ASSERT_EQ(chunks.size(), 1U);
  EXPECT_EQ(chunks[0].heading_path, (std::vector<std::string>{"Top", "Sub"}));
  ASSERT_TRUE(store.remove({"b.md"}));
  EXPECT_TRUE(store.check());
}

TEST_F(reference_directory_test, files_of_a_later_version_can_be_read) {
  const auto file = left_behind("conversations.db", std::string{conversations_sql} + "PRAGMA user_version = 99;");
  auto store = conversations_store::open(file).value();
  EXPECT_EQ(store.count().value(), 1);
  EXPECT_EQ(store.append({"", {{"user", "hello"}}}).error().code, errc::newer_schema);
  const auto usage = left_behind("usage.db", std::string{usage_sql} + "PRAGMA user_version = 99;");
  EXPECT_EQ(usage_store::open(usage).value().summarize({}, {}).value().total_calls, 1);
}

}  // namespace
}  // namespace secondbrain::stores
