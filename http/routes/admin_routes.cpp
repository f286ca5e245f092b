// For whoever looks after the service: the actors, and how the daily sync went (contract: http_api §9).
#include "base/error.hpp"
#include "base/json.hpp"
#include "http/routes/routes.hpp"
#include "http/server/event_stream.hpp"
#include "http/wire/actors_json.hpp"
#include "http/wire/answers.hpp"

namespace secondbrain::http {

namespace {

json::object sync_json(const sync_status& sync) {
  json::object out{{"last_sync", nullptr}, {"status", to_string(sync.state)}};
  if (sync.last_sync) out["last_sync"] = *sync.last_sync;
  if (sync.hours_ago) out["hours_ago"] = rounded(*sync.hours_ago, 1);
  if (sync.error) out["error"] = *sync.error;
  if (!sync.trouble.empty()) out["trouble"] = sync.trouble;
  return out;
}

result<http_response> restart(const actor_restart& restart_actor, const call& request) {
  const auto name = request.text("name");
  RETURN_IF_ERROR(restart_actor(name));
  return json_answer({{"status", "restarting"}, {"name", name}}, 202);
}

result<http_response> crash(const actor_crash& crash_actor, const call& request) {
  const auto name = request.text("name");
  const auto how = request.text("how") == "hang" ? crash_kind::hang : crash_kind::exception;
  RETURN_IF_ERROR(crash_actor(name, how));
  return json_answer({{"status", "crashing"}, {"name", name}}, 202);
}

schema sync_schema() {
  return object({required("last_sync", nullable(text())),
                 required("status", one_of({"unknown", "ok", "stale", "failed"})),
                 optional("hours_ago", number(), nullptr), optional("error", text(), nullptr, "Only when failed"),
                 optional("trouble", text(), nullptr, "Only when a run that went well could not do all of its work")});
}

schema action_schema() {
  return object({required("status", text()), required("name", text())});
}

route crash_route(const actor_crash& crash_actor) {
  return {.verb = method::post,
          .path = "/api/v1/admin/actors/{name:path}/crash",
          .summary = "Make an actor fail, to see that the rest does not mind; only where chaos is enabled",
          .access = scope::admin,
          .query = {optional("how", one_of({"throw", "hang"}), "throw")},
          .replies = {{202, "It is about to", action_schema()}, {404, "There is no such actor"}},
          .handler = [crash_actor](const call& request) { return crash(crash_actor, request); }};
}

std::vector<route> actor_routes(const actor_restart& restart_actor, const tree_reader& tree,
                                std::chrono::milliseconds interval) {
  return {{.verb = method::get,
           .path = "/api/v1/admin/actors",
           .summary = "The supervision tree as it is now",
           .access = scope::admin,
           .replies = {{200, "Parents before their children", tree_schema()}},
           .handler = [tree](const call&) -> result<http_response> { return json_answer(tree_json(tree())); }},
          {.verb = method::get,
           .path = "/api/v1/admin/actors/stream",
           .summary = "The same about once a second: events named `actors`, and one named `error` when they are cut",
           .access = scope::admin,
           .replies = {{200, "Server-Sent Events", tree_schema(), "text/event-stream"}},
           .handler = [tree, interval](const call&) -> result<http_response> {
             return event_answer([tree, interval](event_stream& events) {
               for (; events.open(); events.pause(interval)) events.send("actors", json_text(tree_json(tree())));
             });
           }},
          {.verb = method::post,
           .path = "/api/v1/admin/actors/{name:path}/restart",
           .summary = "Restart an actor; what waits for it goes to its successor",
           .access = scope::admin,
           .replies = {{202, "It is restarting", action_schema()}, {404, "There is no such actor"}},
           .handler = [restart_actor](const call& request) { return restart(restart_actor, request); }}};
}

}  // namespace

std::vector<route> admin_routes(const actor_restart& restart_actor, const actor_crash& crash_actor,
                                const tree_reader& tree, const sync_reader& latest_sync,
                                const server_options& options) {
  auto routes = actor_routes(restart_actor, tree, options.tree_interval);
  if (crash_actor) routes.push_back(crash_route(crash_actor));
  routes.push_back({.verb = method::get,
                    .path = "/api/v1/admin/sync-status",
                    .summary = "How the daily sync went",
                    .replies = {{200, "From the marker files", sync_schema()}},
                    .handler = [latest_sync](const call&) -> result<http_response> {
                      return json_answer(sync_json(latest_sync()));
                    }});
  return routes;
}

}  // namespace secondbrain::http
