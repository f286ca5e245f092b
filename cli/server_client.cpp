#include "cli/server_client.hpp"

#include <httplib.h>

#include <boost/json/parse.hpp>

#include "cli/json_fields.hpp"

namespace secondbrain::cli {

namespace {

using namespace std::chrono_literals;

constexpr auto connect_patience = 3s;
constexpr auto read_patience = 30s;

std::string dialled(const std::string& bound) {
  if (bound.empty() || bound == "0.0.0.0") return "127.0.0.1";
  if (bound == "::") return "::1";
  return bound;
}

std::string url_of(const std::string& host, int port) {
  auto literal = host.find(':') == std::string::npos ? host : "[" + host + "]";
  return "http://" + literal + ":" + std::to_string(port);
}

httplib::Params as_params(const query_parameters& parameters) {
  return {parameters.begin(), parameters.end()};
}

std::string with_query(std::string_view path, const query_parameters& parameters) {
  if (parameters.empty()) return std::string{path};
  return httplib::append_query_params(std::string{path}, as_params(parameters));
}

errc code_of(int http_status) {
  switch (http_status) {
    case 400:
    case 422: return errc::invalid_argument;
    case 404: return errc::not_found;
    case 409: return errc::conflict;
    case 503: return errc::unavailable;
    case 504: return errc::timeout;
    default: return errc::internal;
  }
}

/// What an error body says: `{"detail": "sentence"}`, or a list of problems with a `msg` each (contract: http_api §2).
std::string said(const httplib::Response& response) {
  boost::system::error_code broken;
  auto body = boost::json::parse(response.body, broken);
  const auto* detail = !broken && body.is_object() ? body.get_object().if_contains("detail") : nullptr;
  if (detail && detail->is_string()) return std::string{detail->get_string()};
  std::string problems;
  if (detail && detail->is_array()) {
    for (const auto& problem : detail->get_array()) {
      if (!problem.is_object()) continue;
      if (!problems.empty()) problems += "; ";
      problems += text_at(problem.get_object(), "msg");
    }
  }
  return problems.empty() ? "the server answered " + std::to_string(response.status) : problems;
}

error not_answered(httplib::Error problem, const std::string& url, bool in_time) {
  switch (problem) {
    case httplib::Error::Connection:
    case httplib::Error::ConnectionTimeout:
      return {errc::unavailable, "the server is not running at " + url + "; start it with `secondbrain serve`"};
    case httplib::Error::Read:
      if (in_time) break;
      return {errc::timeout, "the server at " + url + " is still working on it; see `secondbrain status`"};
    default: break;
  }
  return {errc::io_failure, "the connection to the server at " + url + " broke (" + httplib::to_string(problem) +
                                "); see `secondbrain status`, then try again"};
}

result<boost::json::object> understood(const httplib::Response& response, const std::string& url) {
  if (response.status == 401 || response.status == 403)
    return fail(errc::invalid_argument, "the server at " + url + " wants a token; set SECONDBRAIN_TOKEN to its token");
  if (response.status >= 300) return fail(code_of(response.status), said(response));
  boost::system::error_code broken;
  auto body = boost::json::parse(response.body, broken);
  if (broken || !body.is_object())
    return fail(errc::internal, "what answers at " + url + " is not SecondBrain; check SECONDBRAIN_PORT");
  return std::move(body.get_object());
}

}  // namespace

server_client::server_client(const ops::config& config)
    : host_{dialled(config.host)}, port_{config.port}, token_{config.token}, url_{url_of(host_, port_)} {}

result<server_client> server_client::configured(const ops::variables& environment) {
  return ops::load_config(environment).map([](const ops::loaded_config& loaded) {
    return server_client{loaded.values};
  });
}

result<boost::json::object> server_client::get(std::string_view path, const query_parameters& parameters) const {
  return send("GET", path, read_patience, parameters);
}

result<boost::json::object> server_client::post(std::string_view path, std::chrono::seconds patience,
                                                const query_parameters& parameters) const {
  return send("POST", path, patience, parameters);
}

result<boost::json::object> server_client::send(const char* method, std::string_view path,
                                                std::chrono::seconds patience,
                                                const query_parameters& parameters) const {
  httplib::Client client{host_, port_};
  client.set_connection_timeout(connect_patience);
  client.set_read_timeout(patience);

  httplib::Request asked;
  asked.method = method;
  asked.path = with_query(path, parameters);
  if (!token_.empty()) asked.headers.emplace("Authorization", "Bearer " + token_);
  if (asked.method == "POST") {
    asked.headers.emplace("Content-Type", "application/json");
    asked.body = "{}";
  }

  auto began = std::chrono::steady_clock::now();
  auto answer = client.send(asked);
  if (!answer)
    return tl::unexpected(not_answered(answer.error(), url_, std::chrono::steady_clock::now() - began < patience));
  return understood(*answer, url_);
}

}  // namespace secondbrain::cli
