// What lexical.db looks like, for its writer and its readers.
//
// Any thread; nothing here fails.
#pragma once

#include <string_view>

#include "messages/indexed_note.hpp"
#include "stores/sqlite/migration.hpp"
#include "stores/sqlite/statement.hpp"

namespace secondbrain::stores {

/// The reference's tables (contract: stores §2) with the line and the language of each chunk, a tokenizer of ours
/// (lexical_tokenizer). The file must never be vacuumed: that would renumber the rowids which tie content and full
/// text together.
extern const sqlite::derived_schema lexical_schema;

/// What to select for `read_chunk`: the rowid comes first.
inline constexpr std::string_view chunk_columns =
    "rowid, chunk_id, note_path, note_title, heading_path, chunk_index, line, chunk_text, checksum, note_folder, "
    "note_date, language, aliases, tags, properties";

/// The same of the version before.
inline constexpr std::string_view earlier_chunk_columns =
    "rowid, chunk_id, note_path, note_title, heading_path, chunk_index, line, chunk_text, checksum, note_folder, "
    "note_date, '', '', '', ''";

chunk read_chunk(const sqlite::row& r);

}  // namespace secondbrain::stores
