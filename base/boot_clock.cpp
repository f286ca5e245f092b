#include "base/boot_clock.hpp"

#include <ctime>

namespace secondbrain {
namespace {

#ifdef CLOCK_BOOTTIME
constexpr clockid_t counting_sleep = CLOCK_BOOTTIME;
#else
constexpr clockid_t counting_sleep = CLOCK_MONOTONIC;  // on macOS it goes on while the machine sleeps
#endif

class counting_clock final : public clock {
 public:
  wall_time now() const override { return real_clock().now(); }

  steady_time steady() const override {
    timespec since_boot{};
    if (::clock_gettime(counting_sleep, &since_boot) != 0) return real_clock().steady();
    return steady_time{std::chrono::duration_cast<steady_time::duration>(std::chrono::seconds{since_boot.tv_sec} +
                                                                         std::chrono::nanoseconds{since_boot.tv_nsec})};
  }

  void sleep(std::chrono::steady_clock::duration time) const override { real_clock().sleep(time); }
};

}  // namespace

const clock& boot_clock() {
  static const counting_clock the_clock;
  return the_clock;
}

}  // namespace secondbrain
