#include "stores/lexical_schema.hpp"

#include "stores/heading_path.hpp"

namespace secondbrain::stores {

// Version 4, in `user_version` for us and in `schema_meta` for the reference, whose own versions end at 2. The partial
// index makes a title found without reading every chunk. The view is what the full text is made of and checked against:
// each text behind the mark that tells the tokenizer its language. `languages` are those that any chunk ever had. What
// the whole note is known by stands in its first chunk only: each note is found by it once.
const sqlite::derived_schema lexical_schema{4, R"sql(
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
    line INTEGER NOT NULL DEFAULT 0,
    language TEXT NOT NULL DEFAULT '',
    note_name TEXT NOT NULL DEFAULT '',
    aliases TEXT NOT NULL DEFAULT '',
    tags TEXT NOT NULL DEFAULT '',
    place TEXT NOT NULL DEFAULT '',
    properties TEXT NOT NULL DEFAULT ''
  );
  CREATE INDEX idx_chunks_note_path ON chunks(note_path);
  CREATE INDEX idx_chunks_note_title ON chunks(note_title COLLATE NOCASE, note_path) WHERE chunk_index = 0;
  CREATE TABLE schema_meta (key TEXT PRIMARY KEY, value TEXT NOT NULL);
  INSERT INTO schema_meta (key, value) VALUES ('fts_schema_version', '4');
  CREATE TABLE languages (language TEXT PRIMARY KEY) WITHOUT ROWID;
  CREATE VIEW chunks_marked AS
    SELECT rowid AS id, note_path, chunk_id, char(2) || language || char(3) || note_title AS note_title,
           char(2) || language || char(3) || heading_path AS heading_path,
           char(2) || language || char(3) || chunk_text AS chunk_text,
           char(2) || language || char(3) || note_name AS note_name,
           char(2) || language || char(3) || aliases AS aliases, char(2) || language || char(3) || tags AS tags,
           char(2) || language || char(3) || place AS place,
           char(2) || language || char(3) || properties AS properties
      FROM chunks;
  CREATE VIRTUAL TABLE chunks_fts USING fts5(
    chunk_id UNINDEXED, note_title, heading_path, chunk_text, note_name, aliases, tags, place, properties,
    content = 'chunks_marked', content_rowid = 'id', tokenize = 'words'
  );
)sql"};

chunk read_chunk(const sqlite::row& r) {
  return {std::string{r.text(1)},         std::string{r.text(2)},
          std::string{r.text(3)},         split_headings(r.text(4)),
          static_cast<int>(r.integer(5)), static_cast<int>(r.integer(6)),
          std::string{r.text(7)},         std::string{r.text(8)},
          std::string{r.text(9)},         r.optional_text(10),
          std::string{r.text(11)},        {std::string{r.text(12)}, std::string{r.text(13)}, std::string{r.text(14)}}};
}

}  // namespace secondbrain::stores
