#include "brain/sync/tasks/tasks_lock.hpp"

#include <fcntl.h>
#include <sys/file.h>

#include <cerrno>
#include <chrono>
#include <system_error>
#include <thread>

namespace secondbrain::sync {

result<file_descriptor> lock_tasks(const std::filesystem::path& file, std::chrono::milliseconds patience) {
  using std::chrono::milliseconds;
  constexpr milliseconds pause{2};
  std::error_code ignored;  // what is wrong with the folder shows when the file is opened
  std::filesystem::create_directories(file.parent_path(), ignored);
  file_descriptor opened{::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600)};
  auto failed = [&] {
    return fail(errc::io_failure, "Cannot lock " + file.string() + ": " + std::generic_category().message(errno) +
                                      ". Check the permissions of the data directory.");
  };
  if (!opened) return failed();
  for (milliseconds waited{0}; ::flock(opened.get(), LOCK_EX | LOCK_NB) != 0; waited += pause) {
    if (errno != EWOULDBLOCK && errno != EINTR) return failed();
    if (waited >= patience)
      return fail(errc::busy, "The tasks are being brought in step right now; try again shortly.");
    std::this_thread::sleep_for(pause);
  }
  return opened;
}

}  // namespace secondbrain::sync
