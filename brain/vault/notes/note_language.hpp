// The language of a note: as its frontmatter says (`lang`, `language`), else as it reads.
//
// Pure; any thread; nothing fails.
#pragma once

#include <string>
#include <string_view>

#include "brain/vault/notes/frontmatter.hpp"

namespace secondbrain::vault {

/// ISO 639-1; empty where it cannot be told. `properties`: the frontmatter's mapping.
std::string language_of(const frontmatter_value& properties, std::string_view text);

}  // namespace secondbrain::vault
