// What the programs do that this process has started: how much the processes of a group have moved, and a group
// that ends when this process is gone.
//
// Any thread.
#pragma once

#include <sys/types.h>

#include <cstdint>
#include <optional>

#include "base/error.hpp"
#include "base/file_descriptor.hpp"

namespace secondbrain {

/// Bytes that the living processes of the group have read and written, from and to files, pipes and sockets; on macOS
/// what they have read and written on disks, and their work in milliseconds. Only for comparing with what it was
/// before. Nothing: the system does not tell, because they belong to another user, say.
std::optional<std::uint64_t> moved_by_group(pid_t group);

/// A process group that does not outlive this process: one of its members, a small process of its own, waits for that
/// and kills them all, also after `kill -9`. Whoever is to belong to it is started with its number. What is still in it
/// when this object goes is left alone.
class guarded_group {
 public:
  static result<guarded_group> begin();

  guarded_group(guarded_group&& other) noexcept;
  guarded_group& operator=(guarded_group&&) = delete;
  guarded_group(const guarded_group&) = delete;
  guarded_group& operator=(const guarded_group&) = delete;
  ~guarded_group();

  pid_t number() const noexcept { return guard_; }

 private:
  guarded_group(pid_t guard, file_descriptor lifeline) : guard_{guard}, lifeline_{std::move(lifeline)} {}

  pid_t guard_;
  file_descriptor lifeline_;  // whose other end the guard reads: the system closes this one when this process is gone
};

}  // namespace secondbrain
