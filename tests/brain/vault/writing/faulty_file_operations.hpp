// The system calls of the vault writer, of which one, or all from one on, go wrong. Time passes only by waiting.
//
// One at a time: copies of a process each have their own count.
#pragma once

#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "brain/vault/writing/file_operations.hpp"

namespace secondbrain::vault {

enum class trouble : std::uint8_t {
  none,
  once,      // the call fails
  lasting,   // that call and all that follow fail
  kill,      // the process ends before the call
  kill_amid  // the process ends with half of a write done
};

inline constexpr int killed_exit_code = 77;

class faulty_file_operations final : public file_operations {
 public:
  faulty_file_operations() = default;
  /// The calls are counted from 1.
  faulty_file_operations(trouble kind, int at, int code = 0) : kind_{kind}, at_{at}, code_{code} {}

  int calls() const { return calls_; }
  bool struck() const { return calls_ >= at_; }

  /// What was done to names, and when it was made to last.
  mutable std::vector<std::string> journal;

  // What a test wants to happen, or to be unknown.
  std::function<void(int exchange)> before_exchange;  // the exchanges are counted from 1
  std::function<void()> before_hold;
  std::function<void()> on_wait;
  bool knows_exchange = true;
  bool knows_rename_new = true;
  bool knows_holding = true;
  bool knows_locks = true;
  bool knows_open_files = true;
  bool knows_second_names = true;
  std::size_t longest_write = SIZE_MAX;

  int open(int folder, const char* name, int flags, mode_t mode) const override {
    return fails() ? -1 : file_operations::open(folder, name, flags, mode);
  }
  ssize_t read(int file, char* bytes, std::size_t size) const override {
    return fails() ? -1 : file_operations::read(file, bytes, size);
  }
  ssize_t write(int file, const char* bytes, std::size_t size) const override {
    if (fails()) return -1;
    if (kind_ == trouble::kill_amid && calls_ == at_) {
      static_cast<void>(file_operations::write(file, bytes, size / 2));
      ::_exit(killed_exit_code);
    }
    return file_operations::write(file, bytes, std::min(size, longest_write));
  }
  int look_at(int file, struct stat& found) const override {
    return fails() ? -1 : file_operations::look_at(file, found);
  }
  int look_at(int folder, const char* name, struct stat& found) const override {
    return fails() ? -1 : file_operations::look_at(folder, name, found);
  }
  int change_mode(int file, mode_t mode) const override {
    return fails() ? -1 : file_operations::change_mode(file, mode);
  }
  int change_owner(int file, uid_t user, gid_t group) const override {
    return fails() ? -1 : file_operations::change_owner(file, user, group);
  }
  int copy_attributes(int from, int to) const override {
    return fails() ? -1 : file_operations::copy_attributes(from, to);
  }
  /// Counted, but not done: the caches outlive a process, and tests are many.
  int sync(int file) const override {
    struct stat found;
    bool is_folder = file_operations::look_at(file, found) == 0 && S_ISDIR(found.st_mode);
    journal.emplace_back(is_folder ? "sync folder" : "sync file");
    return fails() ? -1 : 0;
  }
  int make_folder(int folder, const char* name) const override {
    journal.emplace_back("make folder");
    return fails() ? -1 : file_operations::make_folder(folder, name);
  }
  int remove(int folder, const char* name) const override {
    journal.emplace_back("remove");
    return fails() ? -1 : file_operations::remove(folder, name);
  }
  int rename(int folder, const char* from, const char* to) const override {
    journal.emplace_back("rename");
    return fails() ? -1 : file_operations::rename(folder, from, to);
  }
  int rename_new(int from_folder, const char* from, int to_folder, const char* to) const override {
    journal.emplace_back("rename new");
    if (!knows_rename_new) return unknown();
    return fails() ? -1 : file_operations::rename_new(from_folder, from, to_folder, to);
  }
  int link(int from_folder, const char* from, int to_folder, const char* to) const override {
    if (!knows_second_names) return unknown();
    return fails() ? -1 : file_operations::link(from_folder, from, to_folder, to);
  }
  int exchange(int folder, const char* one, const char* other) const override {
    journal.emplace_back("exchange");
    if (!knows_exchange) return unknown();
    if (before_exchange) before_exchange(++exchanges_);
    return fails() ? -1 : file_operations::exchange(folder, one, other);
  }
  int lock(int folder) const override {
    if (!knows_locks) return unknown();
    return fails() ? -1 : file_operations::lock(folder);
  }
  int hold_writers(int file) const override {
    if (before_hold) before_hold();
    if (!knows_holding) return unknown();
    return fails() ? -1 : file_operations::hold_writers(file);
  }

  int find_writers(int file) const override {
    if (!knows_open_files) return unknown();
    return fails() ? -1 : file_operations::find_writers(file);
  }

  std::chrono::steady_clock::time_point now() const override { return now_; }
  void wait(std::chrono::microseconds time) const override {
    now_ += time;
    if (on_wait) on_wait();
  }

 private:
  bool fails() const {
    ++calls_;
    if (calls_ < at_ || kind_ == trouble::none || kind_ == trouble::kill_amid) return false;
    if (kind_ == trouble::kill) ::_exit(killed_exit_code);
    if (kind_ == trouble::once && calls_ > at_) return false;
    errno = code_;
    return true;
  }

  static int unknown() {
    errno = EINVAL;
    return -1;
  }

  trouble kind_ = trouble::none;
  int at_ = 0;
  int code_ = 0;
  mutable int calls_ = 0;
  mutable int exchanges_ = 0;
  mutable std::chrono::steady_clock::time_point now_;
};

}  // namespace secondbrain::vault
