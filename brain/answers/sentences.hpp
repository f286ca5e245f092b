// Notes that answers carry, sentence by sentence.
//
// Pure; any thread; cannot fail.
#pragma once

#include <string>
#include <string_view>

namespace secondbrain::answers {

/// An empty one adds nothing.
inline void add_sentence(std::string& note, std::string_view sentence) {
  if (sentence.empty()) return;
  if (!note.empty()) note += ' ';
  note += sentence;
}

}  // namespace secondbrain::answers
