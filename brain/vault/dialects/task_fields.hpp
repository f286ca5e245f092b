// What a task says, in whatever dialect it is written: the values that every reader fills and every caller reads.
//
// Days have no zone. Positions are bytes within the first line of the task unless a comment says otherwise. Values;
// thread-safe, cannot fail.
#pragma once

#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/enum_names.hpp"
#include "brain/vault/planner/calendar.hpp"

namespace secondbrain::vault::dialects {

using secondbrain::to_string;

/// What a status means, whatever its sign. The names are those of the Tasks plugin.
enum class status_type : std::uint8_t { todo, in_progress, on_hold, done, cancelled, non_task };

constexpr auto names_of(status_type) {
  using enum status_type;
  return named_values<status_type>({{todo, "TODO"},
                                    {in_progress, "IN_PROGRESS"},
                                    {on_hold, "ON_HOLD"},
                                    {done, "DONE"},
                                    {cancelled, "CANCELLED"},
                                    {non_task, "NON_TASK"}});
}

/// Nothing is left to do: what is done, what was cancelled, and what is no task.
constexpr bool is_closed(status_type type) noexcept {
  return type == status_type::done || type == status_type::cancelled || type == status_type::non_task;
}

/// How a dialect writes a status: the sign in a box, or a word (`DOING`, `in-progress`).
struct task_mark {
  std::string symbol = " ";
  std::string name = "Todo";
  std::string next = "x";  // the symbol that a click leads to
  status_type type = status_type::todo;

  friend bool operator==(const task_mark&, const task_mark&) = default;
};

enum class task_priority : std::uint8_t { highest, high, medium, none, low, lowest };

constexpr auto names_of(task_priority) {
  using enum task_priority;
  return named_values<task_priority>(
      {{highest, "highest"}, {high, "high"}, {medium, "medium"}, {none, "none"}, {low, "low"}, {lowest, "lowest"}});
}

/// What becomes of the task once it is done.
enum class completion_action : std::uint8_t { none, keep, remove };

constexpr auto names_of(completion_action) {
  using enum completion_action;
  return named_values<completion_action>({{none, "none"}, {keep, "keep"}, {remove, "delete"}});
}

enum class date_field : std::uint8_t { due, scheduled, start, created, done, cancelled };

constexpr auto names_of(date_field) {
  using enum date_field;
  return named_values<date_field>({{due, "due"},
                                   {scheduled, "scheduled"},
                                   {start, "start"},
                                   {created, "created"},
                                   {done, "done"},
                                   {cancelled, "cancelled"}});
}

inline constexpr std::size_t date_field_count = value_names<date_field>.size();

/// Of `T09:30`, ` 9:30` and what may stand behind them; nothing: no time of day is written.
std::optional<std::chrono::minutes> read_time_of_day(std::string_view text) noexcept;

struct task_date {
  std::string text;                          // as it is written
  std::optional<day> date;                   // nothing: it looks like a day, but there is none of that name
  std::optional<std::chrono::minutes> time;  // since midnight, where one is written
  bool is_inferred = false;                  // it stands in the name of the file, not on the line
};

struct task_fields {
  std::string description;        // its words, tags included, without fields and block link
  std::vector<std::string> tags;  // with their `#`, in their order
  std::array<std::optional<task_date>, date_field_count> dates;
  task_priority priority = task_priority::none;
  std::string recurrence;     // the rule as it is written; empty: none
  bool is_recurring = false;  // the rule can be read, and there is a day to count from
  std::string id;             // empty: none
  std::vector<std::string> depends_on;
  completion_action on_completion = completion_action::none;
  std::string block_link;  // `^name`, by which other notes lead to the line; empty: none

  const std::optional<task_date>& date(date_field field) const noexcept {
    return dates[static_cast<std::size_t>(field)];
  }
  std::optional<task_date>& date(date_field field) noexcept { return dates[static_cast<std::size_t>(field)]; }

  /// The day itself; nothing where none is written, or one that does not exist.
  std::optional<day> day_of(date_field field) const noexcept {
    const auto& written = date(field);
    return written ? written->date : std::nullopt;
  }
};

struct byte_span {
  std::size_t begin = 0;
  std::size_t end = 0;

  std::size_t size() const noexcept { return end - begin; }
  friend bool operator==(const byte_span&, const byte_span&) = default;
};

/// The kinds of what stands beside the words; dates are in the order of `date_field`.
enum class field_kind : std::uint8_t {
  due,
  scheduled,
  start,
  created,
  done,
  cancelled,
  priority,
  recurrence,
  id,
  depends_on,
  on_completion,
  tag,
  block_link
};

constexpr auto names_of(field_kind) {
  using enum field_kind;
  return named_values<field_kind>({{due, "due"},
                                   {scheduled, "scheduled"},
                                   {start, "start"},
                                   {created, "created"},
                                   {done, "done"},
                                   {cancelled, "cancelled"},
                                   {priority, "priority"},
                                   {recurrence, "recurrence"},
                                   {id, "id"},
                                   {depends_on, "depends_on"},
                                   {on_completion, "on_completion"},
                                   {tag, "tag"},
                                   {block_link, "block_link"}});
}

constexpr field_kind kind_of(date_field field) noexcept {
  return static_cast<field_kind>(field);
}

constexpr std::optional<date_field> date_field_of(field_kind kind) noexcept {
  auto at = static_cast<std::size_t>(kind);
  return at < date_field_count ? std::optional{static_cast<date_field>(at)} : std::nullopt;
}

/// Where one field stands.
struct written_field {
  field_kind kind = field_kind::due;
  std::size_t line = 0;  // counted from the first line of the task
  byte_span whole;       // with its sign or key and its brackets
  byte_span value;       // of what it says
  bool counts = true;    // no: another one of its kind takes its place
};

/// What a task holds that looks like a field and says nothing: where, and why, in a sentence.
struct unread_part {
  std::size_t line = 0;  // counted from the first line of the task
  byte_span where;
  std::string reason;
};

/// One task as it stands in a note.
struct task_line {
  std::string_view dialect;      // the name of the one that read it
  std::size_t begin = 0;         // its first line in the note
  std::size_t end = 1;           // behind its last one
  std::string_view indentation;  // before the list marker; a slice of the note
  std::string_view marker;       // `-`, `12.`; empty where the note is the task
  task_mark mark;
  task_fields fields;
  std::vector<written_field> written;  // in their order on the line
  std::vector<unread_part> unread;
};

}  // namespace secondbrain::vault::dialects
