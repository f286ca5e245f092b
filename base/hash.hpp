// The hashes of file contents and texts. Any thread.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "base/error.hpp"

namespace secondbrain {

/// SHA-1 of the bytes as 40 lower-case hex digits: what the tracker stores is what a later scan compares (contract:
/// vault §2, stores §4). Cannot fail.
std::string sha1_hex(std::string_view bytes);

/// SHA-256 of a file, read in pieces, as 64 lower-case hex digits: the checksums in a backup's manifest.
result<std::string> sha256_of_file(const std::filesystem::path& file);

}  // namespace secondbrain
