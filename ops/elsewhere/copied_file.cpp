#include "ops/elsewhere/copied_file.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>

#include "base/file_descriptor.hpp"
#include "base/hash.hpp"
#include "base/regular_file.hpp"
#include "base/system_error.hpp"

namespace secondbrain::ops {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t block_bytes = std::size_t{1} << 20;

status write_all(const file_descriptor& to, std::string_view bytes, const fs::path& file) {
  while (!bytes.empty()) {
    const auto written = ::write(to.get(), bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return fail_with_errno("cannot write " + file.string());
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
  return {};
}

result<std::string> copy_bytes(const fs::path& from, const fs::path& to, const std::function<bool()>& cancelled) {
  const auto in = open_regular_file(from);
  RETURN_IF_ERROR(in);
  RETURN_IF_ERROR(refuse_irregular(to));
  const file_descriptor out{::open(to.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NONBLOCK, 0600)};
  if (!out) return fail_with_errno("cannot write " + to.string());
  sha256_digest digest;
  std::string block(block_bytes, '\0');
  for (;;) {
    if (cancelled()) return fail(errc::cancelled, "copying was given up, because the service stops");
    const auto count = ::read(in->get(), block.data(), block.size());
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) return fail_with_errno("cannot read " + from.string());
    if (count == 0) break;
    const std::string_view bytes{block.data(), static_cast<std::size_t>(count)};
    digest.update(bytes);
    RETURN_IF_ERROR(write_all(out, bytes, to));
  }
  if (::fsync(out.get()) != 0) return fail_with_errno("cannot write " + to.string());
  return digest.hex();
}

}  // namespace

result<std::string> copy_file_durably(const fs::path& from, const fs::path& to,
                                      const std::function<bool()>& cancelled) {
  auto copied = copy_bytes(from, to, cancelled);
  std::error_code ignored;
  if (!copied) fs::remove(to, ignored);
  return copied;
}

status make_directories_below(const fs::path& root, const fs::path& directory) {
  if (directory == root || !directory.has_relative_path()) return {};
  RETURN_IF_ERROR(make_directories_below(root, directory.parent_path()));
  std::error_code failure;
  if (fs::create_directory(directory, failure)) fs::permissions(directory, fs::perms::owner_all, failure);
  if (failure) return fail_with(failure, "cannot create " + directory.string());
  return {};
}

}  // namespace secondbrain::ops
