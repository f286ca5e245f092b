#include "stores/vectors/chroma/chroma_server.hpp"

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include "base/text.hpp"

namespace secondbrain::stores {

namespace {

namespace json = boost::json;

constexpr std::string_view scheme_prefix = "chroma+";
constexpr int first_success = 200;
constexpr int after_success = 300;
constexpr int no_such_thing = 404;
constexpr int server_errors = 500;

/// What the server says of its refusal, on one line.
std::string message_in(const std::string& body) {
  boost::system::error_code broken;
  const auto parsed = json::parse(body, broken);
  const auto* object = broken ? nullptr : parsed.if_object();
  const auto* message = object == nullptr ? nullptr : object->if_contains("message");
  constexpr std::size_t longest = 200;
  if (message == nullptr || !message->is_string()) return {};
  const std::string_view text{message->get_string()};
  return collapse_white_space(text.substr(0, longest));
}

}  // namespace

result<chroma_place> parse_chroma_address(std::string_view address) {
  auto parsed = address.starts_with(scheme_prefix) ? net::parse_url(address.substr(scheme_prefix.size()))
                                                   : result<net::url>{fail(errc::invalid_argument, "")};
  if (!parsed)
    return fail(errc::invalid_argument, "this is no address of a Chroma server; it looks like chroma+http://host:8000");
  return chroma_place{*std::move(parsed)};
}

chroma_server::chroma_server(const chroma_place& place, std::chrono::milliseconds limit)
    : collections_{place.server}, name_{"Chroma at " + place.server.authority()}, limit_{limit} {
  const auto path = collections_.path;
  const auto slash = path.find('/', 1);
  const bool names_both = path.size() > 1 && slash != std::string::npos;
  collections_.path = "/api/v2/tenants/" + (names_both ? path.substr(1, slash - 1) : "default_tenant") + "/databases/" +
                      (names_both ? path.substr(slash + 1) : "default_database") + "/collections";
}

result<json::value> chroma_server::call(net::http_method method, const std::string& path,
                                        const std::string& body) const {
  net::http_call request{collections_.below(path), {}, body};
  request.method = method;
  request.most_bytes = std::size_t{256} * 1024 * 1024;
  const net::call_limits limits{std::chrono::steady_clock::now() + limit_};
  std::string received;
  const auto answer = network_->send(request, net::call_deadline{limits}, [&](std::string_view piece) {
    received += piece;
    return true;
  });
  if (!answer.ended || answer.code < first_success || answer.code >= after_success) return explain(answer);
  boost::system::error_code broken;
  auto parsed = json::parse(received.empty() ? "null" : received, broken);
  if (broken) return fail(errc::corrupt, name_ + " answers with what is no JSON: look whether it is a Chroma server");
  return parsed;
}

failed chroma_server::explain(const net::http_answer& answer) const {
  if (answer.code == 0 || (answer.code < after_success && !answer.ended)) {
    const bool is_late = answer.ended.error().code == errc::timeout;
    if (is_late) return fail(errc::timeout, name_ + " takes too long to answer");
    return fail(errc::unavailable, name_ + " cannot be used: " + answer.ended.error().message +
                                       "; look whether it runs and can be reached");
  }
  const auto said = message_in(answer.error_body);
  const auto sentence = name_ + " says: " + (said.empty() ? "HTTP " + std::to_string(answer.code) : said);
  if (answer.code == no_such_thing) return fail(errc::not_found, sentence);
  if (answer.code == 401 || answer.code == 403)
    return fail(errc::locked, name_ + " refuses who asks: correct SECONDBRAIN_VECTOR_STORE and restart the service");
  return fail(answer.code >= server_errors || answer.code == 429 ? errc::unavailable : errc::invalid_argument,
              sentence);
}

result<std::string> chroma_server::collection(const std::string& name) const {
  // Chroma has only approximate search; it is asked to look at as many as it may return.
  const json::object hnsw{{"space", "ip"}, {"ef_search", 400}, {"ef_construction", 200}};
  const json::object wanted{{"name", name}, {"get_or_create", true}, {"configuration", json::object{{"hnsw", hnsw}}}};
  auto answer = call(net::http_method::post, "", json::serialize(wanted));
  RETURN_IF_ERROR(answer);
  const auto* object = answer->if_object();
  const auto* id = object == nullptr ? nullptr : object->if_contains("id");
  if (id == nullptr || !id->is_string())
    return fail(errc::corrupt, name_ + " answers otherwise than Chroma 1 does: look whether it is one");
  return std::string{id->get_string()};
}

status chroma_server::remove_collection(const std::string& name) const {
  const auto removed = call(net::http_method::remove, "/" + name);
  if (!removed && removed.error().code != errc::not_found) return fail(removed.error());
  return {};
}

result<json::value> chroma_server::post(const std::string& collection, std::string_view what,
                                        const json::object& body) const {
  return call(net::http_method::post, "/" + collection + "/" + std::string{what}, json::serialize(body));
}

result<std::int64_t> chroma_server::count(const std::string& collection) const {
  const auto answer = call(net::http_method::get, "/" + collection + "/count");
  RETURN_IF_ERROR(answer);
  boost::system::error_code broken;
  const auto number = answer->to_number<std::int64_t>(broken);
  if (broken) return fail(errc::corrupt, name_ + " answers otherwise than Chroma 1 does: look whether it is one");
  return number;
}

}  // namespace secondbrain::stores
