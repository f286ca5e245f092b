// Which words of a query are too common to look for: those of English, and of the language that the query is in.
//
// A query of a few words does not tell its language, and many words of one language are words in another ("die",
// "war"). So it is taken to be in a language of the notes where it has a word of that language which is none in
// English, and no common word of English alone: in a vault of English notes, "das Boot" is looked for as it is.
//
// Pure and thread-safe; nothing fails. The time is linear in the query, for each language of the notes.
#pragma once

#include <cstddef>
#include <functional>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "brain/search/typed_terms.hpp"

namespace secondbrain::search {

/// The languages that a fair share of the passages are in, but for English.
std::vector<std::string> languages_beside_english(const std::map<std::string, std::size_t, std::less<>>& passages);

/// The languages that the query may be in, the likeliest first (ISO 639-1). Mostly one; several where it has as many
/// words of each; none where it cannot be told. `of_notes` are those above.
std::vector<std::string> languages_of_query(std::string_view query, const std::vector<typed_term>& terms,
                                            std::span<const std::string> of_notes);

/// All of the terms when nothing else is left.
std::vector<typed_term> without_common_words(const std::vector<typed_term>& terms,
                                             std::span<const std::string> languages);

}  // namespace secondbrain::search
