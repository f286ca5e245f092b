#include "brain/vault/folder_look.hpp"

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <sys/sysmacros.h>

#include <array>
#include <cerrno>
#include <memory>

#include "base/hash.hpp"
#include "brain/vault/confined_open.hpp"
#include "brain/vault/readable_path.hpp"

namespace secondbrain::vault {

namespace {

constexpr std::size_t beginning = 4096;  // bytes

bool comes_with_a_disk(std::string_view name) {
  return name == "lost+found" || name == ".DS_Store" || name.substr(0, 6) == ".Trash";
}

template <class number>
bool agree(number one, number other) {
  return one == 0 || other == 0 || one == other;
}

folder_identity identity_of(int directory) {
  folder_identity found;
  struct statx seen = {};
  if (::statx(directory, "", AT_EMPTY_PATH, STATX_INO | STATX_BTIME, &seen) == 0) {
    found.device = makedev(seen.stx_dev_major, seen.stx_dev_minor);
    found.inode = seen.stx_ino;
    if ((seen.stx_mask & STATX_BTIME) != 0)
      found.birth = seen.stx_btime.tv_sec * 1'000'000'000 + seen.stx_btime.tv_nsec;
  }
  struct statvfs system = {};
  if (::fstatvfs(directory, &system) == 0) found.file_system = system.f_fsid;
  return found;
}

}  // namespace

bool is_same_folder(const folder_identity& one, const folder_identity& other) {
  return one.device == other.device && one.inode == other.inode && agree(one.file_system, other.file_system) &&
         agree(one.birth, other.birth);
}

bool is_on_same_disk(const folder_identity& one, const folder_identity& other) {
  return one.file_system != 0 && one.birth != 0 && one.inode == other.inode && one.file_system == other.file_system &&
         one.birth == other.birth;
}

folder_look::folder_look(const std::filesystem::path& root) {
  if (root.empty()) return;
  directory_ = file_descriptor{::open(root.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC)};
  struct stat itself = {};
  // Its names may be readable where what they name is not.
  bool is_open = directory_ && ::fstatat(directory_.get(), ".", &itself, 0) == 0;
  if (is_open) identity_ = identity_of(directory_.get());
  auto without = errno == EACCES || errno == EPERM ? folder_access::refused : folder_access::absent;
  access_ = is_open ? folder_access::given : without;
}

presence folder_look::has(std::string_view note) const {
  struct stat found = {};
  if (::fstatat(directory_.get(), system_path(note).c_str(), &found, AT_SYMLINK_NOFOLLOW) == 0) return presence::there;
  return errno == ENOENT || errno == ENOTDIR ? presence::gone : presence::unknown;
}

presence folder_look::content(hidden_entries hidden) const {
  file_descriptor again{::openat(directory_.get(), ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC)};
  std::unique_ptr<DIR, int (*)(DIR*)> listing{again ? ::fdopendir(again.get()) : nullptr, &::closedir};
  if (!listing) return presence::unknown;
  static_cast<void>(again.release());  // the listing closes it
  errno = 0;
  while (const auto* entry = ::readdir(listing.get())) {
    std::string_view name{entry->d_name};
    if (name == "." || name == "..") continue;
    bool counts = name.front() != '.' || hidden == hidden_entries::count;
    if (counts && !comes_with_a_disk(name)) return presence::there;
  }
  return errno == 0 ? presence::gone : presence::unknown;
}

std::string folder_look::fingerprint(std::string_view note) const {
  auto file = open_without_links(directory_, note);
  struct stat found = {};
  if (!file || ::fstat(file->get(), &found) != 0 || !S_ISREG(found.st_mode)) return {};
  std::array<char, beginning> bytes;
  auto got = ::pread(file->get(), bytes.data(), bytes.size(), 0);
  if (got < 0) return {};
  return std::to_string(found.st_size) + "-" + sha1_hex({bytes.data(), static_cast<std::size_t>(got)});
}

}  // namespace secondbrain::vault
