// Starts children in order, restarts the ones that fail, stops them in reverse, and gives up when they fail too often.
//
// A child that never came up (its port is taken, its file unreadable) is tried again and again with growing pauses, and
// does not count against the limit: giving up would take down what works and mend nothing.
//
// Model: OTP's supervisor. Runs on the shared pool and never blocks. A child's death is known from the notice that the
// child itself sends when everything it held is released, so a successor never meets a file or port still taken.
//
// No child outlives its supervisor. One that fails stops its children in good order and reports its own death when the
// last of them is gone; one that is killed has them killed, and the last of them reports for it. So the successor never
// starts children beside living predecessors.
#pragma once

#include <deque>
#include <functional>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "actors/child_counter.hpp"
#include "actors/tree_actor.hpp"

namespace secondbrain::actors {

class supervisor final : public tree_actor {
 public:
  supervisor(caf::actor_config& config, child_context context, std::shared_ptr<const supervisor_spec> spec,
             actor_registry& registry);

 protected:
  status acquire() override;
  void release() noexcept override;
  void stop(stop_purpose purpose) override;
  void broke(std::string reason) override;
  void finish_exit(std::function<void()> done) override;
  caf::message_handler handlers() override;

 private:
  enum class phase : std::uint8_t {
    down,
    starting,  // spawned, has not acquired its resources yet
    alive,
    stopping,
    killed,
    held,  // waits for its back-off
  };

  struct child {
    const child_spec* spec;
    record_ptr record;
    std::optional<restart_window> own_window;
    backoff delays;
    caf::actor handle;
    std::function<void()> gone;  // tells `children_alive_` that this life is over
    generation life = 0;
    phase now = phase::down;
    steady_instant started_at{};
  };

  static bool is_running(const child& which) noexcept {
    return which.now == phase::starting || which.now == phase::alive;
  }
  child* find(const std::string& name);
  std::size_t index_of(const child& which) const { return static_cast<std::size_t>(&which - children_.data()); }
  /// The range of children that are restarted together with this one.
  std::pair<std::size_t, std::size_t> group_of(const child& which) const;

  void start_child(child& which);
  void start_group(const child& first);
  void child_came_up(const child_up& notice);
  void child_ended(const child_down& notice);
  void failed(child& which, phase was, const std::string& reason);
  void retry(const retry_child& due);
  void restart_on_request(const restart_actor& request);

  /// Every child is stopped for what its supervisor is: one that is to be replaced leaves nothing behind.
  stop_purpose purpose_of_stopping() const noexcept;
  void ask_to_stop(const child& which);
  void stop_range(std::size_t begin, std::size_t end);
  void stop_next();
  void grace_ended(const grace_over& due);
  void all_stopped();
  void give_up(std::string reason);

  std::shared_ptr<const supervisor_spec> spec_;
  actor_registry& registry_;
  restart_window window_;
  std::vector<child> children_;
  std::deque<std::size_t> to_stop_;           // in order; the first is being stopped
  std::set<std::size_t> start_when_stopped_;  // children whose group waits for others to stop
  std::shared_ptr<child_counter> children_alive_ = std::make_shared<child_counter>();
  bool terminating_ = false;
  bool shutting_down_ = false;  // terminating because the process ends
  std::string failure_;         // why the supervisor gives up; empty: asked to stop
};

/// Makes the records of a whole subtree, parents before children, so that the tree is visible before it runs.
void register_subtree(actor_registry& registry, const supervisor_spec& spec, const std::string& path);

}  // namespace secondbrain::actors
