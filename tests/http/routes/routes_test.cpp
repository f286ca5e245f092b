// What each resource answers (contract: http_api §3, §5, §8.1, §9; acceptance A1, A3).
#include "http/routes/routes.hpp"

#include <set>
#include <tuple>

#include "http/admin/assets.hpp"
#include "tests/http/routes/resource_test.hpp"

namespace secondbrain::http {
namespace {

using boost::json::parse;

class resources : public resource_test {};

const std::chrono::system_clock::time_point noon{std::chrono::seconds{1'770'292'800}};  // 2026-02-05 12:00 UTC

// ---- health ----

TEST_F(resources, health_keeps_the_reference_fields_and_adds_to_them) {
  fakes.health = {.state = verdict::warning,
                  .vault = "ok",
                  .free_disk_gb = 0.504,
                  .disk_low = true,
                  .last_sync_hours_ago = 26.04,
                  .sync_stale = true,
                  .checks = {{"disk", verdict::warning, "Free some space."}},
                  .summary = "The disk is nearly full."};
  auto health = get_json("/health");
  EXPECT_GE(health.at("uptime_seconds").to_number<double>(), 0);
  health.as_object().erase("uptime_seconds");
  EXPECT_EQ(health, parse(R"({"status":"warning","vault":"ok","free_disk_gb":0.5,"last_sync_hours_ago":26.0,
    "disk":"low","sync":"stale","summary":"The disk is nearly full.",)" +
                          coverage_member + R"(,
    "checks":[{"name":"disk","title":"disk","status":"warning","message":"Free some space."}],"version":"1.2.3"})"));
}

TEST_F(resources, health_leaves_out_what_is_well_and_is_200_when_it_is_not) {
  fakes.health.state = verdict::error;
  fakes.health.vault = "not configured or missing";
  const auto health = get_json("/api/v1/health").as_object();
  EXPECT_EQ(health.at("status"), "error");
  EXPECT_TRUE(health.at("last_sync_hours_ago").is_null());
  EXPECT_FALSE(health.contains("disk"));
  EXPECT_FALSE(health.contains("sync"));
}

TEST_F(resources, probes_say_ok_or_why_not) {
  EXPECT_EQ(served().get("/readyz").body, "ok");
  fakes.readiness = fail(errc::unavailable, "the index is still opening");
  const auto answer = served().get("/readyz");
  EXPECT_EQ(answer.status, 503);
  EXPECT_EQ(answer.body, "the index is still opening");
  EXPECT_EQ(served().get("/livez").status, 200);
}

// ---- search ----

search_answer one_hit() {
  passage found{.chunk_id = "0123456789abcdef",
                .heading_path = {"Tea", "Green"},
                .line = 12,
                .snippet = "grüner Tee",
                .highlights = {{7, 10}},
                .score = {.lexical_rank = 1, .bm25 = 3.5, .fused = 0.5},
                .language = "de"};
  return {.hits = {{"10_Notes/tea.md", "Tea", "10_Notes", "2026-02-05", 0.75, {found}, exact_match::alias}},
          .total = 41,
          .terms = {"tee"},
          .corrected = {{"tea", {"tee"}}}};
}

TEST_F(resources, search_passes_everything_on_and_back) {
  search_notes received;
  fakes.front->on<search_notes>([&received](const search_notes& request) {
    received = request;
    return one_hit();
  });
  auto answer = get_json("/api/v1/search?q=tee%3F&limit=5&offset=10&folder=10_Notes&explain=true");
  EXPECT_EQ(received.query, "tee?");
  EXPECT_EQ(received.limit, 5);
  EXPECT_EQ(received.offset, 10);
  EXPECT_EQ(received.folder, "10_Notes");
  EXPECT_GE(answer.at("took_ms").to_number<double>(), 0);
  answer.as_object().erase("took_ms");
  EXPECT_EQ(
      answer,
      parse(R"({"query":"tee?","mode":"lexical","total":41,"with_words":0,"offset":10,"limit":5,"terms":["tee"],
    "corrected":[{"typed":"tea","words":["tee"]}],"missing":"","note":"",)" +
            coverage_member +
            R"(,"results":[{"note_path":"10_Notes/tea.md","note_title":"Tea","folder":"10_Notes","date":"2026-02-05",
    "score":0.75,"exact":"alias","passages":[{"chunk_id":"0123456789abcdef","heading_path":["Tea","Green"],"line":12,
    "snippet":"grüner Tee","highlights":[[7,10]],"language":"de",
    "score":{"lexical_rank":1,"bm25":3.5,"vector_rank":null,"cosine":null,"fused":0.5}}]}]})"));
}

