// A task as it stands in a note, in whatever dialect it is written: what the index keeps of it beside the passages.
//
// Days are texts `YYYY-MM-DD`, where a time of day is written `YYYY-MM-DDTHH:MM`; an empty text is none.
#pragma once

#include <string>
#include <vector>

namespace secondbrain {

struct noted_task {
  std::string id;       // the same as long as the note keeps its name and the task its words
  std::string path;     // of the note, relative to the vault
  int line = 1;         // its first one, from 1
  std::string dialect;  // that it was read by
  std::string text;     // its words, without what the dialect writes behind them
  std::string heading;  // the nearest above it; empty: none
  std::string status;   // what its sign means, as the Tasks plugin calls it: `TODO`, `DONE`
  std::string symbol;   // the sign or word itself
  std::string due;
  std::string scheduled;
  std::string start;
  std::string created;  // this and the following without a time
  std::string done;
  std::string cancelled;
  std::string priority = "none";
  std::string recurrence;               // as it is written
  std::string name;                     // by which others depend on it
  std::vector<std::string> depends_on;  // names of others
  std::vector<std::string> tags;        // with their `#`

  friend bool operator==(const noted_task&, const noted_task&) = default;
};

}  // namespace secondbrain
