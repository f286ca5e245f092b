#include "ops/data/server_lock.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <string>

#include "base/regular_file.hpp"
#include "base/system_error.hpp"
#include "ops/data/data_place.hpp"

namespace secondbrain::ops {
namespace {

namespace fs = std::filesystem;

constexpr auto lock_name = ".server_lock";

fs::path lock_inside(const fs::path& directory) {
  return directory / lock_name;
}

fs::path lock_beside(const fs::path& data_directory) {
  const auto place = data_place(data_directory);
  return place.parent_path() / ("." + place.filename().string() + lock_name);
}

pid_t pid_in(const fs::path& file) {
  auto text = read_regular_file(file);
  return text ? static_cast<pid_t>(std::atol(text->c_str())) : 0;
}

failed already_served(pid_t owner, const fs::path& data_directory) {
  return fail(errc::locked, "another server (PID " + std::to_string(owner) + ") already serves the data directory " +
                                data_directory.string() +
                                "; `secondbrain status` shows how it is. Stop it, or use another "
                                "SECONDBRAIN_DATA_PATH");
}

/// A file that is locked and has our PID in it.
result<file_descriptor> lock(const fs::path& path, const fs::path& data_directory) {
  file_descriptor file{::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600)};
  if (!file) return fail_with_errno("cannot open " + path.string());
  if (::flock(file.get(), LOCK_EX | LOCK_NB) != 0) {
    if (errno != EWOULDBLOCK) return fail_with_errno("cannot lock " + path.string());
    return already_served(pid_in(path), data_directory);
  }
  // A restore may have exchanged the directory between our opening the file and our locking it.
  if (!is_named(file, path)) return lock(path, data_directory);

  auto pid = std::to_string(::getpid()) + "\n";
  if (::ftruncate(file.get(), 0) != 0 || ::write(file.get(), pid.data(), pid.size()) < 0)
    return fail_with_errno("cannot write " + path.string());
  return file;
}

std::optional<pid_t> holder_of(const fs::path& path) {
  file_descriptor file{::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK)};
  if (!file || ::flock(file.get(), LOCK_SH | LOCK_NB) == 0 || errno != EWOULDBLOCK) return std::nullopt;
  return pid_in(path);
}

}  // namespace

result<server_lock> server_lock::take(const fs::path& data_directory) {
  file_descriptor beside;
  auto place = lock(lock_beside(data_directory), data_directory);
  if (place)
    beside = std::move(*place);
  else if (place.error().code == errc::locked)
    return fail(place.error());
  std::error_code failure;
  if (beside && !fs::exists(data_directory, failure)) return server_lock{std::move(beside), {}};
  return lock(lock_inside(data_directory), data_directory).map([&](file_descriptor inside) {
    return server_lock{std::move(beside), std::move(inside)};
  });
}

result<server_lock> server_lock::take_state(const fs::path& directory) {
  return lock(lock_inside(directory), directory).map([](file_descriptor inside) {
    return server_lock{{}, std::move(inside)};
  });
}

std::optional<pid_t> server_lock::holder(const fs::path& data_directory) {
  if (auto inside = holder_of(lock_inside(data_directory))) return inside;
  return holder_of(lock_beside(data_directory));
}

}  // namespace secondbrain::ops
