#include "ops/data/reindex_lock.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <tuple>

#include "base/error.hpp"
#include "base/files.hpp"
#include "base/stat_times.hpp"
#include "base/system_error.hpp"
#include "ops/data/process.hpp"
#include "ops/data/server_lock.hpp"

namespace secondbrain::ops {
namespace {

namespace fs = std::filesystem;

struct owner {
  pid_t pid = 0;  // 0: not written yet, or not a number
  wall_time refreshed;
};

wall_time modified_at(const struct stat& info) {
  const auto& time = modification_time(info);
  return wall_time{std::chrono::duration_cast<wall_time::duration>(std::chrono::seconds{time.tv_sec} +
                                                                   std::chrono::nanoseconds{time.tv_nsec})};
}

pid_t read_pid(const file_descriptor& file) {
  char text[32] = {};
  auto length = ::pread(file.get(), text, sizeof text - 1, 0);
  return length > 0 ? static_cast<pid_t>(std::atol(text)) : 0;
}

owner owner_of(const file_descriptor& file) {
  struct stat info {};
  ::fstat(file.get(), &info);
  return {read_pid(file), modified_at(info)};
}

status touch(const file_descriptor& file, const fs::path& path, wall_time now) {
  auto since_epoch = now.time_since_epoch();
  auto seconds = std::chrono::floor<std::chrono::seconds>(since_epoch);
  timespec mtime{static_cast<time_t>(seconds.count()),
                 static_cast<long>(std::chrono::nanoseconds{since_epoch - seconds}.count())};
  timespec times[] = {mtime, mtime};
  if (::futimens(file.get(), times) != 0) return fail_with_errno("cannot refresh " + path.string());
  return {};
}

status sign(const file_descriptor& file, const fs::path& path, wall_time now) {
  auto pid = std::to_string(::getpid());
  auto length = static_cast<ssize_t>(pid.size());
  if (::ftruncate(file.get(), 0) != 0 || ::pwrite(file.get(), pid.data(), pid.size(), 0) != length)
    return fail_with_errno("cannot write " + path.string());
  return touch(file, path, now);
}

failed held_by(pid_t pid, const fs::path& path) {
  return fail(errc::locked, "the index is being written by process " + std::to_string(pid) + " (" + path.string() +
                                "); wait for it, or stop it");
}

/// The lock files that this very process holds. Where every process has the number 1, as in a container, the number
/// alone does not tell ours from that of a process before us.
class held_here {
 public:
  bool contains(const file_descriptor& file) {
    std::lock_guard guard{mutex_};
    return files_.contains(identity(file));
  }
  void add(const file_descriptor& file) {
    std::lock_guard guard{mutex_};
    files_.insert(identity(file));
  }
  void remove(const file_descriptor& file) {
    std::lock_guard guard{mutex_};
    if (auto found = files_.find(identity(file)); found != files_.end()) files_.erase(found);
  }

 private:
  using file_identity = std::tuple<pid_t, dev_t, ino_t>;  // a child inherits the list, not the locks

  static file_identity identity(const file_descriptor& file) {
    struct stat info {};
    ::fstat(file.get(), &info);
    return {::getpid(), info.st_dev, info.st_ino};
  }

  std::mutex mutex_;
  std::multiset<file_identity> files_;
};

held_here& locks_of_this_process() {
  static held_here locks;
  return locks;
}

/// Since when this process is the server of the data directory; nothing when it is not.
std::optional<wall_time> serving_since(const fs::path& data_directory) {
  file_descriptor file{::open((data_directory / ".server_lock").c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK)};
  if (!file || server_lock::holder(data_directory) != ::getpid()) return std::nullopt;
  struct stat info {};
  ::fstat(file.get(), &info);
  return modified_at(info);
}

/// A server has its data directory to itself. What was signed before it began, and not refreshed for as long as every
/// owner refreshes, was left by a process that has gone, even if another one has got its number since.
bool is_stale(const owner& holder, const file_descriptor& file, const fs::path& data_directory, wall_time now) {
  auto age = now - holder.refreshed;
  if (age > reindex_lock::stale_after) return true;
  if (holder.pid <= 0) return age > reindex_lock::unsigned_for_at_most;
  if (holder.pid == ::getpid()) return !locks_of_this_process().contains(file);
  if (auto since = serving_since(data_directory);
      since && holder.refreshed < *since && age > reindex_lock::refreshed_within)
    return true;
  return !was_alive_at(holder.pid, holder.refreshed);
}

}  // namespace

// A stale lock is taken over in place and under a flock: removing and creating it again would let two contenders each
// remove the other's. The flock is held for a moment only; what counts for other programs is the file, PID and mtime.
result<reindex_lock> reindex_lock::take(const fs::path& data_directory, const clock& time) {
  auto path = data_directory / ".reindex_lock";
  constexpr int attempts = 3;  // the file may vanish between two steps
  for (int attempt = 0; attempt < attempts; ++attempt) {
    file_descriptor file{::open(path.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600)};
    auto created = static_cast<bool>(file);
    if (!created && errno != EEXIST) return fail_with_errno("cannot create " + path.string());
    if (!created) file = file_descriptor{::open(path.c_str(), O_RDWR | O_CLOEXEC)};
    if (!file && errno == ENOENT) continue;
    if (!file) return fail_with_errno("cannot open " + path.string());

    if (::flock(file.get(), LOCK_EX | LOCK_NB) != 0 || !is_named(file, path)) continue;
    auto holder = owner_of(file);
    if (!created && !is_stale(holder, file, data_directory, time.now())) return held_by(holder.pid, path);
    RETURN_IF_ERROR(sign(file, path, time.now()));
    locks_of_this_process().add(file);
    ::flock(file.get(), LOCK_UN);
    return reindex_lock{path, std::move(file), time};
  }
  return fail(errc::locked, "the index is about to be written by another process (" + path.string() + "); try again");
}

bool reindex_lock::still_ours() const {
  return is_named(file_, path_) && read_pid(file_) == ::getpid();
}

status reindex_lock::refresh() {
  ::flock(file_.get(), LOCK_EX);
  auto refreshed =
      still_ours() ? touch(file_, path_, time_->now())
                   : status{fail(errc::locked, "the lock " + path_.string() + " was taken over by another process")};
  ::flock(file_.get(), LOCK_UN);
  return refreshed;
}

reindex_lock::~reindex_lock() {
  if (!file_) return;  // moved from
  ::flock(file_.get(), LOCK_EX);
  if (still_ours()) ::unlink(path_.c_str());
  locks_of_this_process().remove(file_);
}

}  // namespace secondbrain::ops
