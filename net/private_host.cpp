#include "net/private_host.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstring>
#include <string>

#include "base/text.hpp"
#include "net/url.hpp"

namespace secondbrain::net {

namespace {

struct ipv4_range {
  std::uint32_t network;
  std::uint32_t mask;
};

// Loopback, RFC 1918, link-local, and what carriers and overlay networks share (RFC 6598).
constexpr std::array<ipv4_range, 6> private_ranges{{{0x7f000000, 0xff000000},
                                                    {0x0a000000, 0xff000000},
                                                    {0xac100000, 0xfff00000},
                                                    {0xc0a80000, 0xffff0000},
                                                    {0xa9fe0000, 0xffff0000},
                                                    {0x64400000, 0xffc00000}}};

// Multicast DNS, home and company networks, and the names of an overlay network.
constexpr std::array<std::string_view, 7> private_domains{".local", ".localhost", ".home.arpa", ".internal",
                                                          ".lan",   ".home",      ".ts.net"};

bool is_private_v4(const in_addr& address) {
  const auto number = ntohl(address.s_addr);
  return std::any_of(private_ranges.begin(), private_ranges.end(),
                     [&](const auto& range) { return (number & range.mask) == range.network; });
}

bool is_private_v6(const in6_addr& address) {
  constexpr unsigned char unique_local = 0xfc;  // fc00::/7
  constexpr unsigned char unique_local_mask = 0xfe;
  if (IN6_IS_ADDR_V4MAPPED(&address)) {
    in_addr inner{};
    std::memcpy(&inner, &address.s6_addr[12], sizeof inner);
    return is_private_v4(inner);
  }
  return IN6_IS_ADDR_LOOPBACK(&address) || IN6_IS_ADDR_LINKLOCAL(&address) ||
         (address.s6_addr[0] & unique_local_mask) == unique_local;
}

}  // namespace

bool is_private_address(const sockaddr& address) noexcept {
  if (address.sa_family == AF_INET) return is_private_v4(reinterpret_cast<const sockaddr_in&>(address).sin_addr);
  return address.sa_family == AF_INET6 && is_private_v6(reinterpret_cast<const sockaddr_in6&>(address).sin6_addr);
}

bool has_private_name(std::string_view host) {
  auto name = ascii_lower_case(host);
  in_addr four{};
  in6_addr six{};
  if (::inet_pton(AF_INET, name.c_str(), &four) == 1) return is_private_v4(four);
  if (::inet_pton(AF_INET6, name.substr(0, name.find('%')).c_str(), &six) == 1) return is_private_v6(six);
  if (name.ends_with('.')) name.pop_back();
  if (name.find('.') == std::string::npos) return !name.empty();  // no public host has a name of one word
  return std::any_of(private_domains.begin(), private_domains.end(),
                     [&](std::string_view domain) { return name.ends_with(domain); });
}

bool is_private_host(std::string_view base_url) {
  const auto target = parse_url(base_url);
  return target && (target->kind == scheme::http || has_private_name(target->host));
}

}  // namespace secondbrain::net
