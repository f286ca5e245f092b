// How the vault is kept, as far as the configuration says it.
#pragma once

#include <memory>

#include "base/error.hpp"
#include "brain/vault/conventions/find_conventions.hpp"
#include "brain/vault/conventions/inbox_place.hpp"
#include "brain/vault/conventions/known_conventions.hpp"
#include "ops/config/config.hpp"

namespace secondbrain::cli {

vault::convention_settings conventions_set_in(const ops::config& settings);

/// Where captures go, as the conventions are by then; they are found first where nobody has yet. The usual place where
/// there are none.
vault::inbox_question inbox_by(std::shared_ptr<vault::known_conventions> conventions);
/// Of a service that is not running.
vault::inbox_question inbox_by(const ops::config& settings);

/// errc::invalid_argument with a line for each setting that cannot be, such as a date format that names no days.
/// `serve` refuses to start then, and whatever shows or changes the configuration says so before.
status check_conventions(const ops::config& settings);

}  // namespace secondbrain::cli
