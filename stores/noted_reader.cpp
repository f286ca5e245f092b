#include "stores/noted_reader.hpp"

#include <string>
#include <string_view>
#include <utility>

#include "stores/event_rows.hpp"
#include "stores/lexical_schema.hpp"
#include "stores/sqlite/transaction.hpp"
#include "stores/task_rows.hpp"

namespace secondbrain::stores {
namespace {

/// Where they stand in the index.
template <class Noted>
struct table;

template <>
struct table<noted_task> {
  static constexpr std::string_view name = "tasks";
  static constexpr std::string_view columns = task_columns;
  static constexpr std::string_view which = "line > 0";  // line 0: lexical_schema.cpp
  static noted_task read(const sqlite::row& r) { return read_task(r); }
};

template <>
struct table<noted_event> {
  static constexpr std::string_view name = "events";
  static constexpr std::string_view columns = event_columns;
  static constexpr std::string_view which = "true";
  static noted_event read(const sqlite::row& r) { return read_event(r); }
};

}  // namespace

template <class Noted>
result<std::optional<std::vector<Noted>>> noted_reader<Noted>::changed() {
  if (connection_ && sqlite::identify(file_) != connection_->identity) connection_.reset();
  if (!connection_) RETURN_IF_ERROR(open());
  auto found = read();
  if (!found) connection_.reset();  // to be opened again; what was seen of it may not be what it holds
  return found;
}

template <class Noted>
status noted_reader<Noted>::open() {
  // Asked before opening: should the file be replaced in between, it is noticed the next time.
  const auto identity = sqlite::identify(file_).value_or(sqlite::file_identity{});
  auto db = sqlite::database::open(file_, sqlite::open_mode::read_only);
  RETURN_IF_ERROR(db);
  const auto version = db->schema_version();
  RETURN_IF_ERROR(version);
  if (*version != lexical_schema.version)
    return fail(errc::unavailable, "the index is of another version: " + std::string{table<Noted>::name} +
                                       " are listed when it has been built again");
  const std::string name{table<Noted>::name};
  connection opened{*std::move(db), identity, {}, {}, {}, {}, {}};
  const auto prepared = opened.db.prepare({
      {opened.data_version, "PRAGMA data_version"},
      {opened.revision, "SELECT CAST(value AS INTEGER) FROM schema_meta WHERE key = '" + name + "_revision'"},
      {opened.select, "SELECT " + std::string{table<Noted>::columns} + " FROM " + name + " WHERE " +
                          std::string{table<Noted>::which} + " ORDER BY note_path, line"},
  });
  RETURN_IF_ERROR(prepared);
  connection_.emplace(std::move(opened));
  return {};
}

// `data_version` moves with every commit of the writer; the revision only where these are others.
template <class Noted>
result<std::optional<std::vector<Noted>>> noted_reader<Noted>::read() {
  auto& open = *connection_;
  const auto number = [](const sqlite::row& r) { return r.integer(0); };
  const auto version = open.data_version.first(number);
  RETURN_IF_ERROR(version);
  if (*version == open.seen_version) return std::nullopt;
  std::optional<std::vector<Noted>> found;
  const auto done = sqlite::in_read_transaction(open.db, [&]() -> status {
    const auto revision = open.revision.first(number);
    RETURN_IF_ERROR(revision);
    const auto now = revision->value_or(0);
    if (now == open.seen_revision) return {};
    found.emplace();
    open.seen_revision = now;
    return open.select.for_each([&](const sqlite::row& r) { found->push_back(table<Noted>::read(r)); });
  });
  RETURN_IF_ERROR(done);
  open.seen_version = *version;
  return found;
}

template class noted_reader<noted_task>;
template class noted_reader<noted_event>;

}  // namespace secondbrain::stores
