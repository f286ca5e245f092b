#include "base/ip_address.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>

#include <string>

#include "base/text.hpp"

namespace secondbrain {

bool is_ip_address(std::string_view host) {
  in6_addr ignored;
  const std::string terminated{host};
  return ::inet_pton(AF_INET, terminated.c_str(), &ignored) == 1 ||
         ::inet_pton(AF_INET6, terminated.c_str(), &ignored) == 1;
}

bool is_loopback(std::string_view host) {
  if (host.starts_with('[') && host.ends_with(']')) host = host.substr(1, host.size() - 2);
  const auto name = ascii_lower_case(host);
  in_addr four{};
  in6_addr six{};
  if (::inet_pton(AF_INET, name.c_str(), &four) == 1) return ntohl(four.s_addr) >> 24 == IN_LOOPBACKNET;
  return name == "localhost" || (::inet_pton(AF_INET6, name.c_str(), &six) == 1 && IN6_IS_ADDR_LOOPBACK(&six));
}

}  // namespace secondbrain
