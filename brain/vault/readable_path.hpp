// Paths of the vault as text: what a file system holds is bytes, what is searched, shown and sent is UTF-8.
//
// A byte that belongs to no code point is written `\xE9`. A backslash that would read as the beginning of one is
// written
// `\x5C`, so that every path has one readable form and every readable form leads back to its path. All others are the
// same in both. Thread-safe, cannot fail.
#pragma once

#include <string>
#include <string_view>

namespace secondbrain::vault {

/// As text, from the bytes that the system names it by.
std::string readable_path(std::string_view bytes);

/// The bytes to hand to the system, from the text.
std::string system_path(std::string_view readable);

}  // namespace secondbrain::vault
