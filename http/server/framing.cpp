#include "http/server/framing.hpp"

#include <algorithm>
#include <charconv>
#include <string_view>

#include "base/text.hpp"
#include "http/wire/errors.hpp"

namespace secondbrain::http {

namespace {

framing refused(int status, std::string_view sentence) {
  return {body_kind::none, 0, error_response(status, sentence)};
}

std::ptrdiff_t occurrences(const http_request& head, std::string_view name) {
  return std::count_if(head.headers.begin(), head.headers.end(),
                       [name](const header& one) { return same_ignoring_case(one.first, name); });
}

/// True when one of the words between the commas of such headers is this one.
bool lists(const http_request& head, std::string_view name, std::string_view word) {
  return std::any_of(head.headers.begin(), head.headers.end(), [name, word](const header& one) {
    if (!same_ignoring_case(one.first, name)) return false;
    const auto words = split_list(one.second);
    return std::any_of(words.begin(), words.end(), [word](const auto& each) { return same_ignoring_case(each, word); });
  });
}

}  // namespace

framing read_framing(const http_request& head) {
  const auto lengths = occurrences(head, "Content-Length");
  const auto encodings = occurrences(head, "Transfer-Encoding");
  if (lengths == 0 && encodings == 0) return {};
  if (lengths + encodings > 1) return refused(400, "the request says more than once how long its body is");
  if (encodings == 1) {
    if (head.version == "HTTP/1.0") return refused(400, "HTTP/1.0 has no chunked bodies");
    if (!same_ignoring_case(head.header_value("Transfer-Encoding"), "chunked"))
      return refused(501, "the only transfer coding understood is chunked");
    return {body_kind::chunked};
  }
  const auto text = head.header_value("Content-Length");
  std::uint64_t length = 0;
  const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), length);
  if (text.empty() || failure == std::errc::invalid_argument || end != text.data() + text.size())
    return refused(400, "the Content-Length is not a number");
  if (failure != std::errc{}) return refused(413, "the body is too large");
  return {length > 0 ? body_kind::of_length : body_kind::none, length};
}

bool wants_close(const http_request& head) {
  const bool stays_open = head.version != "HTTP/1.0";
  return lists(head, "Connection", "close") || (!stays_open && !lists(head, "Connection", "keep-alive"));
}

}  // namespace secondbrain::http
