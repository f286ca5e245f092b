// The address of a provider: `http://127.0.0.1:11434/v1`, `https://api.openai.com/v1`.
//
// A plain value; any thread.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/error.hpp"

namespace secondbrain::llm {

enum class scheme : std::uint8_t { http, https };

struct url {
  scheme kind = scheme::https;
  std::string host;  // as libcurl reads it; an IPv6 address without its brackets
  int port = 0;
  std::string path;  // without a slash at the end; may be empty

  /// Without a slash at the end; a port only where it is not the usual one.
  std::string text() const;

  /// Host and port as the Host header has them.
  std::string authority() const;

  /// Without the path.
  std::string origin() const;

  /// The same address with something appended to its path.
  url below(std::string_view more) const;
};

/// errc::invalid_argument unless it is http or https with a host, and without user, query or fragment.
result<url> parse_url(std::string_view text);

}  // namespace secondbrain::llm
