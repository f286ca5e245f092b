// What Prometheus is told, and that it understands it.
#include <gtest/gtest.h>

#include <cstdio>
#include <cstdlib>

#include "base/time_text.hpp"
#include "tests/http/in_process_server.hpp"

namespace secondbrain::http {
namespace {

fake_services busy_service() {
  fake_services fakes;
  fakes.health.checks = {{"vault", verdict::ok, ""}, {"disk", verdict::warning, "Free some space."}};
  fakes.health.last_sync_hours_ago = 2.0;
  actor_status worker{.name = "root/stores/lexical", .parent = "root/stores", .state = actor_state::running};
  worker.queue_capacity = 64;
  worker.handled = 12;
  worker.p99 = std::chrono::microseconds{1500};
  fakes.tree.actors = {{.name = "root", .kind = actor_kind::supervisor, .state = actor_state::running}, worker};
  fakes.progress->publish({.phase = index_phase::finished, .run_id = 3, .last_report = index_report{.run_id = 3}});
  return fakes;
}

bool has_line(const std::string& text, const std::string& line) {
  return ("\n" + text).find("\n" + line + "\n") != std::string::npos;
}

TEST(metrics, say_what_the_service_says) {
  auto fakes = busy_service();
  const in_process_server served{fakes.offered()};
  fakes.front->on<get_briefing>([](const auto&) { return briefing{}; });
  const auto tag = value_of(served.get("/api/v1/briefing"), "ETag");
  served.get("/api/v1/briefing");
  served.get("/api/v1/briefing", {{"If-None-Match", tag}});
  served.get("/nothing");
  const auto answer = served.get("/metrics");
  EXPECT_EQ(answer.content_type, "text/plain; version=0.0.4; charset=utf-8");
  for (const auto* line :
       {"secondbrain_build_info{version=\"1.2.3\"} 1", "secondbrain_component_status{component=\"disk\"} 1",
        "secondbrain_last_sync_age_seconds 7200", "secondbrain_actor_up{actor=\"root\"} 1",
        "secondbrain_actor_handled_total{actor=\"root/stores/lexical\"} 12",
        "secondbrain_actor_handling_p99_seconds{actor=\"root/stores/lexical\"} 0.0015",
        "secondbrain_actor_queue_capacity_requests{actor=\"root/stores/lexical\"} 64",
        "secondbrain_index_phase{phase=\"finished\"} 1", "secondbrain_index_phase{phase=\"frozen\"} 0",
        "secondbrain_index_runs_total 3", "secondbrain_http_answers_total{class=\"4xx\"} 1",
        "# TYPE secondbrain_http_answers_total counter", "secondbrain_lists_made_total 1",
        "secondbrain_lists_kept_total 2", "secondbrain_lists_unchanged_total 1",
        "# TYPE secondbrain_lists_bytes gauge"})
    EXPECT_TRUE(has_line(answer.body, line)) << line << "\nin\n" << answer.body;
}

TEST(metrics, say_how_old_the_backups_are_here_and_elsewhere) {
  auto fakes = busy_service();
  const wall_time now{std::chrono::seconds{1'771'016'700}};
  const auto before = [now](int seconds) { return utc_text(now - std::chrono::seconds{seconds}); };
  backup_standing standing;
  standing.is_known = true;
  standing.failures = 2;
  standing.newest.emplace().created_at = before(3600);
  standing.trial = backup_trial{before(60), trial_outcome::failed, "a conversation is missing"};
  backup_places places;
  places.increments.interval = 30;
  places.increments.looked_at = before(20);
  places.increments.shipped_at = before(500);
  places.increments.failures = 1;
  auto& copy = places.copies.emplace_back();
  copy.place = "/mnt/disk";
  copy.made_at = before(7200);
  copy.failures = 3;
  auto offered = fakes.offered();
  offered.now = [now] { return now; };
  offered.backup_standing = [standing] { return standing; };
  offered.places = [places] { return places; };
  const in_process_server served{std::move(offered)};
  const auto body = served.get("/metrics").body;
  for (const auto* line :
       {"secondbrain_backup_folder_readable 1", "secondbrain_backup_failures_in_a_row 2",
        "secondbrain_backup_last_snapshot_age_seconds 3600", "secondbrain_backup_last_trial_age_seconds 60",
        "secondbrain_backup_last_trial_passed 0", "secondbrain_backup_increments_age_seconds 20",
        "secondbrain_backup_last_increment_age_seconds 500", "secondbrain_backup_increments_failures_in_a_row 1",
        "secondbrain_backup_copy_age_seconds{kind=\"directory\",place=\"/mnt/disk\"} 7200",
        "secondbrain_backup_copy_failures_in_a_row{kind=\"directory\",place=\"/mnt/disk\"} 3"})
    EXPECT_TRUE(has_line(body, line)) << line << "\nin\n" << body;
  EXPECT_EQ(body.find("secondbrain_backup_copy_verified_age_seconds"), std::string::npos) << "it never was";
}

TEST(metrics, say_nothing_of_backups_that_are_not_known) {
  auto fakes = busy_service();
  const in_process_server served{fakes.offered()};
  EXPECT_EQ(served.get("/metrics").body.find("secondbrain_backup_"), std::string::npos);
}

TEST(metrics, say_which_alarms_fire_and_how_the_channels_are) {
  auto fakes = busy_service();
  alarms_report report;
  report.rules.resize(2);
  report.rules[0].rule = "disk-low";
  report.rules[0].phase = alarm_phase::firing;
  report.rules[1].rule = "vault-missing";
  auto& channel = report.channels.emplace_back();
  channel.name = "ntfy";
  channel.delivered = 5;
  channel.failed = 3;
  channel.failures = 2;
  channel.waiting = 4;
  fakes.alarms->publish(report);
  const auto answer = in_process_server{fakes.offered()}.get("/metrics");
  for (const auto* line :
       {"secondbrain_alarm_firing{rule=\"disk-low\"} 1", "secondbrain_alarm_firing{rule=\"vault-missing\"} 0",
        "secondbrain_alarm_notices_delivered_total{channel=\"ntfy\"} 5",
        "secondbrain_alarm_attempts_failed_total{channel=\"ntfy\"} 3",
        "secondbrain_alarm_notices_waiting{channel=\"ntfy\"} 4",
        "secondbrain_alarm_failures_in_a_row{channel=\"ntfy\"} 2"})
    EXPECT_TRUE(has_line(answer.body, line)) << line << "\nin\n" << answer.body;
}

TEST(metrics, say_how_the_vectors_are_where_there_are_some) {
  auto fakes = busy_service();
  auto offered = fakes.offered();
  EXPECT_EQ(in_process_server{offered}.get("/metrics").body.find("secondbrain_vectors"), std::string::npos);
  offered.embedding_progress = []() -> embedding_progress {
    return {.notes_left = 4, .texts_embedded = 77, .state = embedding_state::paused, .texts_left = 12};
  };
  offered.vectors_in_memory = [] { return vectors_in_memory{1200, 480'000, 40}; };
  const in_process_server served{offered};
  const auto body = served.get("/metrics").body;
  for (const auto* line : {"secondbrain_embedded_texts_total 77", "secondbrain_embedding_notes_left 4",
                           "secondbrain_embedding_texts_left 12", "secondbrain_embedding_paused 1",
                           "secondbrain_embedding_approximation 0", "secondbrain_vectors 1200",
                           "secondbrain_vectors_memory_bytes 480000", "secondbrain_vectors_loaded_ratio 0.4"})
    EXPECT_TRUE(has_line(body, line)) << line << "\nin\n" << body;
}

TEST(metrics, pass_promtool) {
  if (std::system("command -v promtool >/dev/null 2>&1") != 0) GTEST_SKIP() << "promtool is not installed";
  auto fakes = busy_service();
  const auto text = in_process_server{fakes.offered()}.get("/metrics").body;
  FILE* promtool = popen("promtool check metrics", "w");
  ASSERT_NE(promtool, nullptr);
  EXPECT_EQ(std::fwrite(text.data(), 1, text.size(), promtool), text.size());
  EXPECT_EQ(pclose(promtool), 0);
}

}  // namespace
}  // namespace secondbrain::http
