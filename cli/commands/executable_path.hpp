// Where this program is.
#pragma once

#include <filesystem>

#include "base/error.hpp"

namespace secondbrain::cli {

/// Absolute, symbolic links resolved. errc::io_failure when the system does not tell.
result<std::filesystem::path> executable_path();

}  // namespace secondbrain::cli
