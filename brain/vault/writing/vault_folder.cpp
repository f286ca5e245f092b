#include "brain/vault/writing/vault_folder.hpp"

#include <fcntl.h>

#include <cerrno>
#include <system_error>
#include <utility>

#include "base/error.hpp"
#include "base/system_error.hpp"
#include "brain/vault/confined_open.hpp"
#include "brain/vault/readable_path.hpp"
#include "brain/vault/vault_path.hpp"
#include "brain/vault/writing/file_times.hpp"
#include "brain/vault/writing/leftover.hpp"

namespace secondbrain::vault {

namespace {

constexpr mode_t private_mode = 0600;
constexpr mode_t note_mode = 0644;  // less the umask
constexpr mode_t mode_bits = 07777;

failed failure_at(const std::string& path, std::string_view doing, int code) {
  auto failed = "Cannot " + std::string{doing} + ' ' + path + ": ";
  auto message = failed + std::generic_category().message(code) + ".";
  switch (code) {
    case ENOENT: return fail(errc::not_found, "There is no " + path + " in the vault.");
    case ELOOP:
    case ENOTDIR: return fail(errc::invalid_argument, path + " is a symbolic link, or leads through one or a file.");
    case ENAMETOOLONG: return fail(errc::invalid_argument, message + " Choose a shorter name.");
    case EDQUOT:
    case ENOSPC:
    case EROFS: return fail(code_of_errno(code), failed.append(advice_for_errno(code)) + ", then try again.");
    case EACCES:
    case EPERM:
      return fail(errc::io_failure, failed + "permission denied. Give SecondBrain the right to read and write there.");
    default: return fail(errc::io_failure, message);
  }
}

}  // namespace

vault_folder::vault_folder(const file_operations& operations, file_descriptor folder, std::string path)
    : operations_{&operations}, folder_{std::move(folder)}, path_{std::move(path)} {}

result<vault_folder> vault_folder::open(const file_operations& operations, const std::filesystem::path& root,
                                        std::string_view path, missing_folders missing) {
  auto directory = open_vault_root(root);
  RETURN_IF_ERROR(directory);
  vault_folder folder{operations, std::move(*directory), {}};
  while (!path.empty()) {
    auto slash = path.find('/');
    auto next = folder.enter(std::string{path.substr(0, slash)}, missing);
    if (!next) return next;
    folder = std::move(*next);
    path.remove_prefix(slash == path.npos ? path.size() : slash + 1);
  }
  return folder;
}

result<vault_folder> vault_folder::enter(const std::string& name, missing_folders missing) const {
  auto open = [&] {
    return file_descriptor{operations_->open(folder_.get(), name.c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW, 0)};
  };
  auto next = open();
  if (!next && errno == ENOENT && missing == missing_folders::make) {
    if (operations_->make_folder(folder_.get(), name.c_str()) != 0 && errno != EEXIST) {
      return failure("make the folder", name, errno);
    }
    RETURN_IF_ERROR(sync());
    next = open();
  }
  if (!next) return failure("open the folder", name, errno);
  return vault_folder{*operations_, std::move(next), path_of(name)};
}

std::string vault_folder::path_of(std::string_view name) const {
  return path_.empty() ? std::string{name} : path_ + '/' + std::string{name};
}

bool vault_folder::is_link(const std::string& name) const {
  struct stat found;
  return operations_->look_at(folder_.get(), name.c_str(), found) == 0 && S_ISLNK(found.st_mode);
}

result<std::optional<held_file>> vault_folder::hold(const std::string& name) const {
  held_file held;
  held.file = file_descriptor{operations_->open(folder_.get(), name.c_str(), O_RDONLY | O_NOFOLLOW | O_NONBLOCK, 0)};
  if (!held.file && errno == ENOENT) return std::nullopt;
  if (!held.file) return failure("open", name, errno);
  if (operations_->look_at(held.file.get(), held.attributes) != 0) return failure("look at", name, errno);
  if (!S_ISREG(held.attributes.st_mode)) {
    return fail(errc::invalid_argument, path_of(name) + " is not a regular file.");
  }
  held.holds_writers = operations_->hold_writers(held.file.get()) == 0;
  if (!held.holds_writers && errno == EAGAIN) {
    return fail(errc::busy, path_of(name) + " is open for writing in another program");
  }
  auto bytes = read(held.file, name);
  RETURN_IF_ERROR(bytes);
  held.bytes = std::move(*bytes);
  // A part of the old text and a part of the new one are neither.
  struct stat read_from;
  if (!held.holds_writers && operations_->look_at(held.file.get(), read_from) == 0 &&
      !is_same_state(held.attributes, read_from)) {
    return fail(errc::busy, path_of(name) + " is being saved by another program");
  }
  return held;
}

status vault_folder::check_writable(const std::string& name, const held_file& held) const {
  constexpr mode_t any_write = S_IWUSR | S_IWGRP | S_IWOTH;  // none: read-only to the superuser, too
  bool has_write_bit = (held.attributes.st_mode & any_write) != 0;
  if (has_write_bit && ::faccessat(folder_.get(), system_path(name).c_str(), W_OK, AT_EACCESS) == 0) return {};
  if (has_write_bit && errno == ENOENT) return fail(errc::busy, path_of(name) + " was removed meanwhile");
  if (has_write_bit && errno == EROFS) return failure("write", name, EROFS);
  return fail(errc::io_failure, path_of(name) + " is read-only and was left as it is. Allow writing to it first.");
}

void vault_folder::release(held_file& held) const {
  if (held.holds_writers) operations_->release_writers(held.file.get());
  held.holds_writers = false;
}

bool vault_folder::is_unchanged(const std::string& name, const held_file& held) const {
  struct stat found;
  if (operations_->look_at(folder_.get(), name.c_str(), found) != 0) return false;
  if (found.st_dev != held.attributes.st_dev || found.st_ino != held.attributes.st_ino) return false;
  if (held.holds_writers) return !operations_->writer_waits(held.file.get());
  auto now = hold(name);
  return now && *now && (*now)->bytes == held.bytes;
}

status vault_folder::write_new(const std::string& name, std::string_view bytes, const held_file* like) const {
  file_descriptor file{operations_->open(folder_.get(), name.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW,
                                         like ? private_mode : note_mode)};
  if (!file) return failure("write", name, errno);
  auto written = fill(file, name, bytes);
  if (written && like) written = resemble(file, name, *like);
  if (written && operations_->sync(file.get()) != 0) return failure("write", name, errno);
  return written;
}

status vault_folder::fill(const file_descriptor& file, const std::string& name, std::string_view bytes) const {
  while (!bytes.empty()) {
    auto written = operations_->write(file.get(), bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return failure("write", name, errno);
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
  return {};
}

status vault_folder::resemble(const file_descriptor& file, const std::string& name, const held_file& like) const {
  // Only the superuser may give a file away; whoever may not keeps the new text as its own.
  if (operations_->change_owner(file.get(), like.attributes.st_uid, like.attributes.st_gid) != 0 && errno != EPERM) {
    return failure("give its owner to", name, errno);
  }
  if (operations_->change_mode(file.get(), like.attributes.st_mode & mode_bits) != 0) {
    return failure("give its mode to", name, errno);
  }
  // Some attributes belong to the system, and some file systems have none: no reason to refuse an edit.
  static_cast<void>(operations_->copy_attributes(like.file.get(), file.get()));
  return {};
}

status vault_folder::rename(const std::string& from, const std::string& to) const {
  if (operations_->rename(folder_.get(), from.c_str(), to.c_str()) == 0) return {};
  return failure("rename", from, errno);
}

status vault_folder::rename_new(const std::string& from, const vault_folder& folder, const std::string& to) const {
  auto target = folder.folder_.get();
  if (operations_->rename_new(folder_.get(), from.c_str(), target, to.c_str()) == 0) return {};
  if (is_unsupported(errno) && operations_->link(folder_.get(), from.c_str(), target, to.c_str()) == 0) {
    return remove(from);
  }
  if (errno == EEXIST) return fail(errc::conflict, folder.path_of(to) + " is there already");
  return failure("rename", from, errno);
}

status vault_folder::link(const std::string& from, const std::string& to) const {
  if (operations_->link(folder_.get(), from.c_str(), folder_.get(), to.c_str()) == 0) return {};
  if (is_unsupported(errno) || errno == EPERM || errno == EMLINK) {
    return fail(errc::unavailable, "This file system has no hard links.");
  }
  return failure("keep", from, errno);
}

status vault_folder::exchange(const std::string& one, const std::string& other) const {
  if (operations_->exchange(folder_.get(), one.c_str(), other.c_str()) == 0) return {};
  if (is_unsupported(errno)) return fail(errc::unavailable, "This file system cannot exchange two files.");
  return failure("replace", other, errno);
}

status vault_folder::remove(const std::string& name) const {
  if (operations_->remove(folder_.get(), name.c_str()) == 0) return {};
  return failure("remove", name, errno);
}

status vault_folder::sync() const {
  // Some network file systems cannot sync a folder; they keep names their own way.
  if (operations_->sync(folder_.get()) == 0 || is_unsupported(errno)) return {};
  return failure_at(path_.empty() ? "of the vault" : path_, "write the folder", errno);
}

result<std::string> vault_folder::read(const file_descriptor& file, const std::string& name) const {
  constexpr std::size_t step = 65536;
  std::string bytes;
  for (std::size_t filled = 0;;) {
    bytes.resize(filled + step);
    auto count = operations_->read(file.get(), bytes.data() + filled, step);
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) return failure("read", name, errno);
    filled += static_cast<std::size_t>(count);
    bytes.resize(filled);
    if (count == 0) return bytes;
    if (filled > default_note_limit) {
      return fail(errc::invalid_argument, path_of(name) + " is too large for a note. Split it.");
    }
  }
}

failed vault_folder::failure(std::string_view doing, std::string_view name, int code) const {
  auto left = parse_leftover(name);  // a person knows the note by its own name
  return failure_at(path_of(left ? left->note_name : name), doing, code);
}

}  // namespace secondbrain::vault
