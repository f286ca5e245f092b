// What each rule sees in the service as it is: well, in trouble, or nothing that can be known now.
//
// Pure; any thread.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "messages/service_sight.hpp"
#include "ops/config/config.hpp"

namespace secondbrain::ops {

enum class finding : std::uint8_t { well, trouble, unknown };

struct observation {
  std::string_view rule;
  finding found = finding::unknown;
  std::string text;                   // of trouble: sentences that say what it is and what to do
  std::vector<std::string> causes{};  // of trouble, each by a name that stays while it lasts
};

/// What the rules are held against.
struct surroundings {
  std::optional<service_sight> service;      // nothing: the look at it did not come back
  std::optional<std::string> clock_trouble;  // a sentence; nothing: the clock is steady
  int starts = 0;                            // of the service after a breakdown, within the window of a storm
  std::int64_t now = 0;                      // seconds since 1970, for the restarts of parts
};

/// One for each rule, in the order of their table. While the cause of a rule is in trouble, the rule has nothing to say
/// of its own, unless that cause is switched off and says nothing either.
std::vector<observation> observe(const surroundings& around, const config& settings);

}  // namespace secondbrain::ops
