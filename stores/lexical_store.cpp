#include "stores/lexical_store.hpp"

#include <algorithm>
#include <optional>
#include <set>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <utility>

#include "base/sign_of_life.hpp"
#include "stores/earlier_index.hpp"
#include "stores/heading_path.hpp"
#include "stores/lexical_schema.hpp"
#include "stores/lexical_tokenizer.hpp"
#include "stores/sqlite/transaction.hpp"
#include "stores/stored_chunk.hpp"
#include "text/fingerprint.hpp"

namespace secondbrain::stores {

namespace {

// In KiB. Room for what a batch of notes touches, so that its pages are written once rather than spilled and read
// again. While many notes come, a batch touches pages all over the index; the larger one is given back after them.
constexpr auto page_cache = "PRAGMA cache_size = -16384";
constexpr auto page_cache_for_many = "PRAGMA cache_size = -65536";
constexpr std::size_t many_notes = 100;

// Pages and their bytes: room for a thousand notes of a renamed folder. What gathers in the WAL is written back in a
// quiet moment (`write_back`) rather than in a commit that somebody waits for.
constexpr auto checkpoint_seldom = "PRAGMA wal_autocheckpoint = 16000; PRAGMA journal_size_limit = 67108864";

// Where FTS5 merges by itself, it does so while somebody waits for the write: in a large index that doubles what a
// burst of new notes costs. `merge_parts` does it afterwards. Indexes of earlier versions are told once.
constexpr auto merge_on_request_only =
    "INSERT INTO chunks_fts (chunks_fts, rank) SELECT 'automerge', 0"
    " WHERE coalesce((SELECT v FROM chunks_fts_config WHERE k = 'automerge'), 4) <> 0";

// What narrows a search down by notes reads a row for each note, not the text of every passage. Indexes that were begun
// without it get it once.
constexpr auto facts_of_notes =
    "CREATE INDEX IF NOT EXISTS idx_first_chunks ON chunks(note_path, note_date, tags, properties)"
    " WHERE chunk_index = 0";

bool names_a_chunk_twice(const std::vector<indexed_note>& notes) {
  std::unordered_set<std::string_view> paths;
  std::unordered_set<std::string_view> ids;
  for (auto note = notes.rbegin(); note != notes.rend(); ++note) {  // one that is named twice is as named last
    if (!paths.insert(note->path).second) continue;
    for (const auto& piece : note->chunks)
      if (!ids.insert(piece.id).second) return true;
  }
  return false;
}

}  // namespace

result<lexical_store> lexical_store::open(const std::filesystem::path& file) {
  const auto set_aside = set_earlier_index_aside(file);
  RETURN_IF_ERROR(set_aside);
  return sqlite::open_derived(file, lexical_schema)
      .and_then([&](sqlite::derived_database opened) -> result<lexical_store> {
        lexical_store store{std::move(opened.connection), opened.rebuilt || *set_aside};
        return store.db_.execute(page_cache)
            .and_then([&] { return store.db_.read_only() ? status{} : store.db_.execute(checkpoint_seldom); })
            .and_then([&] { return store.db_.execute(merge_on_request_only); })
            .and_then([&] { return store.prepare(); })
            .and_then([&] { return store.db_.read_only() ? status{} : store.db_.execute(facts_of_notes); })
            .and_then([&] { return store.keep_up_with_words(); })
            .map([&] { return std::move(store); });
      });
}

// An update of the libraries may fold or stem words otherwise than they were indexed. FTS5 would then be told to forget
// words that it does not have; so the full text is made anew from the passages, which readers see when it is whole. And
// so are the names of notes, which an index of version 4 does not have.
status lexical_store::keep_up_with_words() {
  if (db_.read_only()) return {};
  const auto now = text::fingerprint();
  sqlite::statement read;
  sqlite::statement keep;
  RETURN_IF_ERROR(db_.prepare({
      {read, "SELECT value FROM schema_meta WHERE key = ?1"},
      {keep, "INSERT OR REPLACE INTO schema_meta (key, value) VALUES (?1, ?2)"},
  }));
  const auto text_of = [](const sqlite::row& r) { return std::string{r.text(0)}; };
  const auto words = read.first(text_of, "words");
  const auto names = read.first(text_of, "names");
  RETURN_IF_ERROR(words);
  RETURN_IF_ERROR(names);
  if (*words == now && *names == now) return {};
  return sqlite::in_transaction(db_, [&]() -> status {
    if (*words && *words != now) RETURN_IF_ERROR(db_.execute("INSERT INTO chunks_fts (chunks_fts) VALUES ('rebuild')"));
    if (*names != now) RETURN_IF_ERROR(links_.make_names_anew());
    return keep.run("words", now).and_then([&] { return keep.run("names", now); });
  });
}

status lexical_store::prepare() {
  const std::string indexed_columns =
      "chunk_id, note_title, heading_path, chunk_text, note_name, aliases, tags, place, properties";
  sqlite::statement last_rowid;
  const auto prepared = db_.prepare({
      {select_note_, "SELECT " + std::string{chunk_columns} + " FROM chunks WHERE note_path = ?1"},
      {insert_chunk_, R"sql(
         INSERT INTO chunks (chunk_id, note_path, note_title, heading_path, chunk_index, line, chunk_text, checksum,
                             note_folder, note_date, rowid, language, note_name, aliases, tags, place, properties)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17))sql"},
      {insert_text_, "INSERT INTO chunks_fts (rowid, " + indexed_columns +
                         ") VALUES (?1, ?2, ?6 || ?3, ?6 || ?4, ?6 || ?5, ?6 || ?7, ?6 || ?8, ?6 || ?9, ?6 || ?10, "
                         "?6 || ?11)"},
      {rename_chunk_, R"sql(
         UPDATE chunks
            SET chunk_id = ?2, note_path = ?3, chunk_index = ?4, line = ?5, checksum = ?6, note_folder = ?7,
                note_date = ?8
          WHERE rowid = ?1)sql"},
      {keep_last_rowid_, R"sql(
         INSERT INTO schema_meta (key, value) VALUES ('last_rowid', ?1)
           ON CONFLICT (key) DO UPDATE SET value = excluded.value)sql"},
      {count_renames_, R"sql(
         INSERT INTO schema_meta (key, value) VALUES ('renames', '1')
           ON CONFLICT (key) DO UPDATE SET value = CAST(CAST(value AS INTEGER) + 1 AS TEXT))sql"},
      {last_rowid, R"sql(
         SELECT max(coalesce((SELECT max(rowid) FROM chunks), 0),
                    coalesce((SELECT CAST(value AS INTEGER) FROM schema_meta WHERE key = 'last_rowid'), 0)))sql"},
      {delete_chunk_, "DELETE FROM chunks WHERE rowid = ?1"},
      {add_language_, "INSERT OR IGNORE INTO languages (language) VALUES (?1)"},
      {select_text_, "SELECT " + indexed_columns + " FROM chunks_marked WHERE id = ?1"},
      {forget_text_, "INSERT INTO chunks_fts (chunks_fts, rowid, " + indexed_columns +
                         ") VALUES ('delete', ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)"},
      {select_rows_, "SELECT rowid FROM chunks WHERE note_path = ?1"},
      {merge_, "INSERT INTO chunks_fts (chunks_fts, rank) VALUES ('merge', 256)"},  // pages of 4 KB
      {count_, "SELECT COUNT(*) FROM chunks"},
      {count_by_note_, R"sql(
         SELECT note_path, COUNT(*),
                coalesce((SELECT read_with FROM notes_read WHERE notes_read.note_path = chunks.note_path), '')
           FROM chunks GROUP BY note_path
         UNION ALL
         SELECT note_path, 0, read_with FROM notes_read
          WHERE NOT EXISTS (SELECT 1 FROM chunks WHERE chunks.note_path = notes_read.note_path)
         ORDER BY note_path)sql"},
  });
  return prepared.and_then([&] { return tasks_.prepare(db_); })
      .and_then([&] { return events_.prepare(db_); })
      .and_then([&] { return links_.prepare(db_); })
      .and_then([&] { return last_rowid.for_each([&](const sqlite::row& r) { last_rowid_ = r.integer(0); }); });
}

