// The tokenizer of the full-text index: what `text/` calls a word, for FTS5, under the name "words".
//
// Any connection that touches chunks_fts needs it, also to check or to copy the table's rows; `sqlite::database` makes
// it known to each that it opens.
//
// A text begins with its languages between two control characters (`language_mark`): FTS5 hands a tokenizer nothing but
// the text, and must be given the very same words when a row is forgotten or checked as when it was indexed.
//
//   document   each word, and beside it, at the same place, its stem in the language of the text; of scripts without
//              spaces each two characters that follow each other, and beside them the first of the two; nothing of
//              where links lead to and of the attributes of HTML
//   query      each word's stem in every language named, the word itself at the beginning of longer ones, a run of
//              characters as the pairs that follow each other in it
//
// Fails with internal (an SQLite without FTS5). Source: https://sqlite.org/fts5.html#custom_tokenizers.
#pragma once

#include <string>
#include <string_view>

#include "base/error.hpp"

struct sqlite3;

namespace secondbrain::stores {

status add_lexical_tokenizer(sqlite3* connection);

inline constexpr char language_mark_begin = '\x02';
inline constexpr char language_mark_end = '\x03';

/// What stands before a text in that language, or before a query in these: "de", "de,en".
std::string language_mark(std::string_view languages);

}  // namespace secondbrain::stores
