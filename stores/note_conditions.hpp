// What a note must be or have besides the words it is looked for by: its place, tags, properties, day, tasks, words.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace secondbrain::stores {

struct note_condition {
  enum class kind : std::uint8_t {
    tag,       // or one nested below it
    path,      // the path has it somewhere
    folder,    // lies in a folder of that name, or of these names one below the other
    file,      // the file's name has it somewhere
    property,  // has it, with the value if there is one
    date,      // of these days
    task,      // has one
    words,     // an FTS5 expression, already safe
  };

  kind what = kind::tag;
  std::string value;    // folded (text/folding.hpp); of a date the first day, as YYYY, YYYY-MM or YYYY-MM-DD, or empty
  std::string further;  // of a property its value, folded; of a date the last day
  bool open = false;    // the value may go on: it is being typed

  friend bool operator==(const note_condition&, const note_condition&) = default;
};

/// One of them holds for the note; where they are excluded, none does.
struct condition_group {
  std::vector<note_condition> any_of;
  bool excluded = false;

  friend bool operator==(const condition_group&, const condition_group&) = default;
};

using note_conditions = std::vector<condition_group>;

}  // namespace secondbrain::stores
