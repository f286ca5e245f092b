#include "stores/vectors/postgres/postgres_vector_store.hpp"

#include <algorithm>
#include <map>
#include <utility>

#include "stores/chunk_pages.hpp"
#include "stores/vectors/model_words.hpp"
#include "stores/vectors/postgres/postgres_schema.hpp"
#include "stores/vectors/postgres/postgres_text.hpp"

namespace secondbrain::stores {

namespace {

std::vector<std::string> texts_in(const postgres_rows& rows, int column = 0) {
  std::vector<std::string> texts;
  texts.reserve(static_cast<std::size_t>(rows.count()));
  for (int row = 0; row < rows.count(); ++row) texts.emplace_back(rows.text(row, column));
  return texts;
}

/// What a text or a chunk is given last in a request is what counts: a statement takes each once.
template <class Item, class Key>
std::vector<const Item*> last_of_each(const std::vector<Item>& items, Key key) {
  std::map<std::string_view, const Item*> last;
  for (const auto& item : items) last[key(item)] = &item;
  std::vector<const Item*> chosen;
  chosen.reserve(last.size());
  for (const auto& [name, item] : last) chosen.push_back(item);
  return chosen;
}

}  // namespace

// ---- the server ----

status postgres_vector_store::connect() {
  server_.reset();
  vectors_.reset();
  auto opened = postgres_connection::open(place_, limits_);
  RETURN_IF_ERROR(opened);
  RETURN_IF_ERROR(own_postgres_schema(*opened, schema_));
  server_.emplace(*std::move(opened));
  return {};
}

/// A connection of before may be gone by now: then the work is done over a new one.
status postgres_vector_store::with_server(const step& work) {
  const bool is_kept = server_.has_value();
  if (!is_kept) RETURN_IF_ERROR(connect());
  auto done = work(*server_);
  if (done) return done;
  const bool is_lost = !server_->is_open();
  if (!is_lost && done.error().code != errc::not_found) return done;
  server_.reset();  // what is missing is made by the next connection
  if (!is_kept || !is_lost || done.error().code == errc::timeout) return done;
  RETURN_IF_ERROR(connect());
  done = work(*server_);
  if (!done && !server_->is_open()) server_.reset();
  return done;
}

status postgres_vector_store::in_transaction(const step& work) {
  return with_server([&](postgres_connection& server) -> status {
    RETURN_IF_ERROR(server.run_all("BEGIN"));
    auto done = work(server);
    if (done) return server.run_all("COMMIT");
    if (server.is_open()) static_cast<void>(server.run_all("ROLLBACK"));
    return done;
  });
}

status postgres_vector_store::check() {
  return with_server([](postgres_connection& server) { return server.run_all("SELECT 1 FROM state"); });
}

std::string postgres_vector_store::now() const {
  return std::to_string(std::chrono::duration_cast<std::chrono::seconds>(time_->now().time_since_epoch()).count());
}

// ---- changes ----

status postgres_vector_store::write(const write_vectors& request) {
  std::int64_t added = 0;
  auto done = in_transaction([&](postgres_connection& server) {
    return accept_model(server, request.model)
        .and_then([&] { return add_vectors(server, request, added); })
        .and_then([&] { return replace_links(server, request.links); });
  });
  if (done && vectors_) *vectors_ += added;
  if (!done) vectors_.reset();
  return done;
}

status postgres_vector_store::read_model(postgres_connection& server, std::optional<model_tag>& found) {
  const auto stored = server.run("SELECT name, dimensions FROM model");
  RETURN_IF_ERROR(stored);
  found.reset();
  if (stored->count() > 0) found = model_tag{std::string{stored->text(0, 0)}, static_cast<int>(stored->integer(0, 1))};
  return {};
}

status postgres_vector_store::accept_model(postgres_connection& server, const model_tag& wanted) {
  std::optional<model_tag> stored;
  RETURN_IF_ERROR(read_model(server, stored));
  if (stored) return *stored == wanted ? status{} : of_another_model(*stored, wanted);
  const auto dimensions = std::to_string(wanted.dimensions);
  RETURN_IF_ERROR(
      server.run("INSERT INTO model (only_row, name, dimensions) VALUES (1, $1, $2)", {wanted.name, dimensions}));
  // Whoever wants an index on them needs to know how long they are.
  return server.run_all("ALTER TABLE vectors ALTER COLUMN embedding TYPE vector(" + dimensions + ")");
}

status postgres_vector_store::add_vectors(postgres_connection& server, const write_vectors& request,
                                          std::int64_t& added) {
  added = 0;
  for (const auto& vector : request.vectors)
    if (vector.values.size() != static_cast<std::size_t>(request.model.dimensions))
      return of_another_length(vector.values.size(), request.model);
  if (request.vectors.empty()) return {};
  std::vector<std::string> hashes;
  std::vector<std::span<const float>> values;
  const auto chosen =
      last_of_each(request.vectors, [](const stored_vector& each) { return std::string_view{each.text_hash}; });
  hashes.reserve(chosen.size());
  values.reserve(chosen.size());
  for (const auto* each : chosen) {
    hashes.push_back(each->text_hash);
    values.emplace_back(each->values);
  }
  const auto which = text_array(hashes);
  const auto known = server.run("SELECT text_hash FROM vectors WHERE text_hash = ANY($1::text[])", {which});
  RETURN_IF_ERROR(known);
  RETURN_IF_ERROR(server.run(R"sql(
      INSERT INTO unlinked (text_hash, since)
      SELECT hash, $2::bigint FROM unnest($1::text[]) hash
       WHERE hash NOT IN (SELECT text_hash FROM vectors WHERE text_hash = ANY($1::text[]))
      ON CONFLICT DO NOTHING)sql",
                             {which, now()}));
  RETURN_IF_ERROR(server.run(R"sql(
      INSERT INTO vectors (text_hash, embedding)
      SELECT hash, value::vector FROM unnest($1::text[], $2::text[]) given(hash, value)
      ON CONFLICT (text_hash) DO UPDATE SET embedding = excluded.embedding
       WHERE vectors.embedding IS DISTINCT FROM excluded.embedding)sql",
                             {which, vector_array(values)}));
  added = static_cast<std::int64_t>(hashes.size()) - known->count();
  return {};
}

