// Linux: one inotify watch that fires once, and so never fills a queue that nobody asks about (inotify(7)).
#include <linux/magic.h>
#include <sys/inotify.h>
#include <sys/stat.h>
#include <sys/vfs.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdint>
#include <cstring>
#include <optional>
#include <utility>

#include "base/file_descriptor.hpp"
#include "brain/vault/changes/folder_watch.hpp"

namespace secondbrain::vault {

namespace {

constexpr std::uint32_t folder_events = IN_CREATE | IN_MODIFY | IN_CLOSE_WRITE | IN_ATTRIB | IN_MOVED_FROM |
                                        IN_MOVED_TO | IN_DELETE | IN_DELETE_SELF | IN_MOVE_SELF | IN_ONLYDIR |
                                        IN_DONT_FOLLOW | IN_ONESHOT;

/// File systems that only this system writes to. The others (NFS, SMB, FUSE, shared folders of virtual machines, and
/// those that nobody has thought of here) may change without a word.
constexpr std::array<std::uint32_t, 14> local_file_systems{
    EXT4_SUPER_MAGIC,  // ext2 and ext3 as well
    XFS_SUPER_MAGIC,   BTRFS_SUPER_MAGIC, F2FS_SUPER_MAGIC,  TMPFS_MAGIC,          RAMFS_MAGIC, OVERLAYFS_SUPER_MAGIC,
    MSDOS_SUPER_MAGIC, EXFAT_SUPER_MAGIC, NILFS_SUPER_MAGIC, REISERFS_SUPER_MAGIC,
    0x2FC12FC1,  // ZFS
    0xCA451A4E,  // bcachefs
    0x7366746E,  // NTFS
};

class inotify_folder_watch final : public folder_watch {
 public:
  explicit inotify_folder_watch(std::filesystem::path folder) : folder_{std::move(folder)} {}

  void begin() override {
    identity_.reset();
    if (!queue_) queue_ = file_descriptor{::inotify_init1(IN_NONBLOCK | IN_CLOEXEC)};
    if (!queue_ || !lies_on_local_file_system(folder_)) return;
    const auto before = identity();
    // A watch that has not fired yet is only renewed and keeps its number; one of a folder that lay here before is
    // given up. Events of others than the newest watch are of no interest, they came before the files are read.
    const int former = std::exchange(watch_, ::inotify_add_watch(queue_.get(), folder_.c_str(), folder_events));
    if (former >= 0 && former != watch_) ::inotify_rm_watch(queue_.get(), former);
    if (watch_ >= 0 && before == identity()) identity_ = before;
  }

  bool vouches() override {
    if (identity_ && (has_fired() || identity() != identity_)) identity_.reset();
    return identity_.has_value();
  }

 private:
  struct folder_number {
    dev_t device;
    ino_t inode;
    bool operator==(const folder_number&) const = default;
  };

  /// Of the folder that the path leads to now: another one may have been mounted over it, or taken its place with one
  /// of those above it.
  std::optional<folder_number> identity() const {
    struct stat found = {};
    if (::lstat(folder_.c_str(), &found) != 0 || !S_ISDIR(found.st_mode)) return std::nullopt;
    return folder_number{found.st_dev, found.st_ino};
  }

  bool has_fired() {
    alignas(inotify_event) std::array<char, 4096> buffer;
    for (;;) {
      const auto length = ::read(queue_.get(), buffer.data(), buffer.size());
      if (length <= 0) return length == 0 || errno != EAGAIN;
      for (const auto* at = buffer.data(); at < buffer.data() + length;) {
        inotify_event event;
        std::memcpy(&event, at, sizeof event);
        if (event.wd == watch_ || (event.mask & IN_Q_OVERFLOW) != 0) return true;
        at += sizeof event + event.len;
      }
    }
  }

  std::filesystem::path folder_;
  file_descriptor queue_;
  int watch_ = -1;
  std::optional<folder_number> identity_;  // at `begin`; nothing: it does not vouch
};

}  // namespace

bool lies_on_local_file_system(const std::filesystem::path& folder) {
  struct statfs found = {};
  if (::statfs(folder.c_str(), &found) != 0) return false;
  const auto type = static_cast<std::uint32_t>(found.f_type);
  return std::find(local_file_systems.begin(), local_file_systems.end(), type) != local_file_systems.end();
}

std::unique_ptr<folder_watch> make_folder_watch(std::filesystem::path folder) {
  return std::make_unique<inotify_folder_watch>(std::move(folder));
}

}  // namespace secondbrain::vault
