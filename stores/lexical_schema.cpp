#include "stores/lexical_schema.hpp"

#include "stores/heading_path.hpp"

namespace secondbrain::stores {

// Version 3, in `user_version` for us and in `schema_meta` for the reference, whose own versions end at 2. The partial
// index makes a title found without reading every chunk.
const sqlite::derived_schema lexical_schema{3, R"sql(
  CREATE TABLE chunks (
    chunk_id TEXT PRIMARY KEY,
    note_path TEXT NOT NULL,
    note_title TEXT NOT NULL,
    heading_path TEXT NOT NULL,
    chunk_index INTEGER NOT NULL,
    chunk_text TEXT NOT NULL,
    checksum TEXT NOT NULL,
    note_folder TEXT NOT NULL DEFAULT '',
    note_date TEXT,
    line INTEGER NOT NULL DEFAULT 0
  );
  CREATE INDEX idx_chunks_note_path ON chunks(note_path);
  CREATE INDEX idx_chunks_note_title ON chunks(note_title COLLATE NOCASE, note_path) WHERE chunk_index = 0;
  CREATE TABLE schema_meta (key TEXT PRIMARY KEY, value TEXT NOT NULL);
  INSERT INTO schema_meta (key, value) VALUES ('fts_schema_version', '3');
  CREATE VIRTUAL TABLE chunks_fts USING fts5(
    chunk_id UNINDEXED, note_title, heading_path, chunk_text,
    content = 'chunks', content_rowid = 'rowid', tokenize = 'porter unicode61'
  );
)sql"};

chunk read_chunk(const sqlite::row& r) {
  return {std::string{r.text(1)},    std::string{r.text(2)},         std::string{r.text(3)},
          split_headings(r.text(4)), static_cast<int>(r.integer(5)), static_cast<int>(r.integer(6)),
          std::string{r.text(7)},    std::string{r.text(8)},         std::string{r.text(9)},
          r.optional_text(10)};
}

}  // namespace secondbrain::stores
