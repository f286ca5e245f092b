#include "stores/metadata_store.hpp"

#include <algorithm>
#include <array>

#include "base/error.hpp"
#include "stores/metadata_json.hpp"
#include "stores/schema_versions.hpp"
#include "stores/sqlite/migration.hpp"
#include "stores/sqlite/transaction.hpp"

namespace secondbrain::stores {

namespace {

constexpr std::array<sqlite::migration, 1> metadata_migrations{R"sql(
  CREATE TABLE IF NOT EXISTS note_metadata (
    note_path TEXT PRIMARY KEY,
    summary TEXT NOT NULL,
    key_phrases TEXT NOT NULL,
    entities TEXT NOT NULL,
    dates TEXT NOT NULL,
    action_items TEXT NOT NULL,
    extracted_at TEXT NOT NULL,
    content_hash TEXT NOT NULL,
    model_used TEXT NOT NULL
  );
  CREATE INDEX IF NOT EXISTS idx_metadata_extracted_at ON note_metadata(extracted_at);
)sql"};
static_assert(metadata_migrations.size() == metadata_schema);

constexpr std::string_view select_all =
    "SELECT note_path, summary, key_phrases, entities, dates, action_items, extracted_at, content_hash, model_used"
    "  FROM note_metadata ";

result<note_metadata> metadata_in(const sqlite::row& r) {
  note_metadata found;
  found.note_path = r.text(0);
  found.summary = r.text(1);
  found.extracted_at = r.text(6);
  found.content_hash = r.text(7);
  found.model_used = r.text(8);
  const auto into = [](auto& field) { return [&field](auto items) { field = std::move(items); }; };
  const auto lists = phrases_from_json(r.text(2))
                         .map(into(found.key_phrases))
                         .and_then([&] { return entities_from_json(r.text(3)).map(into(found.entities)); })
                         .and_then([&] { return dates_from_json(r.text(4)).map(into(found.dates)); })
                         .and_then([&] { return actions_from_json(r.text(5)).map(into(found.action_items)); });
  if (!lists) return fail(lists.error(), "the metadata of " + found.note_path);
  return found;
}

result<int> number(sqlite::statement& counting, const auto&... values) {
  return counting.first([](const sqlite::row& r) { return static_cast<int>(r.integer(0)); }, values...)
      .map([](std::optional<int> count) { return count.value_or(0); });
}

}  // namespace

result<metadata_store> metadata_store::open(const std::filesystem::path& file) {
  return sqlite::open_migrated(file, metadata_migrations).and_then([](sqlite::database db) -> result<metadata_store> {
    metadata_store store{std::move(db)};
    return store.prepare().map([&] { return std::move(store); });
  });
}

status metadata_store::prepare() {
  return db_.prepare({
      {upsert_, R"sql(
         INSERT INTO note_metadata (note_path, summary, key_phrases, entities, dates, action_items, extracted_at,
                                    content_hash, model_used)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)
         ON CONFLICT (note_path) DO UPDATE
            SET summary = excluded.summary, key_phrases = excluded.key_phrases, entities = excluded.entities,
                dates = excluded.dates, action_items = excluded.action_items, extracted_at = excluded.extracted_at,
                content_hash = excluded.content_hash, model_used = excluded.model_used)sql"},
      {find_, std::string{select_all} + "WHERE note_path = ?1"},
      {list_, std::string{select_all} + "ORDER BY note_path LIMIT ?2 OFFSET ?1"},
      {list_entities_, R"sql(
         SELECT item.value ->> 'text', item.value ->> 'entity_type', item.value ->> 'confidence', note_path
           FROM note_metadata, json_each(entities) AS item
          WHERE ?1 IS NULL OR item.value ->> 'entity_type' = ?1
          ORDER BY note_path, item.key
          LIMIT ?3 OFFSET ?2)sql"},
      {count_entities_, R"sql(
         SELECT COUNT(*)
           FROM note_metadata, json_each(entities) AS item
          WHERE ?1 IS NULL OR item.value ->> 'entity_type' = ?1)sql"},
      {list_actions_, R"sql(
         SELECT item.value ->> 'text', item.value ->> 'confidence', item.value ->> 'priority', note_path
           FROM note_metadata, json_each(action_items) AS item
          ORDER BY CASE item.value ->> 'priority' WHEN 'high' THEN 0 WHEN 'medium' THEN 1 WHEN 'low' THEN 2 ELSE 3 END,
                   note_path, item.key
          LIMIT ?2 OFFSET ?1)sql"},
      {count_actions_, "SELECT COUNT(*) FROM note_metadata, json_each(action_items)"},
      {move_, "UPDATE OR REPLACE note_metadata SET note_path = ?2 WHERE note_path = ?1"},
      {delete_, "DELETE FROM note_metadata WHERE note_path = ?1"},
  });
}

status metadata_store::put(const note_metadata& metadata) {
  return upsert_.run(metadata.note_path, metadata.summary, to_json(metadata.key_phrases), to_json(metadata.entities),
                     to_json(metadata.dates), to_json(metadata.action_items), metadata.extracted_at,
                     metadata.content_hash, metadata.model_used);
}

result<note_metadata> metadata_store::get(std::string_view note_path) {
  auto found = find_.first(metadata_in, note_path);
  RETURN_IF_ERROR(found);
  if (!*found) return fail(errc::not_found, "nothing was extracted from " + std::string{note_path} + " yet");
  return std::move(**found);
}

result<std::vector<note_metadata>> metadata_store::list(int offset, int limit) {
  std::vector<note_metadata> found;
  status readable;
  const auto add = [&](const sqlite::row& r) {
    if (auto one = metadata_in(r)) {
      found.push_back(*std::move(one));
    } else if (readable) {
      readable = fail(one.error());
    }
  };
  return list_.for_each(add, std::max(offset, 0), std::max(limit, 0)).and_then([&] { return readable; }).map([&] {
    return std::move(found);
  });
}

result<entity_page> metadata_store::entities(const std::optional<std::string>& entity_type, int offset, int limit) {
  entity_page page;
  const auto add = [&](const sqlite::row& r) {
    page.entities.push_back({{std::string{r.text(0)}, std::string{r.text(1)}, r.real(2)}, std::string{r.text(3)}});
  };
  return list_entities_.for_each(add, entity_type, std::max(offset, 0), std::max(limit, 0))
      .and_then([&] { return number(count_entities_, entity_type); })
      .map([&](int total) {
        page.total = total;
        return std::move(page);
      });
}

result<action_page> metadata_store::action_items(int offset, int limit) {
  action_page page;
  const auto add = [&](const sqlite::row& r) {
    page.actions.push_back({{std::string{r.text(0)}, r.real(1), r.optional_text(2)}, std::string{r.text(3)}});
  };
  return list_actions_.for_each(add, std::max(offset, 0), std::max(limit, 0))
      .and_then([&] { return number(count_actions_); })
      .map([&](int total) {
        page.total = total;
        return std::move(page);
      });
}

status metadata_store::move(const std::vector<note_move>& moves) {
  return sqlite::in_transaction(db_, [&]() -> status {
    for (const auto& [from, to] : moves) {
      if (auto done = move_.run(from, to); !done) return done;
    }
    return {};
  });
}

status metadata_store::remove(const std::vector<std::string>& note_paths) {
  return sqlite::in_transaction(db_, [&]() -> status {
    for (const auto& path : note_paths) {
      if (auto done = delete_.run(path); !done) return done;
    }
    return {};
  });
}

}  // namespace secondbrain::stores
