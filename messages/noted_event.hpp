// An event as it stands in a note that is none of the predecessor's daily notes: what the index keeps of it.
//
// Days are texts `YYYY-MM-DD`; an empty text is none.
#pragma once

#include <string>

namespace secondbrain {

struct noted_event {
  std::string path;  // of the note, relative to the vault
  int line = 1;      // from 1
  std::string title;
  std::string date;  // empty: that of the daily note it stands in; one that stands elsewhere is no event. Of one that
                     // repeats, its days as `to_text` of repeating_days has them
  std::string time;  // `H:MM`; empty: all day
  std::string end_date;

  friend bool operator==(const noted_event&, const noted_event&) = default;
};

}  // namespace secondbrain
