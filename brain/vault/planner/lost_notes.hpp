// Daily notes that held tasks when they were read last, and have been gone or blank for less than a minute: what an
// editor, a sync program or a person does between two steps of a save or a move looks like that.
//
// Owned by one thread; cannot fail.
#pragma once

#include <chrono>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "brain/vault/planner/daily_note.hpp"

namespace secondbrain::vault {

class lost_notes {
 public:
  using moment = std::chrono::steady_clock::time_point;
  static constexpr std::chrono::minutes memory{1};

  /// The note, as it was, is not there any more, or nothing is in it.
  void lose(daily_note last, moment now);
  /// The note of this day holds something again.
  void regain(std::string_view date);
  /// What has been lost for longer is not coming back.
  void forget_old(moment now);

  /// The latest day whose lost note held the task.
  std::optional<std::string> holder_of(const task_key& key) const;

 private:
  struct lost_note {
    daily_note last;
    moment since;
  };
  std::map<std::string, lost_note, std::less<>> by_date_;
};

}  // namespace secondbrain::vault
