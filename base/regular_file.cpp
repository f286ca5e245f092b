#include "base/regular_file.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>

#include "base/human_text.hpp"
#include "base/system_error.hpp"

namespace secondbrain {
namespace {

const char* kind_in_words(mode_t mode) {
  if (S_ISDIR(mode)) return "a folder";
  if (S_ISFIFO(mode)) return "a pipe";
  if (S_ISSOCK(mode)) return "a socket";
  return "a device";
}

failed no_file(const std::filesystem::path& file, mode_t mode) {
  return fail(errc::corrupt, file.string() + " is " + kind_in_words(mode) + " and no file; remove it");
}

failed too_large(const std::filesystem::path& file, std::uint64_t most_bytes) {
  return fail(errc::corrupt, file.string() + " is larger than " + byte_count(static_cast<std::int64_t>(most_bytes)) +
                                 ", which it cannot be; look what it is, and remove it");
}

}  // namespace

result<file_descriptor> open_regular_file(const std::filesystem::path& file) {
  // A socket cannot be opened, and opening a device may do something; a pipe that comes between is not waited for.
  RETURN_IF_ERROR(refuse_irregular(file));
  struct stat found {};
  file_descriptor opened{::open(file.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY)};
  if (!opened || ::fstat(opened.get(), &found) != 0) return fail_with_errno("cannot read " + file.string());
  if (!S_ISREG(found.st_mode)) return no_file(file, found.st_mode);
  return opened;
}

status refuse_irregular(const std::filesystem::path& file) {
  struct stat found {};
  if (::stat(file.c_str(), &found) == 0 && !S_ISREG(found.st_mode)) return no_file(file, found.st_mode);
  return {};
}

result<std::string> read_regular_file(const std::filesystem::path& file, std::uint64_t most_bytes) {
  auto opened = open_regular_file(file);
  RETURN_IF_ERROR(opened);
  struct stat found {};
  if (::fstat(opened->get(), &found) != 0) return fail_with_errno("cannot read " + file.string());
  if (static_cast<std::uint64_t>(found.st_size) > most_bytes) return too_large(file, most_bytes);
  std::string bytes;
  std::array<char, 65536> piece{};
  for (;;) {
    const auto count = ::read(opened->get(), piece.data(), piece.size());
    if (count == 0) return bytes;
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) return fail_with_errno("cannot read " + file.string());
    bytes.append(piece.data(), static_cast<std::size_t>(count));
    if (bytes.size() > most_bytes) return too_large(file, most_bytes);  // it grows
  }
}

}  // namespace secondbrain
