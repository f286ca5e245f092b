#include "http/wire/openapi.hpp"

#include <boost/json/array.hpp>
#include <string>

#include "http/wire/route_table.hpp"

namespace secondbrain::http {

namespace {

/// OpenAPI knows no "{name:path}".
std::string plain_path(const route& one) {
  auto path = one.path;
  if (const auto colon = path.find(':'); colon != std::string::npos) path.erase(colon, path.find('}') - colon);
  return path;
}

std::string method_key(method verb) {
  std::string key{to_string(verb)};
  for (auto& c : key) c = static_cast<char>(c - 'A' + 'a');
  return key;
}

json::array parameters(const route& one) {
  json::array out;
  const path_pattern pattern{one.path};
  if (const auto& name = pattern.placeholder(); !name.empty())
    out.push_back({{"name", name}, {"in", "path"}, {"required", true}, {"schema", to_json_schema(text())}});
  for (const auto& part : one.query) {
    auto type = to_json_schema(part.type);
    if (part.fallback && !part.fallback->is_null()) type["default"] = *part.fallback;
    json::object described{{"name", part.name}, {"in", "query"}, {"required", !part.fallback}, {"schema", type}};
    if (!part.summary.empty()) described["description"] = part.summary;
    out.push_back(std::move(described));
  }
  return out;
}

json::object content(std::string_view type, const schema& body) {
  return {{type, {{"schema", to_json_schema(body)}}}};
}

json::object replies(const route& one) {
  json::object out;
  for (const auto& answer : one.replies)
    out[std::to_string(answer.status)] = {{"description", answer.description},
                                          {"content", content(answer.content_type, answer.body)}};
  if (!one.query.empty() || one.body)
    out["422"] = {{"description", "Everything that is wrong with the request"},
                  {"content", content("application/json", object({required("detail", list_of(anything()))}))}};
  return out;
}

json::object operation(const route& one) {
  json::object out{{"summary", one.summary}, {"parameters", parameters(one)}};
  if (one.body) out["requestBody"] = {{"required", true}, {"content", content("application/json", *one.body)}};
  out["responses"] = replies(one);
  if (one.access == scope::open) out["security"] = json::array{};
  out["x-scope"] = to_string(one.access);
  return out;
}

}  // namespace

json::object openapi_document(const std::vector<route>& routes, std::string_view version) {
  json::object paths;
  for (const auto& one : routes) {
    auto& path = paths[plain_path(one)];
    if (!path.is_object()) path.emplace_object();
    path.get_object()[method_key(one.verb)] = operation(one);
  }
  const json::object bearer{{"type", "http"}, {"scheme", "bearer"}};
  return {{"openapi", "3.1.0"},
          {"info", {{"title", "SecondBrain"}, {"version", version}}},
          {"paths", std::move(paths)},
          {"components", {{"securitySchemes", {{"token", bearer}}}}},
          {"security", json::array{json::object{{"token", json::array{}}}}}};
}

}  // namespace secondbrain::http