TEST_F(resources, search_explains_only_when_asked) {
  fakes.front->on<search_notes>([](const auto&) { return one_hit(); });
  const auto answer = get_json("/api/v1/search?q=tee");
  EXPECT_FALSE(answer.at("results").at(0).at("passages").at(0).as_object().contains("score"));
  EXPECT_EQ(answer.at("limit"), 20);
}

TEST_F(resources, search_says_nothing_of_what_is_not_exactly_what_was_typed) {
  fakes.front->on<search_notes>([](const auto&) {
    auto answer = one_hit();
    answer.hits[0].exact.reset();
    return answer;
  });
  EXPECT_FALSE(get_json("/api/v1/search?q=tee").at("results").at(0).as_object().contains("exact"));
}

TEST_F(resources, search_reports_every_wrong_parameter) {
  const auto answer = served().get("/api/v1/search?limit=0&offset=-1&explain=perhaps");
  EXPECT_EQ(answer.status, 422);
  EXPECT_EQ(json_of(answer).at("detail").as_array().size(), 4u);
}

TEST_F(resources, search_says_what_cannot_be_looked_for) {
  fakes.front->on<search_notes>([](const auto&) { return fail(errc::invalid_argument, "what to do"); });
  const auto answer = served().get("/api/v1/search?q=tee");
  EXPECT_EQ(answer.status, 422);
  EXPECT_EQ(answer.body, R"({"detail":"what to do"})");
}

// ---- index ----

TEST_F(resources, a_run_is_awaited_and_put_into_words) {
  run_index received;
  fakes.front->on<run_index>([&received](const run_index& request) {
    received = request;
    return index_report{.run_id = 7,
                        .files_new = 3,
                        .files_modified = 2,
                        .files_deleted = 1,
                        .files_unchanged = 9,
                        .chunks_created = 14};
  });
  const auto answer = served().post("/api/v1/index?full_rebuild=yes");
  EXPECT_EQ(answer.status, 200);
  EXPECT_EQ(received.mode, index_mode::full_rebuild);
  EXPECT_EQ(json_of(answer), parse(R"({"status":"success","notes_processed":5,"chunks_created":14,
              "message":"Indexed: 3 new, 2 modified, 1 deleted, 9 unchanged; 14 passages"})"));
}

TEST_F(resources, a_run_need_not_be_awaited) {
  fakes.front->on<start_index>([](const auto&) { return index_accepted{8}; });
  const auto answer = served().post("/api/v1/index?wait=false");
  EXPECT_EQ(answer.status, 202);
  EXPECT_EQ(answer.body, R"({"status":"accepted","run_id":8})");
}

TEST_F(resources, a_missing_vault_is_400_and_names_the_setting) {
  fakes.front->on<run_index>([](const auto&) { return fail(errc::vault_missing, "there is no vault"); });
  const auto answer = served().post("/api/v1/index");
  EXPECT_EQ(answer.status, 400);
  EXPECT_EQ(answer.body, R"({"detail":"there is no vault [SECONDBRAIN_VAULT_PATH]"})");
}

