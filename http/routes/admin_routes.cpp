// For whoever looks after the service: the actors, and how the daily sync went (contract: http_api §9).
#include "base/error.hpp"
#include "base/json.hpp"
#include "http/routes/routes.hpp"
#include "http/server/event_stream.hpp"
#include "http/wire/actors_json.hpp"
#include "http/wire/answers.hpp"
#include "http/wire/record_schema.hpp"

namespace secondbrain::http {

namespace {

/// What was begun with an actor.
struct actor_action {
  std::string status;
  std::string name;
};

constexpr auto fields_of(const actor_action*) {
  return record<actor_action>(field_list{
      field("status", &actor_action::status),
      field("name", &actor_action::name),
  });
}

result<http_response> restart(const actor_restart& restart_actor, const call& request) {
  const auto name = request.text("name");
  RETURN_IF_ERROR(restart_actor(name));
  return json_answer(to_json(actor_action{"restarting", name}), 202);
}

result<http_response> crash(const actor_crash& crash_actor, const call& request) {
  const auto name = request.text("name");
  const auto how = value_named<crash_kind>(request.text("how")).value_or(crash_kind::exception);
  RETURN_IF_ERROR(crash_actor(name, how));
  return json_answer(to_json(actor_action{"crashing", name}), 202);
}

route crash_route(const actor_crash& crash_actor) {
  return {.verb = method::post,
          .path = "/api/v1/admin/actors/{name:path}/crash",
          .summary = "Make an actor fail, to see that the others are not affected; only where chaos is enabled",
          .access = scope::admin,
          .query = {optional("how", one_of_names<crash_kind>(), json::value(to_string(crash_kind::exception)))},
          .replies = {{202, "It is about to", schema_of<actor_action>()}, {404, "There is no such actor"}},
          .handler = [crash_actor](const call& request) { return crash(crash_actor, request); }};
}

std::vector<route> actor_routes(const actor_restart& restart_actor, const tree_reader& tree,
                                std::chrono::milliseconds interval) {
  return {{.verb = method::get,
           .path = "/api/v1/admin/actors",
           .summary = "The supervision tree as it is now",
           .access = scope::admin,
           .replies = {{200, "Parents before their children", schema_of<tree_snapshot>()}},
           .handler = [tree](const call&) -> result<http_response> { return json_answer(tree_json(tree())); }},
          {.verb = method::get,
           .path = "/api/v1/admin/actors/stream",
           .summary = "The same about once a second: events named `actors`, and one named `error` when they are cut",
           .access = scope::admin,
           .replies = {{200, "Server-Sent Events", schema_of<tree_snapshot>(), "text/event-stream"}},
           .handler = [tree, interval](const call&) -> result<http_response> {
             return event_answer([tree, interval](event_stream& events) {
               for (; events.open(); events.pause(interval)) events.send("actors", json_text(tree_json(tree())));
             });
           }},
          {.verb = method::post,
           .path = "/api/v1/admin/actors/{name:path}/restart",
           .summary = "Restart an actor; what waits for it goes to its successor",
           .access = scope::admin,
           .replies = {{202, "It is restarting", schema_of<actor_action>()}, {404, "There is no such actor"}},
           .handler = [restart_actor](const call& request) { return restart(restart_actor, request); }}};
}

}  // namespace

std::vector<route> admin_routes(const actor_restart& restart_actor, const actor_crash& crash_actor,
                                const tree_reader& tree, const sync_reader& latest_sync,
                                const server_options& options) {
  auto routes = actor_routes(restart_actor, tree, options.tree_interval);
  if (crash_actor) routes.push_back(crash_route(crash_actor));
  routes.push_back(
      {.verb = method::get,
       .path = "/api/v1/admin/sync-status",
       .summary = "How the daily sync went",
       .replies = {{200, "From the marker files", schema_of<sync_status>()}},
       .handler = [latest_sync](const call&) -> result<http_response> { return json_answer(to_json(latest_sync())); }});
  return routes;
}

}  // namespace secondbrain::http
