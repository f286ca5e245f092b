// The days on which tests of the vault take place.
#pragma once

#include <string_view>

#include "brain/vault/planner/calendar.hpp"

namespace secondbrain::vault {

inline day on(std::string_view date) {
  return *parse_day(date);
}

inline const day today = on("2026-02-10");

}  // namespace secondbrain::vault
