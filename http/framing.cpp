#include "http/framing.hpp"

#include <algorithm>
#include <charconv>
#include <string_view>

#include "http/errors.hpp"

namespace secondbrain::http {

namespace {

framing refused(int status, std::string_view sentence) {
  return {false, 0, error_response(status, sentence)};
}

std::ptrdiff_t occurrences(const http_request& head, std::string_view name) {
  return std::count_if(head.headers.begin(), head.headers.end(),
                       [name](const header& one) { return same_ignoring_case(one.first, name); });
}

}  // namespace

framing read_framing(const http_request& head) {
  const auto lengths = occurrences(head, "Content-Length");
  const auto encodings = occurrences(head, "Transfer-Encoding");
  if (lengths == 0 && encodings == 0) return {};
  if (lengths + encodings > 1) return refused(400, "the request says more than once how long its body is");
  if (encodings == 1) {
    if (!same_ignoring_case(head.header_value("Transfer-Encoding"), "chunked"))
      return refused(501, "the only transfer coding understood is chunked");
    return {true, 0, std::nullopt};
  }
  const auto text = head.header_value("Content-Length");
  std::uint64_t length = 0;
  const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), length);
  if (text.empty() || failure == std::errc::invalid_argument || end != text.data() + text.size())
    return refused(400, "the Content-Length is not a number");
  if (failure != std::errc{}) return refused(413, "the body is too large");
  return {length > 0, length, std::nullopt};
}

bool wants_close(const http_request& head) {
  const auto wish = head.header_value("Connection");
  return same_ignoring_case(wish, "close") || (head.version == "HTTP/1.0" && !same_ignoring_case(wish, "keep-alive"));
}

}  // namespace secondbrain::http
