// A notice as others show it: cut to their limits, with their signs.
//
// Pure; any thread; cannot fail.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "messages/notice.hpp"

namespace secondbrain::channels {

/// One line without control characters.
std::string one_line(std::string_view text);

/// Its title in one line, with the machine that it tells of where that is known: several may send to one place.
std::string headline_of(const notice& one);

/// At most so many bytes, cut between code points, with an ellipsis where something is missing.
std::string shortened(std::string_view text, std::size_t most_bytes);

/// As text for what reads a little markup: Slack's links and mentions, tags on a desktop.
std::string without_markup(std::string_view text);

/// The name of the picture that ntfy, Slack and Discord put for such a notice.
std::string_view picture_of(const notice& one);

}  // namespace secondbrain::channels
