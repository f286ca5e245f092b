#include "stores/index_tracker_store.hpp"

#include <map>

#include "base/error.hpp"
#include "stores/schema_versions.hpp"
#include "stores/sqlite/migration.hpp"
#include "stores/sqlite/transaction.hpp"

namespace secondbrain::stores {

namespace {

// The reference's columns, and what it did not record: size, ctime, inode, and what was odd in the file. An older file
// is emptied; the index itself stays and serves while every note is looked at again.
constexpr sqlite::derived_schema schema{index_tracker_schema, R"sql(
  CREATE TABLE indexed_files (
    file_path TEXT PRIMARY KEY,
    content_hash TEXT NOT NULL,
    last_modified REAL NOT NULL,
    last_indexed_at TEXT NOT NULL,
    chunk_count INTEGER DEFAULT 0,
    size INTEGER NOT NULL DEFAULT -1,
    changed REAL NOT NULL DEFAULT 0,
    inode INTEGER NOT NULL DEFAULT 0,
    notice TEXT NOT NULL DEFAULT ''
  );
  CREATE INDEX idx_indexed_files_last_indexed ON indexed_files(last_indexed_at);
)sql"};

tracked_file file_in(const sqlite::row& r) {
  return {std::string{r.text(0)}, std::string{r.text(1)},         r.real(2), r.integer(3),
          std::string{r.text(4)}, static_cast<int>(r.integer(5)), r.real(6), r.integer(7),
          std::string{r.text(8)}};
}

}  // namespace

result<std::vector<std::string>> tracked_paths(const std::filesystem::path& file) {
  auto opened = sqlite::database::open(file, sqlite::open_mode::read_only);
  RETURN_IF_ERROR(opened);
  sqlite::statement load;
  RETURN_IF_ERROR(opened->prepare({{load, "SELECT file_path FROM indexed_files ORDER BY file_path"}}));
  std::vector<std::string> paths;
  return load.for_each([&](const sqlite::row& r) { paths.emplace_back(r.text(0)); }).map([&] {
    return std::move(paths);
  });
}

result<index_tracker_store> index_tracker_store::open(const std::filesystem::path& file) {
  return sqlite::open_derived(file, schema)
      .and_then([](sqlite::derived_database opened) -> result<index_tracker_store> {
        index_tracker_store store{std::move(opened.connection), opened.rebuilt};
        return store.prepare().map([&] { return std::move(store); });
      });
}

// What lies below a folder begins with its path and a slash, and comes before what has the next character there.
status index_tracker_store::prepare() {
  const std::string rows =
      "SELECT file_path, content_hash, last_modified, size, last_indexed_at, chunk_count, changed, inode, "
      "       notice"
      "  FROM indexed_files ";
  return db_.prepare({
      {load_, rows + "ORDER BY file_path"},
      {find_, rows + "WHERE file_path = ?1 OR (file_path > ?1 || '/' AND file_path < ?1 || '0')"},
      {upsert_, R"sql(
         INSERT INTO indexed_files (file_path, content_hash, last_modified, size, last_indexed_at, chunk_count,
                                    changed, inode, notice)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)
         ON CONFLICT (file_path) DO UPDATE
            SET content_hash = excluded.content_hash, last_modified = excluded.last_modified, size = excluded.size,
                last_indexed_at = excluded.last_indexed_at, chunk_count = excluded.chunk_count,
                changed = excluded.changed, inode = excluded.inode, notice = excluded.notice)sql"},
      {delete_, "DELETE FROM indexed_files WHERE file_path = ?1"},
      {clear_, "DELETE FROM indexed_files"},
      {stats_, "SELECT COUNT(*), MAX(last_indexed_at) FROM indexed_files"},
  });
}

result<std::vector<tracked_file>> index_tracker_store::load() {
  std::vector<tracked_file> files;
  const auto add = [&](const sqlite::row& r) { files.push_back(file_in(r)); };
  return load_.for_each(add).map([&] { return std::move(files); });
}

result<tracked_part> index_tracker_store::find(const std::vector<std::string>& places) {
  std::map<std::string, tracked_file> found;  // places may lie in each other
  const auto add = [&](const sqlite::row& r) {
    auto file = file_in(r);
    found.emplace(file.path, std::move(file));
  };
  for (const auto& place : places) RETURN_IF_ERROR(find_.for_each(add, place));
  const auto all = stats();
  RETURN_IF_ERROR(all);
  tracked_part part{{}, static_cast<std::size_t>(all->file_count)};
  for (auto& [path, file] : found) part.files.push_back(std::move(file));
  return part;
}

status index_tracker_store::mark(const std::vector<tracked_file>& files) {
  return sqlite::in_transaction(db_, [&]() -> status {
    for (const auto& file : files) {
      auto done = upsert_.run(file.path, file.content_hash, file.modified, file.size, file.indexed_at, file.chunk_count,
                              file.changed, file.inode, file.notice);
      if (!done) return done;
    }
    return {};
  });
}

status index_tracker_store::forget(const std::vector<std::string>& paths) {
  return sqlite::in_transaction(db_, [&]() -> status {
    for (const auto& path : paths) {
      if (auto done = delete_.run(path); !done) return done;
    }
    return {};
  });
}

status index_tracker_store::clear() {
  return clear_.run();
}

result<tracker_stats> index_tracker_store::stats() {
  return stats_.first([](const sqlite::row& r) {
                 return tracker_stats{r.integer(0), r.optional_text(1)};
               })
      .map([](const std::optional<tracker_stats>& stats) { return stats.value_or(tracker_stats{}); });
}

}  // namespace secondbrain::stores
