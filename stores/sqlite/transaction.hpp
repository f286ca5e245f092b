// All or nothing: what is written between begin and commit happens together or not at all.
//
// Belongs to the connection's thread. Rolled back on destruction unless committed.
#pragma once

#include <concepts>
#include <type_traits>
#include <utility>

#include "base/error.hpp"
#include "stores/sqlite/database.hpp"

namespace secondbrain::stores::sqlite {

class transaction {
 public:
  /// Takes the write lock at once, so that no later statement can fail for want of it.
  static result<transaction> begin(database& connection);

  /// What is read sees the file as of one moment; no writer waits for it.
  static result<transaction> begin_reading(database& connection);

  transaction(transaction&& other) noexcept : connection_(std::exchange(other.connection_, nullptr)) {}
  transaction& operator=(transaction&&) = delete;
  ~transaction();

  status commit();

 private:
  explicit transaction(database& connection) : connection_(&connection) {}

  database* connection_;  // null once committed or moved from
};

/// Runs `work` in a transaction that is committed when it succeeds.
template <class Work>
requires std::same_as<std::invoke_result_t<Work>, status> status in_transaction(database& connection, Work&& work) {
  auto open = transaction::begin(connection);
  RETURN_IF_ERROR(open);
  if (auto done = work(); !done) return done;
  return open->commit();
}

/// Runs `read` so that all of its statements see the file as of one moment: that of the transaction that is open, if
/// one is. What it makes of them is told before whether the transaction could be ended.
template <class Read>
requires std::same_as<std::invoke_result_t<Read>, status> status in_read_transaction(database& connection,
                                                                                     Read&& read) {
  if (connection.in_transaction()) return read();
  auto open = transaction::begin_reading(connection);
  RETURN_IF_ERROR(open);
  auto done = read();
  auto ended = open->commit();
  return done ? ended : done;
}

}  // namespace secondbrain::stores::sqlite
