// Daily notes from texts, for tests of what is made of them.
#pragma once

#include <initializer_list>
#include <string_view>
#include <utility>

#include "brain/vault/planner/daily_note.hpp"

namespace secondbrain::vault {

inline daily_note_map notes_of(std::initializer_list<std::pair<std::string_view, std::string_view>> texts) {
  daily_note_map notes;
  for (auto& [date, text] : texts) notes.emplace(date, parse_daily_note(date, text));
  return notes;
}

}  // namespace secondbrain::vault
