#include "stores/passage_sizes.hpp"

#include <cstddef>
#include <span>

namespace secondbrain::stores {

namespace {

/// FTS5 keeps the number of words in each column, each as one of its own varints: seven bits a byte, the most
/// significant first, a set high bit where another byte follows (https://sqlite.org/fts5.html#the_docsize_table). A
/// ninth byte counts whole; no passage is that long.
std::uint32_t words_in(std::span<const std::byte> counts) {
  std::uint32_t words = 0;
  std::uint32_t column = 0;
  for (const auto each : counts) {
    const auto byte = std::to_integer<std::uint32_t>(each);
    column = column << 7U | (byte & 0x7fU);
    if ((byte & 0x80U) != 0) continue;
    words += column;
    column = 0;
  }
  return words;
}

}  // namespace

status passage_sizes::prepare(sqlite::database& connection) {
  return connection.prepare({
      {select_first_, "SELECT min(id) FROM chunks_fts_docsize"},
      {select_newer_, "SELECT id, sz FROM chunks_fts_docsize WHERE id > ?1 ORDER BY id"},
  });
}

status passage_sizes::refresh() {
  const auto first = select_first_.first([](const sqlite::row& r) { return r.integer(0); });
  RETURN_IF_ERROR(first);
  if (**first > last()) {  // all that was known is gone, as when the index is built anew
    first_ = **first;
    sizes_.clear();
  }
  return select_newer_.for_each(
      [&](const sqlite::row& r) {
        const auto place = place_after(first_, r.integer(0));
        if (place >= most_passages) return;  // FTS5 is asked for its size
        sizes_.resize(place, unknown);
        sizes_.push_back(words_in(r.blob(1)));
      },
      last());
}

}  // namespace secondbrain::stores
