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

// From how long ago that was: the boot time that the kernel tells is rounded to seconds.
std::optional<wall_time> started_at(pid_t pid) {
  auto ticks = start_ticks(pid);
  timespec since_boot{};
  if (!ticks || ::clock_gettime(CLOCK_BOOTTIME, &since_boot) != 0) return std::nullopt;
  auto now = wall_time::clock::now();
  std::chrono::duration<double> age{static_cast<double>(since_boot.tv_sec) +
                                    static_cast<double>(since_boot.tv_nsec) * 1e-9 -
                                    static_cast<double>(*ticks) / static_cast<double>(::sysconf(_SC_CLK_TCK))};
  return now - std::chrono::duration_cast<wall_time::duration>(age);
}

#endif

bool was_alive_at(pid_t pid, wall_time moment) {
  if (!is_alive(pid)) return false;
  auto start = started_at(pid);
  return !start || *start <= moment + start_time_error;
}

}  // namespace secondbrain::ops
