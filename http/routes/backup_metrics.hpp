// How the backups stand, for Prometheus: ages instead of times, so that an alert needs no clock of its own.
//
// Pure. What there is not yet has no value: absent() tells.
#pragma once

#include "base/clock.hpp"
#include "http/routes/metric_set.hpp"
#include "messages/backup_places.hpp"
#include "messages/backup_standing.hpp"

namespace secondbrain::http {

void add_backups(metric_set& metrics, const backup_standing& standing, const backup_places& places, wall_time now);

}  // namespace secondbrain::http
