// Which languages the names of notes may be in, by the months and weekdays in them. Pure; any thread.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "brain/vault/daily_paths/locale_names.hpp"

namespace secondbrain::vault {

/// Those whose months and weekdays occur most, a few at most, the likeliest first; English always.
std::vector<const locale_names*> locales_seen_in(std::span<const std::string> paths);

}  // namespace secondbrain::vault
