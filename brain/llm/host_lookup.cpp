#include "brain/llm/host_lookup.hpp"
#include "base/error.hpp"

#include <arpa/inet.h>
#include <netdb.h>
#include <netinet/in.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <future>
#include <memory>
#include <string>
#include <system_error>
#include <thread>

namespace secondbrain::llm {

namespace {

using addresses = std::vector<socket_address>;

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

bool is_private_v4(std::uint32_t address) {
  return std::any_of(private_ranges.begin(), private_ranges.end(),
                     [&](const auto& range) { return (address & range.mask) == range.network; });
}

bool is_private_v6(const in6_addr& address) {
  constexpr unsigned char unique_local = 0xfc;  // fc00::/7
  constexpr unsigned char unique_local_mask = 0xfe;
  if (IN6_IS_ADDR_V4MAPPED(&address)) {
    std::uint32_t inner = 0;
    std::memcpy(&inner, &address.s6_addr[12], sizeof inner);
    return is_private_v4(ntohl(inner));
  }
  return IN6_IS_ADDR_LOOPBACK(&address) || IN6_IS_ADDR_LINKLOCAL(&address) ||
         (address.s6_addr[0] & unique_local_mask) == unique_local;
}

/// What the system finds, and how it says that it found nothing.
struct found {
  addresses all;
  int problem = 0;
};

found ask_system(const std::string& host, const std::string& port, int flags) {
  addrinfo wanted{};
  wanted.ai_family = AF_UNSPEC;
  wanted.ai_socktype = SOCK_STREAM;
  wanted.ai_flags = flags;
  addrinfo* list = nullptr;
  found answer;
  answer.problem = ::getaddrinfo(host.c_str(), port.c_str(), &wanted, &list);
  for (const auto* entry = list; answer.problem == 0 && entry != nullptr; entry = entry->ai_next) {
    socket_address address;
    address.size = entry->ai_addrlen;
    std::memcpy(&address.storage, entry->ai_addr, entry->ai_addrlen);
    answer.all.push_back(address);
  }
  if (list != nullptr) ::freeaddrinfo(list);
  return answer;
}

result<found> ask_in_time(const std::string& host, const std::string& port, const patience& waiting) {
  auto promised = std::make_shared<std::promise<found>>();
  auto answer = promised->get_future();
  try {
    std::thread{[promised, host, port] { promised->set_value(ask_system(host, port, 0)); }}.detach();
  } catch (const std::system_error&) {
    return fail(errc::unavailable, "the system has no thread left to look up " + host);
  }
  while (answer.wait_for(patience::slice) != std::future_status::ready) RETURN_IF_ERROR(waiting.go_on());
  return answer.get();
}

}  // namespace

bool socket_address::is_private() const noexcept {
  if (storage.ss_family == AF_INET)
    return is_private_v4(ntohl(reinterpret_cast<const sockaddr_in*>(&storage)->sin_addr.s_addr));
  return storage.ss_family == AF_INET6 && is_private_v6(reinterpret_cast<const sockaddr_in6*>(&storage)->sin6_addr);
}

std::optional<socket_address> numeric_address(const url& where) {
  auto numeric = ask_system(where.host, std::to_string(where.port), AI_NUMERICHOST);
  if (numeric.all.empty()) return std::nullopt;
  return numeric.all.front();
}

result<addresses> look_up(const url& where, const patience& waiting) {
  const auto port = std::to_string(where.port);
  if (auto numeric = ask_system(where.host, port, AI_NUMERICHOST); !numeric.all.empty()) return std::move(numeric.all);
  auto answer = ask_in_time(where.host, port, waiting);
  RETURN_IF_ERROR(answer);
  if (answer->all.empty())
    return fail(errc::unavailable,
                "the name " + where.host + " is not known here (" + ::gai_strerror(answer->problem) + ")");
  return std::move(answer->all);
}

}  // namespace secondbrain::llm
