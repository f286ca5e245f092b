#include "stores/vector_store.hpp"

#include <algorithm>
#include <bit>
#include <cstring>
#include <span>

#include "base/error.hpp"
#include "stores/sqlite/migration.hpp"
#include "stores/sqlite/transaction.hpp"

namespace secondbrain::stores {

namespace {

// An embedding is its floats, little-endian, one after the other.
static_assert(std::endian::native == std::endian::little && sizeof(float) == 4);

constexpr sqlite::derived_schema schema{1, R"sql(
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
)sql"};

std::string described(const model_tag& model) {
  return model.name + " (" + std::to_string(model.dimensions) + " dimensions)";
}

std::vector<std::string> notes_of(const std::vector<vector_link>& links) {
  std::vector<std::string> notes;
  notes.reserve(links.size());
  for (const auto& link : links) notes.push_back(link.note_path);
  std::sort(notes.begin(), notes.end());
  notes.erase(std::unique(notes.begin(), notes.end()), notes.end());
  return notes;
}

}  // namespace

result<vector_store> vector_store::open(const std::filesystem::path& file) {
  return sqlite::open_derived(file, schema).and_then([](sqlite::derived_database opened) -> result<vector_store> {
    vector_store store{std::move(opened.connection)};
    return store.prepare().map([&] { return std::move(store); });
  });
}

status vector_store::prepare() {
  return db_.prepare({
      {select_model_, "SELECT name, dimensions FROM model"},
      {insert_model_, "INSERT INTO model (only_row, name, dimensions) VALUES (1, ?1, ?2)"},
      {insert_vector_, R"sql(
         INSERT INTO vectors (text_hash, embedding) VALUES (?1, ?2)
         ON CONFLICT (text_hash) DO UPDATE SET embedding = excluded.embedding)sql"},
      {find_vector_, "SELECT 1 FROM vectors WHERE text_hash = ?1"},
      {insert_link_, R"sql(
         INSERT INTO links (chunk_id, note_path, text_hash) VALUES (?1, ?2, ?3)
         ON CONFLICT (chunk_id) DO UPDATE SET note_path = excluded.note_path, text_hash = excluded.text_hash)sql"},
      {hashes_of_note_, "SELECT text_hash FROM links WHERE note_path = ?1"},
      {unlink_note_, "DELETE FROM links WHERE note_path = ?1"},
      {delete_orphan_, R"sql(
         DELETE FROM vectors
          WHERE text_hash = ?1 AND NOT EXISTS (SELECT 1 FROM links WHERE text_hash = ?1))sql"},
      {count_, "SELECT (SELECT COUNT(*) FROM links), (SELECT COUNT(*) FROM vectors)"},
      {list_, "SELECT note_path, chunk_id FROM links ORDER BY note_path, chunk_id"},
      {load_, R"sql(
         SELECT l.chunk_id, v.embedding
           FROM links l JOIN vectors v ON v.text_hash = l.text_hash
          ORDER BY l.chunk_id)sql"},
  });
}

status vector_store::write(const write_vectors& request) {
  return sqlite::in_transaction(db_, [&]() -> status {
    return accept_model(request.model)
        .and_then([&] { return add_vectors(request); })
        .and_then([&] { return unlink(notes_of(request.links)); })
        .and_then([&](const auto& unlinked) {
          return add_links(request.links).and_then([&] { return drop_orphans(unlinked); });
        });
  });
}

status vector_store::accept_model(const model_tag& wanted) {
  const auto stored = model();
  RETURN_IF_ERROR(stored);
  if (!*stored) return insert_model_.run(wanted.name, wanted.dimensions);
  if (**stored == wanted) return {};
  return fail(errc::conflict, "the stored vectors are of " + described(**stored) + ", not of " + described(wanted) +
                                  ": clear them and embed everything again");
}

status vector_store::add_vectors(const write_vectors& request) {
  for (const auto& [text_hash, values] : request.vectors) {
    if (values.size() != static_cast<std::size_t>(request.model.dimensions)) {
      return fail(errc::invalid_argument,
                  "a vector of " + std::to_string(values.size()) + " dimensions came with " + described(request.model));
    }
    if (auto done = insert_vector_.run(text_hash, std::as_bytes(std::span{values})); !done) return done;
  }
  return {};
}

status vector_store::add_links(const std::vector<vector_link>& links) {
  for (const auto& [chunk_id, note_path, text_hash] : links) {
    const auto known = has_vector(text_hash);
    RETURN_IF_ERROR(known);
    if (!*known) return fail(errc::invalid_argument, "chunk " + chunk_id + " is linked to a text that has no vector");
    if (auto done = insert_link_.run(chunk_id, note_path, text_hash); !done) return done;
  }
  return {};
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
  return unlinked;
}

status vector_store::drop_orphans(const std::vector<std::string>& text_hashes) {
  for (const auto& hash : text_hashes) {
    if (auto done = delete_orphan_.run(hash); !done) return done;
  }
  return {};
}

status vector_store::remove(const std::vector<std::string>& note_paths) {
  return sqlite::in_transaction(db_, [&]() -> status {
    return unlink(note_paths).and_then([&](const auto& unlinked) { return drop_orphans(unlinked); });
  });
}

status vector_store::clear() {
  return sqlite::in_transaction(
      db_, [&]() -> status { return db_.execute("DELETE FROM links; DELETE FROM vectors; DELETE FROM model"); });
}

status vector_store::drop_unlinked() {
  return sqlite::in_transaction(db_, [&]() -> status {
    return db_.execute("DELETE FROM vectors WHERE text_hash NOT IN (SELECT text_hash FROM links)");
  });
}

result<std::vector<std::string>> vector_store::missing(const std::vector<std::string>& text_hashes) {
  std::vector<std::string> absent;
  for (const auto& hash : text_hashes) {
    const auto known = has_vector(hash);
    RETURN_IF_ERROR(known);
    if (!*known) absent.push_back(hash);
  }
  return absent;
}

result<embedded_chunks> vector_store::embedded() {
  embedded_chunks all;
  const auto add = [&](const sqlite::row& r) {
    all.chunks.push_back({std::string{r.text(0)}, std::string{r.text(1)}});
  };
  auto stored = list_.for_each(add).and_then([&] { return model(); });
  RETURN_IF_ERROR(stored);
  all.model = *std::move(stored);
  return all;
}

result<std::optional<model_tag>> vector_store::model() {
  return select_model_.first([](const sqlite::row& r) {
    return model_tag{std::string{r.text(0)}, static_cast<int>(r.integer(1))};
  });
}

result<vector_counts> vector_store::counts(const std::optional<model_tag>& configured) {
  vector_counts counts;
  const auto add = [&](const sqlite::row& r) {
    counts.chunks = r.integer(0);
    counts.vectors = r.integer(1);
  };
  const auto stored = count_.for_each(add).and_then([&] { return model(); });
  RETURN_IF_ERROR(stored);
  counts.model = *stored;
  counts.mismatch = configured && counts.model && *configured != *counts.model;
  return counts;
}

result<vector_matrix> vector_store::load() {
  const auto stored = model();
  RETURN_IF_ERROR(stored);
  const auto tag = stored->value_or(model_tag{});
  const auto dimensions = static_cast<std::size_t>(tag.dimensions);
  std::vector<std::string> chunk_ids;
  std::vector<float> values;
  bool whole = true;
  const auto add = [&](const sqlite::row& r) {
    const auto embedding = r.blob(1);
    if (embedding.size() != dimensions * sizeof(float)) {
      whole = false;
      return;
    }
    chunk_ids.emplace_back(r.text(0));
    values.resize(values.size() + dimensions);
    std::memcpy(values.data() + values.size() - dimensions, embedding.data(), embedding.size());
  };
  RETURN_IF_ERROR(load_.for_each(add));
  if (!whole) return fail(errc::corrupt, "vectors.db holds a vector of another length than " + described(tag));
  return vector_matrix{tag, std::move(chunk_ids), std::move(values)};
}

}  // namespace secondbrain::stores
