#include "stores/vectors/postgres/postgres_connection.hpp"

#include <libpq-fe.h>
#include <poll.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdlib>
#include <utility>

#include "base/text.hpp"

namespace secondbrain::stores {

namespace {

using std::chrono::milliseconds;

/// The first line of what libpq says, without what every such line begins with.
std::string first_line(const char* said) {
  std::string_view text{said == nullptr ? "" : said};
  text = text.substr(0, text.find('\n'));
  constexpr std::string_view before_reason = " failed: ";
  if (const auto at = text.find(before_reason); text.starts_with("connection to server") && at != text.npos)
    text.remove_prefix(at + before_reason.size());
  for (const std::string_view severity : {"FATAL:", "ERROR:"})
    if (text.starts_with(severity)) text.remove_prefix(severity.size());
  constexpr std::size_t longest = 200;
  return std::string{trimmed(text.substr(0, longest))};
}

/// By the class of its code, or by the code itself where that says more.
errc code_of(std::string_view state) {
  if (state == "57014") return errc::timeout;  // the server ended it itself
  if (state == "53100") return errc::disk_full;
  if (state == "42P01" || state == "3F000" || state == "42704") return errc::not_found;
  const auto kind = state.substr(0, 2);
  if (kind == "28" || state == "42501") return errc::locked;
  if (kind == "22" || kind == "23" || kind == "21") return errc::invalid_argument;
  if (kind == "08" || kind == "40" || kind == "53" || kind == "55" || kind == "57") return errc::unavailable;
  return errc::io_failure;
}

std::string server_of(pg_conn* connection) {
  const std::string host = PQhost(connection);
  const std::string port = PQport(connection);
  if (host.empty() || host.starts_with('/')) return "on this machine";
  return "at " + (host.find(':') == std::string::npos ? host : "[" + host + "]") + (port.empty() ? "" : ":" + port);
}

}  // namespace

// ---- rows ----

void postgres_rows::release::operator()(pg_result* rows) const noexcept {
  PQclear(rows);
}

postgres_rows::postgres_rows(pg_result* taken) : rows_{taken} {}

int postgres_rows::count() const {
  return PQntuples(rows_.get());
}

std::string_view postgres_rows::text(int row, int column) const {
  return {PQgetvalue(rows_.get(), row, column), static_cast<std::size_t>(PQgetlength(rows_.get(), row, column))};
}

std::int64_t postgres_rows::integer(int row, int column) const {
  const auto digits = text(row, column);
  std::int64_t number = 0;
  std::from_chars(digits.data(), digits.data() + digits.size(), number);
  return number;
}

double postgres_rows::real(int row, int column) const {
  return std::strtod(PQgetvalue(rows_.get(), row, column), nullptr);
}

std::int64_t postgres_rows::changed() const {
  return std::strtoll(PQcmdTuples(rows_.get()), nullptr, 10);
}

// ---- the address ----

result<postgres_address> parse_postgres_address(const std::string& address) {
  char* complaint = nullptr;
  const std::unique_ptr<PQconninfoOption, decltype(&PQconninfoFree)> options{
      PQconninfoParse(address.c_str(), &complaint), &PQconninfoFree};
  PQfreemem(complaint);  // it may repeat the password
  if (!options)
    return fail(
        errc::invalid_argument,
        "this is no address of a PostgreSQL server; it looks like postgresql://user:password@host:5432/database");
  postgres_address parsed;
  for (const auto* option = options.get(); option->keyword != nullptr; ++option) {
    if (option->val == nullptr) continue;
    const std::string_view name{option->keyword};
    if (name == "host" || (name == "hostaddr" && parsed.hosts.empty())) parsed.hosts = split_list(option->val);
    if (name == "sslmode") parsed.ssl_mode = option->val;
  }
  return parsed;
}

// ---- the connection ----

void postgres_connection::release::operator()(pg_conn* connection) const noexcept {
  PQfinish(connection);
}

postgres_connection::postgres_connection(pg_conn* connection, const postgres_limits& limits)
    : connection_{connection}, limits_{limits}, server_{server_of(connection)} {}

result<postgres_connection> postgres_connection::open(const postgres_place& place, const postgres_limits& limits) {
  std::array<const char*, 5> names{"dbname", "fallback_application_name", "client_encoding", nullptr, nullptr};
  std::array<const char*, 5> values{place.address.c_str(), "SecondBrain", "UTF8", nullptr, nullptr};
  if (place.must_encrypt) {
    names[3] = "sslmode";
    values[3] = "require";
  }
  auto* begun = PQconnectStartParams(names.data(), values.data(), 1);
  if (begun == nullptr) return fail(errc::unavailable, "there is no memory for a connection to PostgreSQL");
  PQsetNoticeProcessor(
      begun, [](void*, const char*) {}, nullptr);  // they would stand on the standard error stream
  postgres_connection connection{begun, limits};
  RETURN_IF_ERROR(connection.connect());
  return connection;
}

status postgres_connection::connect() {
  auto* connection = connection_.get();
  if (PQstatus(connection) == CONNECTION_BAD) return refused();
  const auto end = std::chrono::steady_clock::now() + limits_.connect;
  for (auto next = PGRES_POLLING_WRITING; next != PGRES_POLLING_OK; next = PQconnectPoll(connection)) {
    if (next == PGRES_POLLING_FAILED) return refused();
    if (!wait(next == PGRES_POLLING_READING ? direction::reading : direction::writing, limits_.connect, end))
      return lose(errc::timeout, "does not answer; look whether it runs and can be reached");
  }
  if (PQsetnonblocking(connection, 1) != 0) return refused();
  // The server is not to go on for nobody, nor to hold on to a connection whose other end is gone.
  return run_all("SET statement_timeout = " + std::to_string(limits_.statement.count()) +
                 "; SET tcp_keepalives_idle = 30; SET tcp_keepalives_interval = 10; SET tcp_keepalives_count = 3");
}

failed postgres_connection::refused() const {
  auto* connection = connection_.get();
  const auto why = first_line(PQerrorMessage(connection));
  const bool is_about_password =
      PQconnectionNeedsPassword(connection) != 0 ||
      (PQconnectionUsedPassword(connection) != 0 && why.find("authentication") != std::string::npos);
  if (is_about_password)
    return fail(errc::locked, "PostgreSQL " + server_ +
                                  " refuses the user or the password: correct them in "
                                  "SECONDBRAIN_VECTOR_STORE and restart the service");
  return fail(errc::unavailable,
              "PostgreSQL " + server_ + " cannot be used: " + why + "; look whether it runs and can be reached");
}

/// False: not in time.
bool postgres_connection::wait(direction way, milliseconds longest, steady_time end) const {
  const auto left = std::chrono::ceil<milliseconds>(end - std::chrono::steady_clock::now());
  const auto patience = std::min(longest, left);
  if (patience.count() <= 0) return false;
  pollfd waited{PQsocket(connection_.get()), 0, 0};
  if (way != direction::writing) waited.events |= POLLIN;
  if (way != direction::reading) waited.events |= POLLOUT;
  return ::poll(&waited, 1, static_cast<int>(patience.count())) != 0;
}

result<postgres_rows> postgres_connection::run(const char* statement, std::initializer_list<std::string> parameters) {
  if (!connection_) return fail(errc::unavailable, "the connection to PostgreSQL is gone");
  std::vector<const char*> values;
  values.reserve(parameters.size());
  for (const auto& each : parameters) values.push_back(each.c_str());
  const auto sent = PQsendQueryParams(connection_.get(), statement, static_cast<int>(values.size()), nullptr,
                                      values.data(), nullptr, nullptr, 0);
  if (sent == 0) return lose(errc::unavailable, "has broken off the connection");
  return answer();
}

status postgres_connection::run_all(const std::string& statements) {
  if (!connection_) return fail(errc::unavailable, "the connection to PostgreSQL is gone");
  if (PQsendQuery(connection_.get(), statements.c_str()) == 0)
    return lose(errc::unavailable, "has broken off the connection");
  return answer().map([](const auto&) {});
}

/// That of the last statement, or of the first that failed.
result<postgres_rows> postgres_connection::answer() {
  const auto end = std::chrono::steady_clock::now() + limits_.statement;
  std::optional<postgres_rows> last;
  std::optional<failed> failure;
  while (true) {
    RETURN_IF_ERROR(await_answer(end));
    auto* next = PQgetResult(connection_.get());
    if (next == nullptr) break;
    const auto outcome = PQresultStatus(next);
    postgres_rows owned{next};
    if (outcome != PGRES_COMMAND_OK && outcome != PGRES_TUPLES_OK && !failure) failure = answered_with(*next);
    last.emplace(std::move(owned));
  }
  if (PQstatus(connection_.get()) == CONNECTION_BAD) return lose(errc::unavailable, "has broken off the connection");
  if (failure) return *std::move(failure);
  if (!last) return lose(errc::unavailable, "has said nothing");
  return *std::move(last);
}

status postgres_connection::await_answer(steady_time end) {
  auto* connection = connection_.get();
  for (int unsent = PQflush(connection); unsent != 0 || PQisBusy(connection) != 0; unsent = PQflush(connection)) {
    if (unsent < 0) return lose(errc::unavailable, "has broken off the connection");
    if (!wait(unsent > 0 ? direction::both : direction::reading, limits_.silence, end))
      return lose(errc::timeout, "takes too long to answer");
    if (PQconsumeInput(connection) == 0) return lose(errc::unavailable, "has broken off the connection");
  }
  return {};
}

failed postgres_connection::lose(errc code, const std::string& what) {
  connection_.reset();
  return fail(code, "PostgreSQL " + server_ + " " + what);
}

failed postgres_connection::answered_with(const pg_result& rows) {
  const auto* state = PQresultErrorField(&rows, PG_DIAG_SQLSTATE);
  const auto code = state == nullptr ? errc::unavailable : code_of(state);
  if (code == errc::timeout) return fail(code, "PostgreSQL " + server_ + " takes too long to answer");
  return fail(code,
              "PostgreSQL " + server_ + " says: " + first_line(PQresultErrorField(&rows, PG_DIAG_MESSAGE_PRIMARY)));
}

}  // namespace secondbrain::stores
