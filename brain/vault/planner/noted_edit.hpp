// Changes to a task where it stands in the text of a note, and new ones: pure functions from bytes to bytes.
//
// A task is found again by its words, and among those of the same words by its heading, its place below it and its
// neighbours, so that an edit made meanwhile does not send a change to another line. Thread-safe. errc::not_found;
// errc::conflict: it cannot be told which one is meant; errc::invalid_argument, with a sentence: the dialect cannot say
// what is asked.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.hpp"
#include "brain/vault/dialects/dialect_set.hpp"
#include "messages/noted_task.hpp"

namespace secondbrain::vault {

/// What a list said of a task and of the note around it.
struct task_place {
  std::string text;
  std::string heading;      // the nearest above it
  std::size_t nth = 0;      // of those of the same words below headings of that name, from above
  std::size_t of = 1;       // so many
  std::size_t in_note = 1;  // of the same words
  std::string above;        // the words of the tasks next to it
  std::string below;

  /// `tasks` are those of its note, in their order, it among them.
  static task_place of_task(const std::vector<noted_task>& tasks, std::size_t at);
};

struct edited_note {
  std::string bytes;
  std::optional<std::size_t> line;  // of the task now, from 0; nothing: it has gone
  std::optional<std::size_t> next;  // of the one that came back
  bool is_read_again = true;        // no: what would be written is no task to any reader
};

/// The task as it stands there.
result<noted_task> task_in(std::string_view path, std::string_view bytes, const task_place& place,
                           const dialects::dialect_list& dialects);

/// Several changes, one after the other.
result<edited_note> change_task_in(std::string_view path, std::string_view bytes, const task_place& place,
                                   const std::vector<dialects::task_change>& changes,
                                   const dialects::dialect_list& dialects, day today);

struct cut_task {
  std::string bytes;               // without it
  std::vector<std::string> lines;  // of it and all that belongs to it, to stand by themselves elsewhere
};

/// For a move: with nested items, paragraphs and code. errc::invalid_argument: it is a note, or stands in a quote.
result<cut_task> cut_task_from(std::string_view path, std::string_view bytes, const task_place& place,
                               const dialects::dialect_list& dialects);

/// With lines added: below the heading, which is made at the end of the note where it is not there, behind the tasks
/// that are there; without a heading behind the last task of the note, else at its end. Never within code or a comment.
/// A heading is the one that is asked for without regard to case and to how its letters are composed.
/// `is_read_again` tells whether a task begins at the first of them then.
edited_note add_lines_to(std::string_view path, std::string_view bytes, std::string_view heading,
                         const std::vector<std::string>& added, const dialects::dialect_list& dialects);

}  // namespace secondbrain::vault
