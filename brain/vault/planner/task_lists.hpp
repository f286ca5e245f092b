// All tasks of a vault, whatever they are written in: those of daily notes in the predecessor's layout first, then
// those that the index knows of, by note and line. Each line is one task, once.
//
// Owned by one thread; cannot fail. Put together again only when one of the two has changed.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <tuple>
#include <vector>

#include "brain/vault/planner/daily_view.hpp"
#include "brain/vault/planner/noted_view.hpp"

namespace secondbrain::vault {

class task_lists {
 public:
  /// The views outlive it.
  task_lists(const daily_view& daily, const noted_view& noted) : daily_{daily}, noted_{noted} {}

  /// Of the views as they are.
  void put_together(day today);

  const std::vector<task>& tasks() const noexcept { return tasks_; }
  /// Grows whenever they may have become others.
  std::uint64_t revision() const noexcept { return revision_; }
  const daily_view& daily() const noexcept { return daily_; }
  /// Whether new tasks go into daily notes in the predecessor's layout.
  bool is_predecessors() const;
  const noted_view& noted() const noexcept { return noted_; }
  day today() const noexcept { return daily_.today(); }

 private:
  using state = std::tuple<std::uint64_t, std::uint64_t, day>;

  const daily_view& daily_;
  const noted_view& noted_;
  std::vector<task> tasks_;
  std::optional<state> made_of_;
  std::vector<std::string> missing_;  // notes that were not there when that was
  std::uint64_t revision_ = 0;
};

}  // namespace secondbrain::vault
