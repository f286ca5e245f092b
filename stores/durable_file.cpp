#include "stores/durable_file.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <system_error>

#include "messages/system_failure.hpp"

namespace secondbrain::stores {

namespace {

tl::unexpected<error> system_failure(int number, const std::filesystem::path& file) {
  const std::string advice{advice_for_errno(number)};
  return fail(code_of_errno(number),
              file.filename().string() + ": " + (advice.empty() ? std::generic_category().message(number) : advice));
}

int flush_to_disk(int descriptor) {
#ifdef __APPLE__
  return fcntl(descriptor, F_FULLFSYNC);  // fsync() there leaves the data in the drive's cache
#else
  return fsync(descriptor);
#endif
}

// Answers errno, or 0.
int write_all(int descriptor, std::string_view bytes) {
  while (!bytes.empty()) {
    const auto written = ::write(descriptor, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return errno;
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
  return flush_to_disk(descriptor) == 0 ? 0 : errno;
}

}  // namespace

status create_private_file(const std::filesystem::path& file) {
  const int descriptor = ::open(file.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (descriptor < 0) return system_failure(errno, file);
  ::close(descriptor);
  return {};
}

status sync_to_disk(const std::filesystem::path& file) {
  const int descriptor = ::open(file.c_str(), O_RDONLY | O_CLOEXEC);
  if (descriptor < 0) return system_failure(errno, file);
  const int number = flush_to_disk(descriptor) == 0 ? 0 : errno;
  ::close(descriptor);
  if (number != 0) return system_failure(number, file);
  return {};
}

result<std::string> read_file(const std::filesystem::path& file) {
  const int descriptor = ::open(file.c_str(), O_RDONLY | O_CLOEXEC);
  if (descriptor < 0) return system_failure(errno, file);
  std::string bytes;
  std::array<char, 16384> piece{};
  ssize_t count = 0;
  while ((count = ::read(descriptor, piece.data(), piece.size())) != 0) {
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) break;
    bytes.append(piece.data(), static_cast<std::size_t>(count));
  }
  const int number = errno;
  ::close(descriptor);
  if (count < 0) return system_failure(number, file);
  return bytes;
}

status replace_file(const std::filesystem::path& file, std::string_view bytes) {
  // Named as the temporaries in `ops/`, so that one left by a kill is cleared away with theirs.
  auto temporary = (file.parent_path() / ("." + file.filename().string() + ".tmp-XXXXXX")).string();
  const int descriptor = ::mkstemp(temporary.data());  // mode 0600
  if (descriptor < 0) return system_failure(errno, file);
  static_cast<void>(::flock(descriptor, LOCK_EX));  // says that its writer lives, as in `ops/`
  int number = write_all(descriptor, bytes);
  if (number == 0 && std::rename(temporary.c_str(), file.c_str()) != 0) number = errno;
  ::close(descriptor);
  if (number != 0) {
    ::unlink(temporary.c_str());
    return system_failure(number, file);
  }
  return sync_to_disk(file.parent_path());
}

}  // namespace secondbrain::stores
