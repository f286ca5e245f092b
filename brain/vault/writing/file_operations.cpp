#include "brain/vault/writing/file_operations.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#ifdef __APPLE__
#include <copyfile.h>
#else
#include <sys/xattr.h>
#endif

#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstring>
#include <string>
#include <thread>

#include "brain/vault/readable_path.hpp"

namespace secondbrain::vault {

int file_operations::open(int folder, const char* name, int flags, mode_t mode) const {
  return ::openat(folder, system_path(name).c_str(), flags | O_CLOEXEC, mode);
}

ssize_t file_operations::read(int file, char* bytes, std::size_t size) const {
  return ::read(file, bytes, size);
}

ssize_t file_operations::write(int file, const char* bytes, std::size_t size) const {
  return ::write(file, bytes, size);
}

int file_operations::look_at(int file, struct stat& found) const {
  return ::fstat(file, &found);
}

int file_operations::look_at(int folder, const char* name, struct stat& found) const {
  return ::fstatat(folder, system_path(name).c_str(), &found, AT_SYMLINK_NOFOLLOW);
}

int file_operations::change_mode(int file, mode_t mode) const {
  return ::fchmod(file, mode);
}

int file_operations::change_owner(int file, uid_t user, gid_t group) const {
  return ::fchown(file, user, group);
}

int file_operations::sync(int file) const {
#ifdef __APPLE__
  if (::fcntl(file, F_FULLFSYNC) == 0) return 0;
#endif
  return ::fsync(file);
}

int file_operations::make_folder(int folder, const char* name) const {
  constexpr mode_t mode = 0777;  // less the umask
  return ::mkdirat(folder, system_path(name).c_str(), mode);
}

int file_operations::remove(int folder, const char* name) const {
  return ::unlinkat(folder, system_path(name).c_str(), 0);
}

int file_operations::rename(int folder, const char* from, const char* to) const {
  return ::renameat(folder, system_path(from).c_str(), folder, system_path(to).c_str());
}

int file_operations::link(int from_folder, const char* from, int to_folder, const char* to) const {
  return ::linkat(from_folder, system_path(from).c_str(), to_folder, system_path(to).c_str(), 0);
}

int file_operations::lock(int folder) const {
  return ::flock(folder, LOCK_EX | LOCK_NB);
}

std::chrono::steady_clock::time_point file_operations::now() const {
  return std::chrono::steady_clock::now();
}

void file_operations::wait(std::chrono::microseconds time) const {
  std::this_thread::sleep_for(time);
}

#ifdef __APPLE__

int file_operations::copy_attributes(int from, int to) const {
  return ::fcopyfile(from, to, nullptr, COPYFILE_ACL | COPYFILE_XATTR);
}

int file_operations::rename_new(int from_folder, const char* from, int to_folder, const char* to) const {
  return ::renameatx_np(from_folder, system_path(from).c_str(), to_folder, system_path(to).c_str(), RENAME_EXCL);
}

int file_operations::exchange(int folder, const char* one, const char* other) const {
  return ::renameatx_np(folder, system_path(one).c_str(), folder, system_path(other).c_str(), RENAME_SWAP);
}

int file_operations::hold_writers(int) const {
  errno = ENOTSUP;
  return -1;
}

bool file_operations::writer_waits(int) const {
  return false;
}

int file_operations::release_writers(int) const {
  return 0;
}

#else

int file_operations::copy_attributes(int from, int to) const {
  auto size = ::flistxattr(from, nullptr, 0);
  if (size <= 0) return static_cast<int>(size);
  std::string names(static_cast<std::size_t>(size), '\0');
  size = ::flistxattr(from, names.data(), names.size());
  int outcome = size < 0 ? -1 : 0;
  for (auto* name = names.data(); name < names.data() + size; name += std::strlen(name) + 1) {
    auto length = ::fgetxattr(from, name, nullptr, 0);
    std::string value(length < 0 ? 0 : static_cast<std::size_t>(length), '\0');
    length = ::fgetxattr(from, name, value.data(), value.size());
    if (length < 0 || ::fsetxattr(to, name, value.data(), static_cast<std::size_t>(length), 0) != 0) outcome = -1;
  }
  return outcome;
}

int file_operations::rename_new(int from_folder, const char* from, int to_folder, const char* to) const {
  return ::renameat2(from_folder, system_path(from).c_str(), to_folder, system_path(to).c_str(), RENAME_NOREPLACE);
}

int file_operations::exchange(int folder, const char* one, const char* other) const {
  return ::renameat2(folder, system_path(one).c_str(), folder, system_path(other).c_str(), RENAME_EXCHANGE);
}

int file_operations::hold_writers(int file) const {
  // The system signals the holder of a lease when somebody waits. SIGIO would end the process; SIGURG is ignored.
  if (::fcntl(file, F_SETSIG, SIGURG) != 0) return -1;
  return ::fcntl(file, F_SETLEASE, F_RDLCK);
}

bool file_operations::writer_waits(int file) const {
  return ::fcntl(file, F_GETLEASE) == F_UNLCK;
}

int file_operations::release_writers(int file) const {
  return ::fcntl(file, F_SETLEASE, F_UNLCK);
}

#endif

const file_operations& system_file_operations() {
  static const file_operations system;
  return system;
}

bool is_unsupported(int code) noexcept {
  return code == EINVAL || code == ENOSYS || code == ENOTSUP || code == EOPNOTSUPP || code == ENOLCK;
}

}  // namespace secondbrain::vault
