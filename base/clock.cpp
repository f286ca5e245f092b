#include "base/clock.hpp"

namespace secondbrain {
namespace {

class machine_clock final : public clock {
 public:
  wall_time now() const override { return std::chrono::system_clock::now(); }
  steady_time steady() const override { return std::chrono::steady_clock::now(); }
};

}  // namespace

const clock& real_clock() {
  static const machine_clock clock;
  return clock;
}

}  // namespace secondbrain
