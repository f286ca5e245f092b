// An index as the version before made it.
#pragma once

#include <filesystem>

#include "tests/stores/raw_database.hpp"

namespace secondbrain::stores {

/// One note, work/old.md, with the title "Roses" and a passage about pruning them.
inline void write_earlier_index(const std::filesystem::path& file) {
  raw_database{file}.execute(R"sql(
    PRAGMA journal_mode = WAL;
    CREATE TABLE chunks (
      chunk_id TEXT PRIMARY KEY, note_path TEXT NOT NULL, note_title TEXT NOT NULL, heading_path TEXT NOT NULL,
      chunk_index INTEGER NOT NULL, chunk_text TEXT NOT NULL, checksum TEXT NOT NULL,
      note_folder TEXT NOT NULL DEFAULT '', note_date TEXT, line INTEGER NOT NULL DEFAULT 0
    );
    CREATE INDEX idx_chunks_note_path ON chunks(note_path);
    CREATE INDEX idx_chunks_note_title ON chunks(note_title COLLATE NOCASE, note_path) WHERE chunk_index = 0;
    CREATE TABLE schema_meta (key TEXT PRIMARY KEY, value TEXT NOT NULL);
    INSERT INTO schema_meta (key, value) VALUES ('fts_schema_version', '3');
    CREATE VIRTUAL TABLE chunks_fts USING fts5(
      chunk_id UNINDEXED, note_title, heading_path, chunk_text,
      content = 'chunks', content_rowid = 'rowid', tokenize = 'porter unicode61'
    );
    INSERT INTO chunks VALUES ('0123456789abcdef', 'work/old.md', 'Roses', 'Roses', 0, 'Pruning them in March.', 'c',
                               'work', '2026-05-03', 3);
    INSERT INTO chunks_fts (rowid, chunk_id, note_title, heading_path, chunk_text)
      SELECT rowid, chunk_id, note_title, heading_path, chunk_text FROM chunks;
    PRAGMA user_version = 3;
  )sql");
}

}  // namespace secondbrain::stores
