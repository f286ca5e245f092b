// How many tokens a text has, where no provider has counted them.
//
// Any thread.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>

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

/// A provider's own count, unless it is beyond what any model takes in and beyond what was sent or asked for: then it
/// counts as not told, so that no slip of a host spends a budget or overflows a sum.
constexpr std::optional<std::int64_t> believable(std::optional<std::int64_t> reported, std::size_t most_expected) {
  constexpr std::int64_t longest_context = 2'000'000;
  const auto most = std::max(longest_context, static_cast<std::int64_t>(most_expected));
  return reported && *reported <= most ? reported : std::nullopt;
}

}  // namespace secondbrain::llm
