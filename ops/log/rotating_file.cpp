#include "ops/log/rotating_file.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <string>

#include "base/regular_file.hpp"
#include "base/system_error.hpp"

namespace secondbrain::ops {
namespace {

namespace fs = std::filesystem;

status rename_to_old(const fs::path& file) {
  auto old = file.string() + ".old";
  if (std::rename(file.c_str(), old.c_str()) == 0) return {};  // replaces the one from before
  return fail_with_errno("cannot rotate " + file.string());
}

}  // namespace

result<rotating_file> rotating_file::open(fs::path file, std::uint64_t limit) {
  rotating_file opened{std::move(file), limit};
  return opened.reopen().map([&] { return std::move(opened); });
}

status rotating_file::append(std::string_view line) {
  if (!is_named(file_, path_))
    if (auto reopened = reopen(); !reopened) return reopened;
  if (size_ > 0 && size_ + line.size() + 1 > limit_) {
    file_.close();
    if (auto rotated = rename_to_old(path_).and_then([&] { return reopen(); }); !rotated) return rotated;
  }
  std::string whole{line};
  whole += '\n';
  auto written = ::write(file_.get(), whole.data(), whole.size());
  if (written < 0) return fail_with_errno("cannot write " + path_.string());
  size_ += static_cast<std::uint64_t>(written);
  if (static_cast<std::size_t>(written) < whole.size())
    return fail(errc::disk_full, path_.string() + " is cut short: the disk is full");
  return {};
}

status rotating_file::reopen() {
  // A pipe without a reader would be waited for.
  file_ = file_descriptor{::open(path_.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC | O_NONBLOCK, 0600)};
  if (!file_ && errno == ENXIO) RETURN_IF_ERROR(refuse_irregular(path_));
  if (!file_) return fail_with_errno("cannot open " + path_.string());
  struct stat info {};
  if (::fstat(file_.get(), &info) != 0) return fail_with_errno("cannot look at " + path_.string());
  size_ = static_cast<std::uint64_t>(info.st_size);
  return {};
}

status rotate_if_large(const fs::path& file, std::uint64_t limit) {
  std::error_code failure;
  auto size = fs::file_size(file, failure);
  if (failure == std::errc::no_such_file_or_directory) return {};
  if (failure) return fail_with(failure, "cannot look at " + file.string());
  return size > limit ? rename_to_old(file) : status{};
}

}  // namespace secondbrain::ops
