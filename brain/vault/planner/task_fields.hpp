// What stands on the line of a task beside its words: due dates, the fields that the Tasks and Dataview plugins append
// (`✅ 2026-02-10`, `[completion:: 2026-02-10]`, `⏫`, `🔁 every week`) and a block id.
//
// Works on bytes, in time linear in the text. Thread-safe, cannot fail.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace secondbrain::vault {

enum class field_kind : std::uint8_t { due_date, other };

/// Positions are bytes of the text that was searched.
struct task_field {
  field_kind kind = field_kind::other;
  std::size_t begin = 0;
  std::size_t end = 0;
  std::size_t day = 0;  // of a due date: where its ten bytes begin
};

struct task_fields {
  std::vector<task_field> found;  // in their order, none within another
  std::size_t tail = 0;           // where what plugins read from the end begins; the end of the text when there is none
};

/// A due date `(due: 2026-02-10)` and fields in brackets are found wherever they stand outside inline code. Signs and
/// block ids count behind the last word only, where plugins read them; tags may stand among them.
task_fields find_task_fields(std::string_view text);

/// ` ^block`, by which other notes lead to a line.
std::optional<task_field> block_id_at_end(std::string_view text) noexcept;

/// The text without these fields and the white space before each.
std::string erased_fields(std::string_view text, const std::vector<task_field>& fields);

/// The same, trimmed.
std::string without_fields(std::string_view text, const std::vector<task_field>& fields);

}  // namespace secondbrain::vault
