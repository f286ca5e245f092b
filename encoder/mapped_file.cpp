#include "encoder/mapped_file.hpp"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>

#include <cerrno>

#include "base/file_descriptor.hpp"
#include "base/system_error.hpp"

namespace secondbrain::encoder {

result<mapped_file> mapped_file::open(const std::filesystem::path& file) {
  const file_descriptor descriptor{::open(file.c_str(), O_RDONLY | O_CLOEXEC)};
  if (!descriptor && errno == ENOENT) return fail(errc::not_found, "There is no file " + file.string() + ".");
  struct stat info {};
  if (!descriptor || ::fstat(descriptor.get(), &info) != 0) return fail_with_errno("cannot read " + file.string());
  if (!S_ISREG(info.st_mode)) return fail(errc::invalid_argument, file.string() + " is not a file.");
  const auto size = static_cast<std::size_t>(info.st_size);
  if (size == 0) return mapped_file{{}};
  auto* start = ::mmap(nullptr, size, PROT_READ, MAP_PRIVATE, descriptor.get(), 0);
  if (start == MAP_FAILED) return fail_with_errno("cannot read " + file.string());
  return mapped_file{{static_cast<std::byte*>(start), size}};
}

mapped_file::~mapped_file() {
  if (!bytes_.empty()) ::munmap(bytes_.data(), bytes_.size());
}

}  // namespace secondbrain::encoder
