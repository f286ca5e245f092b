#include "cli/client/server_client.hpp"

#include "base/event_stream_parser.hpp"
#include "base/text_encoding.hpp"

#include <httplib.h>

#include <boost/json/parse.hpp>
#include <optional>

#include "base/error.hpp"
#include "base/json.hpp"
#include "cli/display/json_fields.hpp"
#include "http/server/vault_precondition.hpp"
#include "http/wire/query_text.hpp"

namespace secondbrain::cli {

namespace {

using namespace std::chrono_literals;

constexpr int precondition_failed = 412;
constexpr auto connect_timeout = 3s;
constexpr auto read_timeout = 30s;
constexpr auto silence_timeout = 60s;  // of an event stream, which pings every 15 s

std::string reachable_host(const std::string& bound) {
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
    case 507: return errc::disk_full;
    default: return errc::internal;
  }
}

/// What an error body says: `{"detail": "sentence"}`, or a list of problems with a `msg` each (contract: http_api §2).
std::string message_in(const httplib::Response& response) {
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

error not_ours(const std::string& url) {
  return {errc::internal, "what answers at " + url + " is not SecondBrain; check SECONDBRAIN_PORT"};
}

std::string address_of(const std::string& url) {
  return url.substr(url.find("//") + 2);
}

/// What the server serves, when it is not what was meant: it says so only then.
std::optional<expected_vault> served_by(const httplib::Response& response) {
  const std::string vault{http::vault_header}, data{http::data_header};
  if (!response.has_header(data.c_str())) return std::nullopt;
  return expected_vault{http::percent_decoded(response.get_header_value(vault.c_str())),
                        http::percent_decoded(response.get_header_value(data.c_str()))};
}

error elsewhere(const expected_vault& expected, const expected_vault& served, const std::string& url) {
  return {errc::conflict,
          difference(expected, served, address_of(url)) + " Nothing was done. " + remedy(expected, served)};
}

/// Why the server did not do what it was asked, when it did not.
status accepted(const httplib::Response& response, const std::string& url) {
  if (response.status == 401 || response.status == 403)
    return fail(errc::invalid_argument, "the server at " + url + " requires a token; set SECONDBRAIN_TOKEN to it");
  if (response.status >= 300) return fail(code_of(response.status), message_in(response));
  return {};
}

result<boost::json::value> understood(const httplib::Response& response, const std::string& url) {
  RETURN_IF_ERROR(accepted(response, url));
  boost::system::error_code broken;
  auto body = boost::json::parse(response.body, broken);
  if (broken) return fail(not_ours(url));
  return body;
}

result<boost::json::object> as_object(boost::json::value answer, const std::string& url) {
  if (!answer.is_object()) return fail(not_ours(url));
  return std::move(answer.get_object());
}

httplib::Client connection(const std::string& host, int port, std::chrono::seconds timeout) {
  httplib::Client client{host, port};
  client.set_connection_timeout(connect_timeout);
  client.set_read_timeout(timeout);
  return client;
}

/// What comes from a terminal or a file may be text in another encoding.
boost::json::value with_texts_in_utf8(boost::json::value value) {
  if (auto* text = value.if_string()) *text = in_utf8(*text);
  if (auto* list = value.if_array())
    for (auto& each : *list) each = with_texts_in_utf8(std::move(each));
  if (auto* object = value.if_object())
    for (auto& member : *object) member.value() = with_texts_in_utf8(std::move(member.value()));
  return value;
}

httplib::Request request_for(const char* method, std::string target, const std::string& token,
                             const expected_vault& expected, const boost::json::object* body) {
  httplib::Request request;
  request.method = method;
  request.path = std::move(target);
  if (!token.empty()) request.headers.emplace("Authorization", "Bearer " + token);
  const auto name = [&request](std::string_view header, const std::string& path) {
    if (!path.empty()) request.headers.emplace(std::string{header}, http::percent_encoded(path));
  };
  name(http::vault_header, expected.vault);
  name(http::data_header, expected.data);
  if (body) {
    request.headers.emplace("Content-Type", "application/json");
    request.body = json_text(with_texts_in_utf8(*body));
  }
  return request;
}

}  // namespace

server_client::server_client(const ops::loaded_config& loaded, std::ostream& warnings) : server_client{loaded.values} {
  expected_ = expected_by(loaded);
  warnings_ = &warnings;
}

server_client::server_client(const ops::config& config)
    : host_{reachable_host(config.host)}, port_{config.port}, token_{config.token}, url_{url_of(host_, port_)} {}

result<server_client> server_client::configured(context& ctx) {
  return ops::load_config(ctx.environment).map([&ctx](const ops::loaded_config& loaded) {
    return server_client{loaded, ctx.err};
  });
}

void server_client::warn(const expected_vault& served) const {
  if (warnings_ == nullptr || warned_) return;
  warned_ = true;
  *warnings_ << difference(expected_, served, address_of(url_)) << " What follows comes from that server.\n";
}

status server_client::same_vault() const {
  auto client = connection(host_, port_, read_timeout);
  const auto answer = client.send(request_for("GET", "/api/v1/vault", token_, expected_, nullptr));
  if (!answer) return {};  // what is asked next says why
  if (const auto other = served_by(*answer)) return fail(elsewhere(expected_, *other, url_));
  return {};
}

result<boost::json::object> server_client::get(std::string_view path, const query_parameters& parameters) const {
  return send("GET", path, read_timeout, parameters, nullptr).and_then([this](boost::json::value answer) {
    return as_object(std::move(answer), url_);
  });
}

result<boost::json::array> server_client::get_list(std::string_view path, const query_parameters& parameters) const {
  auto answer = send("GET", path, read_timeout, parameters, nullptr);
  RETURN_IF_ERROR(answer);
  if (!answer->is_array()) return fail(not_ours(url_));
  return std::move(answer->get_array());
}

result<boost::json::object> server_client::post(std::string_view path, std::chrono::seconds timeout,
                                                const query_parameters& parameters,
                                                const boost::json::object& body) const {
  return send("POST", path, timeout, parameters, &body).and_then([this](boost::json::value answer) {
    return as_object(std::move(answer), url_);
  });
}

result<boost::json::object> server_client::patch(std::string_view path, const boost::json::object& body) const {
  return send("PATCH", path, read_timeout, {}, &body).and_then([this](boost::json::value answer) {
    return as_object(std::move(answer), url_);
  });
}

bool server_client::reachable() const {
  auto client = connection(host_, port_, read_timeout);
  return static_cast<bool>(client.Get("/livez"));
}

status server_client::post_for_events(std::string_view path, const boost::json::object& body,
                                      const event_listener& listener) const {
  event_stream_parser events{[&listener](const server_sent_event& event) {
    listener(event.name, event.data);
    return true;
  }};
  httplib::Response refusal;  // its body does not come as events
  auto request = request_for("POST", std::string{path}, token_, expected_, &body);
  request.response_handler = [&refusal](const httplib::Response& begun) {
    refusal.status = begun.status;
    refusal.headers = begun.headers;
    return true;
  };
  request.content_receiver = [&](const char* bytes, std::size_t size, std::uint64_t, std::uint64_t) {
    if (refusal.status >= 300)
      refusal.body.append(bytes, size);
    else
      events.feed({bytes, size});
    return true;
  };
  auto client = connection(host_, port_, silence_timeout);
  auto answer = client.send(request);
  if (!answer) return fail(not_answered(answer.error(), url_, true));
  if (const auto other = served_by(refusal)) return fail(elsewhere(expected_, *other, url_));
  return accepted(refusal, url_);
}

result<boost::json::value> server_client::send(const char* method, std::string_view path, std::chrono::seconds timeout,
                                               const query_parameters& parameters,
                                               const boost::json::object* body) const {
  auto began = std::chrono::steady_clock::now();
  auto client = connection(host_, port_, timeout);
  auto answer = client.send(request_for(method, with_query(path, parameters), token_, expected_, body));
  if (!answer) return fail(not_answered(answer.error(), url_, std::chrono::steady_clock::now() - began < timeout));
  if (const auto other = served_by(*answer)) {
    if (answer->status == precondition_failed) return fail(elsewhere(expected_, *other, url_));
    warn(*other);
  }
  return understood(*answer, url_);
}

}  // namespace secondbrain::cli
