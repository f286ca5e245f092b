// What a host's name says of itself: an address, this machine. No name is looked up. Any thread; cannot fail.
#pragma once

#include <string_view>

namespace secondbrain {

/// An IPv4 or IPv6 address, the latter without brackets.
bool is_ip_address(std::string_view host);

/// `localhost`, 127.0.0.0/8 or ::1, with or without brackets. A name that merely begins with 127. may be anybody's.
bool is_loopback(std::string_view host);

}  // namespace secondbrain
