// SHA-256 of a file, read in pieces: the checksums in a backup's manifest. Any thread.
#pragma once

#include <filesystem>
#include <string>

#include "messages/result.hpp"

namespace secondbrain::ops {

/// 64 lower-case hex digits.
result<std::string> sha256_of_file(const std::filesystem::path& file);

}  // namespace secondbrain::ops
