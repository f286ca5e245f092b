#include "http/response_text.hpp"

#include <string_view>

namespace secondbrain::http {

namespace {

constexpr std::string_view reason(int status) noexcept {
  switch (status) {
    case 400: return "Bad Request";
    case 408: return "Request Timeout";
    case 414: return "URI Too Long";
    case 431: return "Request Header Fields Too Large";
    case 503: return "Service Unavailable";
    default: return "Error";
  }
}

void add(std::string& out, std::string_view name, std::string_view value) {
  out.append(name).append(": ").append(value).append("\r\n");
}

}  // namespace

std::string response_text(const http_response& answer) {
  auto out = "HTTP/1.1 " + std::to_string(answer.status) + ' ' + std::string{reason(answer.status)} + "\r\n";
  add(out, "Content-Type", answer.content_type);
  add(out, "Content-Length", std::to_string(answer.body.size()));
  add(out, "Connection", "close");
  for (const auto& [name, value] : answer.headers) add(out, name, value);
  return out + "\r\n" + answer.body;
}

}  // namespace secondbrain::http