status lexical_store::write(const std::vector<indexed_note>& notes, const std::vector<note_move>& moves) {
  if (notes.size() >= many_notes) RETURN_IF_ERROR(db_.execute(page_cache_for_many));
  former_paths moved;
  for (const auto& [from, to] : moves) moved.emplace(to, from);
  auto done = sqlite::in_transaction(db_, [&] { return write_each(notes, moved); });
  if (done) return done;
  languages_.clear();  // what it added may be gone
  return judged(done.error(), notes);
}

// A bit that has flipped in a path lets the chunks of one note stand for those of another; all would be well with the
// file in the eyes of SQLite, and no write would succeed any more.
status lexical_store::judged(const error& why, const std::vector<indexed_note>& notes) {
  if (why.code != errc::conflict || names_a_chunk_twice(notes)) return fail(why);
  contradiction_ = "it holds rows that SecondBrain has not written: " + why.message;
  return fail(errc::corrupt, contradiction_);
}

status lexical_store::write_each(const std::vector<indexed_note>& notes, const former_paths& moved) {
  const auto before = last_rowid_;
  const auto former_path = [&moved](const indexed_note& note) {
    const auto former = moved.find(note.path);
    return former == moved.end() ? std::string_view{} : std::string_view{former->second};
  };
  // What stands beside the text comes first: a statement that may fail midway is a savepoint, at which FTS5 writes all
  // that it has gathered, and a part of the index for each note is what it is slow with.
  for (const auto& note : notes) {
    RETURN_IF_ERROR(tasks_.replace(note));
    RETURN_IF_ERROR(events_.replace(note));
    RETURN_IF_ERROR(links_.replace(note, former_path(note)));
    if (const auto former = former_path(note); !former.empty())
      RETURN_IF_ERROR(tasks_.remove(former).and_then([&] { return events_.remove(former); }));
  }
  RETURN_IF_ERROR(tasks_.settle());
  RETURN_IF_ERROR(events_.settle());
  if (!moved.empty()) RETURN_IF_ERROR(count_renames_.run());
  std::unordered_map<std::string_view, const indexed_note*> latest;  // a note that is named twice is as named last
  for (const auto& note : notes) latest[note.path] = &note;
  text_changes changes;
  for (const auto& note : notes)
    if (latest[note.path] == &note) RETURN_IF_ERROR(compare(note, former_path(note), changes));
  RETURN_IF_ERROR(apply(changes));
  return last_rowid_ == before ? status{} : keep_last_rowid_.run(std::to_string(last_rowid_));
}

