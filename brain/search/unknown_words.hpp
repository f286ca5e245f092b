// Words of a query that no note has: what was meant by them, and what to tell whoever typed them.
//
// Owned by the thread that owns the reader. Fails with what lexical_reader fails with.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/error.hpp"
#include "brain/search/query.hpp"
#include "messages/search.hpp"
#include "stores/lexical_reader.hpp"

namespace secondbrain::search {

/// Has the words looked for that somebody meant who mistyped one, and says which; `any_found`: passages were found by
/// the others. Follows the search by words, of which the reader knows what no passage has. A word that no note has is
/// taken for a slip where the index has words that are near; in a question or a note only if nothing else of it is
/// known, as it is rare and would outweigh what is.
result<std::vector<corrected_word>> correct_slips(stores::lexical_reader& reader, parsed_query& query, bool any_found);

/// Where the words were looked for.
enum class searched : std::uint8_t { all_notes, some_notes };

/// "No note has “zzzzqq”." Long words are cut, and many not told one by one.
std::string not_found_in_words(const std::vector<std::string>& words, searched where);

}  // namespace secondbrain::search
