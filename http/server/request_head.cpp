#include "http/server/request_head.hpp"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>

#include "base/utf8.hpp"
#include "http/wire/errors.hpp"
#include "http/wire/query_text.hpp"

namespace secondbrain::http {

namespace {

constexpr std::string_view line_end = "\r\n";
constexpr std::string_view white = " \t";

tl::unexpected<http_response> refused(std::string_view sentence) {
  return tl::unexpected<http_response>(error_response(400, sentence));
}

std::string_view take_line(std::string_view& text) noexcept {
  const auto end = std::min(text.find(line_end), text.size());
  const auto line = text.substr(0, end);
  text.remove_prefix(std::min(end + line_end.size(), text.size()));
  return line;
}

bool starts_with_scheme(std::string_view target) noexcept {
  for (const std::string_view scheme : {"http://", "https://"})
    if (target.size() > scheme.size() && same_ignoring_case(target.substr(0, scheme.size()), scheme)) return true;
  return false;
}

/// A client may name the host in the target (RFC 9112 §3.2.2); it is cut off, and must be the one of the Host header.
bool cut_host_off(std::string_view& target, std::string& named) {
  if (!starts_with_scheme(target)) return target.starts_with('/') || target == "*";
  target.remove_prefix(target.find("//") + 2);
  const auto end = std::min(target.find_first_of("/?#"), target.size());
  named = target.substr(0, end);
  target.remove_prefix(end);
  return !named.empty();
}

/// False when it is no request line.
bool read_request_line(std::string_view line, http_request& request, std::string& named_host) {
  const auto first = line.find(' ');
  const auto last = line.rfind(' ');
  if (first == std::string_view::npos || first == last) return false;
  const auto method = line.substr(0, first);
  const auto version = line.substr(last + 1);
  auto target = line.substr(first + 1, last - first - 1);
  if (!is_token(method) || target.empty() || target.find_first_of(white) != std::string_view::npos) return false;
  if (version != "HTTP/1.1" && version != "HTTP/1.0") return false;
  request.method = method;
  request.version = version;
  // Where a tunnel should lead to is no path, and no tunnel is offered.
  if (method != "CONNECT" && !cut_host_off(target, named_host)) return false;
  target = target.substr(0, target.find('#'));
  const auto mark = std::min(target.find('?'), target.size());
  request.query = target.substr(std::min(mark + 1, target.size()));
  request.target = mark == 0 ? "/" : target.substr(0, mark);
  request.path = repaired_utf8(percent_decoded(request.target));
  return true;
}

}  // namespace

bool is_field_text(std::string_view text) noexcept {
  return std::all_of(text.begin(), text.end(), [](char c) {
    const auto value = static_cast<unsigned char>(c);
    return c == '\t' || (value >= 0x20 && value != 0x7F);
  });
}

bool is_token(std::string_view text) noexcept {
  constexpr std::string_view signs = "!#$%&'*+-.^_`|~";
  return !text.empty() && std::all_of(text.begin(), text.end(), [signs](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           signs.find(c) != std::string_view::npos;
  });
}

bool read_header(std::string_view line, std::vector<header>& headers) {
  const auto colon = line.find(':');
  // White space in front of the colon, and lines that continue the one before, make the name no token.
  if (colon == std::string_view::npos || !is_token(line.substr(0, colon)) || !is_field_text(line)) return false;
  auto value = line.substr(colon + 1);
  value.remove_prefix(std::min(value.find_first_not_of(white), value.size()));
  value = value.substr(0, value.find_last_not_of(white) + 1);
  headers.emplace_back(line.substr(0, colon), value);
  return true;
}

tl::expected<http_request, http_response> read_head(std::string_view text, std::size_t most_headers) {
  http_request request;
  std::string named_host;
  const auto request_line = take_line(text);
  if (!is_field_text(request_line) || !read_request_line(request_line, request, named_host))
    return refused("this is not an HTTP/1.1 request");
  for (auto line = take_line(text); !line.empty(); line = take_line(text)) {
    if (request.headers.size() == most_headers)
      return tl::unexpected<http_response>(error_response(431, "the request has too many headers"));
    if (!read_header(line, request.headers)) return refused("a header of the request is malformed");
  }
  const auto hosts = std::count_if(request.headers.begin(), request.headers.end(),
                                   [](const header& one) { return same_ignoring_case(one.first, "Host"); });
  if (hosts > 1) return refused("the request has more than one Host header");
  if (!named_host.empty() && hosts == 1 && !same_ignoring_case(named_host, request.header_value("Host")))
    return refused("the address and the Host header name different hosts");
  if (!named_host.empty() && hosts == 0 && request.version == "HTTP/1.0")
    request.headers.emplace_back("Host", named_host);
  if (request.path.find('\0') != std::string::npos) return refused("a path must not contain a zero byte");
  return request;
}

}  // namespace secondbrain::http
