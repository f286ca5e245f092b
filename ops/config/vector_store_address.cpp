#include "ops/config/vector_store_address.hpp"

#include <algorithm>
#include <charconv>

#include "base/text.hpp"

namespace secondbrain::ops {
namespace {

constexpr std::string_view schemes[] = {"postgresql://", "postgres://", "chroma+http://", "chroma+https://"};

std::string decoded(std::string_view text) {
  std::string plain;
  for (std::size_t at = 0; at < text.size(); ++at) {
    unsigned byte = 0;
    const auto* end = text.data() + std::min(at + 3, text.size());
    const bool is_escape =
        text[at] == '%' && at + 2 < text.size() && std::from_chars(text.data() + at + 1, end, byte, 16).ptr == end;
    plain += is_escape ? static_cast<char>(byte) : text[at];
    if (is_escape) at += 2;
  }
  return plain;
}

void add(std::vector<std::string>& passwords, std::string_view password) {
  if (password.empty()) return;
  passwords.emplace_back(password);
  if (auto plain = decoded(password); plain != password) passwords.push_back(std::move(plain));
}

}  // namespace

bool is_local_vector_store(std::string_view address) {
  return address.empty() || ascii_lower_case(address) == "local";
}

status check_vector_store(std::string_view address) {
  if (is_local_vector_store(address)) return {};
  const bool has_control = std::any_of(address.begin(), address.end(), [](unsigned char c) { return c <= 0x20; });
  const bool is_known = std::any_of(std::begin(schemes), std::end(schemes), [&](std::string_view scheme) {
    return address.starts_with(scheme) && address.size() > scheme.size();
  });
  if (is_known && !has_control) return {};
  return fail(
      errc::invalid_argument,
      "it is `local`, or the address of a database: postgresql://user:password@host:5432/database, with %20 and "
      "the like for what cannot stand in an address");
}

/// A password may hold a slash or an @ that somebody forgot to escape, so everything up to the last @ is looked at.
std::vector<std::string> passwords_in_vector_store(std::string_view address) {
  std::vector<std::string> passwords;
  const auto scheme = address.find("://");
  if (scheme == address.npos) return passwords;
  const auto rest = address.substr(scheme + 3);
  if (const auto at = rest.rfind('@'); at != rest.npos)
    if (const auto colon = rest.find(':'); colon < at) add(passwords, rest.substr(colon + 1, at - colon - 1));
  for (const std::string_view name : {"?password=", "&password="})
    if (const auto found = rest.find(name); found != rest.npos) {
      const auto begin = found + name.size();
      add(passwords, rest.substr(begin, rest.find('&', begin) - begin));
    }
  return passwords;
}

}  // namespace secondbrain::ops
