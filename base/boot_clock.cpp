#include "base/boot_clock.hpp"

#include <ctime>

#ifdef __APPLE__
#include <sys/sysctl.h>

#include <array>
#else
#include <fstream>
#endif

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

#ifdef __APPLE__

std::string boot_id() {
  std::array<char, 64> id{};
  auto size = id.size() - 1;
  const bool is_told = ::sysctlbyname("kern.bootsessionuuid", id.data(), &size, nullptr, 0) == 0;
  return is_told ? id.data() : std::string{};
}

#else

std::string boot_id() {
  std::ifstream file{"/proc/sys/kernel/random/boot_id"};
  std::string id;
  file >> id;
  return id;
}

#endif

}  // namespace secondbrain
