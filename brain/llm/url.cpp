#include "brain/llm/url.hpp"

#include <algorithm>
#include <charconv>
#include <optional>

namespace secondbrain::llm {

namespace {

constexpr int http_port = 80;
constexpr int https_port = 443;
constexpr int last_port = 65535;

int usual_port(scheme kind) {
  return kind == scheme::https ? https_port : http_port;
}

std::optional<int> parse_port(std::string_view digits) {
  int port = 0;
  const auto [end, problem] = std::from_chars(digits.data(), digits.data() + digits.size(), port);
  if (problem != std::errc{} || end != digits.data() + digits.size() || port < 1 || port > last_port)
    return std::nullopt;
  return port;
}

bool has_control_or_space(std::string_view text) {
  return std::any_of(text.begin(), text.end(), [](unsigned char c) { return c <= ' ' || c == 0x7f; });
}

/// Takes `host`, `host:port` or `[v6]:port` apart.
bool read_authority(std::string_view authority, url& into) {
  auto end = authority.find(':');
  if (authority.starts_with('[')) {
    const auto bracket = authority.find(']');
    if (bracket == std::string_view::npos) return false;
    into.host = authority.substr(1, bracket - 1);
    end = bracket + 1;
  } else {
    into.host = authority.substr(0, end);
  }
  if (into.host.empty()) return false;
  if (end >= authority.size()) return true;
  const auto port = authority[end] == ':' ? parse_port(authority.substr(end + 1)) : std::nullopt;
  into.port = port.value_or(0);
  return port.has_value();
}

}  // namespace

std::string url::authority() const {
  auto name = host.find(':') == std::string::npos ? host : "[" + host + "]";
  return port == usual_port(kind) ? name : name + ":" + std::to_string(port);
}

std::string url::text() const {
  return (kind == scheme::https ? "https://" : "http://") + authority() + path;
}

url url::below(std::string_view more) const {
  auto lower = *this;
  lower.path += more;
  return lower;
}

result<url> parse_url(std::string_view text) {
  constexpr std::string_view secure = "https://";
  constexpr std::string_view plain = "http://";
  url parsed;
  parsed.kind = text.starts_with(secure) ? scheme::https : scheme::http;
  const auto& start = parsed.kind == scheme::https ? secure : plain;
  const bool well_formed =
      text.starts_with(start) && !has_control_or_space(text) && text.find_first_of("?#@") == std::string_view::npos;
  auto rest = well_formed ? text.substr(start.size()) : std::string_view{};
  const auto slash = std::min(rest.find('/'), rest.size());
  parsed.path = rest.substr(slash);
  while (parsed.path.ends_with('/')) parsed.path.pop_back();
  parsed.port = usual_port(parsed.kind);
  if (!read_authority(rest.substr(0, slash), parsed))
    return fail(errc::invalid_argument, "the address of the provider must look like https://host:port/v1");
  return parsed;
}

}  // namespace secondbrain::llm
