// A query taken apart at what is not a word of it: quotation marks (quotation_marks.hpp), filters, `OR`, and minus
// signs.
//
//   tag:plants  path:"Old notes"  folder:work  file:plan  prop:author="Le Guin"  date:2026-05..2026-06  has:task
//   -word  -"a phrase"  -tag:x  "one phrase" OR "another"  tag:a OR tag:b
//
// What only looks like a filter (an unknown name, a day that does not exist) is words. Pure; nothing fails. The texts
// point into the query.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "stores/note_conditions.hpp"

namespace secondbrain::search {

struct query_segment {
  enum class kind : std::uint8_t { loose, quoted, filter };

  kind what = kind::loose;
  std::string_view text;             // without the marks; of a filter, all of it
  stores::note_condition condition;  // of a filter
  bool excluded = false;             // behind a minus sign
  bool or_next = false;              // this one or the next
};

/// Words that no `OR` stands beside come together, as they were typed.
std::vector<query_segment> segments_of(std::string_view query);

}  // namespace secondbrain::search
