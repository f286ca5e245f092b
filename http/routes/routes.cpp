#include "http/routes/routes.hpp"

#include <iterator>
#include <memory>
#include <utility>

#include "base/json.hpp"
#include "http/routes/list_answer.hpp"
#include "http/wire/openapi.hpp"

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

route_source routes_of(services offered) {
  return [kept = std::make_shared<const services>(std::move(offered))](
             const server_options& options, const traffic& seen) { return all_routes(*kept, options, seen); };
}

std::vector<route> all_routes(const services& offered, const server_options& options, const traffic& seen) {
  const auto& at = offered.addresses;
  const list_source lists{at.planner, std::make_shared<list_cache>()};
  std::vector<route> routes;
  for (auto& resource :
       {health_routes(offered),
        page_routes(offered.version),
        search_routes(at.search, offered.progress, offered.may_answer),
        link_routes(at.search, offered.progress, offered.may_answer),
        index_routes(offered),
        conversation_routes(at.conversations),
        ask_routes(at.answers, offered.progress, offered.may_answer, options),
        task_routes(lists),
        event_routes(lists),
        briefing_routes(lists),
        capture_routes(at.search, at.capture, at.metadata, offered.progress, offered.vault_configured),
        captures_routes(at.capture),
        settings_routes(at.settings),
        metadata_routes(at.metadata),
        suggestion_routes(at.suggestions, offered.progress, offered.may_answer),
        extract_routes(at.sync),
        embedding_routes(at.embedding, offered.embedding_progress),
        cost_routes(offered),
        sync_routes(at.sync, offered.sync_progress, offered.sync_history),
        vault_routes(at.vault, at.vault_report),
        sending_routes(at.vault),
        backup_routes(at.backups, offered.backup_progress),
        restore_routes(offered.begin_restore, offered.restore_progress),
        alarm_routes(at.alarms, offered.alarms),
        backup_places_routes(offered.places),
        admin_routes(offered.restart_actor, offered.crash_actor, offered.tree, offered.latest_sync, options),
        metrics_routes(offered, seen, lists.cache)})
    routes.insert(routes.end(), resource.begin(), resource.end());
  add_description(routes, offered.version);
  return routes;
}

}  // namespace secondbrain::http
