// The address of something on the web: `http://127.0.0.1:11434/v1`, `https://hooks.example.com/a?b=c`.
//
// A plain value; any thread.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/error.hpp"

namespace secondbrain::net {

enum class scheme : std::uint8_t { http, https };

/// base: something is appended to its path, so it ends without a slash and has no query. whole: it is called as it is.
enum class address_kind : std::uint8_t { base, whole };

struct url {
  scheme kind = scheme::https;
  std::string host;  // as libcurl reads it; an IPv6 address without its brackets
  int port = 0;
  std::string path;     // may be empty
  std::string query{};  // without its question mark; may be empty

  /// A port only where it is not the usual one.
  std::string text() const;

  /// Host and port as the Host header has them.
  std::string authority() const;

  /// Without path and query.
  std::string origin() const;

  /// The same address with something appended to its path.
  url below(std::string_view more) const;
};

/// errc::invalid_argument unless it is http or https with a host, and without user or fragment. The sentence does not
/// repeat the address.
result<url> parse_url(std::string_view text, address_kind kind = address_kind::base);

}  // namespace secondbrain::net
