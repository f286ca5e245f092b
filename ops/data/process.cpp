#include "ops/data/process.hpp"

#include <unistd.h>

#include <cerrno>
#include <csignal>

#ifdef __APPLE__
#include <sys/sysctl.h>
#else
#include <cstdlib>
#include <ctime>
#include <fstream>
#include <sstream>
#include <string>
#endif

namespace secondbrain::ops {
namespace {

using wall_time = std::chrono::system_clock::time_point;

#ifndef __APPLE__

/// Field 22 of /proc/<pid>/stat (proc(5)); counted from behind the program's name, which may hold anything.
std::optional<long long> start_ticks(pid_t pid) {
  std::ifstream file{"/proc/" + std::to_string(pid) + "/stat"};
  std::string line;
  std::getline(file, line);
  auto name_end = line.rfind(')');
  if (name_end == std::string::npos) return std::nullopt;
  std::istringstream fields{line.substr(name_end + 1)};
  std::string field;
  for (int number = 3; number <= 22; ++number) fields >> field;
  if (!fields) return std::nullopt;
  return std::strtoll(field.c_str(), nullptr, 10);
}

std::optional<std::chrono::nanoseconds> since_boot() {
  timespec now{};
  if (::clock_gettime(CLOCK_BOOTTIME, &now) != 0) return std::nullopt;
  return std::chrono::seconds{now.tv_sec} + std::chrono::nanoseconds{now.tv_nsec};
}

/// When the machine started, by the wall clock; the time that the kernel tells is rounded to seconds. The two clocks
/// are read one after the other, and again where this thread was kept waiting in between. What is left of that makes
/// the start, and with it every process, older: none that lives is taken for a later one because the machine is busy.
std::optional<wall_time> booted_at() {
  constexpr auto at_once = start_time_error / 4;
  constexpr int most_readings = 20;
  for (int reading = 1;; ++reading) {
    const auto before = since_boot();
    const auto now = wall_time::clock::now();
    const auto after = since_boot();
    if (!before || !after) return std::nullopt;
    if (*after - *before < at_once || reading == most_readings)
      return now - std::chrono::duration_cast<wall_time::duration>(*after);
  }
}

#endif

bool is_alive(pid_t pid) {
  return pid > 0 && (::kill(pid, 0) == 0 || errno == EPERM);
}

}  // namespace

#ifdef __APPLE__

std::optional<wall_time> started_at(pid_t pid) {
  int query[] = {CTL_KERN, KERN_PROC, KERN_PROC_PID, pid};
  struct kinfo_proc info {};
  auto size = sizeof info;
  if (::sysctl(query, 4, &info, &size, nullptr, 0) != 0 || size == 0) return std::nullopt;
  return std::chrono::system_clock::from_time_t(info.kp_proc.p_starttime.tv_sec) +
         std::chrono::microseconds{info.kp_proc.p_starttime.tv_usec};
}

#else

std::optional<wall_time> started_at(pid_t pid) {
  const auto ticks = start_ticks(pid);
  const auto booted = ticks ? booted_at() : std::nullopt;
  if (!booted) return std::nullopt;
  const std::chrono::duration<double> later{static_cast<double>(*ticks) / static_cast<double>(::sysconf(_SC_CLK_TCK))};
  return *booted + std::chrono::duration_cast<wall_time::duration>(later);
}

#endif

bool was_alive_at(pid_t pid, wall_time moment) {
  if (!is_alive(pid)) return false;
  auto start = started_at(pid);
  return !start || *start <= moment + start_time_error;
}

}  // namespace secondbrain::ops
