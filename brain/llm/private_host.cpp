#include "brain/llm/private_host.hpp"

#include <algorithm>
#include <array>
#include <string>

#include "base/text.hpp"
#include "brain/llm/host_lookup.hpp"
#include "brain/llm/url.hpp"

namespace secondbrain::llm {

namespace {

// Multicast DNS, home and company networks, and the names of an overlay network.
constexpr std::array<std::string_view, 7> private_domains{".local", ".localhost", ".home.arpa", ".internal",
                                                          ".lan",   ".home",      ".ts.net"};

}  // namespace

bool is_private_host(std::string_view base_url) {
  const auto where = parse_url(base_url);
  if (!where) return false;
  if (where->kind == scheme::http) return true;
  if (const auto address = numeric_address(*where)) return address->is_private();
  auto name = ascii_lower_case(where->host);
  if (name.ends_with('.')) name.pop_back();
  if (name.find('.') == std::string::npos) return !name.empty();  // no public host has a name of one word
  return std::any_of(private_domains.begin(), private_domains.end(),
                     [&](std::string_view domain) { return name.ends_with(domain); });
}

}  // namespace secondbrain::llm
