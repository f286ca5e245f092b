// A snapshot of the supervision tree, as the admin page, /metrics and /health show it.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace secondbrain {

enum class actor_state : std::uint8_t { starting, running, hung, backing_off, stopping, stopped, failed };
enum class actor_kind : std::uint8_t { supervisor, worker };

constexpr std::string_view to_string(actor_state state) noexcept {
  switch (state) {
    case actor_state::starting: return "starting";
    case actor_state::running: return "running";
    case actor_state::hung: return "hung";
    case actor_state::backing_off: return "backing_off";
    case actor_state::stopping: return "stopping";
    case actor_state::stopped: return "stopped";
    case actor_state::failed: return "failed";
  }
  return "unknown";
}

constexpr std::string_view to_string(actor_kind kind) noexcept {
  return kind == actor_kind::supervisor ? "supervisor" : "worker";
}

struct restart_event {
  std::chrono::system_clock::time_point at;
  std::string reason;
};

/// Where the contents of a store come from: what is derived from the vault can be had again, what was recorded cannot.
enum class store_worth : std::uint8_t { derived, recorded };

/// A store that was damaged and begun anew, or brought back from a backup.
struct store_recovery {
  std::chrono::system_clock::time_point at;
  store_worth worth = store_worth::recorded;
  std::string message;  // sentences
};

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
};

struct tree_snapshot {
  std::chrono::system_clock::time_point taken_at;
  std::vector<actor_status> actors;  // parents before their children, siblings in start order
};

}  // namespace secondbrain
