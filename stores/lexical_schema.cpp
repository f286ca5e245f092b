#include "stores/lexical_schema.hpp"

#include "stores/heading_path.hpp"

namespace secondbrain::stores {

// Version 5, in `user_version` for us and in `schema_meta` for the reference, whose own versions end at 2. The view is
// what the full text is made of and checked against: each text behind the mark that tells the tokenizer its language.
// `languages` are those that any chunk ever had. What the whole note is known by stands in its first chunk only: each
// note is found by it once. Tasks are kept in the order of their lines; one on line 0 says of a note whose tasks are
// listed from the file itself that it has some. `notes_read` says for every note by which conventions they were looked
// for. Links hang on the number that their note has in `linked_notes`, so that another path changes one row; `name` is
// what a link and a note have in common (text/name_key.hpp), `known_as` are titles and aliases, case-folded. `names`
// are those that people type (name_rows): file names, aliases, titles and tags by their words.
const sqlite::derived_schema lexical_schema{5, R"sql(
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
  CREATE TABLE schema_meta (key TEXT PRIMARY KEY, value TEXT NOT NULL);
  INSERT INTO schema_meta (key, value) VALUES ('fts_schema_version', '5');
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
  CREATE TABLE notes_read (note_path TEXT PRIMARY KEY, read_with TEXT NOT NULL) WITHOUT ROWID;
  CREATE TABLE tasks (
    note_path TEXT NOT NULL,
    line INTEGER NOT NULL,
    task_id TEXT NOT NULL,
    dialect TEXT NOT NULL,
    task_text TEXT NOT NULL,
    heading TEXT NOT NULL,
    status TEXT NOT NULL,
    symbol TEXT NOT NULL,
    due TEXT NOT NULL,
    scheduled TEXT NOT NULL,
    start TEXT NOT NULL,
    created TEXT NOT NULL,
    done TEXT NOT NULL,
    cancelled TEXT NOT NULL,
    priority TEXT NOT NULL,
    recurrence TEXT NOT NULL,
    name TEXT NOT NULL,
    depends_on TEXT NOT NULL,
    tags TEXT NOT NULL,
    PRIMARY KEY (note_path, line)
  ) WITHOUT ROWID;
  CREATE TABLE events (
    note_path TEXT NOT NULL,
    line INTEGER NOT NULL,
    title TEXT NOT NULL,
    date TEXT NOT NULL,
    time TEXT NOT NULL,
    end_date TEXT NOT NULL,
    PRIMARY KEY (note_path, line)
  ) WITHOUT ROWID;
  CREATE TABLE linked_notes (
    id INTEGER PRIMARY KEY,
    note_path TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    links_left_out INTEGER NOT NULL DEFAULT 0
  );
  CREATE INDEX idx_linked_notes_name ON linked_notes(name);
  CREATE TABLE known_as (
    name TEXT NOT NULL,
    note INTEGER NOT NULL,
    kind INTEGER NOT NULL,
    PRIMARY KEY (name, note, kind)
  ) WITHOUT ROWID;
  CREATE INDEX idx_known_as_note ON known_as(note);
  CREATE TABLE links (
    note INTEGER NOT NULL,
    place INTEGER NOT NULL,
    line INTEGER NOT NULL,
    kind INTEGER NOT NULL,
    target TEXT NOT NULL,
    subpath TEXT NOT NULL,
    shown TEXT NOT NULL,
    within TEXT NOT NULL,
    name TEXT NOT NULL,
    PRIMARY KEY (note, place)
  ) WITHOUT ROWID;
  CREATE INDEX idx_links_name ON links(name) WHERE name <> '';
  CREATE TABLE names (
    words TEXT NOT NULL,
    kind INTEGER NOT NULL,
    note INTEGER NOT NULL,
    PRIMARY KEY (words, kind, note)
  ) WITHOUT ROWID;
  CREATE INDEX idx_names_note ON names(note);
)sql",
                                            R"sql(
  CREATE TABLE names (
    words TEXT NOT NULL,
    kind INTEGER NOT NULL,
    note INTEGER NOT NULL,
    PRIMARY KEY (words, kind, note)
  ) WITHOUT ROWID;
  CREATE INDEX idx_names_note ON names(note);
  UPDATE schema_meta SET value = '5' WHERE key = 'fts_schema_version';
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
