// Changes tasks of any note, and writes new ones, through the vault's writer: what somebody saved meanwhile is kept,
// and the task is looked for in it again.
//
// Owned by one thread; blocks on the file system. errc::not_found, errc::invalid_argument and errc::conflict as
// noted_edit.hpp says; and what the writer answers.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <vector>

#include "base/error.hpp"
#include "brain/vault/planner/noted_edit.hpp"
#include "brain/vault/planner/noted_view.hpp"
#include "brain/vault/writing/vault_writer.hpp"
#include "messages/planner.hpp"

namespace secondbrain::vault {

class noted_writer {
 public:
  /// Both outlive it. The view learns what was written.
  noted_writer(const vault_writer& writer, noted_view& view) : writer_{writer}, view_{view} {}

  /// Of one of the tasks of the view; errc::not_found when it is none of them.
  result<changed_task> change(const change_task& request, day today);

  /// At this time of the day, which templates may ask for.
  result<task> add(const add_task& request, day today, std::chrono::seconds time_of_day);

  /// Into the daily note of a day in the predecessor's layout, below its category; what such a task cannot have is
  /// refused. Unchanged: the note holds it already.
  result<write_outcome> add_to_day(const add_task& request, day of) const;

  /// The path of a note as the vault has it (note_target.hpp).
  result<std::string> note_named(const std::string& path) const;

 private:
  result<changed_task> move(const change_task& request, const std::string& path, const task_place& place,
                            const vault_reading& reading, day today);
  status take_out(const std::string& path, const task_place& place, const std::vector<std::string>& moved,
                  const vault_reading& reading) const;
  result<std::string> place_for(const add_task& request, const vault_reading& reading, day today) const;
  result<task> add_note(const add_task& request, const vault_reading& reading, day today);
  std::optional<task> at(const std::string& path, std::size_t line, day today) const;

  const vault_writer& writer_;
  noted_view& view_;
};

}  // namespace secondbrain::vault
