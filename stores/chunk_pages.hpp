// Lists of chunks by note, read a page at a time and never the half of a note.
//
// Called on the thread that owns the connection; fails with what the statement fails with.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/error.hpp"
#include "messages/vectors.hpp"
#include "stores/sqlite/statement.hpp"

namespace secondbrain::stores {

inline constexpr std::size_t all_chunks = std::numeric_limits<std::int64_t>::max() / 8;  // whoever wants any number

/// What of a list that was cut off behind `limit` rows makes a page. False: not even one note is whole, so a longer
/// list is needed.
inline bool keep_whole_notes(std::vector<chunk_key> listed, std::size_t limit, chunk_page& page) {
  page = {std::move(listed), true};
  if (page.chunks.size() < limit) return true;
  page.is_last = false;
  const auto last_note = page.chunks.back().note_path;  // it may go on behind the page
  while (!page.chunks.empty() && page.chunks.back().note_path == last_note) page.chunks.pop_back();
  return !page.chunks.empty();
}

/// `list` gives at most ?2 rows of note path and chunk id, in their order, of the notes behind ?1. The page has about
/// `enough` chunks; more when its only note has.
inline result<chunk_page> read_chunk_page(sqlite::statement& list, std::string_view behind_note, std::size_t enough) {
  for (auto limit = std::clamp<std::size_t>(enough, 1, all_chunks) + 1;; limit *= 4) {
    std::vector<chunk_key> listed;
    const auto add = [&](const sqlite::row& r) { listed.push_back({std::string{r.text(0)}, std::string{r.text(1)}}); };
    RETURN_IF_ERROR(list.for_each(add, behind_note, limit));
    chunk_page page;
    if (keep_whole_notes(std::move(listed), limit, page)) return page;
  }
}

}  // namespace secondbrain::stores
