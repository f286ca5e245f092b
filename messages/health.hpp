// How the service is: the reference's health fields (contract: http_api §3.2) and a check per component.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "messages/sync.hpp"

namespace secondbrain {

enum class verdict : std::uint8_t { ok, warning, error };

constexpr std::string_view to_string(verdict v) noexcept {
  switch (v) {
    case verdict::ok: return "ok";
    case verdict::warning: return "warning";
    case verdict::error: return "error";
  }
  return "unknown";
}

struct component_check {
  std::string name;  // vault, disk, sync, index, actors, stores, backup …
  verdict state = verdict::ok;
  std::string message;      // a sentence; what to do when it is not ok. What still works, the summary says
  std::string remark = {};  // what the summary says of it although it is ok; empty: nothing
  std::string title = {};   // what a person calls it; empty: as its name
};

struct health_report {
  verdict state = verdict::ok;
  std::string vault;  // "ok", or "not configured or missing"
  double free_disk_gb = 0;
  bool disk_low = false;
  std::optional<double> last_sync_hours_ago;
  bool sync_stale = false;
  std::vector<component_check> checks;
  std::string summary;  // the verdict in words
};

enum class sync_state : std::uint8_t { unknown, ok, stale, failed };

constexpr std::string_view to_string(sync_state state) noexcept {
  switch (state) {
    case sync_state::unknown: return "unknown";
    case sync_state::ok: return "ok";
    case sync_state::stale: return "stale";
    case sync_state::failed: return "failed";
  }
  return "unknown";
}

/// What the marker of a failed sync tells.
struct sync_failure {
  std::optional<sync_step> step;  // nothing: the whole run
  std::string reason;
};

/// Read from the marker files (contract: http_api §9).
struct sync_status {
  sync_state state = sync_state::unknown;
  std::optional<std::string> last_sync;
  std::optional<double> hours_ago;
  std::optional<std::string> error;  // the failure as the marker has it: time, step and reason
  std::optional<sync_failure> failure = {};
  std::string trouble = {};  // what the last run could not do although it went well; empty: nothing
};

}  // namespace secondbrain
