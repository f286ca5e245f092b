// What something is called, as somebody types it who remembers it: its words without regard to case, accents, ways of
// writing and the signs between them. "One_Task.", "one task" and "ONE-TASK" are one name; "C", "C++" and "C#" are
// three.
//
// UTF-8 in, UTF-8 out. Thread-safe; nothing here fails. Time: linear.
#pragma once

#include <string>
#include <string_view>

namespace secondbrain::text {

/// The words with a space between them. Emoji count where there is nothing else: a note called "🎉 Party" is found as
/// "party". Of what has no words at all, what it says, case-folded: "→" is a name, too.
std::string name_words(std::string_view name);

}  // namespace secondbrain::text