status lexical_store::compare(const indexed_note& note, std::string_view former_path, text_changes& changes) {
  const auto& wanted = note.chunks;
  std::unordered_map<std::string_view, std::size_t> by_id;  // a note may have a great many
  std::unordered_map<int, std::size_t> by_index;
  for (std::size_t at = 0; at < wanted.size(); ++at) {
    by_id.emplace(wanted[at].id, at);
    if (!former_path.empty()) by_index.emplace(wanted[at].index, at);
  }
  std::vector<bool> is_there(wanted.size());
  const auto stands_for = [&](auto found, auto end, auto agrees) {
    if (found == end || is_there[found->second]) return false;
    const auto& piece = wanted[found->second];
    join_headings(piece.heading_path, headings_);
    const bool agreed = agrees(piece);
    is_there[found->second] = agreed;
    return agreed;
  };
  const auto keep = [&](const sqlite::row& r) {
    const stored_chunk stored{r};
    const auto is_it = [&](const chunk& piece) { return stored.is(piece, headings_); };
    if (!stands_for(by_id.find(stored.id()), by_id.end(), is_it)) changes.gone.push_back(stored.rowid());
  };
  const auto take_over = [&](const sqlite::row& r) {
    const stored_chunk stored{r};
    const auto found = by_index.find(stored.index());
    const auto says_it = [&](const chunk& piece) { return stored.says_the_same(piece, headings_); };
    if (stands_for(found, by_index.end(), says_it))
      changes.renamed.emplace_back(stored.rowid(), &wanted[found->second]);
    else
      changes.gone.push_back(stored.rowid());
  };
  RETURN_IF_ERROR(select_note_.for_each(keep, note.path));
  if (!former_path.empty()) RETURN_IF_ERROR(select_note_.for_each(take_over, former_path));
  for (std::size_t at = 0; at < wanted.size(); ++at)
    if (!is_there[at]) changes.fresh.push_back(&wanted[at]);
  return {};
}

// Old chunks go before new ones come, since a new one may bear the id of one that goes; and of all notes, in the order
// of their rows: FTS5 writes what it has gathered when a row comes that stands before the last one.
status lexical_store::apply(text_changes& changes) {
  std::sort(changes.gone.begin(), changes.gone.end());
  for (const auto rowid : changes.gone) RETURN_IF_ERROR(erase(rowid));
  for (const auto& [rowid, wanted] : changes.renamed) RETURN_IF_ERROR(rename(rowid, *wanted));
  for (const auto* wanted : changes.fresh) RETURN_IF_ERROR(insert(*wanted));
  return {};
}

// What the full text holds of it stays: the columns that are indexed are the same.
status lexical_store::rename(std::int64_t rowid, const chunk& fresh) {
  return rename_chunk_.run(rowid, fresh.id, fresh.note_path, fresh.index, fresh.line, fresh.checksum, fresh.note_folder,
                           fresh.note_date);
}

