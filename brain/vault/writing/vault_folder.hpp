// An open folder of the vault, and the single steps in which files in it are written.
//
// No step follows a link. Each says in a sentence what failed. errc::busy: a program has the file open for writing, or
// the file is no longer what it was; starting over helps. Owned by one thread. Blocks on the file system.
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

#include "base/error.hpp"
#include "base/file_descriptor.hpp"
#include "brain/vault/writing/file_operations.hpp"

namespace secondbrain::vault {

enum class missing_folders : std::uint8_t { refuse, make };

/// A file that was read while nobody had it open for writing. Until it is closed or released, whoever wants to write it
/// in place waits, where the system can arrange that.
struct held_file {
  file_descriptor file;
  struct stat attributes = {};
  std::string bytes;
  bool holds_writers = false;
};

class vault_folder {
 public:
  /// errc::vault_missing; errc::not_found; errc::invalid_argument: a link or a file is on the way.
  static result<vault_folder> open(const file_operations& operations, const std::filesystem::path& root,
                                   std::string_view path, missing_folders missing);

  /// Relative to the vault.
  const std::string& path() const noexcept { return path_; }
  std::string path_of(std::string_view name) const;

  bool is_link(const std::string& name) const;
  /// Nothing: there is no such file. errc::invalid_argument: it is no regular file.
  result<std::optional<held_file>> hold(const std::string& name) const;
  /// errc::io_failure when it is read-only: a rename would not care.
  status check_writable(const std::string& name, const held_file& held) const;
  void release(held_file& held) const;
  /// Whether the file of that name is the one that is held, and nobody has changed it or waits to.
  bool is_unchanged(const std::string& name, const held_file& held) const;

  /// A new file, complete and on the disk, with owner, mode and attributes of another one if there is one.
  status write_new(const std::string& name, std::string_view bytes, const held_file* like) const;
  status rename(const std::string& from, const std::string& to) const;
  /// errc::conflict: the name is taken.
  status rename_new(const std::string& from, const vault_folder& folder, const std::string& to) const;
  /// A second name for a file; errc::unavailable: the file system knows no such thing.
  status link(const std::string& from, const std::string& to) const;
  /// errc::not_found: one of them is gone; errc::unavailable: the file system cannot.
  status exchange(const std::string& one, const std::string& other) const;
  status remove(const std::string& name) const;
  /// Makes what happened to names in this folder last.
  status sync() const;
  void wait(std::chrono::microseconds time) const { operations_->wait(time); }

 private:
  vault_folder(const file_operations& operations, file_descriptor folder, std::string path);

  result<vault_folder> enter(const std::string& name, missing_folders missing) const;
  status fill(const file_descriptor& file, const std::string& name, std::string_view bytes) const;
  status resemble(const file_descriptor& file, const std::string& name, const held_file& like) const;
  result<std::string> read(const file_descriptor& file, const std::string& name) const;
  failed failure(std::string_view doing, std::string_view name, int code) const;

  const file_operations* operations_;
  file_descriptor folder_;
  std::string path_;
};

}  // namespace secondbrain::vault
