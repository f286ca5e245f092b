// Puts what was captured into today's daily note as the owner keeps it, wherever that is: tasks in the dialect of the
// vault, lines as items of a list. Where tasks are notes of their own each becomes one.
//
// Blocks on the file system; owned by one thread. Repeating it adds nothing twice. errc::invalid_argument, before
// anything is written: no daily notes are known of, or a text cannot be written so; and what the vault's writer says.
#pragma once

#include <chrono>
#include <cstddef>
#include <memory>
#include <string>
#include <vector>

#include "base/error.hpp"
#include "brain/vault/conventions/known_conventions.hpp"
#include "brain/vault/planner/calendar.hpp"
#include "brain/vault/writing/vault_writer.hpp"
#include "messages/planner.hpp"

namespace secondbrain::vault {

struct filed_in_day {
  std::string path;       // of the note, or of the folder that the notes were put into
  std::size_t added = 0;  // the others were there already
};

class day_filing {
 public:
  /// The writer outlives it. Without conventions the vault counts as one in the predecessor's layout.
  day_filing(const vault_writer& writer, std::shared_ptr<known_conventions> conventions)
      : writer_{writer}, conventions_{std::move(conventions)} {}

  /// Whether daily notes are in the predecessor's layout, which daily_note_edit.hpp writes into.
  bool is_predecessors(day today) const;

  /// Of each task its words and its due date; all go below one heading, empty: behind the tasks that are there. An open
  /// task of the same words and due date in the note is the same one.
  result<filed_in_day> add_tasks(const std::vector<add_task>& tasks, day today, std::chrono::seconds time_of_day) const;

  /// At the end of the note. One that is an item there already is not added.
  result<filed_in_day> add_items(const std::vector<std::string>& items, day today,
                                 std::chrono::seconds time_of_day) const;

 private:
  result<filed_in_day> add_notes(const std::vector<add_task>& tasks, const vault_reading& reading, day today) const;

  const vault_writer& writer_;
  std::shared_ptr<known_conventions> conventions_;
};

}  // namespace secondbrain::vault
