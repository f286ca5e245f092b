// One piece of what is shipped between snapshots: the pages of databases and the small files that have changed.
//
// Written beside its place, made durable, and named only then. It ends with the SHA-256 of all that stands before, and
// begins with that of the piece before it: so a torn, flipped, missing or misplaced piece is found. Numbers in it are
// little-endian. Blocking; one thread a piece.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "base/error.hpp"
#include "base/file_descriptor.hpp"
#include "base/hash.hpp"

namespace secondbrain::ops {

struct piece_header {
  static constexpr int current_format = 1;

  int format = current_format;  // a newer one than ours is refused
  std::uint64_t number = 0;     // 1 for the first of a generation, which holds everything
  std::string previous;         // SHA-256 of the piece before it; empty for the first
  std::string at;               // UTC, ISO 8601: nothing in it is older than that
  std::uint64_t snapshot = 0;   // the sequence of the newest snapshot there was then: what is here is as new as that
};

/// What a database is made of after a piece, for a check of what was put together.
struct database_end {
  std::uint32_t page_bytes = 0;
  std::uint32_t pages = 0;
  std::uint64_t hash = 0;  // over the hashes of all of its pages
};

class piece_writer {
 public:
  /// Into a file that does not exist yet (0600).
  static result<piece_writer> create(const std::filesystem::path& file, const piece_header& header);

  status begin_database(std::string_view name);
  status page(std::uint32_t number, std::span<const std::byte> content);
  status end_database(const database_end& end);
  status plain_file(std::string_view name, std::string_view content);
  status removed(std::string_view name);

  /// Makes it durable; answers with its SHA-256.
  result<std::string> finish();

  std::uint64_t bytes() const noexcept { return bytes_; }

 private:
  piece_writer(std::filesystem::path path, file_descriptor file) : path_{std::move(path)}, file_{std::move(file)} {}

  status put(std::string_view bytes);
  status put_text(std::string_view text);
  status flush();

  std::filesystem::path path_;
  file_descriptor file_;
  std::string buffer_;
  sha256_digest digest_;
  std::uint64_t bytes_ = 0;
};

/// Told what a piece holds, in the order in which it was written.
struct piece_reader {
  std::function<status(const std::string& name)> begin_database = [](const std::string&) { return status{}; };
  std::function<status(std::uint32_t number, std::span<const std::byte> content)> page = [](auto, auto) {
    return status{};
  };
  std::function<status(const database_end& end)> end_database = [](const database_end&) { return status{}; };
  std::function<status(const std::string& name, const std::string& content)> plain_file = [](auto&, auto&) {
    return status{};
  };
  std::function<status(const std::string& name)> removed = [](const std::string&) { return status{}; };
};

struct read_piece_result {
  piece_header header;
  std::string sha256;
  std::uint64_t bytes = 0;
};

/// Checks all of it before the reader is told anything. errc::corrupt: torn or changed; errc::newer_schema: a later
/// version wrote it.
result<read_piece_result> read_piece(const std::filesystem::path& file, const piece_reader& reader);

}  // namespace secondbrain::ops
