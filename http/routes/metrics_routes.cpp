// Everything measured, for Prometheus: a picture taken when it is asked for, so that nothing is counted twice.
#include <prometheus/text_serializer.h>

#include <algorithm>
#include <utility>

#include "http/routes/backup_metrics.hpp"
#include "http/routes/list_cache.hpp"
#include "http/routes/metric_set.hpp"
#include "http/routes/routes.hpp"
#include "http/wire/answers.hpp"

namespace secondbrain::http {

namespace {

double seconds(std::chrono::microseconds duration) {
  return std::chrono::duration<double>(duration).count();
}

double as_number(verdict state) {
  switch (state) {
    case verdict::ok: return 0;
    case verdict::warning: return 1;
    case verdict::error: return 2;
  }
  return 2;
}

void add_process(metric_set& metrics, const services& offered) {
  metrics.gauge("secondbrain_build_info", "The version that runs, as a label", 1, {{"version", offered.version}});
  const auto uptime = std::chrono::steady_clock::now() - offered.started_at;
  metrics.gauge("secondbrain_uptime_seconds", "Time since the start",
                seconds(std::chrono::duration_cast<std::chrono::microseconds>(uptime)));
}

void add_health(metric_set& metrics, const health_report& health) {
  metrics.gauge("secondbrain_health_status", "The verdict: 0 ok, 1 warning, 2 error", as_number(health.state));
  for (const auto& check : health.checks)
    metrics.gauge("secondbrain_component_status", "The verdict on a component: 0 ok, 1 warning, 2 error",
                  as_number(check.state), {{"component", check.name}});
  constexpr double gibibyte = 1024.0 * 1024.0 * 1024.0;
  metrics.gauge("secondbrain_disk_free_bytes", "Free space where the data is kept", health.free_disk_gb * gibibyte);
  if (health.last_sync_hours_ago)
    metrics.gauge("secondbrain_last_sync_age_seconds", "Time since the daily sync last ended well",
                  *health.last_sync_hours_ago * 3600.0);
}

void add_actor(metric_set& metrics, const actor_status& actor) {
  const metric_set::labels who{{"actor", actor.name}};
  const auto number = [](auto count) { return static_cast<double>(count); };
  metrics.gauge("secondbrain_actor_up", "1 while the actor runs", actor.state == actor_state::running ? 1 : 0, who);
  metrics.counter("secondbrain_actor_restarts_total", "Times the actor was restarted", number(actor.restarts), who);
  if (actor.kind == actor_kind::supervisor) return;
  metrics.counter("secondbrain_actor_handled_total", "Messages handled", number(actor.handled), who);
  metrics.counter("secondbrain_actor_failed_total", "Messages answered with an error", number(actor.failed), who);
  metrics.gauge("secondbrain_actor_mailbox_messages", "Messages in the mailbox", number(actor.mailbox_depth), who);
  metrics.gauge("secondbrain_actor_mailbox_age_seconds", "How long the probe under way has waited",
                seconds(actor.mailbox_age), who);
  metrics.gauge("secondbrain_actor_handling_p50_seconds", "Median handling time, recently", seconds(actor.p50), who);
  metrics.gauge("secondbrain_actor_handling_p99_seconds", "99th percentile of handling time, recently",
                seconds(actor.p99), who);
  if (actor.queue_capacity == 0) return;
  metrics.gauge("secondbrain_actor_queue_requests", "Requests that wait", number(actor.queue_depth), who);
  metrics.gauge("secondbrain_actor_queue_capacity_requests", "Requests that may wait", number(actor.queue_capacity),
                who);
  metrics.gauge("secondbrain_actor_queue_age_seconds", "How long the oldest of them has waited",
                seconds(actor.queue_age), who);
}

void add_index(metric_set& metrics, const index_progress& progress) {
  for (const auto& [phase, name] : value_names<index_phase>)
    metrics.gauge("secondbrain_index_phase", "1 for the phase the index is in", progress.phase == phase ? 1 : 0,
                  {{"phase", std::string{name}}});
  metrics.counter("secondbrain_index_runs_total", "Index runs begun", static_cast<double>(progress.run_id));
  metrics.gauge("secondbrain_index_run_files", "Files the run under way has to read", progress.files_total);
  metrics.gauge("secondbrain_index_run_files_done", "Files of these that are done", progress.files_done);
  if (!progress.last_report) return;
  const auto& last = *progress.last_report;
  metrics.gauge("secondbrain_index_last_run_duration_seconds", "How long the last run took", seconds(last.duration));
  metrics.gauge("secondbrain_index_last_run_failed_files", "Files the last run could not read", last.files_failed);
}

void add_vectors(metric_set& metrics, const services& offered) {
  if (!offered.embedding_progress || !offered.vectors_in_memory) return;
  const auto embedding = offered.embedding_progress();
  const auto in_memory = offered.vectors_in_memory();
  metrics.counter("secondbrain_embedded_texts_total", "Texts embedded by the model",
                  static_cast<double>(embedding.texts_embedded));
  metrics.gauge("secondbrain_embedding_notes_left", "Notes that the model has not read yet",
                static_cast<double>(embedding.notes_left));
  metrics.gauge("secondbrain_embedding_texts_left", "Texts that have no vector yet, about",
                static_cast<double>(embedding.texts_left));
  metrics.gauge("secondbrain_embedding_paused", "1 while embedding is held up on request",
                embedding.state == embedding_state::paused ? 1 : 0);
  metrics.gauge("secondbrain_embedding_approximation", "1 while searches go by a first approximation of meaning",
                embedding.approximation == approximation_stage::in_use ? 1 : 0);
  metrics.gauge("secondbrain_vectors", "Vectors that are searched", static_cast<double>(in_memory.vectors));
  metrics.gauge("secondbrain_vectors_memory_bytes", "What the codes of the vectors take in memory",
                static_cast<double>(in_memory.bytes));
  metrics.gauge("secondbrain_vectors_loaded_ratio", "How far they are loaded",
                in_memory.being_loaded.value_or(100) / 100.0);
}

void add_traffic(metric_set& metrics, const traffic& seen) {
  for (std::size_t hundreds = 1; hundreds < seen.answers.size(); ++hundreds)
    metrics.counter("secondbrain_http_answers_total", "Answers by class of status",
                    static_cast<double>(seen.answers[hundreds].load()), {{"class", std::to_string(hundreds) + "xx"}});
  metrics.counter("secondbrain_http_refused_connections_total", "Connections turned away because too many waited",
                  static_cast<double>(seen.refused.load()));
  metrics.gauge("secondbrain_http_connections", "Connections being served",
                static_cast<double>(seen.connections.load()));
  metrics.gauge("secondbrain_http_streams", "Event streams open", static_cast<double>(seen.streams.load()));
  metrics.gauge("secondbrain_http_questions", "Questions open", static_cast<double>(seen.questions.load()));
}

void add_lists(metric_set& metrics, const list_cache& lists) {
  const auto number = [](auto count) { return static_cast<double>(count); };
  metrics.counter("secondbrain_lists_kept_total", "Tasks, events and briefings answered with a text that was kept",
                  number(lists.hits()));
  metrics.counter("secondbrain_lists_made_total", "Tasks, events and briefings whose text was made anew",
                  number(lists.misses()));
  metrics.counter("secondbrain_lists_unchanged_total", "Of both, those that were not sent, because the client had them",
                  number(lists.unchanged()));
  metrics.gauge("secondbrain_lists_bytes", "Memory set aside for the texts that are kept", number(lists.bytes()));
}

void add_alarms(metric_set& metrics, const alarms_report& alarms) {
  const auto number = [](auto count) { return static_cast<double>(count); };
  for (const auto& rule : alarms.rules)
    metrics.gauge("secondbrain_alarm_firing", "1 while the rule fires", rule.phase == alarm_phase::firing ? 1 : 0,
                  {{"rule", rule.rule}});
  if (alarms.ping)
    metrics.gauge("secondbrain_life_sign_failures_in_a_row",
                  "Signs of life that were not taken, since the last that was", number(alarms.ping->failures));
  for (const auto& channel : alarms.channels) {
    const metric_set::labels which{{"channel", channel.name}};
    metrics.counter("secondbrain_alarm_notices_delivered_total", "Notices that the channel has taken",
                    number(channel.delivered), which);
    metrics.counter("secondbrain_alarm_attempts_failed_total", "Attempts that failed", number(channel.failed), which);
    metrics.gauge("secondbrain_alarm_notices_waiting", "Notices still to be sent", number(channel.waiting), which);
    metrics.gauge("secondbrain_alarm_failures_in_a_row", "Attempts since the last that went well",
                  number(channel.failures), which);
  }
}

std::string rendered(const services& offered, const traffic& seen, const list_cache& lists) {
  metric_set metrics;
  add_process(metrics, offered);
  add_health(metrics, offered.health());
  for (const auto& actor : offered.tree().actors) add_actor(metrics, actor);
  add_index(metrics, offered.progress->latest().value);
  add_vectors(metrics, offered);
  add_alarms(metrics, offered.alarms->latest().value);
  add_backups(metrics, offered.backup_standing(), offered.places(), offered.now());
  add_traffic(metrics, seen);
  add_lists(metrics, lists);
  return prometheus::TextSerializer{}.Serialize(metrics.families());
}

}  // namespace

std::vector<route> metrics_routes(const services& offered, const traffic& seen,
                                  const std::shared_ptr<const list_cache>& lists) {
  constexpr auto format = "text/plain; version=0.0.4; charset=utf-8";
  return {{.verb = method::get,
           .path = "/metrics",
           .summary = "Everything measured, for Prometheus",
           .replies = {{200, "Text exposition format 0.0.4", text(), "text/plain"}},
           .handler = [&offered, &seen, lists](const call&) -> result<http_response> {
             auto answer = text_answer(rendered(offered, seen, *lists));
             answer.content_type = format;
             return answer;
           }}};
}

}  // namespace secondbrain::http
