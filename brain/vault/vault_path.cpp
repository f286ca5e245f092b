#include "brain/vault/vault_path.hpp"

#include <sys/stat.h>

#include <cerrno>
#include <system_error>

#include "base/error.hpp"
#include "brain/vault/confined_open.hpp"

namespace secondbrain::vault {

namespace {

result<file_descriptor> open_note(const std::filesystem::path& root, std::string_view relative) {
  auto directory = open_vault_root(root);
  if (!directory) return directory;
  auto file = open_without_links(*directory, relative);
  if (file || file.error().code != errc::invalid_argument) return file;
  auto target = link_target(root, relative);
  RETURN_IF_ERROR(target);
  return open_without_links(*directory, *target);
}

failed too_large(std::string_view relative, std::size_t limit) {
  return fail(errc::invalid_argument, std::string{relative} + " is larger than " + std::to_string(limit) +
                                          " bytes and is left out. Split it to have it indexed.");
}

/// Reads to the end, however the size was announced: the file may grow or shrink meanwhile.
result<std::string> read_all(const file_descriptor& file, std::string_view relative, std::size_t expected,
                             std::size_t limit) {
  std::string bytes(expected + 1, '\0');  // one more, so that the end is seen without growing
  std::size_t filled = 0;
  for (;;) {
    auto count = ::read(file.get(), bytes.data() + filled, bytes.size() - filled);
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) {
      return fail(errc::io_failure,
                  "Cannot read " + std::string{relative} + ": " + std::generic_category().message(errno) + ".");
    }
    if (count == 0) break;
    filled += static_cast<std::size_t>(count);
    if (filled > limit) return too_large(relative, limit);
    if (filled == bytes.size()) bytes.resize(2 * filled);
  }
  bytes.resize(filled);
  return bytes;
}

}  // namespace

status check_vault_path(std::string_view relative) {
  bool sound = !relative.empty() && relative.find('\0') == relative.npos;
  for (auto rest = relative; sound;) {
    auto slash = rest.find('/');
    auto part = rest.substr(0, slash);
    sound = !part.empty() && part != "." && part != "..";
    if (slash == rest.npos) break;
    rest.remove_prefix(slash + 1);
  }
  if (sound) return {};
  return fail(errc::invalid_argument,
              "This is not a path inside the vault. Name the note relative to the vault's folder.");
}

result<std::string> read_note_file(const std::filesystem::path& root, std::string_view relative, std::size_t limit) {
  RETURN_IF_ERROR(check_vault_path(relative));
  auto file = open_note(root, relative);
  RETURN_IF_ERROR(file);
  struct stat attributes;
  if (::fstat(file->get(), &attributes) != 0 || !S_ISREG(attributes.st_mode)) {
    return fail(errc::invalid_argument, std::string{relative} + " is not a regular file.");
  }
  auto size = static_cast<std::size_t>(attributes.st_size);
  if (size > limit) return too_large(relative, limit);
  return read_all(*file, relative, size, limit);
}

}  // namespace secondbrain::vault