status postgres_vector_store::replace_links(postgres_connection& server, const std::vector<vector_link>& links) {
  if (links.empty()) return {};
  std::vector<std::string> notes;
  notes.reserve(links.size());
  for (const auto& link : links) notes.push_back(link.note_path);
  std::sort(notes.begin(), notes.end());
  notes.erase(std::unique(notes.begin(), notes.end()), notes.end());
  std::vector<std::string> chunks;
  std::vector<std::string> paths;
  std::vector<std::string> hashes;
  for (const auto* each :
       last_of_each(links, [](const vector_link& link) { return std::string_view{link.chunk_id}; })) {
    chunks.push_back(each->chunk_id);
    paths.push_back(each->note_path);
    hashes.push_back(each->text_hash);
  }
  const auto which = text_array(hashes);
  const auto absent = server.run(R"sql(
      SELECT chunk FROM unnest($1::text[], $2::text[]) link(chunk, hash)
       WHERE NOT EXISTS (SELECT 1 FROM vectors WHERE text_hash = hash) LIMIT 1)sql",
                                 {text_array(chunks), which});
  RETURN_IF_ERROR(absent);
  if (absent->count() > 0) return without_vector(std::string{absent->text(0, 0)});
  RETURN_IF_ERROR(unlink(server, notes));
  RETURN_IF_ERROR(server.run(R"sql(
      INSERT INTO links (chunk_id, note_path, text_hash)
      SELECT * FROM unnest($1::text[], $2::text[], $3::text[])
      ON CONFLICT (chunk_id) DO UPDATE SET note_path = excluded.note_path, text_hash = excluded.text_hash)sql",
                             {text_array(chunks), text_array(paths), which}));
  return server.run("DELETE FROM unlinked WHERE text_hash = ANY($1::text[])", {which}).map([](const auto&) {});
}

/// The texts that no chunk has any more are noted with the time.
status postgres_vector_store::unlink(postgres_connection& server, const std::vector<std::string>& note_paths) {
  const auto gone =
      server.run("DELETE FROM links WHERE note_path = ANY($1::text[]) RETURNING text_hash", {text_array(note_paths)});
  RETURN_IF_ERROR(gone);
  if (gone->count() == 0) return {};
  return server
      .run(R"sql(
      INSERT INTO unlinked (text_hash, since)
      SELECT DISTINCT hash, $2::bigint FROM unnest($1::text[]) hash
       WHERE NOT EXISTS (SELECT 1 FROM links WHERE text_hash = hash)
      ON CONFLICT DO NOTHING)sql",
           {text_array(texts_in(*gone)), now()})
      .map([](const auto&) {});
}

