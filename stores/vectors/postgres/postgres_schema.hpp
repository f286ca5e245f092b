// The tables of one data directory in a PostgreSQL database: a schema of its own, so that any number of them share a
// database and never mix.
//
// Called on the thread that uses the connection. Fails with what the connection fails with, with not_found (there is no
// pgvector; or, for readers, nothing has been written yet), locked (somebody else keeps vectors in this schema) and
// newer_schema.
#pragma once

#include <string>

#include "base/error.hpp"
#include "stores/vectors/postgres/postgres_connection.hpp"

namespace secondbrain::stores {

/// `secondbrain_` and the letters and digits of the data directory's id, in lower case.
std::string postgres_schema_of(const std::string& directory_id);

/// Makes what is not there yet, and holds the schema for as long as the connection lives: nobody else may write there.
status own_postgres_schema(postgres_connection& connection, const std::string& schema);

/// For who reads only.
status use_postgres_schema(postgres_connection& connection, const std::string& schema);

}  // namespace secondbrain::stores
