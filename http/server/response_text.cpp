#include "http/server/response_text.hpp"

#include <algorithm>
#include <iterator>
#include <string_view>

#include "http/server/request_head.hpp"

namespace secondbrain::http {

namespace {

constexpr std::string_view reason(int status) noexcept {
  switch (status) {
    case 200: return "OK";
    case 202: return "Accepted";
    case 304: return "Not Modified";
    case 307: return "Temporary Redirect";
    case 400: return "Bad Request";
    case 401: return "Unauthorized";
    case 402: return "Payment Required";
    case 403: return "Forbidden";
    case 404: return "Not Found";
    case 405: return "Method Not Allowed";
    case 408: return "Request Timeout";
    case 409: return "Conflict";
    case 413: return "Content Too Large";
    case 414: return "URI Too Long";
    case 417: return "Expectation Failed";
    case 421: return "Misdirected Request";
    case 422: return "Unprocessable Content";
    case 431: return "Request Header Fields Too Large";
    case 500: return "Internal Server Error";
    case 501: return "Not Implemented";
    case 503: return "Service Unavailable";
    case 504: return "Gateway Timeout";
    default: return status < 400 ? "OK" : "Error";
  }
}

void add(std::string& out, std::string_view name, std::string_view value) {
  if (!is_token(name)) return;
  out.append(name).append(": ");
  std::transform(value.begin(), value.end(), std::back_inserter(out), [](const char& c) {
    return is_field_text({&c, 1}) ? c : ' ';
  });
  out.append("\r\n");
}

}  // namespace

std::string response_head(const http_response& answer, body_end end, after_answer next) {
  constexpr int not_modified = 304;  // has no body, nor a word about the one it does not have
  auto out = "HTTP/1.1 " + std::to_string(answer.status) + ' ' + std::string{reason(answer.status)} + "\r\n";
  if (!answer.body.empty() || answer.stream) add(out, "Content-Type", answer.content_type);
  if (end == body_end::by_chunks) add(out, "Transfer-Encoding", "chunked");
  if (end == body_end::by_length && answer.status != not_modified)
    add(out, "Content-Length", std::to_string(answer.body.size()));
  add(out, "Connection", next == after_answer::close ? "close" : "keep-alive");
  for (const auto& [name, value] : answer.headers) add(out, name, value);
  return out + "\r\n";
}

std::string response_text(const http_response& answer) {
  return response_head(answer, body_end::by_length, after_answer::close) + answer.body;
}

}  // namespace secondbrain::http
