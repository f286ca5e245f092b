// Whether the service may write into the vault by itself, asked at the moment of writing.
//
// Any thread. Looks at the vault's record each time; one that cannot be read allows nothing.
#pragma once

#include <functional>
#include <string>

#include "messages/sync.hpp"
#include "messages/vault.hpp"
#include "ops/config/config.hpp"
#include "ops/data/data_directory.hpp"

namespace secondbrain::cli {

permission upkeep_now(const ops::config& settings, const ops::data_directory& data);

/// The same as a question that may be asked later.
std::function<permission()> upkeep_question(const ops::config& settings, const ops::data_directory& data);

/// Why nothing is written, and how that is changed.
std::string not_enabled(const permission& upkeep);

/// Whether a step did nothing for that reason.
bool is_not_enabled(const sync_step_report& step);

}  // namespace secondbrain::cli
