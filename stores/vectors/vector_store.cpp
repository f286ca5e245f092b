#include "stores/vectors/vector_store.hpp"

#include <algorithm>

#include "stores/chunk_pages.hpp"
#include "stores/sqlite/transaction.hpp"
#include "stores/vectors/embedding_blob.hpp"
#include "stores/vectors/model_words.hpp"

namespace secondbrain::stores {

namespace {

// Vectors are found by their rowid, which VACUUM would give anew: this file is never vacuumed.
constexpr auto create_sql = R"sql(
  CREATE TABLE model (
    only_row INTEGER PRIMARY KEY CHECK (only_row = 1),
    name TEXT NOT NULL,
    dimensions INTEGER NOT NULL
  );
  CREATE TABLE vectors (
    text_hash TEXT PRIMARY KEY,
    embedding BLOB NOT NULL
  );
  CREATE TABLE links (
    chunk_id TEXT PRIMARY KEY,
    note_path TEXT NOT NULL,
    text_hash TEXT NOT NULL
  ) WITHOUT ROWID;
  CREATE INDEX idx_links_note_path ON links(note_path);
  CREATE INDEX idx_links_text_hash ON links(text_hash);
  CREATE TABLE unlinked (
    text_hash TEXT PRIMARY KEY,
    since INTEGER NOT NULL
  ) WITHOUT ROWID;
  CREATE INDEX idx_unlinked_since ON unlinked(since);
  CREATE TABLE state (
    only_row INTEGER PRIMARY KEY CHECK (only_row = 1),
    last_row INTEGER NOT NULL,
    revision INTEGER NOT NULL
  );
  INSERT INTO state (only_row, last_row, revision) VALUES (1, 0, (random() & 9223372036854775806) + 1);
)sql";

// Version 1 had no list of the texts that no chunk has any more; whatever it left behind is unneeded since ever.
constexpr auto upgrade_sql = R"sql(
  CREATE TABLE unlinked (
    text_hash TEXT PRIMARY KEY,
    since INTEGER NOT NULL
  ) WITHOUT ROWID;
  CREATE INDEX idx_unlinked_since ON unlinked(since);
  INSERT INTO unlinked (text_hash, since)
    SELECT text_hash, 0 FROM vectors WHERE text_hash NOT IN (SELECT text_hash FROM links);
  CREATE TABLE state (
    only_row INTEGER PRIMARY KEY CHECK (only_row = 1),
    last_row INTEGER NOT NULL,
    revision INTEGER NOT NULL
  );
  INSERT INTO state (only_row, last_row, revision)
    SELECT 1, coalesce(max(rowid), 0), (random() & 9223372036854775806) + 1 FROM vectors;
)sql";

std::vector<std::string> notes_of(const std::vector<vector_link>& links) {
  std::vector<std::string> notes;
  notes.reserve(links.size());
  for (const auto& link : links) notes.push_back(link.note_path);
  std::sort(notes.begin(), notes.end());
  notes.erase(std::unique(notes.begin(), notes.end()), notes.end());
  return notes;
}

}  // namespace

const sqlite::derived_schema vector_store::schema{2, create_sql, upgrade_sql};

result<vector_store> vector_store::open(const std::filesystem::path& file, const clock& time) {
  return sqlite::open_derived(file, schema).and_then([&time](sqlite::derived_database opened) -> result<vector_store> {
    vector_store store{std::move(opened.connection), time};
    return store.prepare().map([&] { return std::move(store); });
  });
}

