// How the service is: `/health` in the reference's words and ours (contract: http_api §3.2), and the probes.
#include "http/routes/routes.hpp"
#include "http/wire/answers.hpp"
#include "http/wire/record_schema.hpp"
#include "http/wire/with_coverage.hpp"

namespace secondbrain::http {

namespace {

/// The verdict, and what the process knows of itself.
struct shown_health {
  health_report verdict;
  ops::index_coverage coverage;
  std::string version;
  double uptime_seconds = 0;
};

constexpr auto fields_of(const shown_health*) {
  return record<shown_health>(field_list{
      inlined(&shown_health::verdict),
      field("coverage", &shown_health::coverage),
      computed("checks", [](const shown_health& one) { return one.verdict.checks; }),
      field("version", &shown_health::version),
      field("uptime_seconds", &shown_health::uptime_seconds, "", {.decimals = 1}),
  });
}

shown_health health_now(const services& offered) {
  const std::chrono::duration<double> uptime = std::chrono::steady_clock::now() - offered.started_at;
  return {offered.health(), coverage_now(*offered.progress), offered.version, uptime.count()};
}

route health_route(std::string path, const services& offered) {
  return {.verb = method::get,
          .path = std::move(path),
          .summary = "How the service and its parts are; 200 whatever the verdict",
          .replies = {{200, "The verdict", schema_of<shown_health>()}},
          .handler = [&offered](const call&) -> result<http_response> {
            return json_answer(to_json(health_now(offered)));
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
          probe_route("/startupz", "Is the start complete?", offered.started)};
}

}  // namespace secondbrain::http
