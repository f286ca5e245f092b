// What a language model extracts from one note: the question, and the reading of the answer (contract: retrieval §8).
//
// Pure functions; thread-safe. Any object is an answer: what is missing or of another type gets its default.
#pragma once

#include <boost/json/object.hpp>
#include <optional>
#include <string>
#include <string_view>

#include "brain/vault/notes/note.hpp"
#include "messages/metadata.hpp"

namespace secondbrain::sync {

inline constexpr int longest_extracted_body = 12000;  // code points

std::string extraction_instructions();
std::string extraction_question(const vault::note& note);

/// The fields that the model answers; path, hash, model and moment are the caller's.
note_metadata read_extraction(const boost::json::object& answer);

/// The first `2025-01-15` or `1/15/2025` in a text, as YYYY-MM-DD. The day need not exist.
std::optional<std::string> date_in_text(std::string_view text);

}  // namespace secondbrain::sync
