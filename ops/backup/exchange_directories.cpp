#include "ops/backup/exchange_directories.hpp"

#include <fcntl.h>

#include <cerrno>
#include <cstdio>

#include "base/files.hpp"
#include "base/system_error.hpp"

#ifdef __linux__
#include <linux/fs.h>
#include <sys/syscall.h>
#include <unistd.h>
#endif

namespace secondbrain::ops {
namespace {

namespace fs = std::filesystem;

int exchange_in_one_step(const fs::path& a, const fs::path& b) {
#ifdef __APPLE__
  return ::renamex_np(a.c_str(), b.c_str(), RENAME_SWAP);
#else
  return static_cast<int>(::syscall(SYS_renameat2, AT_FDCWD, a.c_str(), AT_FDCWD, b.c_str(), RENAME_EXCHANGE));
#endif
}

status rename_one(const fs::path& from, const fs::path& to) {
  if (::rename(from.c_str(), to.c_str()) == 0) return {};
  return fail_with_errno("cannot rename " + from.string() + " to " + to.string());
}

status exchange_in_three_steps(const fs::path& a, const fs::path& b) {
  auto between = fs::path{a.string() + exchanging_suffix};
  if (auto renamed = rename_one(a, between); !renamed) return renamed;
  if (auto renamed = rename_one(b, a); !renamed) {
    rename_one(between, a);
    return renamed;
  }
  auto renamed = rename_one(between, b);
  if (!renamed && rename_one(a, b)) rename_one(between, a);
  return renamed;
}

bool cannot_exchange(int failure) {
  return failure == EINVAL || failure == ENOSYS || failure == ENOTSUP;
}

}  // namespace

status exchange_directories(const fs::path& a, const fs::path& b) {
  if (exchange_in_one_step(a, b) != 0) {
    if (!cannot_exchange(errno)) return fail_with_errno("cannot exchange " + a.string() + " and " + b.string());
    if (auto exchanged = exchange_in_three_steps(a, b); !exchanged) return exchanged;
  }
  return {};
}

}  // namespace secondbrain::ops
