// Sentences one after the other, as the notes of answers and the warnings about notes carry them.
//
// Pure; any thread; cannot fail.
#pragma once

#include <string>
#include <string_view>

namespace secondbrain {

/// An empty one adds nothing.
inline void add_sentence(std::string& note, std::string_view sentence) {
  if (sentence.empty()) return;
  if (!note.empty()) note += ' ';
  note += sentence;
}

}  // namespace secondbrain
