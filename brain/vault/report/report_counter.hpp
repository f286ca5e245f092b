// Adds up what the notes of a vault hold.
//
// Owned by one thread; cannot fail. What it keeps is bounded: the first lines that were not understood, not all.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>

#include "brain/vault/report/link_names.hpp"
#include "brain/vault/report/note_yield.hpp"
#include "messages/vault_report.hpp"

namespace secondbrain::vault {

class report_counter {
 public:
  explicit report_counter(const link_names& names) : names_{names} {}

  void add_daily_note(day date);
  /// `trouble`: the name of the file is a date and was not understood; empty: it was, or is none.
  void add(const std::string& path, const note_yield& yield, std::string trouble);
  void add_problem(std::string file, std::string message);

  vault_report& report() noexcept { return report_; }
  vault_report finish();

 private:
  void show(const unread_line& line);

  const link_names& names_;
  vault_report report_;
  std::map<std::string, task_count, std::less<>> tasks_;
  std::map<task_key, bool> daily_tasks_;  // each once, as the lists have it: whether it is still to do by its last note
  std::map<std::string, std::int64_t, std::less<>> languages_;
  std::set<std::string, std::less<>> tags_;
  std::int64_t more_problems_ = 0;
};

}  // namespace secondbrain::vault
