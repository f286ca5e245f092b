// usage.db: what language-model calls cost (contract: stores §7). Files of the reference are opened as they are.
//
// Owned by one thread. Costs in USD. Times are UTC with +00:00, so that comparing them as text compares moments; rows
// that the reference wrote with a local offset are rewritten to the same moment in UTC when the file is opened. Fails
// with corrupt, busy, disk_full, io_failure, newer_schema (writes to a file of a later version).
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "base/clock.hpp"
#include "base/error.hpp"
#include "messages/usage.hpp"
#include "stores/sqlite/database.hpp"

namespace secondbrain::stores {

class usage_store {
 public:
  static result<usage_store> open(const std::filesystem::path& file, const clock& time = real_clock());

  /// An empty timestamp means now.
  status record(const usage_record& record);

  /// Sums over `since` (inclusive) to `until` (exclusive), compared as text; nothing: no bound.
  result<usage_summary> summarize(const std::optional<std::string>& since, const std::optional<std::string>& until);

  /// One entry for each UTC day that has a row, from `days` days ago on, oldest first.
  result<std::vector<daily_usage>> daily(int days);

  status check() { return db_.quick_check(); }
  status snapshot_to(const std::filesystem::path& file) { return db_.snapshot_to(file); }

 private:
  usage_store(sqlite::database db, const clock& time) : db_(std::move(db)), time_(&time) {}

  status prepare();

  sqlite::database db_;
  const clock* time_;
  sqlite::statement insert_;
  sqlite::statement sum_by_provider_;
  sqlite::statement sum_by_usage_type_;
  sqlite::statement sum_by_day_;
};

}  // namespace secondbrain::stores
