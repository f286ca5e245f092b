// A request as the routes see it, and the answer they give. Plain values; the HTTP library stays behind `http_session`.
#pragma once

#include <chrono>
#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace secondbrain::http {

class event_stream;

using header = std::pair<std::string, std::string>;

struct http_request {
  std::string method;
  std::string path;    // percent-decoded, valid UTF-8
  std::string target;  // the path as it was sent
  std::string query;   // as it was sent, without the '?'
  std::string version = "HTTP/1.1";
  std::vector<header> headers;
  std::string body;
  std::string client;  // the address it came from

  /// True once what has no end of its own is to end: the client has gone, or the server is stopping.
  std::function<bool()> abandoned = [] { return false; };

  /// True once nobody waits for an answer that is under way: the client has gone, or a stop has waited long enough.
  std::function<bool()> given_up = [] { return false; };

  /// The value of the first header of that name, ignoring case; empty when there is none.
  std::string_view header_value(std::string_view name) const noexcept;
  bool has_header(std::string_view name) const noexcept;
};

struct http_response {
  int status = 200;
  std::string content_type = "application/json";
  std::string body;
  std::vector<header> headers;

  /// When set, this is an event stream: the body is what the function sends until it returns.
  std::function<void(event_stream&)> stream;

  /// How long the answer is held back before it goes out and the connection ends. No thread waits for it.
  std::chrono::milliseconds pause{0};
};

/// Equal but for the case of ASCII letters, as header names and host names are compared.
bool same_ignoring_case(std::string_view one, std::string_view other) noexcept;

}  // namespace secondbrain::http
