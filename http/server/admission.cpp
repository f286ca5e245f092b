#include "http/server/admission.hpp"

#include <arpa/inet.h>

#include <algorithm>
#include <string>

#include "base/ip_address.hpp"
#include "base/utf8.hpp"
#include "http/server/safe_methods.hpp"
#include "http/wire/errors.hpp"
#include "ops/log/logger.hpp"

namespace secondbrain::http {

namespace {

/// "[::1]:8000" → "::1", "localhost:8000" → "localhost"; nothing when it is not a host and a port.
std::optional<std::string_view> host_name(std::string_view host) noexcept {
  auto end = host.starts_with('[') ? host.find(']') : std::min(host.find(':'), host.size());
  if (end == std::string_view::npos) return std::nullopt;
  const auto name = host.starts_with('[') ? host.substr(1, end++ - 1) : host.substr(0, end);
  const auto port = host.substr(end);
  constexpr std::string_view letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._:";
  if (name.find_first_not_of(letters) != name.npos) return std::nullopt;
  const bool plain_port = port.empty() || (port.front() == ':' && port.find_first_not_of("0123456789", 1) == port.npos);
  if (name.empty() || !plain_port) return std::nullopt;
  return name;
}

/// In time that does not tell how much of the token was right.
bool same_secret(std::string_view one, std::string_view other) noexcept {
  if (one.size() != other.size()) return false;
  unsigned difference = 0;
  for (std::size_t i = 0; i < one.size(); ++i) difference |= static_cast<unsigned>(one[i] ^ other[i]);
  return difference == 0;
}

}  // namespace

admission::admission(const server_options& options)
    : hosts_{options.allowed_hosts},
      token_{options.token},
      wrong_token_pause_{options.wrong_token_pause},
      on_loopback_{is_loopback(options.host)},
      guesses_{std::make_unique<token_guesses>()} {
  hosts_.push_back(options.host);
}

bool admission::is_ours(std::string_view name) const noexcept {
  if (is_loopback(name)) return true;
  if (!on_loopback_ && is_ip_address(name)) return true;  // rebinding needs a name
  return std::any_of(hosts_.begin(), hosts_.end(),
                     [name](const std::string& host) { return same_ignoring_case(host, name); });
}

std::optional<http_response> admission::refuse_host(const http_request& request) const {
  if (!request.has_header("Host")) {
    if (request.version == "HTTP/1.0") return std::nullopt;
    return error_response(400, "the request has no Host header");
  }
  const auto name = host_name(request.header_value("Host"));
  if (!name) return error_response(400, "the Host header is not a host and a port");
  if (is_ours(*name)) return std::nullopt;
  return error_response(421, "this server does not answer to that host name; add it to SECONDBRAIN_ALLOWED_HOSTS");
}

std::optional<http_response> admission::refuse_origin(const http_request& request, const cors_policy& cors) const {
  if (is_safe_method(request.method) || !request.has_header("Origin")) return std::nullopt;
  const auto origin = request.header_value("Origin");
  constexpr std::string_view scheme = "http://";
  const bool same =
      origin.starts_with(scheme) && same_ignoring_case(origin.substr(scheme.size()), request.header_value("Host"));
  if (same || cors.allows(origin)) return std::nullopt;
  // Web pages tend to keep the answer to themselves, so the log says it too.
  ops::logger_for("http").warn("refused a change by a page of {}; if it is yours, add it to SECONDBRAIN_CORS_ORIGINS",
                               repaired_utf8(origin));
  return error_response(403, "pages of this origin may not change anything; add it to SECONDBRAIN_CORS_ORIGINS");
}

std::optional<http_response> admission::refuse_token(const http_request& request, scope access) const {
  if (token_.empty() || access == scope::open) return std::nullopt;
  const auto given = request.header_value("Authorization");
  constexpr std::string_view scheme = "Bearer ";
  const bool is_token = given.size() > scheme.size() && same_ignoring_case(given.substr(0, scheme.size()), scheme);
  if (is_token && same_secret(given.substr(scheme.size()), token_)) return std::nullopt;
  auto answer = error_response(401, "send the token as 'Authorization: Bearer <token>'");
  answer.headers.emplace_back("WWW-Authenticate", "Bearer");
  if (!given.empty()) {  // without any, nobody has guessed
    guesses_->note(request.client);
    answer.pause = wrong_token_pause_;
  }
  return answer;
}

}  // namespace secondbrain::http
