// A snapshot of the supervision tree, as the admin page, /metrics and /health show it.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/enum_names.hpp"
#include "base/fields.hpp"

namespace secondbrain {

enum class actor_state : std::uint8_t { starting, running, hung, backing_off, stopping, stopped, failed };
enum class actor_kind : std::uint8_t { supervisor, worker };

constexpr auto names_of(actor_state) {
  using enum actor_state;
  return named_values<actor_state>({{starting, "starting"},
                                    {running, "running"},
                                    {hung, "hung"},
                                    {backing_off, "backing_off"},
                                    {stopping, "stopping"},
                                    {stopped, "stopped"},
                                    {failed, "failed"}});
}

constexpr auto names_of(actor_kind) {
  using enum actor_kind;
  return named_values<actor_kind>({{supervisor, "supervisor"}, {worker, "worker"}});
}

struct restart_event {
  std::chrono::system_clock::time_point at;
  std::string reason;
  bool at_start = false;  // it could not begin to work; otherwise it broke down at work
};

constexpr auto fields_of(const restart_event*) {
  return record<restart_event>(field_list{
      field("at", &restart_event::at),
      field("reason", &restart_event::reason),
      internal(&restart_event::at_start),
  });
}

/// Where the contents of a store come from: what is derived from the vault can be had again, what was recorded cannot.
enum class store_worth : std::uint8_t { derived, recorded };

/// A store that was damaged and started afresh, or brought back from a backup.
struct store_recovery {
  std::chrono::system_clock::time_point at;
  store_worth worth = store_worth::recorded;
  std::string message;  // sentences
};

constexpr auto fields_of(const store_recovery*) {
  return record<store_recovery>(field_list{
      field("at", &store_recovery::at),
      internal(&store_recovery::worth),
      field("message", &store_recovery::message),
  });
}

struct actor_status {
  std::string name;    // path in the tree: "root/stores/lexical"
  std::string parent;  // empty for the root
  actor_kind kind = actor_kind::worker;
  actor_state state = actor_state::starting;
  std::size_t mailbox_depth = 0;             // messages in the actor's own mailbox
  std::chrono::microseconds mailbox_age{0};  // how long the probe under way has waited
  std::size_t queue_depth = 0;               // requests waiting in its front
  std::size_t queue_capacity = 0;            // 0: the actor has no front
  std::chrono::microseconds queue_age{0};    // of the oldest request waiting
  std::uint64_t handled = 0;
  std::uint64_t failed = 0;          // handled, with an error as the answer
  std::chrono::microseconds p50{0};  // handling time, over the last few thousand messages
  std::chrono::microseconds p99{0};
  std::uint64_t restarts = 0;
  std::vector<restart_event> recent_restarts;  // newest first, at most 10
  std::optional<std::chrono::system_clock::time_point> next_retry;
  std::optional<std::chrono::system_clock::time_point> started_at;
  std::string note;  // what the actor says of itself: "frozen: vault missing"; empty when all is well
  std::optional<store_recovery> recovery = {};  // the last one since the service started
  std::string title = {};                       // what a person calls it; filled in where it is shown
};

constexpr double milliseconds_of(std::chrono::microseconds age) {
  return static_cast<double>(age.count()) / 1000.0;
}

constexpr std::chrono::microseconds microseconds_of(double milliseconds) {
  return std::chrono::microseconds{static_cast<std::int64_t>(milliseconds * 1000.0)};
}

constexpr auto fields_of(const actor_status*) {
  return record<actor_status>(field_list{
      field("name", &actor_status::name, "Path in the tree"),
      field("title", &actor_status::title, "Its display name"),
      field("parent", &actor_status::parent),
      field("kind", &actor_status::kind),
      field("state", &actor_status::state),
      field("mailbox_depth", &actor_status::mailbox_depth),
      converted("mailbox_age_ms", &actor_status::mailbox_age, milliseconds_of, microseconds_of),
      field("queue_depth", &actor_status::queue_depth, "Requests that wait"),
      field("queue_capacity", &actor_status::queue_capacity, "0: no queue"),
      converted("queue_age_ms", &actor_status::queue_age, milliseconds_of, microseconds_of),
      field("handled", &actor_status::handled),
      field("failed", &actor_status::failed),
      field("p50_us", &actor_status::p50, "Handling time"),
      field("p99_us", &actor_status::p99),
      field("restarts", &actor_status::restarts),
      field("recent_restarts", &actor_status::recent_restarts, "Newest first"),
      field("next_retry", &actor_status::next_retry),
      field("started_at", &actor_status::started_at),
      field("note", &actor_status::note),
      field("recovery", &actor_status::recovery, "A store that was damaged and put right since the service started"),
  });
}

struct tree_snapshot {
  std::chrono::system_clock::time_point taken_at;
  std::vector<actor_status> actors;  // parents before their children, siblings in start order
};

constexpr auto fields_of(const tree_snapshot*) {
  return record<tree_snapshot>(field_list{
      field("taken_at", &tree_snapshot::taken_at),
      field("actors", &tree_snapshot::actors),
  });
}

}  // namespace secondbrain
