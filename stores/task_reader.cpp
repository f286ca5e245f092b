#include "stores/task_reader.hpp"

#include <string>
#include <utility>

#include "stores/lexical_schema.hpp"
#include "stores/sqlite/transaction.hpp"
#include "stores/task_rows.hpp"

namespace secondbrain::stores {

result<std::optional<std::vector<noted_task>>> task_reader::changed() {
  if (connection_ && sqlite::identify(file_) != connection_->identity) connection_.reset();
  if (!connection_) RETURN_IF_ERROR(open());
  auto found = read();
  if (!found) connection_.reset();  // to be opened again; what was seen of it may not be what it holds
  return found;
}

status task_reader::open() {
  // Asked before opening: should the file be replaced in between, it is noticed the next time.
  const auto identity = sqlite::identify(file_).value_or(sqlite::file_identity{});
  auto db = sqlite::database::open(file_, sqlite::open_mode::read_only);
  RETURN_IF_ERROR(db);
  const auto version = db->schema_version();
  RETURN_IF_ERROR(version);
  if (*version != lexical_schema.version)
    return fail(errc::unavailable, "the index is of another version: tasks are listed when it has been built again");
  connection opened{*std::move(db), identity, {}, {}, {}, {}, {}};
  const auto prepared = opened.db.prepare({
      {opened.data_version, "PRAGMA data_version"},
      {opened.revision, "SELECT CAST(value AS INTEGER) FROM schema_meta WHERE key = 'tasks_revision'"},
      {opened.select, "SELECT " + std::string{task_columns} + " FROM tasks ORDER BY note_path, line"},
  });
  RETURN_IF_ERROR(prepared);
  connection_.emplace(std::move(opened));
  return {};
}

// `data_version` moves with every commit of the writer; the revision only where tasks are others.
result<std::optional<std::vector<noted_task>>> task_reader::read() {
  auto& open = *connection_;
  const auto number = [](const sqlite::row& r) { return r.integer(0); };
  const auto version = open.data_version.first(number);
  RETURN_IF_ERROR(version);
  if (*version == open.seen_version) return std::nullopt;
  std::optional<std::vector<noted_task>> found;
  const auto done = sqlite::in_read_transaction(open.db, [&]() -> status {
    const auto revision = open.revision.first(number);
    RETURN_IF_ERROR(revision);
    const auto now = revision->value_or(0);
    if (now == open.seen_revision) return {};
    found.emplace();
    open.seen_revision = now;
    return open.select.for_each([&](const sqlite::row& r) { found->push_back(read_task(r)); });
  });
  RETURN_IF_ERROR(done);
  open.seen_version = *version;
  return found;
}

}  // namespace secondbrain::stores