status postgres_vector_store::remove(const std::vector<std::string>& note_paths) {
  if (note_paths.empty()) return {};
  return in_transaction([&](postgres_connection& server) { return unlink(server, note_paths); });
}

status postgres_vector_store::clear() {
  auto done = with_server(
      [](postgres_connection& server) { return server.run_all("TRUNCATE links, vectors, unlinked, model"); });
  vectors_.reset();
  return done;
}

result<std::size_t> postgres_vector_store::drop_unlinked(std::chrono::seconds unneeded_for, std::size_t limit) {
  std::int64_t dropped = 0;
  const auto due = std::to_string(std::stoll(now()) - unneeded_for.count());
  const auto done = with_server([&](postgres_connection& server) -> status {
    const auto changed = server.run(R"sql(
        WITH due AS (
          DELETE FROM unlinked WHERE text_hash IN (
            SELECT text_hash FROM unlinked WHERE since <= $1::bigint ORDER BY since LIMIT $2::bigint)
          RETURNING text_hash)
        DELETE FROM vectors v USING due
         WHERE v.text_hash = due.text_hash AND NOT EXISTS (SELECT 1 FROM links l WHERE l.text_hash = v.text_hash))sql",
                                    {due, std::to_string(limit)});
    RETURN_IF_ERROR(changed);
    dropped = changed->changed();
    return {};
  });
  if (vectors_) *vectors_ -= dropped;
  if (!done) vectors_.reset();
  return done.map([&] { return static_cast<std::size_t>(dropped); });
}

// ---- questions ----

/// Whoever looks for a text may link it, so its time begins anew.
result<std::vector<std::string>> postgres_vector_store::missing(const std::vector<std::string>& text_hashes) {
  std::vector<std::string> absent;
  if (text_hashes.empty()) return absent;
  const auto which = text_array(text_hashes);
  const auto done = in_transaction([&](postgres_connection& server) -> status {
    const auto rows = server.run(R"sql(
        SELECT hash FROM unnest($1::text[]) WITH ORDINALITY wanted(hash, place)
         WHERE NOT EXISTS (SELECT 1 FROM vectors WHERE text_hash = hash) ORDER BY place)sql",
                                 {which});
    RETURN_IF_ERROR(rows);
    absent = texts_in(*rows);
    return server.run("UPDATE unlinked SET since = $2::bigint WHERE text_hash = ANY($1::text[])", {which, now()})
        .map([](const auto&) {});
  });
  return done.map([&] { return std::move(absent); });
}

result<embedded_chunks> postgres_vector_store::embedded(std::string_view behind_note, std::size_t enough) {
  embedded_chunks listed;
  const auto done = with_server([&](postgres_connection& server) -> status {
    RETURN_IF_ERROR(read_model(server, listed.model));
    for (auto limit = std::clamp<std::size_t>(enough, 1, all_chunks) + 1;; limit *= 4) {
      const auto rows = server.run(R"sql(
          SELECT note_path, chunk_id FROM links WHERE note_path > $1
           ORDER BY note_path, chunk_id LIMIT $2::bigint)sql",
                                   {std::string{behind_note}, std::to_string(limit)});
      RETURN_IF_ERROR(rows);
      std::vector<chunk_key> chunks;
      chunks.reserve(static_cast<std::size_t>(rows->count()));
      for (int row = 0; row < rows->count(); ++row)
        chunks.push_back({std::string{rows->text(row, 0)}, std::string{rows->text(row, 1)}});
      if (keep_whole_notes(std::move(chunks), limit, listed.page)) return {};
    }
  });
  return done.map([&] { return std::move(listed); });
}

result<std::optional<model_tag>> postgres_vector_store::model() {
  std::optional<model_tag> found;
  const auto done = with_server([&](postgres_connection& server) { return read_model(server, found); });
  return done.map([&] { return std::move(found); });
}

result<vector_counts> postgres_vector_store::counts() {
  vector_counts counts;
  const auto done = with_server([&](postgres_connection& server) -> status {
    RETURN_IF_ERROR(read_model(server, counts.model));
    const auto chunks = server.run("SELECT count(*) FROM links");
    RETURN_IF_ERROR(chunks);
    counts.chunks = chunks->integer(0, 0);
    if (vectors_) return {};
    const auto vectors = server.run("SELECT count(*) FROM vectors");
    RETURN_IF_ERROR(vectors);
    vectors_ = vectors->integer(0, 0);
    return {};
  });
  counts.vectors = vectors_.value_or(0);
  return done.map([&] { return std::move(counts); });
}

}  // namespace secondbrain::stores
