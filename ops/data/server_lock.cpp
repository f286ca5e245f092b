#include "ops/data/server_lock.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <string>

#include "base/files.hpp"
#include "base/system_error.hpp"

namespace secondbrain::ops {
namespace {

namespace fs = std::filesystem;

fs::path lock_path(const fs::path& data_directory) {
  return data_directory / ".server_lock";
}

pid_t pid_in(const fs::path& file) {
  auto text = read_file(file);
  return text ? static_cast<pid_t>(std::atol(text->c_str())) : 0;
}

}  // namespace

result<server_lock> server_lock::take(const fs::path& data_directory) {
  auto path = lock_path(data_directory);
  file_descriptor file{::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600)};
  if (!file) return fail_with_errno("cannot open " + path.string());
  if (::flock(file.get(), LOCK_EX | LOCK_NB) != 0) {
    if (errno != EWOULDBLOCK) return fail_with_errno("cannot lock " + path.string());
    auto owner = pid_in(path);
    return fail(errc::locked, "another server (PID " + std::to_string(owner) + ") already serves the data directory " +
                                  data_directory.string() +
                                  "; `secondbrain status` shows how it is. Stop it, or use another "
                                  "SECONDBRAIN_DATA_PATH");
  }
  // A restore may have exchanged the directory between our opening the file and our locking it.
  if (!is_named(file, path)) return take(data_directory);

  auto pid = std::to_string(::getpid()) + "\n";
  if (::ftruncate(file.get(), 0) != 0 || ::write(file.get(), pid.data(), pid.size()) < 0)
    return fail_with_errno("cannot write " + path.string());
  return server_lock{std::move(file)};
}

std::optional<pid_t> server_lock::holder(const fs::path& data_directory) {
  auto path = lock_path(data_directory);
  file_descriptor file{::open(path.c_str(), O_RDONLY | O_CLOEXEC)};
  if (!file || ::flock(file.get(), LOCK_SH | LOCK_NB) == 0 || errno != EWOULDBLOCK) return std::nullopt;
  return pid_in(path);
}

}  // namespace secondbrain::ops
