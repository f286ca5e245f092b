// The one hash of file contents and texts: what the tracker stores is what a later scan compares.
//
// Thread-safe, cannot fail.
#pragma once

#include <string>
#include <string_view>

namespace secondbrain::vault {

/// SHA-1 of the bytes as 40 lower-case hex digits (contract: vault §2, stores §4).
std::string sha1_hex(std::string_view bytes);

}  // namespace secondbrain::vault
