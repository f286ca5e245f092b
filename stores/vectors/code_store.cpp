#include "stores/vectors/code_store.hpp"

#include <bit>
#include <cstring>

#include "stores/sqlite/migration.hpp"
#include "stores/sqlite/transaction.hpp"

namespace secondbrain::stores {

namespace {

// A code is its scale, its error, and its bytes, one after the other, little-endian.
static_assert(std::endian::native == std::endian::little && sizeof(float) == 4);
constexpr std::size_t head = 2 * sizeof(float);

constexpr sqlite::derived_schema schema{1, R"sql(
  CREATE TABLE codes (
    vector INTEGER PRIMARY KEY,
    code BLOB NOT NULL
  );
  CREATE TABLE state (
    only_row INTEGER PRIMARY KEY CHECK (only_row = 1),
    revision INTEGER NOT NULL
  );
  INSERT INTO state (only_row, revision) VALUES (1, 0);
)sql"};

std::vector<std::byte> to_bytes(const quantised_vector& code) {
  std::vector<std::byte> bytes(head + code.codes.size());
  std::memcpy(bytes.data(), &code.scale, sizeof code.scale);
  std::memcpy(bytes.data() + sizeof code.scale, &code.error, sizeof code.error);
  std::memcpy(bytes.data() + head, code.codes.data(), code.codes.size());
  return bytes;
}

}  // namespace

result<code_store> code_store::open(const std::filesystem::path& file) {
  return sqlite::open_derived(file, schema).and_then([](sqlite::derived_database opened) -> result<code_store> {
    code_store store{std::move(opened.connection)};
    return store.prepare().map([&] { return std::move(store); });
  });
}

status code_store::prepare() {
  return db_.prepare({
      {select_revision_, "SELECT revision FROM state"},
      {update_revision_, "UPDATE state SET revision = ?1"},
      {insert_, "INSERT OR REPLACE INTO codes (vector, code) VALUES (?1, ?2)"},
      {delete_, "DELETE FROM codes WHERE vector = ?1"},
      {read_, "SELECT vector, code FROM codes WHERE vector > ?1 ORDER BY vector LIMIT ?2"},
  });
}

result<std::int64_t> code_store::revision() {
  return select_revision_.first([](const sqlite::row& r) { return r.integer(0); }).map([](auto found) {
    return found.value_or(0);
  });
}

status code_store::set_revision(std::int64_t revision) {
  return update_revision_.run(revision);
}

status code_store::write(const code_changes& changes, std::optional<std::int64_t> revision) {
  return sqlite::in_transaction(db_, [&]() -> status {
    for (const auto row : changes.removed) {
      if (auto done = delete_.run(row); !done) return done;
    }
    for (const auto& [row, code] : changes.added) {
      const auto bytes = to_bytes(code);
      if (auto done = insert_.run(row, std::span<const std::byte>{bytes}); !done) return done;
    }
    return revision ? set_revision(*revision) : status{};
  });
}

status code_store::clear(std::int64_t revision) {
  return sqlite::in_transaction(db_, [&]() -> status {
    return db_.execute("DELETE FROM codes").and_then([&] { return set_revision(revision); });
  });
}

status code_store::read(std::int64_t row, std::size_t limit, const code_sink& take) {
  bool whole = true;
  const auto read = [&](const sqlite::row& r) {
    const auto bytes = r.blob(1);
    if (bytes.size() < head) {
      whole = false;
      return;
    }
    code_segment::facts known{r.integer(0), 0, 0};
    std::memcpy(&known.scale, bytes.data(), sizeof known.scale);
    std::memcpy(&known.error, bytes.data() + sizeof known.scale, sizeof known.error);
    take(known, {reinterpret_cast<const std::int8_t*>(bytes.data() + head), bytes.size() - head});
  };
  RETURN_IF_ERROR(read_.for_each(read, row, limit));
  if (!whole) return fail(errc::corrupt, "vector_codes.db holds a code that is too short");
  return {};
}

}  // namespace secondbrain::stores