TEST_F(resources, the_index_is_counted_and_cleared) {
  fakes.front->on<count_vectors>([](const auto&) { return vector_counts{.chunks = 5}; });
  fakes.front->on<count_lexical>([](const auto&) { return lexical_counts{9}; });
  fakes.front->on<clear_index>([](const auto&) { return nothing{}; });
  EXPECT_EQ(served().get("/api/v1/index/stats").body, R"({"vector_count":5,"lexical_count":9})");
  EXPECT_EQ(json_of(served().ask(request_for("DELETE", "/api/v1/index"))).at("status"), "success");
}

// Whoever looks while vectors are written does not wait for their owner.
TEST_F(resources, counts_that_are_at_hand_are_not_asked_for) {
  fakes.front->on<count_vectors>([](const auto&) { return fail(errc::timeout, "it is writing"); });
  fakes.front->on<count_lexical>([](const auto&) { return lexical_counts{9}; });
  EXPECT_EQ(served().get("/api/v1/index/stats").status, 504);
  fakes.vector_counts->publish(vector_counts{.chunks = 7});
  EXPECT_EQ(served().get("/api/v1/index/stats").body, R"({"vector_count":7,"lexical_count":9})");
}

TEST_F(resources, progress_tells_of_the_run_and_the_one_before) {
  EXPECT_EQ(get_json("/api/v1/index/progress"),
            parse(R"({"phase":"idle","run_id":0,"trigger":"boot","files_total":0,"files_done":0,"chunks_created":0,
              "current":"","started_at":null,"finished_at":null,"message":"","last_report":null,"notes_noted":0,"places_left_out":0})"));
  fakes.progress->publish({.phase = index_phase::indexing,
                           .run_id = 4,
                           .trigger = index_trigger::api,
                           .files_total = 10,
                           .files_done = 3,
                           .chunks_created = 6,
                           .current = "a.md",
                           .started_at = noon,
                           .last_report = index_report{.run_id = 3, .duration = std::chrono::milliseconds{1500}},
                           .notes_noted = 2,
                           .places_left_out = 7});
  EXPECT_EQ(get_json("/api/v1/index/progress"),
            parse(R"({"phase":"indexing","run_id":4,"trigger":"api","files_total":10,"files_done":3,"chunks_created":6,
              "current":"a.md","started_at":"2026-02-05T12:00:00+00:00","finished_at":null,"message":"",
              "last_report":{"run_id":3,"files_new":0,"files_modified":0,"files_deleted":0,"files_unchanged":0,
              "files_failed":0,"chunks_created":0,"duration_ms":1500},"notes_noted":2,"places_left_out":7})"));
}

TEST_F(resources, the_ledger_is_asked_for_a_page) {
  list_ledger received;
  fakes.front->on<list_ledger>([&received](const list_ledger& request) {
    received = request;
    return ledger_page{.entries = {{"b.md", ledger_state::failed, "2026-02-05T12:00:00+00:00", "not readable", 0}},
                       .total = 31,
                       .indexed = 90,
                       .pending = 2,
                       .skipped = 3,
                       .failed = 31,
                       .noted = 4};
  });
  EXPECT_EQ(get_json("/api/v1/index/ledger?state=failed&q=b&offset=30&limit=10"),
            parse(R"({"entries":[{"path":"b.md","state":"failed","since":"2026-02-05T12:00:00+00:00",
              "reason":"not readable","chunk_count":0}],"total":31,"indexed":90,"pending":2,"skipped":3,"failed":31,"noted":4,
              "offset":30,"limit":10})"));
  EXPECT_EQ(received.state, ledger_state::failed);
  EXPECT_EQ(received.query, "b");
  EXPECT_EQ(served().get("/api/v1/index/ledger?state=lost").status, 422);
  get_json("/api/v1/index/ledger");
  EXPECT_EQ(received.state, std::nullopt);
  EXPECT_EQ(received.limit, 100);
  EXPECT_FALSE(received.noted);
  get_json("/api/v1/index/ledger?noted=true");
  EXPECT_TRUE(received.noted);
}

