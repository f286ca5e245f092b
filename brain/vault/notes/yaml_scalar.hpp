// What a plain YAML scalar means. Thread-safe; does not fail.
#pragma once

#include <string_view>

#include "brain/vault/notes/frontmatter.hpp"

namespace secondbrain::vault {

/// The kind of an unquoted scalar under YAML 1.1 (yaml.org/type: null, bool, int, float, timestamp).
value_kind kind_of_plain_scalar(std::string_view text);

}  // namespace secondbrain::vault
