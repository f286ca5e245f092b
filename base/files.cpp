#include "base/files.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <ctime>

#include "base/file_descriptor.hpp"
#include "base/system_error.hpp"

namespace secondbrain {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view temporary_mark = ".tmp-";  // mkstemp() puts six letters behind it

bool is_temporary(std::string_view name) {
  constexpr std::size_t letters = 6;
  const auto mark = name.rfind(temporary_mark);
  return name.starts_with('.') && mark != std::string_view::npos &&
         name.size() == mark + temporary_mark.size() + letters;
}

status flush_to_disk(const file_descriptor& file, const fs::path& name) {
#ifdef __APPLE__
  // fsync on macOS stops at the drive's cache.
  if (::fcntl(file.get(), F_FULLFSYNC) == 0) return {};
#endif
  if (::fsync(file.get()) == 0) return {};
  return fail_with_errno("cannot write " + name.string() + " to disk");
}

status open_and_flush(const fs::path& path) {
  file_descriptor file{::open(path.c_str(), O_RDONLY | O_CLOEXEC)};
  if (!file) return fail_with_errno("cannot open " + path.string());
  return flush_to_disk(file, path);
}

status write_all(const file_descriptor& file, std::string_view bytes, const fs::path& name) {
  while (!bytes.empty()) {
    auto written = ::write(file.get(), bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return fail_with_errno("cannot write " + name.string());
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
  return {};
}

/// Its writer holds a lock on it for as long as it lives. Between making and locking it there is nothing in it yet, so
/// an empty one counts only when it is old; so does any where the file system knows no locks.
bool is_abandoned(const fs::path& temporary) {
  file_descriptor file{::open(temporary.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK)};
  if (!file) return false;
  const bool locked = ::flock(file.get(), LOCK_EX | LOCK_NB) != 0;
  if (locked && errno == EWOULDBLOCK) return false;
  struct stat seen {};
  if (::fstat(file.get(), &seen) != 0) return false;
  if (!locked && seen.st_size > 0) return true;
  return seen.st_mtime < std::time(nullptr) - 3'600;
}

}  // namespace

status create_private_file(const fs::path& file) {
  const file_descriptor created{::open(file.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600)};
  if (created) return {};
  if (errno == EEXIST) return fail(errc::conflict, file.string() + " is there already");
  return fail_with_errno("cannot create " + file.string());
}

status write_atomically(const fs::path& file, std::string_view bytes) {
  auto temporary =
      (file.parent_path() / ("." + file.filename().string() + std::string{temporary_mark} + "XXXXXX")).string();
  file_descriptor open_file{::mkstemp(temporary.data())};  // mode 0600
  if (!open_file) return fail_with_errno("cannot create a file beside " + file.string());
  static_cast<void>(::flock(open_file.get(), LOCK_EX));  // says that its writer lives

  auto written = write_all(open_file, bytes, file).and_then([&] { return flush_to_disk(open_file, file); });
  if (written && std::rename(temporary.c_str(), file.c_str()) != 0)
    written = fail_with_errno("cannot replace " + file.string());
  if (!written) {
    ::unlink(temporary.c_str());
    return written;
  }
  return sync_directory(file.parent_path());
}

void remove_abandoned_temporaries(const fs::path& directory) noexcept {
  std::error_code failure;
  for (fs::directory_iterator each{directory, failure}, end; !failure && each != end; each.increment(failure)) {
    std::error_code ignored;
    if (is_temporary(each->path().filename().string()) && is_abandoned(each->path())) fs::remove(each->path(), ignored);
  }
}

result<std::string> read_file(const fs::path& file) {
  file_descriptor open_file{::open(file.c_str(), O_RDONLY | O_CLOEXEC)};
  if (!open_file) return fail_with_errno("cannot read " + file.string());
  std::string bytes;
  std::array<char, 65536> piece{};
  for (;;) {
    auto count = ::read(open_file.get(), piece.data(), piece.size());
    if (count == 0) return bytes;
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) return fail_with_errno("cannot read " + file.string());
    bytes.append(piece.data(), static_cast<std::size_t>(count));
  }
}

status sync_directory(const fs::path& directory) {
  return open_and_flush(directory);
}

status sync_file(const fs::path& file) {
  return open_and_flush(file);
}

}  // namespace secondbrain
