// How many tokens a text has, where no provider has counted them.
//
// Any thread.
#pragma once

#include <cstddef>
#include <cstdint>

namespace secondbrain::llm {

/// About what is likely: four bytes to a token, rounded up.
constexpr std::int64_t likely_tokens(std::size_t bytes) {
  return static_cast<std::int64_t>((bytes + 3) / 4);
}

/// More than it will be in any language: two bytes to a token, and the wrapping of the messages.
constexpr std::int64_t most_tokens(std::size_t bytes) {
  constexpr std::int64_t wrapping = 100;
  return static_cast<std::int64_t>(bytes / 2) + wrapping;
}

}  // namespace secondbrain::llm
