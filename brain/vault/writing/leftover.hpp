// The names under which the vault writer keeps a file for a moment, and what they tell about one that a crash left.
//
// They are hidden and do not end in `.md`: no index and no editor takes them for notes. Thread-safe; does not fail.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace secondbrain::vault {

enum class leftover_kind : std::uint8_t {
  draft,      // a text of ours that was in nobody's sight yet, perhaps only a part of it
  exchanged,  // a text of ours, or the file whose place it took
};

struct leftover {
  leftover_kind kind = leftover_kind::draft;
  std::string note_name;  // of the note beside it, perhaps cut
  std::string before;     // marks of the two texts that an exchanged one holds if no person changed it
  std::string after;
};

/// Both are new at every call.
std::string draft_name(std::string_view note_name);
std::string exchange_name(std::string_view note_name, std::string_view before, std::string_view after);

/// Nothing: the name is none of ours.
std::optional<leftover> parse_leftover(std::string_view name);

/// Whether the file may go: nothing that a person wrote is only there.
bool is_disposable(const leftover& left, std::string_view bytes);

}  // namespace secondbrain::vault
