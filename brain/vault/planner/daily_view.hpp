// The daily notes of a vault as they are now, with their tasks taken together.
//
// Owned by one thread; a refresh blocks on the file system and costs a look at each note, but reads and takes together
// only what changed. errc::vault_missing, errc::io_failure, as daily_notes says.
#pragma once

#include <filesystem>
#include <utility>
#include <vector>

#include "brain/vault/planner/calendar.hpp"
#include "brain/vault/planner/daily_notes.hpp"

namespace secondbrain::vault {

class daily_view {
 public:
  explicit daily_view(std::filesystem::path root, const clock& time = real_clock()) : source_{std::move(root), time} {}

  status refresh(day today);

  void doubt_recent() { source_.doubt_recent(); }

  /// As of the last refresh.
  const daily_note_map& notes() const noexcept { return source_.notes(); }
  const std::vector<task>& tasks() const noexcept { return tasks_; }
  day today() const noexcept { return today_; }
  const daily_notes& source() const noexcept { return source_; }

 private:
  daily_notes source_;
  std::vector<task> tasks_;
  std::uint64_t revision_ = 0;  // of the notes that `tasks_` come from
  day today_;
};

}  // namespace secondbrain::vault
