#include "stores/durable_file.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>

namespace secondbrain::stores {

namespace {

tl::unexpected<error> system_failure(int number, const std::filesystem::path& file) {
  const errc code = number == EEXIST                       ? errc::conflict
                    : number == ENOSPC || number == EDQUOT ? errc::disk_full
                                                           : errc::io_failure;
  return fail(code, file.filename().string() + ": " + std::generic_category().message(number));
}

int flush(int descriptor) {
#ifdef __APPLE__
  return fcntl(descriptor, F_FULLFSYNC);  // fsync() there leaves the data in the drive's cache
#else
  return fsync(descriptor);
#endif
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
  const int number = flush(descriptor) == 0 ? 0 : errno;
  ::close(descriptor);
  if (number != 0) return system_failure(number, file);
  return {};
}

}  // namespace secondbrain::stores
