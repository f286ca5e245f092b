#include "stores/sqlite/statement.hpp"

#include <sqlite3.h>

#include "stores/sqlite/sqlite_error.hpp"

namespace secondbrain::stores::sqlite {

std::string_view row::text(int column) const {
  const auto* data = reinterpret_cast<const char*>(sqlite3_column_text(statement_, column));
  return {data ? data : "", static_cast<std::size_t>(sqlite3_column_bytes(statement_, column))};
}

std::optional<std::string> row::optional_text(int column) const {
  if (sqlite3_column_type(statement_, column) == SQLITE_NULL) return std::nullopt;
  return std::string{text(column)};
}

std::int64_t row::integer(int column) const {
  return sqlite3_column_int64(statement_, column);
}

double row::real(int column) const {
  return sqlite3_column_double(statement_, column);
}

std::span<const std::byte> row::blob(int column) const {
  const auto* data = static_cast<const std::byte*>(sqlite3_column_blob(statement_, column));
  return {data, static_cast<std::size_t>(sqlite3_column_bytes(statement_, column))};
}

result<statement> statement::prepare(sqlite3* connection, std::string_view sql) {
  sqlite3_stmt* handle = nullptr;
  const int code = sqlite3_prepare_v3(connection, sql.data(), static_cast<int>(sql.size()), SQLITE_PREPARE_PERSISTENT,
                                      &handle, nullptr);
  if (code != SQLITE_OK) return fail(preparation_error(connection));
  statement prepared;
  prepared.handle_.reset(handle);
  return prepared;
}

void statement::finalizer::operator()(sqlite3_stmt* handle) const noexcept {
  sqlite3_finalize(handle);
}

statement::reset_guard::~reset_guard() {
  sqlite3_reset(handle_);
  sqlite3_clear_bindings(handle_);
}

bool statement::bind(int position, std::nullptr_t) {
  return sqlite3_bind_null(handle_.get(), position) == SQLITE_OK;
}

bool statement::bind(int position, std::int64_t value) {
  return sqlite3_bind_int64(handle_.get(), position, value) == SQLITE_OK;
}

bool statement::bind(int position, double value) {
  return sqlite3_bind_double(handle_.get(), position, value) == SQLITE_OK;
}

bool statement::bind(int position, std::string_view value) {
  // A null pointer would bind NULL where the empty string is meant.
  const char* data = value.data() ? value.data() : "";
  return sqlite3_bind_text64(handle_.get(), position, data, value.size(), SQLITE_STATIC, SQLITE_UTF8) == SQLITE_OK;
}

bool statement::bind(int position, std::span<const std::byte> value) {
  return sqlite3_bind_blob64(handle_.get(), position, value.data(), value.size(), SQLITE_STATIC) == SQLITE_OK;
}

result<bool> statement::step() {
  switch (sqlite3_step(handle_.get())) {
    case SQLITE_ROW: return true;
    case SQLITE_DONE: return false;
    default: return fail(failure());
  }
}

error statement::failure() const {
  return last_error(sqlite3_db_handle(handle_.get()));
}

}  // namespace secondbrain::stores::sqlite
