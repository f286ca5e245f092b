// Keeps the daily notes and the generated task files in step: edits of either reach the other, and updates reach both
// (contract: vault §6.5, §6.6).
//
// Owned by one thread; blocks on the file system. Other boards, in this process or another, wait for each other; a
// person's edit made meanwhile is never overwritten. errc::vault_missing, errc::conflict (something kept changing; what
// was written so far stands, and asking again is safe), and what the vault's writer says.
#pragma once

#include <filesystem>
#include <functional>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "brain/sync/run.hpp"
#include "brain/sync/tasks/tasks_edits.hpp"
#include "brain/sync/tasks/tasks_wait.hpp"
#include "brain/vault/planner/calendar.hpp"
#include "brain/vault/planner/daily_view.hpp"
#include "brain/vault/text_lines.hpp"
#include "brain/vault/writing/vault_writer.hpp"

namespace secondbrain::sync {

/// One of the generated files, as it is and as it would be.
struct list_preview_file {
  generated_place place;
  std::string after;
};

struct list_preview {
  list_preview_file all;
  list_preview_file completed;
  std::vector<std::string> edits;  // sentences about what the daily notes would be changed by
};

/// Whether the generated files go along with an update of a task.
enum class list_upkeep : std::uint8_t { follow, leave };

class tasks_board {
 public:
  /// `state_file`, in the data directory, remembers what was generated last. The others outlive the board.
  tasks_board(const vault::vault_writer& writer, vault::daily_view& view, std::filesystem::path state_file)
      : writer_{writer}, view_{view}, state_file_{std::move(state_file)} {}

  /// Carries edits of the generated files over to the daily notes and rewrites the files. A file that a person keeps
  /// under one of their names is left alone: ours then stands beside it, and the summary says so. In a vault without
  /// daily notes in the predecessor's layout nothing is written, and the summary says that.
  result<step_result> sync(vault::day today);

  /// Changes one task everywhere and answers it as it is then. On an error nothing was written; lists that cannot be
  /// written are none, they follow with the next sync. errc::not_found; errc::invalid_argument.
  result<task> update(const update_task& request, vault::day today, list_upkeep lists = list_upkeep::follow);

  /// Why the lists could not follow the last update; empty: they did.
  const std::string& lists_trouble() const noexcept { return lists_trouble_; }

  /// The files as the next sync would write them from the notes as they are; nothing is written.
  result<list_preview> preview(vault::day today);

 private:
  using note_change = std::function<bool(vault::text_lines&)>;  // false: the task is not there any more

  struct carried_edits {
    std::set<std::string> days;        // of the notes that were changed
    std::vector<std::string> actions;  // one for each edit
    std::vector<std::string> remarks;  // about edits that were not carried over
    std::vector<std::string> places;   // about names that a person uses
    bool nothing_to_list = false;
    std::map<std::string, std::string> kept;  // where the text of a file was put that a rewrite would have lost
  };

  result<step_result> bring_in_step(vault::day today);
  status bring_in_step_once(vault::day today, carried_edits& carried);
  result<seen_lists> look();
  result<seen_lists> carry_over(vault::day today, carried_edits& carried);
  status add_tasks(const std::vector<added_task>& added, vault::day today, carried_edits& carried);
  status apply(const update_task& request);
  status change_latest(const update_task& request);
  status change_notes(const std::vector<std::string>& days, const note_change& change);
  status keep_what_is_lost(const seen_lists& seen, const std::set<std::string>& losing, carried_edits& carried);
  status write_files(const seen_lists& seen);
  list_preview render(const seen_lists& seen) const;

  const vault::vault_writer& writer_;
  vault::daily_view& view_;
  std::filesystem::path state_file_;
  suspended_waits suspended_waits_;
  std::string lists_trouble_;
};

}  // namespace secondbrain::sync