// ---- conversations ----

TEST_F(resources, conversations_are_listed_read_and_deleted) {
  fakes.front->on<list_conversations>([](const list_conversations& received) {
    EXPECT_EQ(received.limit, 50);
    return std::vector<conversation_summary>{
        {"c1", "2026-02-05T12:00:00.000001", "2026-02-05T12:00:01.000001", 2, "hi"}};
  });
  fakes.front->on<get_conversation>([](const get_conversation& received) -> result<conversation> {
    if (received.conversation_id != "c1") return fail(errc::not_found, "no such row");
    return conversation{"c1", {{"user", "hi"}, {"assistant", "hello"}}};
  });
  fakes.front->on<delete_conversation>([](const auto&) { return nothing{}; });
  EXPECT_EQ(get_json("/api/v1/conversations"),
            parse(R"([{"conversation_id":"c1","created_at":"2026-02-05T12:00:00.000001",
              "updated_at":"2026-02-05T12:00:01.000001","message_count":2,"preview":"hi"}])"));
  EXPECT_EQ(get_json("/api/v1/conversations/c1"),
            parse(R"({"conversation_id":"c1","messages":[{"role":"user","content":"hi"},
              {"role":"assistant","content":"hello"}]})"));
  EXPECT_EQ(served().get("/api/v1/conversations/c2").status, 404);
  EXPECT_EQ(served().get("/api/v1/conversations/c2").body, R"({"detail":"Conversation not found"})");
  EXPECT_EQ(served().ask(request_for("DELETE", "/api/v1/conversations/c2")).body, R"({"status":"deleted"})");
  EXPECT_EQ(served().get("/api/v1/conversations?limit=-1").status, 422);
}

// ---- admin ----

TEST_F(resources, sync_status_leaves_out_what_it_does_not_know) {
  EXPECT_EQ(served().get("/api/v1/admin/sync-status").body, R"({"last_sync":null,"status":"unknown"})");
  fakes.sync = {sync_state::failed, "2026-02-05T07:00:00", 5.04, "inbox: no model"};
  EXPECT_EQ(served().get("/api/v1/admin/sync-status").body,
            R"({"last_sync":"2026-02-05T07:00:00","status":"failed","hours_ago":5.0,"error":"inbox: no model"})");
}

actor_status lexical_store() {
  return {.name = "root/stores/lexical",
          .parent = "root/stores",
          .state = actor_state::backing_off,
          .mailbox_depth = 1,
          .mailbox_age = std::chrono::microseconds{1500},
          .queue_depth = 2,
          .queue_capacity = 64,
          .queue_age = std::chrono::microseconds{250},
          .handled = 10,
          .failed = 1,
          .p50 = std::chrono::microseconds{120},
          .p99 = std::chrono::microseconds{900},
          .restarts = 1,
          .recent_restarts = {{noon, "disk full"}},
          .next_retry = noon,
          .started_at = noon,
          .note = "waiting"};
}

TEST_F(resources, actors_are_shown_whole) {
  fakes.tree = {noon, {lexical_store()}};
  EXPECT_EQ(
      get_json("/api/v1/admin/actors"),
      parse(
          R"({"taken_at":"2026-02-05T12:00:00+00:00","actors":[{"name":"root/stores/lexical","title":"index by words",
              "parent":"root/stores","kind":"worker","state":"backing_off","mailbox_depth":1,"mailbox_age_ms":1.5,
              "queue_depth":2,"queue_capacity":64,"queue_age_ms":0.25,"handled":10,"failed":1,"p50_us":120,
              "p99_us":900,"restarts":1,"recent_restarts":[{"at":"2026-02-05T12:00:00+00:00",
              "reason":"disk full"}],"next_retry":"2026-02-05T12:00:00+00:00",
              "started_at":"2026-02-05T12:00:00+00:00","note":"waiting","recovery":null}]})"));
}