// FTS5 forgets a row only when it is told the very text it indexed, so that is read from the content, before it goes;
// not in the statement that forgets, which would be a savepoint.
status lexical_store::forget(std::int64_t rowid) {
  status done;
  const auto forget_it = [&](const sqlite::row& r) {
    done = forget_text_.run(rowid, r.text(0), r.text(1), r.text(2), r.text(3), r.text(4), r.text(5), r.text(6),
                            r.text(7), r.text(8));
  };
  return select_text_.for_each(forget_it, rowid).and_then([&] { return done; });
}

status lexical_store::erase(std::int64_t rowid) {
  give_sign_of_life();
  return forget(rowid).and_then([&] { return delete_chunk_.run(rowid); });
}

status lexical_store::insert(const chunk& fresh) {
  give_sign_of_life();
  if (languages_.insert(fresh.language).second) RETURN_IF_ERROR(add_language_.run(fresh.language));
  join_headings(fresh.heading_path, headings_);
  const auto [name, place] = name_and_place_of(fresh);
  const auto& fields = fresh.fields;
  return insert_chunk_
      .run(fresh.id, fresh.note_path, fresh.note_title, headings_, fresh.index, fresh.line, fresh.text, fresh.checksum,
           fresh.note_folder, fresh.note_date, ++last_rowid_, fresh.language, name, fields.aliases, fields.tags, place,
           fields.properties)
      .and_then([&, &name = name, &place = place] {
        return insert_text_.run(last_rowid_, fresh.id, fresh.note_title, headings_, fresh.text,
                                language_mark(fresh.language), name, fields.aliases, fields.tags, place,
                                fields.properties);
      });
}

status lexical_store::remove(const std::vector<std::string>& note_paths) {
  return sqlite::in_transaction(db_, [&]() -> status {
    text_changes changes;
    const auto add = [&](const sqlite::row& r) { changes.gone.push_back(r.integer(0)); };
    for (const auto& path : std::set<std::string_view>(note_paths.begin(), note_paths.end())) {
      RETURN_IF_ERROR(select_rows_.for_each(add, path));
      RETURN_IF_ERROR(tasks_.remove(path));
      RETURN_IF_ERROR(events_.remove(path));
      RETURN_IF_ERROR(links_.remove(path));
    }
    return tasks_.settle().and_then([&] { return events_.settle(); }).and_then([&] { return apply(changes); });
  });
}

status lexical_store::clear() {
  languages_.clear();
  return sqlite::in_transaction(db_, [&]() -> status {
    return db_
        .execute("INSERT INTO chunks_fts (chunks_fts) VALUES ('delete-all'); DELETE FROM chunks; DELETE FROM languages")
        .and_then([&] { return tasks_.clear(); })
        .and_then([&] { return events_.clear(); })
        .and_then([&] { return links_.clear(); })
        .and_then([&] { return tasks_.settle(); })
        .and_then([&] { return events_.settle(); });
  });
}

// FTS5 says by the number of rows it has written whether there was anything to do: beginning alone writes one.
status lexical_store::write_back() {
  constexpr std::int64_t worth_it = 1'000;  // rows: each of the larger ones is a page
  RETURN_IF_ERROR(db_.execute(page_cache));
  const auto written = db_.total_changes();
  if (written - written_back_ < worth_it) return {};
  written_back_ = written;
  return db_.checkpoint();
}

result<bool> lexical_store::merge_parts() {
  constexpr std::int64_t for_nothing = 2;
  const auto before = db_.total_changes();
  return merge_.run().map([&] { return db_.total_changes() - before >= for_nothing; });
}

result<lexical_counts> lexical_store::counts() {
  return count_.first([](const sqlite::row& r) { return lexical_counts{r.integer(0)}; })
      .map([](std::optional<lexical_counts> counts) { return counts.value_or(lexical_counts{}); });
}

result<std::vector<chunk_count_of_note>> lexical_store::chunks_by_note() {
  std::vector<chunk_count_of_note> found;
  const auto add = [&](const sqlite::row& r) {
    give_sign_of_life();  // beside heavy writing, a million passages take seconds
    found.push_back({std::string{r.text(0)}, static_cast<int>(r.integer(1)), std::string{r.text(2)}});
  };
  return count_by_note_.for_each(add).map([&] { return std::move(found); });
}

// The rank of 1 makes FTS5 compare with the content table, not only look at its own structure.
status lexical_store::check() {
  if (!contradiction_.empty()) return fail(errc::corrupt, contradiction_);
  return db_.quick_check().and_then(
      [&] { return db_.execute("INSERT INTO chunks_fts (chunks_fts, rank) VALUES ('integrity-check', 1)"); });
}

}  // namespace secondbrain::stores
