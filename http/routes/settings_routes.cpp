// The user's task categories (contract: http_api §8.2).
#include <boost/json/value_to.hpp>

#include "base/error.hpp"
#include "http/routes/routes.hpp"
#include "http/wire/answers.hpp"
#include "http/wire/errors.hpp"
#include "http/wire/write_replies.hpp"

namespace secondbrain::http {

namespace {

json::array categories_json(const std::vector<task_category>& categories) {
  json::array out;
  for (const auto& one : categories) {
    json::object sub_projects;
    for (const auto& [name, meaning] : one.sub_projects) sub_projects[name] = meaning;
    out.push_back({{"name", one.name}, {"sub_projects", std::move(sub_projects)}});
  }
  return out;
}

std::vector<task_category> categories_in(const json::value& body) {
  std::vector<task_category> out;
  for (const auto& one : body.at("categories").as_array()) {
    task_category category{json::value_to<std::string>(one.at("name")), {}};
    for (const auto& [name, meaning] : one.at("sub_projects").as_object())
      category.sub_projects.emplace_back(name, json::value_to<std::string>(meaning));
    out.push_back(std::move(category));
  }
  return out;
}

result<http_response> read(const address<settings_api>& settings, const call& request) {
  const auto found = request.ask(settings, get_categories{});
  RETURN_IF_ERROR(found);
  return json_answer(categories_json(*found));
}

result<http_response> replace_settings(const address<settings_api>& settings, const call& request) {
  const auto stored = request.ask(settings, put_categories{categories_in(request.body)});
  if (stored) return json_answer(categories_json(*stored));
  if (stored.error().code == errc::invalid_argument) return error_response(422, "Category name must be non-empty");
  return tl::unexpected<error>(stored.error());
}

schema category_schema() {
  return object({required("name", text()),
                 optional("sub_projects", map_of(text()), json::object{}, "Name, and what belongs there")});
}

}  // namespace

std::vector<route> settings_routes(const address<settings_api>& settings) {
  return {{.verb = method::get,
           .path = "/api/v1/settings/categories",
           .summary = "The categories of tasks",
           .replies = {{200, "In the order they were given", list_of(category_schema())}},
           .handler = [settings](const call& request) { return read(settings, request); }},
          {.verb = method::put,
           .path = "/api/v1/settings/categories",
           .summary = "Replace the categories; other settings stay",
           .access = scope::write,
           .body = object({required("categories", list_of(category_schema()))}),
           .replies = with_write_replies({{200, "As stored", list_of(category_schema())}}),
           .handler = [settings](const call& request) { return replace_settings(settings, request); }}};
}

}  // namespace secondbrain::http
