// Values that describe the notes of a vault and the pieces they are indexed in.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "messages/note_link.hpp"
#include "messages/noted_event.hpp"
#include "messages/noted_task.hpp"

namespace secondbrain {

/// What a note is remembered by besides its text, one a line.
struct note_fields {
  std::string aliases;
  std::string tags;        // of frontmatter and text, without `#`; parts of nested ones with '/' between
  std::string properties;  // the other ones of its frontmatter, name and value
  friend bool operator==(const note_fields&, const note_fields&) = default;
};

/// One searchable piece of a note. Text is UTF-8 and is exactly what the note says (never glued, never shortened).
struct chunk {
  std::string id;         // 16 hex digits; depends on content, not on position
  std::string note_path;  // relative to the vault root, '/' between parts
  std::string note_title;
  std::vector<std::string> heading_path;  // outermost first
  int index = 0;                          // position within the note, from 0
  int line = 1;                           // first line of the text in the file, from 1
  std::string text;
  std::string checksum;                  // 16 hex digits of SHA-1 over the white-space-normalised text
  std::string note_folder;               // first path component, empty at the root
  std::optional<std::string> note_date;  // YYYY-MM-DD
  std::string language;                  // of the note, ISO 639-1; empty: not known
  note_fields fields;                    // of the note; only its first chunk has them
  friend bool operator==(const chunk&, const chunk&) = default;
};

/// All that the index holds of one note. No chunks: the note is known, and empty.
struct indexed_note {
  std::string path;
  std::vector<chunk> chunks;
  std::vector<noted_task> tasks = {};    // in the order of their lines
  std::vector<noted_event> events = {};  // likewise
  std::string read_with = {};            // which conventions these were read by; empty: nobody looked for any
  std::vector<note_link> links = {};     // in their order
  std::int64_t links_left_out = 0;       // beyond those
};

/// What the tracker remembers of a file (contract: stores §4).
struct tracked_file {
  std::string path;
  std::string content_hash;  // SHA-1 hex of the raw bytes
  double modified = 0;       // mtime, seconds since the epoch
  std::int64_t size = 0;     // bytes; -1 when a reference database did not record it
  std::string indexed_at;    // UTC, ISO 8601 with offset
  int chunk_count = 0;
  double changed = 0;       // ctime, seconds since the epoch: moves with whatever puts a file's time back
  std::int64_t inode = 0;   // another one: another file has taken the name
  std::string notice = {};  // a sentence on what was odd in it when it was read; empty: nothing was
};

}  // namespace secondbrain
