// All routes behind a dispatcher, asked without a socket.
#pragma once

#include <boost/json/parse.hpp>
#include <boost/json/value.hpp>
#include <string>
#include <utility>

#include "http/routes/routes.hpp"
#include "http/server/dispatcher.hpp"
#include "tests/http/routes/fake_services.hpp"

namespace secondbrain::http {

inline http_request request_for(std::string method, const std::string& target, std::vector<header> headers = {}) {
  http_request request;
  request.method = std::move(method);
  request.target = request.path = target.substr(0, target.find('?'));
  if (const auto mark = target.find('?'); mark != std::string::npos) request.query = target.substr(mark + 1);
  request.headers = std::move(headers);
  request.headers.emplace_back("Host", "127.0.0.1:8000");
  return request;
}

inline std::string value_of(const http_response& answer, std::string_view name) {
  for (const auto& [key, value] : answer.headers)
    if (same_ignoring_case(key, name)) return value;
  return {};
}

inline boost::json::value json_of(const http_response& answer) {
  return boost::json::parse(answer.body);
}

class in_process_server {
 public:
  explicit in_process_server(services offered, server_options chosen = {})
      : options_{std::move(chosen)},
        offered_{std::move(offered)},
        routes_{all_routes(offered_, options_, seen_), options_, seen_} {}

  http_response ask(const http_request& request) const { return routes_.answer(request); }
  http_response get(const std::string& target, std::vector<header> headers = {}) const {
    return ask(request_for("GET", target, std::move(headers)));
  }
  http_response post(const std::string& target, std::vector<header> headers = {}) const {
    return ask(request_for("POST", target, std::move(headers)));
  }
  http_response send(std::string method, const std::string& target, std::string body) const {
    auto request = request_for(std::move(method), target);
    request.body = std::move(body);
    return ask(request);
  }

 private:
  server_options options_;
  services offered_;
  traffic seen_;
  dispatcher routes_;
};

}  // namespace secondbrain::http
