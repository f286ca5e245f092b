// A connection to a PostgreSQL server that waits no longer than it is told.
//
// Used by one thread at a time, which it blocks. A statement that was not answered in time, and any loss, closes the
// connection; whoever wants to go on opens another. Fails with timeout and unavailable (another attempt can help),
// locked (the server refuses the user), disk_full, not_found (a table, schema or extension is missing),
// invalid_argument (of what was asked) and io_failure. Sentences name the server and never hold a secret.
#pragma once

#include <chrono>
#include <cstdint>
#include <initializer_list>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.hpp"

struct pg_conn;
struct pg_result;

namespace secondbrain::stores {

/// How long the server is waited for.
struct postgres_limits {
  std::chrono::milliseconds connect{5'000};
  std::chrono::milliseconds silence{8'000};     // of a statement under way; nothing came or went for so long
  std::chrono::milliseconds statement{60'000};  // from its beginning to its end
};

/// Where the server is and how it is spoken to.
struct postgres_place {
  std::string address;        // postgresql://user:password@host:port/database, and whatever libpq knows besides
  bool must_encrypt = false;  // even where the address does not ask for it
};

class postgres_rows {
 public:
  explicit postgres_rows(pg_result* taken);

  int count() const;
  std::string_view text(int row, int column) const;
  std::int64_t integer(int row, int column) const;
  double real(int row, int column) const;
  bool truth(int row, int column) const { return text(row, column) == "t"; }
  /// How many rows a change was about.
  std::int64_t changed() const;

 private:
  struct release {
    void operator()(pg_result* rows) const noexcept;
  };
  std::unique_ptr<pg_result, release> rows_;
};

/// What libpq makes of an address.
struct postgres_address {
  std::vector<std::string> hosts;  // names, addresses and folders of sockets; empty: this machine
  std::string ssl_mode;            // empty: as libpq decides
};
/// invalid_argument: it is none. The sentence does not repeat it.
result<postgres_address> parse_postgres_address(const std::string& address);

class postgres_connection {
 public:
  static result<postgres_connection> open(const postgres_place& place, const postgres_limits& limits);

  /// One statement; its parameters are $1, $2 and so on, as text.
  result<postgres_rows> run(const char* statement, std::initializer_list<std::string> parameters = {});
  /// Several, without parameters.
  status run_all(const std::string& statements);

  bool is_open() const { return connection_ != nullptr; }

  /// Host and port as a person writes them.
  const std::string& server() const { return server_; }

 private:
  using steady_time = std::chrono::steady_clock::time_point;
  struct release {
    void operator()(pg_conn* connection) const noexcept;
  };
  enum class direction : std::uint8_t { reading, writing, both };

  postgres_connection(pg_conn* connection, const postgres_limits& limits);

  status connect();
  bool wait(direction way, std::chrono::milliseconds longest, steady_time end) const;
  result<postgres_rows> answer();
  status await_answer(steady_time end);
  failed lose(errc code, const std::string& what);
  failed refused() const;
  failed answered_with(const pg_result& rows);

  std::unique_ptr<pg_conn, release> connection_;
  postgres_limits limits_;
  std::string server_;
};

}  // namespace secondbrain::stores