status vector_store::prepare() {
  const auto prepared = db_.prepare({
      {select_model_, "SELECT name, dimensions FROM model"},
      {insert_model_, "INSERT INTO model (only_row, name, dimensions) VALUES (1, ?1, ?2)"},
      {insert_vector_, "INSERT INTO vectors (rowid, text_hash, embedding) VALUES (?1, ?2, ?3)"},
      {find_vector_, "SELECT 1 FROM vectors WHERE text_hash = ?1"},
      {select_vector_, "SELECT rowid, embedding = ?2 FROM vectors WHERE text_hash = ?1"},
      {select_row_, "SELECT embedding FROM vectors WHERE rowid = ?1"},
      {delete_vector_, "DELETE FROM vectors WHERE rowid = ?1"},
      {insert_link_, R"sql(
         INSERT INTO links (chunk_id, note_path, text_hash) VALUES (?1, ?2, ?3)
         ON CONFLICT (chunk_id) DO NOTHING)sql"},
      {update_link_, "UPDATE links SET note_path = ?2, text_hash = ?3 WHERE chunk_id = ?1"},
      {hashes_of_note_, "SELECT text_hash FROM links WHERE note_path = ?1"},
      {unlink_note_, "DELETE FROM links WHERE note_path = ?1"},
      {insert_unlinked_, R"sql(
         INSERT OR IGNORE INTO unlinked (text_hash, since)
         SELECT ?1, ?2 WHERE NOT EXISTS (SELECT 1 FROM links WHERE text_hash = ?1))sql"},
      {delete_unlinked_, "DELETE FROM unlinked WHERE text_hash = ?1"},
      {renew_unlinked_, "UPDATE unlinked SET since = ?2 WHERE text_hash = ?1"},
      {list_unlinked_, "SELECT text_hash FROM unlinked WHERE since <= ?1 ORDER BY since LIMIT ?2"},
      {find_unlinked_row_, R"sql(
         SELECT rowid FROM vectors
          WHERE text_hash = ?1 AND NOT EXISTS (SELECT 1 FROM links WHERE text_hash = ?1))sql"},
      // A row that is there already is never given again, whatever became of the state.
      {select_state_, "SELECT max(last_row, coalesce((SELECT max(rowid) FROM vectors), 0)), revision FROM state"},
      {update_state_, "UPDATE state SET last_row = ?1, revision = (random() & 9223372036854775806) + 1"},
      {count_, "SELECT (SELECT COUNT(*) FROM links), (SELECT COUNT(*) FROM vectors)"},
      {list_, "SELECT note_path, chunk_id FROM links WHERE note_path > ?1 ORDER BY note_path, chunk_id LIMIT ?2"},
      {list_rows_, "SELECT rowid, text_hash FROM vectors WHERE text_hash > ?1 ORDER BY text_hash LIMIT ?2"},
  });
  return prepared.and_then(
      [&] { return select_state_.for_each([&](const sqlite::row& r) { last_row_ = r.integer(0); }); });
}

std::int64_t vector_store::seconds_now() const {
  return std::chrono::duration_cast<std::chrono::seconds>(time_->now().time_since_epoch()).count();
}

// ---- changes ----

/// What is known of the file goes back with it when the work fails.
template <class Work>
status vector_store::in_transaction(const Work& work) {
  const auto counts = counts_;
  const auto last_row = last_row_;
  auto done = sqlite::in_transaction(db_, work);
  if (!done) {
    counts_ = counts;
    last_row_ = last_row;
  }
  return done;
}

void vector_store::count(std::int64_t chunks, std::int64_t vectors) {
  if (!counts_) return;
  counts_->chunks += chunks;
  counts_->vectors += vectors;
}

result<vector_changes> vector_store::write(const write_vectors& request) {
  vector_changes changes;
  const auto done = in_transaction([&]() -> status {
    return accept_model(request.model)
        .and_then([&] { return add_vectors(request, changes); })
        .and_then([&] { return replace_links(request.links); })
        .and_then([&] { return note_state(changes); });
  });
  return done.map([&] { return std::move(changes); });
}

status vector_store::accept_model(const model_tag& wanted) {
  const auto stored = model();
  RETURN_IF_ERROR(stored);
  if (!*stored) {
    if (counts_) counts_->model = wanted;
    return insert_model_.run(wanted.name, wanted.dimensions);
  }
  if (**stored == wanted) return {};
  return of_another_model(**stored, wanted);
}

