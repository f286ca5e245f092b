// Whether a generated list says something that a person put there and that would be nowhere once it is rewritten.
//
// One rule for the whole file instead of one for each kind of edit: what is neither in the shape that a list has by
// itself nor found again in what is written counts as lost. Keeping too much costs a file, too little costs a text.
// Thread-safe, cannot fail.
#pragma once

#include <string>
#include <string_view>
#include <unordered_set>

#include "brain/sync/tasks/tasks_edits.hpp"
#include "brain/sync/tasks/tasks_lines.hpp"

namespace secondbrain::sync {

/// Words without their case and punctuation.
class word_set {
 public:
  void add(std::string_view text);
  bool holds_all_of(std::string_view text) const;

 private:
  std::unordered_set<std::string> words_;
};

/// `after` takes the list's place; `written` are the words of both lists as they will be and of the notes that were
/// changed.
bool loses_text(const seen_list& list, listed_in file, std::string_view after, word_set written);

}  // namespace secondbrain::sync
