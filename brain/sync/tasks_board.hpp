// Keeps the daily notes and the generated task files in step: edits of either reach the other, and updates reach both
// (contract: vault §6.5, §6.6).
//
// Owned by one thread; blocks on the file system. Other boards, in this process or another, wait for each other; a
// person's edit made meanwhile is never overwritten. errc::vault_missing, errc::conflict (something kept changing; what
// was written so far stands, and asking again is safe), and what the vault's writer says.
#pragma once

#include <filesystem>
#include <functional>
#include <set>
#include <string>
#include <vector>

#include "brain/sync/run.hpp"
#include "brain/sync/tasks_edits.hpp"
#include "brain/vault/planner/calendar.hpp"
#include "brain/vault/planner/daily_view.hpp"
#include "brain/vault/text_lines.hpp"
#include "brain/vault/writing/vault_writer.hpp"

namespace secondbrain::sync {

class tasks_board {
 public:
  /// `state_file`, in the data directory, remembers what was generated last. The others outlive the board.
  tasks_board(const vault::vault_writer& writer, vault::daily_view& view, std::filesystem::path state_file)
      : writer_{writer}, view_{view}, state_file_{std::move(state_file)} {}

  /// Carries edits of the generated files over to the daily notes and writes the files anew.
  result<step_result> sync(vault::day today);

  /// Changes one task everywhere and answers it as it is then. errc::not_found; errc::invalid_argument: nothing was
  /// written.
  result<task> update(const update_task& asked, vault::day today);

 private:
  using note_change = std::function<bool(vault::text_lines&)>;  // false: the task is not there any more

  struct carried_edits {
    std::set<std::string> days;        // of the notes that were changed
    std::vector<std::string> actions;  // one for each edit
    std::vector<std::string> remarks;  // about edits that were not carried over
  };

  result<step_result> bring_in_step(vault::day today);
  status bring_in_step_once(vault::day today, carried_edits& carried);
  result<task_file_texts> carry_over(vault::day today, carried_edits& carried);
  status apply(const update_task& asked);
  status change_latest(const update_task& asked);
  status change_notes(const std::vector<std::string>& days, const note_change& change);
  status write_files(const task_file_texts& seen);

  const vault::vault_writer& writer_;
  vault::daily_view& view_;
  std::filesystem::path state_file_;
};

}  // namespace secondbrain::sync
