// Which model fits the languages of a vault, and what to say of it.
//
// Pure; any thread.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "brain/vault/vault_languages.hpp"

namespace secondbrain::cli {

/// Its name.
std::string_view fitting_model(const vault::vault_languages& vault);

/// Whether one knows the languages of the notes and the other does not: then it is used in its place.
bool fits_better(const vault::vault_languages& vault, std::string_view one, std::string_view other);

/// "63 of 100 notes that were looked at are not in English (ru, ja)"
std::string languages_in_words(const vault::vault_languages& vault);

/// Empty where nothing is to be done, or no language can be told. `used`: the model that embeds, empty for none;
/// `installed`: those that could.
std::string model_advice(const vault::vault_languages& vault, std::string_view used,
                         const std::vector<std::string>& installed);

}  // namespace secondbrain::cli
