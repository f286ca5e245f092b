// A route as data: method, path, what it takes, what it answers, who may call it, and the handler.
//
// Everything that can be checked before the handler runs is checked from this description, and /openapi.json is
// rendered from it, so the two cannot disagree with what the server does.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/enum_names.hpp"
#include "base/error.hpp"
#include "http/wire/call.hpp"
#include "http/wire/http_message.hpp"
#include "http/wire/schema.hpp"

namespace secondbrain::http {

enum class method : std::uint8_t { get, post, put, patch, remove };

constexpr auto names_of(method) {
  using enum method;
  return named_values<method>({{get, "GET"}, {post, "POST"}, {put, "PUT"}, {patch, "PATCH"}, {remove, "DELETE"}});
}

/// What a caller must be allowed to do. `open` asks for nothing, not even a token.
enum class scope : std::uint8_t { open, read, write, admin };

constexpr auto names_of(scope) {
  using enum scope;
  return named_values<scope>({{open, "open"}, {read, "read"}, {write, "write"}, {admin, "admin"}});
}

/// Whose places a route takes while it is under way. Each kind has its own number of them, so that what takes long
/// never holds up what is quick.
enum class share : std::uint8_t { requests, questions };

struct reply {
  int status = 200;
  std::string description;
  schema body = anything();
  std::string content_type = "application/json";
};

struct route {
  method verb = method::get;
  std::string path;  // at most one placeholder: {name} takes one segment, {name:path} takes the slashes as well
  std::string summary;
  share places = share::requests;
  scope access = scope::read;
  std::vector<member> query{};
  std::optional<schema> body{};  // JSON; nothing: a body is ignored
  std::vector<reply> replies;
  std::function<result<http_response>(const call&)> handler;
};

}  // namespace secondbrain::http
