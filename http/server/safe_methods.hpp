// The methods that only look (RFC 9110 §9.2.1): what they ask for may be asked for again, and by anyone's page.
//
// Pure; any thread; cannot fail.
#pragma once

#include <string_view>

namespace secondbrain::http {

constexpr bool is_safe_method(std::string_view method) noexcept {
  return method == "GET" || method == "HEAD" || method == "OPTIONS";
}

}  // namespace secondbrain::http
