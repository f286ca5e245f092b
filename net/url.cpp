#include "net/url.hpp"

#include <curl/urlapi.h>

#include <algorithm>
#include <charconv>
#include <memory>

namespace secondbrain::net {

namespace {

constexpr std::string_view secure_http = "https://";
constexpr std::string_view plain_http = "http://";

int usual_port(scheme kind) {
  constexpr int http_port = 80;
  constexpr int https_port = 443;
  return kind == scheme::https ? https_port : http_port;
}

/// What libcurl would take for something else, or carries in silence.
bool is_well_formed(std::string_view text, address_kind kind) {
  const auto& start = text.starts_with(secure_http) ? secure_http : plain_http;
  if (!text.starts_with(start) || text.find('#') != std::string_view::npos) return false;
  if (kind == address_kind::base && text.find_first_of("?@") != std::string_view::npos) return false;
  if (std::any_of(text.begin(), text.end(), [](unsigned char c) { return c <= ' ' || c == 0x7f; })) return false;
  const auto rest = text.substr(start.size());
  const auto authority = rest.substr(0, rest.find_first_of("/?"));
  return !authority.empty() && !authority.ends_with(':') && authority.find('@') == std::string_view::npos;
}

/// Empty: the address has no such part.
std::string part_of(CURLU* address, CURLUPart part) {
  char* text = nullptr;
  if (curl_url_get(address, part, &text, CURLU_DEFAULT_PORT) != CURLUE_OK) return {};
  const std::unique_ptr<char, decltype(&curl_free)> owned{text, &curl_free};
  return text;
}

/// As libcurl takes it apart when it is called; without a host when that fails.
url take_apart(const std::string& text) {
  url parsed;
  const std::unique_ptr<CURLU, decltype(&curl_url_cleanup)> address{curl_url(), &curl_url_cleanup};
  if (!address || curl_url_set(address.get(), CURLUPART_URL, text.c_str(), 0) != CURLUE_OK) return parsed;
  parsed.kind = text.starts_with(secure_http) ? scheme::https : scheme::http;
  parsed.path = part_of(address.get(), CURLUPART_PATH);
  parsed.query = part_of(address.get(), CURLUPART_QUERY);
  const auto port = part_of(address.get(), CURLUPART_PORT);
  std::from_chars(port.data(), port.data() + port.size(), parsed.port);
  parsed.host = part_of(address.get(), CURLUPART_HOST);
  if (!parsed.host.starts_with('[')) return parsed;
  const auto zone = part_of(address.get(), CURLUPART_ZONEID);
  parsed.host = parsed.host.substr(1, parsed.host.size() - 2) + (zone.empty() ? "" : "%25" + zone);
  return parsed;
}

}  // namespace

std::string url::authority() const {
  auto name = host.find(':') == std::string::npos ? host : "[" + host + "]";
  return port == usual_port(kind) ? name : name + ":" + std::to_string(port);
}

std::string url::origin() const {
  return std::string{kind == scheme::https ? secure_http : plain_http} + authority();
}

std::string url::text() const {
  return origin() + path + (query.empty() ? "" : "?" + query);
}

url url::below(std::string_view more) const {
  auto lower = *this;
  lower.path += more;
  return lower;
}

result<url> parse_url(std::string_view text, address_kind kind) {
  auto parsed = is_well_formed(text, kind) ? take_apart(std::string{text}) : url{};
  if (parsed.host.empty() || parsed.port == 0)
    return fail(errc::invalid_argument, "the address must look like https://host:port/path");
  while (kind == address_kind::base && parsed.path.ends_with('/')) parsed.path.pop_back();
  return parsed;
}

}  // namespace secondbrain::net
