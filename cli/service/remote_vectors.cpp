#include "cli/service/remote_vectors.hpp"

#include <algorithm>

#include "net/private_host.hpp"
#include "ops/config/vector_store_address.hpp"
#include "stores/vectors/chroma/chroma_vector_search.hpp"
#include "stores/vectors/chroma/chroma_vector_store.hpp"
#include "stores/vectors/postgres/postgres_schema.hpp"
#include "stores/vectors/postgres/postgres_vector_search.hpp"
#include "stores/vectors/postgres/postgres_vector_store.hpp"

namespace secondbrain::cli {
namespace {

/// A folder of sockets is of this machine. What libpq cannot read it refuses itself, with a sentence.
bool must_encrypt(const std::string& address) {
  const auto parsed = stores::parse_postgres_address(address);
  if (!parsed) return false;
  for (const char* enough : {"require", "verify-ca", "verify-full"})
    if (parsed->ssl_mode == enough) return false;
  return std::any_of(parsed->hosts.begin(), parsed->hosts.end(), [](const std::string& host) {
    return !host.starts_with('/') && !host.starts_with('@') && !net::has_private_name(host);
  });
}

/// A server that is no address of one is away, and health says why.
remote_vectors vectors_in_chroma(const std::string& address, const std::string& directory_id) {
  const auto place = stores::parse_chroma_address(address).value_or(stores::chroma_place{});
  const auto name = stores::chroma_name_of(directory_id);
  remote_vectors vectors;
  vectors.make_store = [place, name] { return std::make_unique<stores::chroma_vector_store>(place, name); };
  vectors.make_search = [place, name, standing = vectors.standing] {
    return std::make_unique<stores::chroma_vector_search>(place, name, standing);
  };
  return vectors;
}

}  // namespace

std::optional<remote_vectors> remote_vectors_of(const ops::config& settings, const std::string& directory_id) {
  if (ops::is_local_vector_store(settings.vector_store)) return std::nullopt;
  if (settings.vector_store.starts_with("chroma+")) return vectors_in_chroma(settings.vector_store, directory_id);
  const stores::postgres_place place{settings.vector_store, must_encrypt(settings.vector_store)};
  const auto schema = stores::postgres_schema_of(directory_id);
  remote_vectors vectors;
  vectors.make_store = [place, schema] { return std::make_unique<stores::postgres_vector_store>(place, schema); };
  vectors.make_search = [place, schema, standing = vectors.standing] {
    return std::make_unique<stores::postgres_vector_search>(place, schema, standing);
  };
  return vectors;
}

}  // namespace secondbrain::cli