TEST_F(resources, a_store_that_was_damaged_tells_when_and_what_became_of_it) {
  auto store = lexical_store();
  store.recovery = store_recovery{noon, store_worth::derived, "It was damaged."};
  fakes.tree = {noon, {store}};
  EXPECT_EQ(get_json("/api/v1/admin/actors").at("actors").at(0).at("recovery"),
            parse(R"({"at":"2026-02-05T12:00:00+00:00","message":"It was damaged."})"));
}

TEST_F(resources, an_actor_is_restarted_by_its_path) {
  const auto answer = served().post("/api/v1/admin/actors/root/stores/lexical/restart");
  EXPECT_EQ(answer.status, 202);
  EXPECT_EQ(answer.body, R"({"status":"restarting","name":"root/stores/lexical"})");
  EXPECT_EQ(served().post("/api/v1/admin/actors/root/nobody/restart").status, 404);
}

TEST_F(resources, actors_crash_only_where_chaos_is_enabled) {
  const auto path = "/api/v1/admin/actors/root/stores/lexical/crash?how=hang";
  EXPECT_EQ(served().post(path).status, 404);
  auto offered = fakes.offered();
  std::optional<crash_kind> seen;
  offered.crash_actor = [&seen](const std::string&, crash_kind how) {
    seen = how;
    return status{};
  };
  const in_process_server chaotic{offered};
  EXPECT_EQ(chaotic.post(path).status, 202);
  EXPECT_EQ(seen, crash_kind::hang);
  EXPECT_EQ(chaotic.post("/api/v1/admin/actors/root/stores/lexical/crash").status, 202);
  EXPECT_EQ(seen, crash_kind::exception);
}

TEST_F(resources, a_backup_tells_what_it_was_made_of) {
  backup_info foreign;
  foreign.id = "data-20260205-120000";
  foreign.origin = backup_origin{"5f0c", "/data/sample", "/notes/sample"};
  foreign.left_out = {{"lexical.db", "it cannot be opened"}};
  foreign.owner = backup_owner::another;
  fakes.front->on<list_backups>([&](const auto&) { return std::vector{foreign}; });
  const auto shown = get_json("/api/v1/admin/backups").at("backups").at(0);
  EXPECT_EQ(shown.at("origin"), parse(R"({"data_id":"5f0c","data_path":"/data/sample","vault_path":"/notes/sample"})"));
  EXPECT_EQ(shown.at("own"), json::value(false));
  EXPECT_EQ(shown.at("left_out"), parse(R"([{"name":"lexical.db","reason":"it cannot be opened"}])"));
}

// ---- page ----

TEST_F(resources, the_root_is_json_for_programs_and_the_page_for_browsers) {
  EXPECT_EQ(get_json("/").at("name"), "SecondBrain");
  EXPECT_EQ(get_json("/").at("version"), "1.2.3");
  EXPECT_TRUE(get_json("/").at("description").is_string());
  const auto answer = served().get("/", {{"Accept", "text/html,*/*;q=0.8"}});
  EXPECT_EQ(answer.status, 307);
  EXPECT_EQ(value_of(answer, "Location"), "/admin/");
}

TEST_F(resources, every_file_of_the_page_is_served_and_need_not_be_sent_twice) {
  ASSERT_FALSE(admin_assets().empty());
  for (const auto& sent : admin_assets()) {
    const std::string path{sent.path};
    const auto answer = served().get(path);
    EXPECT_EQ(answer.status, 200) << path;
    EXPECT_EQ(answer.body, sent.bytes) << path;
    EXPECT_EQ(answer.content_type, sent.content_type) << path;
    EXPECT_NE(value_of(answer, "Content-Security-Policy").find("script-src 'self'"), std::string::npos) << path;
    const auto again = served().get(path, {{"If-None-Match", value_of(answer, "ETag")}});
    EXPECT_EQ(again.status, 304) << path;
    EXPECT_TRUE(again.body.empty()) << path;
  }
}

