// What the rules of the alarms are held against: the service as it was at one moment.
//
// Values.
#pragma once

#include <optional>

#include "messages/actor_status.hpp"
#include "messages/health.hpp"
#include "messages/request.hpp"

namespace secondbrain {

/// What is spent of a budget. USD; a limit of 0: there is none.
struct budget_use {
  double today = 0;
  double daily_limit = 0;
  double this_month = 0;
  double monthly_limit = 0;
};

/// The service as it was at one moment.
struct service_sight {
  health_report health;
  tree_snapshot tree;
  std::optional<budget_use> budget;  // nothing: not known
};

/// Takes as long as the slowest disk that health depends on.
struct look_at_service {
  using reply = service_sight;
  static constexpr retry_policy retry = retry_policy::idempotent;
};

}  // namespace secondbrain
