// Folders that are called after a year, a month, a quarter or a week, as people keep their daily notes in. Pure; any
// thread.
#pragma once

#include <string_view>
#include <vector>

#include "brain/vault/daily_paths/locale_names.hpp"
#include "brain/vault/daily_paths/moment_pattern.hpp"
#include "brain/vault/planner/calendar.hpp"

namespace secondbrain::vault {

struct dated_folder {
  std::string_view format;  // of moment.js
  bool is_exact = false;    // in capitals and small letters, too
  bool has_names = false;   // of months: its language matters
};

class dated_folders {
 public:
  explicit dated_folders(const locale_names& locale);

  /// By which formats a folder of this name holds the note of that day; the most usual first.
  std::vector<dated_folder> formats_of(std::string_view name, day date) const;

  std::string_view language() const noexcept { return locale_->id; }

 private:
  struct named_pattern {
    std::string_view format;
    moment_pattern pattern;
    bool has_names = false;
  };

  const locale_names* locale_;
  std::vector<named_pattern> patterns_;
};

}  // namespace secondbrain::vault
