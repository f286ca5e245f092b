// Which texts speak of a project: names compared by whole words, however they are spaced and punctuated (contract:
// vault §9, operations W80).
//
// Thread-safe, cannot fail.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace secondbrain::sync {

/// Without `.md`, in lower case, without ASCII punctuation and white space.
std::string normalise_project_name(std::string_view name);

/// Its words in lower case; ASCII punctuation and white space separate them.
std::vector<std::string> words_of(std::string_view text);

/// Whether some words that follow each other, written together, are that normalised name.
bool mentions(const std::vector<std::string>& words, std::string_view normalised);

/// Whether one of the names says the other, in whole words. An empty one matches nothing.
bool names_match(std::string_view project, std::string_view sub_project);

}  // namespace secondbrain::sync