status vector_store::add_vectors(const write_vectors& request, vector_changes& changes) {
  for (const auto& vector : request.vectors) {
    if (vector.values.size() != static_cast<std::size_t>(request.model.dimensions))
      return of_another_length(vector.values.size(), request.model);
    if (auto done = add_vector(vector, changes); !done) return done;
  }
  return {};
}

status vector_store::add_vector(const stored_vector& vector, vector_changes& changes) {
  const auto known = compare(vector);
  RETURN_IF_ERROR(known);
  if (*known && (*known)->is_same) return {};
  if (*known) {
    if (auto dropped = delete_vector((*known)->row); !dropped) return dropped;
    const auto row = std::find_if(changes.added.begin(), changes.added.end(),
                                  [&](const auto& added) { return added.row == (*known)->row; });
    if (row == changes.added.end())
      changes.removed.push_back((*known)->row);
    else
      changes.added.erase(row);  // the request holds the text twice
  }
  const auto row = ++last_row_;
  count(0, 1);
  changes.added.push_back({row, vector.values});
  return insert_vector_.run(row, vector.text_hash, std::as_bytes(std::span{vector.values})).and_then([&] {
    return insert_unlinked_.run(vector.text_hash, seconds_now());
  });
}

status vector_store::delete_vector(std::int64_t row) {
  count(0, -1);
  return delete_vector_.run(row);
}

result<std::optional<vector_store::known_vector>> vector_store::compare(const stored_vector& vector) {
  return select_vector_.first(
      [](const sqlite::row& r) {
        return known_vector{r.integer(0), r.integer(1) != 0};
      },
      vector.text_hash, std::as_bytes(std::span{vector.values}));
}

status vector_store::replace_links(const std::vector<vector_link>& links) {
  const auto unlinked = unlink(notes_of(links));
  RETURN_IF_ERROR(unlinked);
  return add_links(links).and_then([&] { return note_unlinked(*unlinked); });
}

status vector_store::add_links(const std::vector<vector_link>& links) {
  for (const auto& link : links) {
    const auto known = has_vector(link.text_hash);
    RETURN_IF_ERROR(known);
    if (!*known) return without_vector(link.chunk_id);
    if (auto linked = add_link(link); !linked) return linked;
  }
  return {};
}

/// In place of what the chunk embedded before, be it in another note.
status vector_store::add_link(const vector_link& link) {
  const auto before = db_.total_changes();
  RETURN_IF_ERROR(insert_link_.run(link.chunk_id, link.note_path, link.text_hash));
  const bool is_new = db_.total_changes() > before;
  if (!is_new) RETURN_IF_ERROR(update_link_.run(link.chunk_id, link.note_path, link.text_hash));
  count(is_new ? 1 : 0, 0);
  return delete_unlinked_.run(link.text_hash);
}

result<bool> vector_store::has_vector(std::string_view text_hash) {
  return find_vector_.first([](const sqlite::row&) { return true; }, text_hash).map([](std::optional<bool> found) {
    return found.has_value();
  });
}

result<std::vector<std::string>> vector_store::unlink(const std::vector<std::string>& note_paths) {
  std::vector<std::string> unlinked;
  const auto add = [&](const sqlite::row& r) { unlinked.emplace_back(r.text(0)); };
  for (const auto& path : note_paths) {
    const auto done = hashes_of_note_.for_each(add, path).and_then([&] { return unlink_note_.run(path); });
    RETURN_IF_ERROR(done);
  }
  count(-static_cast<std::int64_t>(unlinked.size()), 0);
  return unlinked;
}

/// Those of them that no other chunk has.
status vector_store::note_unlinked(const std::vector<std::string>& text_hashes) {
  const auto now = seconds_now();
  for (const auto& hash : text_hashes) {
    if (auto done = insert_unlinked_.run(hash, now); !done) return done;
  }
  return {};
}

status vector_store::note_state(const vector_changes& changes) {
  return changes.empty() ? status{} : update_state_.run(last_row_);
}

