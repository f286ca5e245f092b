// How much meaning weighs beside words: by what kind of query it is, and by whether the model knows its language.
//
// The one table of the ranking's weights. Pure and thread-safe; nothing fails.
#pragma once

#include <cstdint>
#include <string_view>

#include "brain/search/query.hpp"

namespace secondbrain::search {

enum class query_kind : std::uint8_t {
  quoted,    // has a phrase that must occur
  code,      // has a name that a program would have: hyper-v, v1.2, camelCase, snake_case
  name,      // three words at most
  question,  // all else
};

query_kind kind_of(std::string_view question, const parsed_query& query);

/// How well a model knows a language, as far as can be told from its name.
enum class command : std::uint8_t { none, some, full };

/// Of models that were made from English texts alone, as far as their names tell.
bool knows_english_only(std::string_view model);

command command_of_language(std::string_view model, std::string_view question);

/// What is left of the weight where meaning is only known by a first approximation (docs/adr/0028).
inline constexpr double share_of_approximation = 0.6;

/// What is left of it while many notes have no vector yet, as those that have one would stand before all others. A
/// tenth for questions is above words alone whatever part is read; two tenths are below while it is a tenth (the same
/// ADR).
inline constexpr double share_of_partly_read = 0.12;

/// 0…1. Of a model that does not know the language at all: 0.
double weight_of_meaning(query_kind kind, command known);

}  // namespace secondbrain::search
