// Reads every page of a database as of one moment, also what still lies in its WAL, without writing a copy anywhere.
//
// Purpose: who compares pages needs them all and keeps few. SQLite's online backup does the reading, into a file system
// of ours that hands the pages on. Any thread; opens a read-only connection of its own, which neither writes nor
// checkpoints, and holds up no writer. Fails with not_found, corrupt, busy or io_failure.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <span>

#include "base/error.hpp"

namespace secondbrain::stores::sqlite {

struct page_layout {
  std::uint32_t page_bytes = 0;
  std::uint32_t pages = 0;
};

/// Called with the number of a page, counted from 1, and its content. Pages come in any order, and one may come again:
/// then the later content counts. An error ends the capture.
using page_sink = std::function<status(std::uint32_t number, std::span<const std::byte> content)>;

/// What came is, put together, a database of one file that is not in WAL mode.
result<page_layout> capture_pages(const std::filesystem::path& file, const page_sink& sink);

}  // namespace secondbrain::stores::sqlite
