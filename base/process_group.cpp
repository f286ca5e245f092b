#include "base/process_group.hpp"

#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <string>
#include <utility>

#include "base/system_error.hpp"

#ifdef __APPLE__
#include <libproc.h>
#else
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>
#endif

namespace secondbrain {
namespace {

#ifndef __APPLE__

/// Field 5 of /proc/<pid>/stat (proc(5)); counted from behind the program's name, which may hold anything.
bool is_of_group(const std::filesystem::path& process, pid_t group) {
  std::ifstream file{process / "stat"};
  std::string line;
  std::getline(file, line);
  const auto name_end = line.rfind(')');
  if (name_end == std::string::npos) return false;
  std::istringstream fields{line.substr(name_end + 1)};
  std::string state;
  long parent = 0;
  long its_group = 0;
  return (fields >> state >> parent >> its_group) && its_group == group;
}

std::optional<std::uint64_t> moved_by(const std::filesystem::path& process) {
  std::ifstream file{process / "io"};
  std::uint64_t sum = 0;
  bool is_told = false;
  std::string name;
  for (std::uint64_t amount = 0; file >> name >> amount;) {
    if (name != "rchar:" && name != "wchar:") continue;
    sum += amount;
    is_told = true;
  }
  return is_told ? std::optional{sum} : std::nullopt;
}

#endif

}  // namespace

#ifdef __APPLE__

std::optional<std::uint64_t> moved_by_group(pid_t group) {
  constexpr std::uint64_t nanoseconds_in_a_millisecond = 1'000'000;
  std::array<pid_t, 256> members{};
  const int bytes = ::proc_listpids(PROC_PGRP_ONLY, static_cast<std::uint32_t>(group), members.data(),
                                    static_cast<int>(sizeof members));
  std::optional<std::uint64_t> sum;
  for (std::size_t at = 0; bytes > 0 && at < static_cast<std::size_t>(bytes) / sizeof(pid_t); ++at) {
    rusage_info_v2 used{};
    if (::proc_pid_rusage(members.at(at), RUSAGE_INFO_V2, reinterpret_cast<rusage_info_t*>(&used)) != 0) continue;
    sum = sum.value_or(0) + used.ri_diskio_bytesread + used.ri_diskio_byteswritten +
          (used.ri_user_time + used.ri_system_time) / nanoseconds_in_a_millisecond;
  }
  return sum;
}

#else

std::optional<std::uint64_t> moved_by_group(pid_t group) {
  namespace fs = std::filesystem;
  std::optional<std::uint64_t> sum;
  std::error_code failure;
  for (fs::directory_iterator each{"/proc", failure}, end; !failure && each != end; each.increment(failure)) {
    const auto name = each->path().filename().string();
    if (name.find_first_not_of("0123456789") != std::string::npos || !is_of_group(each->path(), group)) continue;
    if (const auto moved = moved_by(each->path())) sum = sum.value_or(0) + *moved;
  }
  return sum;
}

#endif

result<guarded_group> guarded_group::begin() {
  std::array<int, 2> ends{-1, -1};
#ifdef __APPLE__
  if (::pipe(ends.data()) != 0) return fail_with_errno("cannot make a pipe");
  for (const int end : ends) ::fcntl(end, F_SETFD, FD_CLOEXEC);
#else
  if (::pipe2(ends.data(), O_CLOEXEC) != 0) return fail_with_errno("cannot make a pipe");
#endif
  const file_descriptor reading{ends[0]};
  file_descriptor lifeline{ends[1]};

  posix_spawn_file_actions_t actions;
  ::posix_spawn_file_actions_init(&actions);
  ::posix_spawn_file_actions_adddup2(&actions, reading.get(), STDIN_FILENO);
  for (const int stream : {STDOUT_FILENO, STDERR_FILENO})
    ::posix_spawn_file_actions_addopen(&actions, stream, "/dev/null", O_WRONLY, 0);
  posix_spawnattr_t attributes;
  ::posix_spawnattr_init(&attributes);
  ::posix_spawnattr_setpgroup(&attributes, 0);
  ::posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETPGROUP);
  std::string script = "read -r nothing; kill -9 0";
  std::string shell = "sh";
  std::string option = "-c";
  std::array<char*, 4> arguments{shell.data(), option.data(), script.data(), nullptr};
  std::array<char*, 1> environment{nullptr};
  pid_t guard = 0;
  const int problem = ::posix_spawn(&guard, "/bin/sh", &actions, &attributes, arguments.data(), environment.data());
  ::posix_spawnattr_destroy(&attributes);
  ::posix_spawn_file_actions_destroy(&actions);
  if (problem != 0) return fail_with(std::error_code{problem, std::generic_category()}, "cannot run /bin/sh");
  return guarded_group{guard, std::move(lifeline)};
}

guarded_group::guarded_group(guarded_group&& other) noexcept
    : guard_{std::exchange(other.guard_, 0)}, lifeline_{std::move(other.lifeline_)} {}

guarded_group::~guarded_group() {
  if (guard_ <= 0) return;
  ::kill(guard_, SIGKILL);  // before its line is cut
  while (::waitpid(guard_, nullptr, 0) < 0 && errno == EINTR) {
  }
}

}  // namespace secondbrain
