#include "base/clock.hpp"

#include <thread>

namespace secondbrain {
namespace {

class machine_clock final : public clock {
 public:
  wall_time now() const override { return std::chrono::system_clock::now(); }
  steady_time steady() const override { return std::chrono::steady_clock::now(); }
  void sleep(std::chrono::steady_clock::duration time) const override { std::this_thread::sleep_for(time); }
};

}  // namespace

const clock& real_clock() {
  static const machine_clock clock;
  return clock;
}

}  // namespace secondbrain
