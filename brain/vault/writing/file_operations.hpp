// What the vault writer asks of the system, one member a call, so that a test can fail, cut short or end any of them.
//
// Names are readable ones (readable_path.hpp). Each member answers as the call does: -1 and errno on failure.
// Thread-safe. Blocks on the file system.
#pragma once

#include <sys/stat.h>
#include <sys/types.h>

#include <chrono>
#include <cstddef>

namespace secondbrain::vault {

class file_operations {
 public:
  file_operations() = default;
  virtual ~file_operations() = default;
  file_operations(const file_operations&) = delete;
  file_operations& operator=(const file_operations&) = delete;

  virtual int open(int folder, const char* name, int flags, mode_t mode) const;
  virtual ssize_t read(int file, char* bytes, std::size_t size) const;
  virtual ssize_t write(int file, const char* bytes, std::size_t size) const;
  virtual int look_at(int file, struct stat& found) const;
  /// Of a link: the link itself.
  virtual int look_at(int folder, const char* name, struct stat& found) const;
  virtual int change_mode(int file, mode_t mode) const;
  virtual int change_owner(int file, uid_t user, gid_t group) const;
  /// Tags and whatever else programs attach to a file.
  virtual int copy_attributes(int from, int to) const;
  /// Onto the disk, past the caches of the system and, on macOS, of the drive.
  virtual int sync(int file) const;

  virtual int make_folder(int folder, const char* name) const;
  virtual int remove(int folder, const char* name) const;
  virtual int rename(int folder, const char* from, const char* to) const;
  /// EEXIST instead of taking another file's place; ENOTSUP, EINVAL or ENOSYS where the file system cannot tell.
  virtual int rename_new(int from_folder, const char* from, int to_folder, const char* to) const;
  virtual int link(int from_folder, const char* from, int to_folder, const char* to) const;
  /// Each of two files takes the other's name, at once; ENOTSUP, EINVAL or ENOSYS where the file system cannot.
  virtual int exchange(int folder, const char* one, const char* other) const;

  /// Keeps out other writers of ours, here and in other processes, until the folder is closed; EWOULDBLOCK.
  virtual int lock(int folder) const;
  /// Whoever opens the file for writing waits until it is closed here. EAGAIN: somebody has it open for writing;
  /// anything else: that is not known here.
  virtual int hold_writers(int file) const;
  /// Whether somebody waits because of `hold_writers`.
  virtual bool writer_waits(int file) const;
  /// Ends `hold_writers` while the file stays open.
  virtual int release_writers(int file) const;
  /// 1: a program of this machine is seen to have the file open for writing; 0: none is; -1: that is not known here.
  /// Costs a look at the open files of every process.
  virtual int find_writers(int file) const;

  virtual std::chrono::steady_clock::time_point now() const;
  virtual void wait(std::chrono::microseconds time) const;
};

/// The system itself.
const file_operations& system_file_operations();

/// Whether a failed call is one that this file system does not know.
bool is_unsupported(int code) noexcept;

}  // namespace secondbrain::vault
