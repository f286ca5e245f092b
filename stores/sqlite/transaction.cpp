#include "stores/sqlite/transaction.hpp"

namespace secondbrain::stores::sqlite {

result<transaction> transaction::begin(database& connection) {
  return connection.execute("BEGIN IMMEDIATE").map([&] { return transaction{connection}; });
}

result<transaction> transaction::begin_reading(database& connection) {
  return connection.execute("BEGIN").map([&] { return transaction{connection}; });
}

// After some failures (a full disk, an I/O error) SQLite has rolled back by itself already.
transaction::~transaction() {
  if (connection_ && connection_->in_transaction()) (void)connection_->execute("ROLLBACK");
}

status transaction::commit() {
  return connection_->execute("COMMIT").map([this] { connection_ = nullptr; });
}

}  // namespace secondbrain::stores::sqlite
