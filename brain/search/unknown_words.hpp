// Words of a query that no note has, and a folder that there is not: what was meant, and what to tell whoever typed it.
//
// Owned by the thread that owns the reader. Fails with what lexical_reader fails with.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/error.hpp"
#include "brain/search/query.hpp"
#include "messages/search.hpp"
#include "stores/lexical_reader.hpp"

namespace secondbrain::search {

/// What else there is to find notes by than the word that no note has.
struct other_findings {
  bool by_words = false;    // other words of the query were found
  bool by_meaning = false;  // a model is asked
};

/// Has the words looked for that somebody meant who mistyped one, and says which. Follows the search by words, of which
/// the reader knows what no passage has. A word that no note has is taken for a slip where the notes have words that
/// are near, the likely ones alone where there is something else to go by; and not at all in a question or a note of
/// which other words are known: it is rare and would outweigh these. A word such as "warum" is none, and neither is a
/// short one where a model finds what it means: another word is always near. Nobody means a common word ("und" for
/// "Hund").
result<std::vector<corrected_word>> correct_slips(stores::lexical_reader& reader, parsed_query& query,
                                                  other_findings others);

/// What of a query no note has.
struct missing_words {
  std::string told;            // sentences; empty: nothing that matters
  bool nothing_found = false;  // no note has any of the words, or the phrase: what is shown was found otherwise
  std::string advice = {};     // a sentence on what else may be tried; empty: nothing
};

/// Where the words were looked for.
enum class searched : std::uint8_t { all_notes, some_notes };

/// What to tell of the words and phrases that no passage has: "No note has “zzzzqq”." Long words are cut, and many not
/// told one by one. Follows the search by words, as above. Words such as "the" or "write", in the languages of the
/// query and of the notes, say little of what is looked for: they are not missed beside others. Of a question of which
/// most words are found, what it names is.
missing_words what_is_missing(const stores::lexical_reader& reader, const parsed_query& query, searched where,
                              bool any_found);

/// And what is shown nevertheless: notes that only a filter lets through, or those nearest in meaning, however far that
/// is.
std::string found_instead(bool by_filters, bool for_answer);

/// Where no note is below the folder, a sentence is added: it was typed otherwise than it is written, perhaps.
status add_unknown_folder(stores::lexical_reader& reader, const std::string& folder, std::string& note);

}  // namespace secondbrain::search
