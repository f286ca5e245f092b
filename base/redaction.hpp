// Keeps secrets out of what people and logs are shown.
//
// Pure functions; never fail.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace secondbrain {

/// Bytes. What is shorter stands in every other word: to hide it would hide the text, and say what it is.
inline constexpr std::size_t shortest_hidden_secret = 4;

/// The text with **** for each of these secrets: one of eight bytes or more wherever it stands, a shorter one where it
/// is a word of its own, one below the least length nowhere.
std::string without_secrets(std::string text, const std::vector<std::string>& secrets);

/// What was kept of a longer text, without them and without what the cut may have left of one: it ends with a whole
/// word.
std::string without_secrets_at_cut(std::string text, const std::vector<std::string>& secrets);

/// What a program of somebody else's says, with **** for what looks like a secret: all of an address but its host, what
/// follows `token=`, `password:` or `Bearer`, and long words of letters and digits.
std::string without_credentials(std::string_view text);

}  // namespace secondbrain
