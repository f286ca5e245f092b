// queries.jsonl: one line for each question that was answered (contract: stores §8).
//
// The file rotates like a log; its `.old` still counts, so statistics survive a rotation. Thread-safe. Lines that are
// malformed are skipped.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <mutex>
#include <optional>

#include "base/error.hpp"
#include "messages/query_record.hpp"
#include "ops/log/rotating_file.hpp"

namespace secondbrain::ops {

class query_log {
 public:
  static constexpr std::size_t counted_lines = 10'000;  // the newest

  explicit query_log(std::filesystem::path file, std::uint64_t limit = rotation_limit)
      : path_{std::move(file)}, limit_{limit} {}

  status append(const query_record& answered, std::chrono::system_clock::time_point at);

  query_statistics statistics() const;

 private:
  std::filesystem::path path_;
  std::uint64_t limit_;
  std::mutex writing_;
  std::optional<rotating_file> file_;  // opened by the first line
};

}  // namespace secondbrain::ops