// ---- openapi ----

TEST_F(resources, the_description_lists_every_route_with_its_parameters) {
  const auto document = get_json("/openapi.json");
  EXPECT_EQ(document.at("openapi"), "3.1.0");
  const auto offered = fakes.offered();
  const traffic seen;
  for (const auto& one : all_routes(offered, {}, seen)) {
    auto path = one.path;
    if (const auto colon = path.find(":path"); colon != std::string::npos) path.erase(colon, 5);
    std::string verb{to_string(one.verb)};
    for (auto& c : verb) c = static_cast<char>(std::tolower(c));
    ASSERT_TRUE(document.at("paths").as_object().contains(path)) << path;
    const auto& operation = document.at("paths").at(path).at(verb).as_object();
    EXPECT_EQ(operation.at("x-scope").as_string(), to_string(one.access)) << path;
    std::set<std::string> names;
    for (const auto& parameter : operation.at("parameters").as_array())
      names.insert(boost::json::value_to<std::string>(parameter.at("name")));
    for (const auto& declared : one.query) EXPECT_TRUE(names.contains(declared.name)) << path << declared.name;
    for (const auto& answer : one.replies)
      EXPECT_TRUE(operation.at("responses").as_object().contains(std::to_string(answer.status))) << path;
  }
  const auto& limit = document.at("paths").at("/api/v1/search").at("get").at("parameters").at(1);
  EXPECT_EQ(limit, parse(R"({"name":"limit","in":"query","required":false,
    "schema":{"type":"integer","minimum":1,"maximum":100,"default":20}})"));
}

TEST_F(resources, every_route_that_writes_says_what_it_answers_when_it_cannot) {
  // A question is answered all the same, the service's own parts are no files, and alarms go on from memory.
  const std::set<std::string> writes_nothing{"/api/v1/ask",
                                             "/api/v1/ask/stream",
                                             "/api/v1/alarms/test",
                                             "/api/v1/alarms/silence",
                                             "/api/v1/briefing/send",
                                             "/api/v1/admin/actors/{name:path}/crash",
                                             "/api/v1/admin/actors/{name:path}/restart"};
  const auto offered = fakes.offered();
  const traffic seen;
  int writing = 0;
  for (const auto& one : all_routes(offered, {}, seen)) {
    if (one.verb == method::get || writes_nothing.contains(one.path)) continue;
    ++writing;
    std::multiset<int> statuses;
    for (const auto& answer : one.replies) statuses.insert(answer.status);
    EXPECT_EQ(statuses.count(503), 1u) << to_string(one.verb) << ' ' << one.path;
    EXPECT_EQ(statuses.count(507), 1u) << to_string(one.verb) << ' ' << one.path;
  }
  EXPECT_GT(writing, 10);
}

TEST_F(resources, what_cannot_be_written_is_the_disk_and_not_the_request) {
  const auto refused = [&](errc code, int status) {
    const std::string why = "Cannot write it; do this.";
    fails<capture_note>(code, why);
    fails<file_capture>(code, why);
    fails<update_task>(code, why);
    fails<start_backup>(code, why);
    for (const auto& [verb, path, body] :
         {std::tuple{"POST", "/api/v1/capture", R"({"text":"tea"})"},
          std::tuple{"POST", "/api/v1/captures/file", R"({"path":"Inbox/a.md","to":"day"})"},
          std::tuple{"PATCH", "/api/v1/tasks/update", R"({"text":"t","category":"","sub_project":"","status":"done"})"},
          std::tuple{"POST", "/api/v1/admin/backups", ""}}) {
      const auto answer = served().send(verb, path, body);
      EXPECT_EQ(answer.status, status) << path;
      EXPECT_EQ(detail_of(answer), why) << path;
    }
  };
  refused(errc::disk_full, 507);
  refused(errc::io_failure, 503);
}

}  // namespace
}  // namespace secondbrain::http
