// How the service is: `/health` in the reference's words and ours (contract: http_api §3.2), and the probes.
#include "http/routes/routes.hpp"
#include "http/wire/answers.hpp"
#include "http/wire/coverage_json.hpp"

namespace secondbrain::http {

namespace {

json::array checks_json(const std::vector<component_check>& checks) {
  json::array out;
  for (const auto& check : checks)
    out.push_back({{"name", check.name},
                   {"title", check.title.empty() ? check.name : check.title},
                   {"status", to_string(check.state)},
                   {"message", check.message}});
  return out;
}

json::object health_json(const health_report& health, const services& offered) {
  json::object out{{"status", to_string(health.state)},
                   {"vault", health.vault},
                   {"free_disk_gb", rounded(health.free_disk_gb, 2)},
                   {"last_sync_hours_ago", nullptr}};
  if (health.disk_low) out["disk"] = "low";
  if (health.last_sync_hours_ago) out["last_sync_hours_ago"] = rounded(*health.last_sync_hours_ago, 1);
  if (health.sync_stale) out["sync"] = "stale";
  const std::chrono::duration<double> uptime = std::chrono::steady_clock::now() - offered.started_at;
  out["summary"] = health.summary;
  out["coverage"] = coverage_json(*offered.progress);
  out["checks"] = checks_json(health.checks);
  out["version"] = offered.version;
  out["uptime_seconds"] = rounded(uptime.count(), 1);
  return out;
}

schema health_schema() {
  const auto state = one_of({"ok", "warning", "error"});
  return object(
      {required("status", state), required("vault", text()), required("free_disk_gb", number()),
       optional("disk", text(), nullptr, "\"low\", only below 1 GiB"),
       required("last_sync_hours_ago", nullable(number())),
       optional("sync", text(), nullptr, "\"stale\", only after 25 hours"),
       required("summary", text(), "The verdict in words"), required("coverage", coverage_schema()),
       required("checks", list_of(object({required("name", text()), required("title", text(), "What a person calls it"),
                                          required("status", state), required("message", text())}))),
       required("version", text()), required("uptime_seconds", number())});
}

route health_route(std::string path, const services& offered) {
  return {.verb = method::get,
          .path = std::move(path),
          .summary = "How the service and its parts are; 200 whatever the verdict",
          .replies = {{200, "The verdict", health_schema()}},
          .handler = [&offered](const call&) -> result<http_response> {
            return json_answer(health_json(offered.health(), offered));
          }};
}

route probe_route(std::string path, std::string question, const std::function<status()>& probe) {
  return {.verb = method::get,
          .path = std::move(path),
          .summary = std::move(question),
          .access = scope::open,
          .replies = {{200, "Yes", text(), "text/plain"}, {503, "No, and why", text(), "text/plain"}},
          .handler = [&probe](const call&) -> result<http_response> {
            const auto answer = probe();
            return answer ? text_answer("ok") : text_answer(answer.error().message, 503);
          }};
}

}  // namespace

std::vector<route> health_routes(const services& offered) {
  return {health_route("/health", offered), health_route("/api/v1/health", offered),
          probe_route("/livez", "Is the process alive? If not, restart it", offered.live),
          probe_route("/readyz", "May requests be sent here?", offered.ready),
          probe_route("/startupz", "Has the start come to its end?", offered.started)};
}

}  // namespace secondbrain::http
