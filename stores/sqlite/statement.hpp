// A prepared SQL statement: prepared once, run many times with other values.
//
// Belongs to the thread that owns its connection. Every run binds its arguments in order, steps, and resets, so that no
// statement is ever left half-way; text and blobs are bound without a copy because they outlive the run.
// A failed run answers with the connection's error and leaves the statement ready for the next one.
#pragma once

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

#include "base/error.hpp"

struct sqlite3;
struct sqlite3_stmt;

namespace secondbrain::stores::sqlite {

/// The row a statement stands on; what it hands out as a view is valid until the next step.
class row {
 public:
  explicit row(sqlite3_stmt* statement) : statement_(statement) {}

  std::string_view text(int column) const;
  std::optional<std::string> optional_text(int column) const;  // nothing for NULL
  std::int64_t integer(int column) const;
  double real(int column) const;
  std::span<const std::byte> blob(int column) const;

 private:
  sqlite3_stmt* statement_;
};

class statement {
 public:
  statement() = default;
  static result<statement> prepare(sqlite3* connection, std::string_view sql);

  /// Runs a statement whose rows, if any, do not matter.
  template <class... Values>
  status run(const Values&... values) {
    return for_each([](const row&) {}, values...);
  }

  /// Calls `on_row` for every row.
  template <std::invocable<const row&> OnRow, class... Values>
  status for_each(OnRow&& on_row, const Values&... values) {
    const reset_guard guard{handle_.get()};
    auto stands_on_row = start(values...);
    for (; stands_on_row && *stands_on_row; stands_on_row = step()) on_row(row{handle_.get()});
    return stands_on_row.map([](bool) {});
  }

  /// What `read` makes of the first row, or nothing when there is none.
  template <std::invocable<const row&> Read, class... Values>
  auto first(Read&& read, const Values&... values) -> result<std::optional<std::invoke_result_t<Read, const row&>>> {
    const reset_guard guard{handle_.get()};
    const auto stands_on_row = start(values...);
    RETURN_IF_ERROR(stands_on_row);
    if (!*stands_on_row) return std::nullopt;
    return read(row{handle_.get()});
  }

 private:
  struct finalizer {
    void operator()(sqlite3_stmt* handle) const noexcept;
  };

  class reset_guard {
   public:
    explicit reset_guard(sqlite3_stmt* handle) : handle_(handle) {}
    ~reset_guard();
    reset_guard(const reset_guard&) = delete;
    reset_guard& operator=(const reset_guard&) = delete;

   private:
    sqlite3_stmt* handle_;
  };

  template <class... Values>
  result<bool> start(const Values&... values) {
    [[maybe_unused]] int position = 0;
    if (!(bind(++position, values) && ...)) return fail(failure());
    return step();
  }

  bool bind(int position, std::nullptr_t);
  bool bind(int position, std::int64_t value);
  bool bind(int position, double value);
  bool bind(int position, std::string_view value);
  bool bind(int position, std::span<const std::byte> value);

  bool bind(int position, std::integral auto value) { return bind(position, static_cast<std::int64_t>(value)); }
  bool bind(int position, const std::string& value) { return bind(position, std::string_view{value}); }
  bool bind(int position, const char* value) { return bind(position, std::string_view{value}); }
  template <class Value>
  bool bind(int position, const std::optional<Value>& value) {
    return value ? bind(position, *value) : bind(position, nullptr);
  }

  result<bool> step();  // true: stands on a row
  error failure() const;

  std::unique_ptr<sqlite3_stmt, finalizer> handle_;
};

}  // namespace secondbrain::stores::sqlite
