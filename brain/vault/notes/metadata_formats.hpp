// YAML and JSON blocks as frontmatter values. Thread-safe; whatever the parsers throw becomes an error here.
#pragma once

#include <cstddef>
#include <string_view>

#include "base/error.hpp"
#include "brain/vault/notes/frontmatter.hpp"

namespace secondbrain::vault {

inline constexpr std::size_t largest_block = 256UL * 1024;  // bytes

/// errc::invalid_argument with a sentence when the block is not valid, or larger than a note's metadata ever is.
result<frontmatter_value> parse_yaml(std::string_view block);

/// `block` with the braces around it. The same errors.
result<frontmatter_value> parse_json(std::string_view block);

}  // namespace secondbrain::vault
