// How the vault is kept, as far as the configuration says it.
#pragma once

#include "base/error.hpp"
#include "brain/vault/conventions/find_conventions.hpp"
#include "ops/config/config.hpp"

namespace secondbrain::cli {

vault::convention_settings conventions_set_in(const ops::config& settings);

/// errc::invalid_argument with a line for each setting that cannot be, such as a date format that names no days.
/// `serve` refuses to start then, and whatever shows or changes the configuration says so before.
status check_conventions(const ops::config& settings);

}  // namespace secondbrain::cli
