// Secrets that are kept in files of their own: beside every secret setting NAME there is NAME_FILE, which names the
// file.
//
// Called while the configuration is read, on one thread.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "base/error.hpp"
#include "ops/config/config_table.hpp"

namespace secondbrain::ops {

/// NAME_FILE for NAME.
std::string secret_file_name(std::string_view setting);

/// The secret setting whose file a NAME_FILE names; null when the name is no such name.
const config_variable* secret_kept_by(std::string_view name);

/// What the file says, on its one line. The sentence of a failure says what the file must be: "must name …".
result<std::string> read_secret(const std::filesystem::path& file);

}  // namespace secondbrain::ops
