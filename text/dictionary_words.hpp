// The words in a run of a script that is written without spaces, told apart by ICU's dictionaries.
//
// Any thread; nothing fails: a run that ICU cannot take apart is one word.
#pragma once

#include <string_view>
#include <vector>

namespace secondbrain::text {

/// Parts of `run`, in order; together they are all of it.
std::vector<std::string_view> dictionary_words(std::string_view run);

}  // namespace secondbrain::text
