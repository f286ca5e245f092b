#include "http/wire/actors_json.hpp"

#include "http/wire/answers.hpp"
#include "ops/health/part_titles.hpp"

namespace secondbrain::http {

namespace {

double milliseconds_of(std::chrono::microseconds age) {
  return static_cast<double>(age.count()) / 1000.0;
}

json::array restarts_json(const std::vector<restart_event>& restarts) {
  json::array out;
  for (const auto& restart : restarts) out.push_back({{"at", json_time(restart.at)}, {"reason", restart.reason}});
  return out;
}

json::value recovery_json(const std::optional<store_recovery>& recovery) {
  if (!recovery) return nullptr;
  return json::object{{"at", json_time(recovery->at)}, {"message", recovery->message}};
}

json::object actor_json(const actor_status& actor) {
  return {{"name", actor.name},
          {"title", ops::part_title(actor.name)},
          {"parent", actor.parent},
          {"kind", to_string(actor.kind)},
          {"state", to_string(actor.state)},
          {"mailbox_depth", actor.mailbox_depth},
          {"mailbox_age_ms", milliseconds_of(actor.mailbox_age)},
          {"queue_depth", actor.queue_depth},
          {"queue_capacity", actor.queue_capacity},
          {"queue_age_ms", milliseconds_of(actor.queue_age)},
          {"handled", actor.handled},
          {"failed", actor.failed},
          {"p50_us", actor.p50.count()},
          {"p99_us", actor.p99.count()},
          {"restarts", actor.restarts},
          {"recent_restarts", restarts_json(actor.recent_restarts)},
          {"next_retry", json_time(actor.next_retry)},
          {"started_at", json_time(actor.started_at)},
          {"note", actor.note},
          {"recovery", recovery_json(actor.recovery)}};
}

schema actor_schema() {
  return object(
      {required("name", text(), "Path in the tree"),
       required("title", text(), "What a person calls it"),
       required("parent", text()),
       required("kind", one_of({"supervisor", "worker"})),
       required("state", one_of({"starting", "running", "hung", "backing_off", "stopping", "stopped", "failed"})),
       required("mailbox_depth", integer()),
       required("mailbox_age_ms", number()),
       required("queue_depth", integer(), "Requests that wait"),
       required("queue_capacity", integer(), "0: no queue"),
       required("queue_age_ms", number()),
       required("handled", integer()),
       required("failed", integer()),
       required("p50_us", integer(), "Handling time"),
       required("p99_us", integer()),
       required("restarts", integer()),
       required("recent_restarts", list_of(object({required("at", text()), required("reason", text())})),
                "Newest first"),
       required("next_retry", nullable(text())),
       required("started_at", nullable(text())),
       required("note", text()),
       required("recovery", nullable(object({required("at", text()), required("message", text())})),
                "A store that was damaged and put right since the service started")});
}

}  // namespace

json::object tree_json(const tree_snapshot& tree) {
  json::array actors;
  for (const auto& actor : tree.actors) actors.push_back(actor_json(actor));
  return {{"taken_at", json_time(tree.taken_at)}, {"actors", std::move(actors)}};
}

schema tree_schema() {
  return object({required("taken_at", text()), required("actors", list_of(actor_schema()))});
}

}  // namespace secondbrain::http
