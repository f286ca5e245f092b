// How the service is: the reference's health fields (contract: http_api §3.2) and a check per component.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/enum_names.hpp"
#include "base/fields.hpp"
#include "messages/sync.hpp"

namespace secondbrain {

enum class verdict : std::uint8_t { ok, warning, error };

constexpr auto names_of(verdict) {
  using enum verdict;
  return named_values<verdict>({{ok, "ok"}, {warning, "warning"}, {error, "error"}});
}

struct component_check {
  std::string name;  // vault, disk, sync, index, actors, stores, backup …
  verdict state = verdict::ok;
  std::string message;                   // a sentence; what to do when it is not ok. What still works, the summary says
  std::string remark = {};               // what the summary says of it although it is ok; empty: nothing
  std::string title = {};                // what a person calls it; empty: as its name
  std::vector<std::string> causes = {};  // what is wrong, each by a name that stays: alarms tell of a further one
};

constexpr auto fields_of(const component_check*) {
  return record<component_check>(field_list{
      field("name", &component_check::name),
      computed(
          "title", [](const component_check& one) { return one.title.empty() ? one.name : one.title; },
          "Its display name"),
      field("status", &component_check::state),
      field("message", &component_check::message),
      internal(&component_check::remark),
      internal(&component_check::title),
      internal(&component_check::causes),
  });
}

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

constexpr auto fields_of(const health_report*) {
  return record<health_report>(field_list{
      field("status", &health_report::state),
      field("vault", &health_report::vault),
      field("free_disk_gb", &health_report::free_disk_gb, "", {.decimals = 2}),
      field("last_sync_hours_ago", &health_report::last_sync_hours_ago, "", {.decimals = 1}),
      computed("disk", [](const health_report& now) { return std::string_view{now.disk_low ? "low" : ""}; },
               "\"low\", only below 1 GiB", {.empty = when_empty::left_out}),
      computed("sync", [](const health_report& now) { return std::string_view{now.sync_stale ? "stale" : ""}; },
               "\"stale\", only after 25 hours", {.empty = when_empty::left_out}),
      field("summary", &health_report::summary, "The verdict in words"),
      internal(&health_report::disk_low),
      internal(&health_report::sync_stale),
      internal(&health_report::checks),
  });
}

enum class sync_state : std::uint8_t { unknown, ok, stale, failed };

constexpr auto names_of(sync_state) {
  using enum sync_state;
  return named_values<sync_state>({{unknown, "unknown"}, {ok, "ok"}, {stale, "stale"}, {failed, "failed"}});
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

constexpr auto fields_of(const sync_status*) {
  return record<sync_status>(field_list{
      field("last_sync", &sync_status::last_sync),
      field("status", &sync_status::state),
      field("hours_ago", &sync_status::hours_ago, "", {.empty = when_empty::left_out, .decimals = 1}),
      field("error", &sync_status::error, "Only when failed", {.empty = when_empty::left_out}),
      field("trouble", &sync_status::trouble, "Only when a run that went well could not do all of its work",
            {.empty = when_empty::left_out}),
      internal(&sync_status::failure),
  });
}

}  // namespace secondbrain
