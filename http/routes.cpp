#include "http/routes.hpp"

#include <iterator>
#include <memory>
#include <utility>

#include "http/json_text.hpp"
#include "http/openapi.hpp"

namespace secondbrain::http {

namespace {

/// Describes all the others and itself.
void add_description(std::vector<route>& routes, const std::string& version) {
  auto document = std::make_shared<std::string>();
  routes.push_back({.verb = method::get,
                    .path = "/openapi.json",
                    .summary = "This interface, described for tools",
                    .replies = {{200, "An OpenAPI 3.1 document", anything()}},
                    .handler = [document](const call&) -> result<http_response> {
                      http_response answer;
                      answer.body = *document;
                      return answer;
                    }});
  *document = json_text(openapi_document(routes, version));
}

}  // namespace

std::vector<route> all_routes(const services& asked, const server_options& options, const traffic& seen) {
  std::vector<route> routes;
  for (auto& resource :
       {health_routes(asked),         page_routes(asked),         search_routes(asked),   index_routes(asked),
        conversation_routes(asked),   ask_routes(asked, options), task_routes(asked),     event_routes(asked),
        briefing_routes(asked),       capture_routes(asked),      captures_routes(asked), settings_routes(asked),
        metadata_routes(asked),       suggestion_routes(asked),   extract_routes(asked),  cost_routes(asked),
        sync_routes(asked),           vault_routes(asked),        sending_routes(asked),  backup_routes(asked),
        admin_routes(asked, options), metrics_routes(asked, seen)})
    routes.insert(routes.end(), resource.begin(), resource.end());
  add_description(routes, asked.version);
  return routes;
}

}  // namespace secondbrain::http
