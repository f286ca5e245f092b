// Whether a model's host is at hand: on this machine or in its private network, by what its address says.
//
// Nobody is asked: an address counts by its range (loopback, RFC 1918, link-local, unique local, RFC 6598, which
// overlay networks use), a name by the domains that only exist in private networks. Unencrypted hosts are private
// whatever they are called, because nothing is ever sent unencrypted to a public address. Any thread; nothing fails.
#pragma once

#include <sys/socket.h>

#include <string_view>

namespace secondbrain::net {

/// False also for what is no address of a provider.
bool is_private_host(std::string_view base_url);

/// By itself, encrypted or not. An IPv6 address stands without its brackets.
bool has_private_name(std::string_view host);

/// Only machines in the same house or in the same virtual private network can be at it.
bool is_private_address(const sockaddr& address) noexcept;

}  // namespace secondbrain::net
