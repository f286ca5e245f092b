#include "ops/backup/backup_lock.hpp"

#include <fcntl.h>
#include <sys/file.h>

#include "base/system_error.hpp"

namespace secondbrain::ops {

result<file_descriptor> lock_backups(const std::filesystem::path& backups) {
  const auto path = backups / ".backup_lock";
  file_descriptor lock{::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600)};
  if (!lock) return fail_with_errno("cannot open " + path.string());
  if (::flock(lock.get(), LOCK_EX | LOCK_NB) != 0)
    return fail(errc::locked,
                "another backup is being made, tried or restored in " + backups.string() + "; wait for it");
  return lock;
}

}  // namespace secondbrain::ops
