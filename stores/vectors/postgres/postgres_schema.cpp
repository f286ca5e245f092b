#include "stores/vectors/postgres/postgres_schema.hpp"

#include <string_view>

#include "base/ascii.hpp"
#include "base/text.hpp"

namespace secondbrain::stores {

namespace {

constexpr int schema_version = 1;

// As in vectors.db (vector_store.cpp). What is compared byte by byte there is compared so here. A vector that pgvector
// does not take, because a value is no number, is NULL: the text is embedded and near to nothing.
constexpr auto create_sql = R"sql(
  CREATE TABLE IF NOT EXISTS model (
    only_row INTEGER PRIMARY KEY CHECK (only_row = 1),
    name TEXT NOT NULL,
    dimensions INTEGER NOT NULL
  );
  CREATE TABLE IF NOT EXISTS vectors (
    text_hash TEXT COLLATE "C" PRIMARY KEY,
    embedding vector
  );
  CREATE TABLE IF NOT EXISTS links (
    chunk_id TEXT COLLATE "C" PRIMARY KEY,
    note_path TEXT COLLATE "C" NOT NULL,
    text_hash TEXT COLLATE "C" NOT NULL
  );
  CREATE INDEX IF NOT EXISTS links_of_note ON links(note_path, chunk_id);
  CREATE INDEX IF NOT EXISTS links_of_text ON links(text_hash);
  CREATE TABLE IF NOT EXISTS unlinked (
    text_hash TEXT COLLATE "C" PRIMARY KEY,
    since BIGINT NOT NULL
  );
  CREATE INDEX IF NOT EXISTS unlinked_since ON unlinked(since);
  CREATE TABLE IF NOT EXISTS state (
    only_row INTEGER PRIMARY KEY CHECK (only_row = 1),
    version INTEGER NOT NULL
  );
)sql";

constexpr auto about_extension =
    "SELECT n.nspname FROM pg_extension e JOIN pg_namespace n ON n.oid = e.extnamespace WHERE e.extname = 'vector'";

std::string as_identifier(std::string_view name) {
  std::string text{"\""};
  for (const char letter : name) {
    if (letter == '"') text += '"';
    text += letter;
  }
  return text += '"';
}

failed no_extension(const postgres_connection& connection) {
  return fail(errc::not_found, "PostgreSQL " + connection.server() +
                                   " has no pgvector in this database: install pgvector on that machine and run "
                                   "`CREATE EXTENSION vector` in the database");
}

/// Where the names of tables, types and operators are looked up from now on.
status look_in(postgres_connection& connection, const std::string& schema, std::string_view extension_schema) {
  return connection.run_all("SET search_path = " + as_identifier(schema) + ", " + as_identifier(extension_schema));
}

}  // namespace

std::string postgres_schema_of(const std::string& directory_id) {
  std::string name{"secondbrain_"};
  for (const char letter : ascii_lower_case(directory_id))
    if (is_ascii_letter(letter) || is_ascii_digit(letter)) name += letter;
  return name;
}

status own_postgres_schema(postgres_connection& connection, const std::string& schema) {
  const auto about = connection.run(
      "SELECT current_setting('server_encoding') = 'UTF8', pg_try_advisory_lock(hashtextextended($1, 0))", {schema});
  RETURN_IF_ERROR(about);
  if (!about->truth(0, 0))
    return fail(errc::io_failure, "the database at PostgreSQL " + connection.server() +
                                      " is not in UTF-8: create one with `CREATE DATABASE … ENCODING 'UTF8' TEMPLATE "
                                      "template0`");
  if (!about->truth(0, 1))
    return fail(errc::locked,
                "another service keeps the vectors of this data directory in the database at PostgreSQL " +
                    connection.server() + ": stop it, or give each its own data directory");
  auto extension = connection.run(about_extension);
  RETURN_IF_ERROR(extension);
  if (extension->count() == 0) {
    if (!connection.run_all("CREATE EXTENSION IF NOT EXISTS vector") && connection.is_open())
      return no_extension(connection);
    extension = connection.run(about_extension);
    RETURN_IF_ERROR(extension);
    if (extension->count() == 0) return no_extension(connection);
  }
  RETURN_IF_ERROR(
      connection.run_all("SET client_min_messages = warning; CREATE SCHEMA IF NOT EXISTS " + as_identifier(schema)));
  RETURN_IF_ERROR(look_in(connection, schema, extension->text(0, 0)));
  RETURN_IF_ERROR(connection.run_all(std::string{create_sql} + "INSERT INTO state VALUES (1, " +
                                     std::to_string(schema_version) + ") ON CONFLICT DO NOTHING"));
  const auto version = connection.run("SELECT version FROM state");
  RETURN_IF_ERROR(version);
  if (version->count() == 1 && version->integer(0, 0) > schema_version)
    return fail(errc::newer_schema, "the vectors at PostgreSQL " + connection.server() +
                                        " were written by a later version of SecondBrain: update this one");
  return {};
}

status use_postgres_schema(postgres_connection& connection, const std::string& schema) {
  const auto extension = connection.run(about_extension);
  RETURN_IF_ERROR(extension);
  if (extension->count() == 0) return no_extension(connection);
  return look_in(connection, schema, extension->text(0, 0));
}

}  // namespace secondbrain::stores
