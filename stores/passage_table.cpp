#include "stores/passage_table.hpp"

#include <algorithm>
#include <limits>
#include <span>

namespace secondbrain::stores {

namespace {

// A few that went are not worth reading everything anew.
constexpr std::size_t tolerated_gone = 4096;

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

status passage_table::prepare(sqlite::database& connection) {
  return connection.prepare({
      {select_newer_, "SELECT id, sz FROM chunks_fts_docsize WHERE id > ?1 ORDER BY id"},
      {data_version_, "PRAGMA data_version"},
  });
}

status passage_table::refresh() {
  const auto version = data_version_.first([](const sqlite::row& r) { return r.integer(0); });
  RETURN_IF_ERROR(version);
  if (version_ && version_ == *version) return {};
  if (live_ && size() > 2 * *live_ + tolerated_gone) return reload();
  const auto last = rowids_.empty() ? std::numeric_limits<std::int64_t>::min() : rowids_.back();
  const auto read = select_newer_.for_each(
      [&](const sqlite::row& r) {
        rowids_.push_back(r.integer(0));
        words_.push_back(words_in(r.blob(1)));
      },
      last);
  RETURN_IF_ERROR(read);
  version_ = *version;
  ++generation_;
  return {};
}

status passage_table::reload() {
  rowids_.clear();
  words_.clear();
  live_.reset();
  version_.reset();
  return refresh();
}

std::optional<std::uint32_t> passage_table::find(std::int64_t rowid, std::size_t from) const {
  if (from >= size() || rowid < rowids_[from]) return std::nullopt;
  // Rowids grow by one at least: none stands further on than it would without gaps.
  const auto steps = static_cast<std::uint64_t>(rowid) - static_cast<std::uint64_t>(rowids_[from]);
  const auto furthest = from + static_cast<std::size_t>(std::min<std::uint64_t>(steps, size() - 1 - from));
  if (rowids_[furthest] == rowid) return static_cast<std::uint32_t>(furthest);
  const auto begin = rowids_.begin() + static_cast<std::ptrdiff_t>(from);
  const auto end = rowids_.begin() + static_cast<std::ptrdiff_t>(furthest);
  const auto found = std::lower_bound(begin, end, rowid);
  if (found == end || *found != rowid) return std::nullopt;
  return static_cast<std::uint32_t>(found - rowids_.begin());
}

}  // namespace secondbrain::stores
