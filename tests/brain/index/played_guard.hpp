// The lock of an index run as a test wants it: free, held by another process, or taken away while it is held.
#pragma once

#include <memory>
#include <optional>

#include "brain/index/index_guard.hpp"

namespace secondbrain::index {

/// What becomes of the lock, and what is done with it. Outlives the guards.
struct guard_script {
  std::optional<error> refused;  // to whoever wants to take it
  std::optional<error> lost;     // to whoever refreshes it
  int taken = 0;
  int held = 0;  // right now
  int refreshed = 0;
  int announced = 0;
  index_extent announced_extent = index_extent::places;  // the last time
};

class played_guard final : public index_guard {
 public:
  explicit played_guard(guard_script& script) : script_{script} {
    ++script_.taken;
    ++script_.held;
  }
  ~played_guard() override { --script_.held; }

  status refresh() override {
    ++script_.refreshed;
    return script_.lost ? status{fail(*script_.lost)} : status{};
  }
  status announce(index_extent extent) override {
    ++script_.announced;
    script_.announced_extent = extent;
    return {};
  }

  static guard_source source(guard_script& script) {
    return [&script]() -> result<std::unique_ptr<index_guard>> {
      if (script.refused) return fail(*script.refused);
      return std::make_unique<played_guard>(script);
    };
  }

 private:
  guard_script& script_;
};

}  // namespace secondbrain::index
