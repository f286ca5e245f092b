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

#include "base/error.hpp"
#include "messages/vectors.hpp"
#include "stores/sqlite/statement.hpp"

namespace secondbrain::stores {

/// `list` gives at most ?2 rows of note path and chunk id, in their order, of the notes behind ?1. The page has about
/// `enough` chunks; more when its only note has.
inline result<chunk_page> read_chunk_page(sqlite::statement& list, std::string_view behind_note, std::size_t enough) {
  constexpr std::size_t all = std::numeric_limits<std::int64_t>::max() / 8;  // whoever asks for any number at all
  for (auto limit = std::clamp<std::size_t>(enough, 1, all) + 1;; limit *= 4) {
    chunk_page page;
    const auto add = [&](const sqlite::row& r) {
      page.chunks.push_back({std::string{r.text(0)}, std::string{r.text(1)}});
    };
    RETURN_IF_ERROR(list.for_each(add, behind_note, limit));
    if (page.chunks.size() < limit) return page;
    page.is_last = false;
    const auto last_note = page.chunks.back().note_path;  // it may go on behind the page
    while (!page.chunks.empty() && page.chunks.back().note_path == last_note) page.chunks.pop_back();
    if (!page.chunks.empty()) return page;
  }
}

}  // namespace secondbrain::stores
