#include "brain/vault/confined_open.hpp"

#include <fcntl.h>

#include <cerrno>
#include <system_error>

#include "brain/vault/readable_path.hpp"

namespace secondbrain::vault {

namespace {

std::string reason_of(int code) {
  return std::generic_category().message(code);
}

failed failure_of(std::string_view relative, int code) {
  std::string path{relative};
  if (code == ENOENT || code == ENOTDIR) return fail(errc::not_found, "There is no file " + path + " in the vault.");
  if (code == ELOOP) return fail(errc::invalid_argument, path + " is a symbolic link.");
  return fail(errc::io_failure, "Cannot open " + path + ": " + reason_of(code) + ".");
}

file_descriptor open_at(int directory, const std::string& name, int flags) {
  return file_descriptor{::openat(directory, system_path(name).c_str(), O_RDONLY | O_NOFOLLOW | O_CLOEXEC | flags)};
}

}  // namespace

result<file_descriptor> open_vault_root(const std::filesystem::path& root) {
  file_descriptor directory{::open(root.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC)};
  if (directory) return directory;
  auto code = errno == ENOENT || errno == ENOTDIR ? errc::vault_missing : errc::io_failure;
  return fail(code, "Cannot open the vault " + root.string() + ": " + reason_of(errno) +
                        ". Check that the folder exists, is mounted and may be read.");
}

result<file_descriptor> open_without_links(const file_descriptor& root_directory, std::string_view relative) {
  file_descriptor directory;
  int at = root_directory.get();
  auto rest = relative;
  for (auto slash = rest.find('/'); slash != rest.npos; slash = rest.find('/')) {
    auto next = open_at(at, std::string{rest.substr(0, slash)}, O_DIRECTORY);
    if (!next) return failure_of(relative, errno);
    directory = std::move(next);
    at = directory.get();
    rest.remove_prefix(slash + 1);
  }
  auto file = open_at(at, std::string{rest}, O_NONBLOCK);
  if (!file) return failure_of(relative, errno);
  return file;
}

result<std::string> link_target(const std::filesystem::path& root, std::string_view relative) {
  std::error_code problem;
  auto inside = std::filesystem::canonical(root, problem);
  auto target = problem ? inside : std::filesystem::canonical(root / system_path(relative), problem);
  if (problem) return fail(errc::not_found, std::string{relative} + " is a symbolic link that leads nowhere.");
  auto within = readable_path(target.lexically_relative(inside).string());
  if (within.empty() || within.substr(0, 2) == "..") {
    return fail(errc::invalid_argument, std::string{relative} + " is a symbolic link that leads out of the vault.");
  }
  return within;
}

}  // namespace secondbrain::vault