status vector_store::remove(const std::vector<std::string>& note_paths) {
  return in_transaction([&]() -> status {
    return unlink(note_paths).and_then([&](const auto& unlinked) { return note_unlinked(unlinked); });
  });
}

status vector_store::clear() {
  return in_transaction([&]() -> status {
    counts_.reset();
    return db_.execute("DELETE FROM links; DELETE FROM vectors; DELETE FROM unlinked; DELETE FROM model").and_then([&] {
      return update_state_.run(last_row_);
    });
  });
}

result<vector_changes> vector_store::drop_unlinked(std::chrono::seconds unneeded_for, std::size_t limit) {
  vector_changes changes;
  const auto done = in_transaction([&]() -> status {
    std::vector<std::string> hashes;
    const auto add = [&](const sqlite::row& r) { hashes.emplace_back(r.text(0)); };
    if (auto listed = list_unlinked_.for_each(add, seconds_now() - unneeded_for.count(), limit); !listed) return listed;
    for (const auto& hash : hashes) {
      if (auto dropped = drop(hash, changes); !dropped) return dropped;
    }
    return note_state(changes);
  });
  return done.map([&] { return std::move(changes); });
}

status vector_store::drop(const std::string& text_hash, vector_changes& changes) {
  const auto row = find_unlinked_row_.first([](const sqlite::row& r) { return r.integer(0); }, text_hash);
  RETURN_IF_ERROR(row);
  if (*row) {
    changes.removed.push_back(**row);
    if (auto deleted = delete_vector(**row); !deleted) return deleted;
  }
  return delete_unlinked_.run(text_hash);
}

// ---- questions ----

result<std::vector<std::string>> vector_store::missing(const std::vector<std::string>& text_hashes) {
  std::vector<std::string> absent;
  const auto now = seconds_now();
  const auto done = sqlite::in_transaction(db_, [&]() -> status {
    for (const auto& hash : text_hashes) {
      const auto known = has_vector(hash);
      RETURN_IF_ERROR(known);
      if (!*known) {
        absent.push_back(hash);
      } else if (auto renewed = renew_unlinked_.run(hash, now); !renewed) {
        return renewed;
      }
    }
    return {};
  });
  return done.map([&] { return std::move(absent); });
}

result<embedded_chunks> vector_store::embedded(std::string_view behind_note, std::size_t enough) {
  auto stored = model();
  RETURN_IF_ERROR(stored);
  auto page = read_chunk_page(list_, behind_note, enough);
  RETURN_IF_ERROR(page);
  return embedded_chunks{*std::move(stored), *std::move(page)};
}

result<std::optional<model_tag>> vector_store::model() {
  return select_model_.first([](const sqlite::row& r) {
    return model_tag{std::string{r.text(0)}, static_cast<int>(r.integer(1))};
  });
}

result<vector_counts> vector_store::counts() {
  if (counts_) return *counts_;
  vector_counts found;
  const auto add = [&](const sqlite::row& r) {
    found.chunks = r.integer(0);
    found.vectors = r.integer(1);
  };
  auto stored = count_.for_each(add).and_then([&] { return model(); });
  RETURN_IF_ERROR(stored);
  found.model = *std::move(stored);
  counts_ = found;
  return found;
}

result<std::int64_t> vector_store::revision() {
  return select_state_.first([](const sqlite::row& r) { return r.integer(1); }).map([](auto found) {
    return found.value_or(0);
  });
}

result<vector_store::row_page> vector_store::rows(const std::string& behind_hash, std::size_t limit) {
  row_page page;
  const auto add = [&](const sqlite::row& r) {
    page.rows.push_back(r.integer(0));
    page.last_hash = r.text(1);
  };
  return list_rows_.for_each(add, behind_hash, limit).map([&] { return std::move(page); });
}

result<std::optional<std::vector<float>>> vector_store::find(std::int64_t row) {
  return select_row_.first([](const sqlite::row& r) { return floats_of(r.blob(0)); }, row);
}

}  // namespace secondbrain::stores
