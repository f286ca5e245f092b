// From the name of a host to the addresses it can be reached at, within the patience of a call.
//
// Thread-safe. The system's own look-up cannot be interrupted: one that takes too long is left behind on a thread of
// its own, which ends when the system gives up.
#pragma once

#include <sys/socket.h>

#include <optional>
#include <vector>

#include "base/error.hpp"
#include "brain/llm/patience.hpp"
#include "brain/llm/url.hpp"

namespace secondbrain::llm {

struct socket_address {
  sockaddr_storage storage{};
  socklen_t size = 0;

  const sockaddr* get() const noexcept { return reinterpret_cast<const sockaddr*>(&storage); }

  /// Only machines in the same house or in the same virtual private network can be at it.
  bool is_private() const noexcept;
};

/// The address that a host is written as; nothing for a name.
std::optional<socket_address> numeric_address(const url& where);

/// In the order in which to try them, at least one. errc::unavailable, errc::timeout, errc::cancelled.
result<std::vector<socket_address>> look_up(const url& where, const patience& waiting);

}  // namespace secondbrain::llm
