// The rules that hold for every route (contract: http_api §1).
#include "http/server/dispatcher.hpp"

#include <gtest/gtest.h>
#include "http/admin/assets.hpp"
#include "tests/http/in_process_server.hpp"
#include "tests/http/unzipped.hpp"

namespace secondbrain::http {
namespace {

class transport : public testing::Test {
 protected:
  fake_services fakes;
  in_process_server served{fakes.offered()};
};

TEST_F(transport, json_answers_say_so_without_a_charset) {
  const auto answer = served.get("/health");
  EXPECT_EQ(answer.status, 200);
  EXPECT_EQ(answer.content_type, "application/json");
  EXPECT_EQ(answer.body.find(": "), std::string::npos);
}

TEST_F(transport, an_unknown_path_is_404) {
  const auto answer = served.get("/api/v1/nothing");
  EXPECT_EQ(answer.status, 404);
  EXPECT_EQ(answer.body, R"({"detail":"Not Found"})");
}

TEST_F(transport, a_wrong_method_is_405_and_the_right_ones_are_named) {
  const auto answer = served.ask(request_for("PUT", "/api/v1/index"));
  EXPECT_EQ(answer.status, 405);
  EXPECT_EQ(answer.body, R"({"detail":"Method Not Allowed"})");
  EXPECT_EQ(value_of(answer, "Allow"), "POST, DELETE");
  EXPECT_EQ(value_of(served.post("/health"), "Allow"), "GET, HEAD");
}

TEST_F(transport, a_method_that_nobody_knows_is_501) {
  for (const auto* method : {"BREW", "TRACE", "CONNECT", "get", "PROPFIND"})
    for (const auto* path : {"/health", "/nothing"})
      EXPECT_EQ(served.ask(request_for(method, path)).status, 501) << method;
}

TEST_F(transport, options_without_an_origin_is_405) {
  EXPECT_EQ(served.ask(request_for("OPTIONS", "/health")).status, 405);
}

TEST_F(transport, a_slash_too_many_or_too_few_redirects) {
  const auto answer = served.get("/health/?a=b%20c");
  EXPECT_EQ(answer.status, 307);
  EXPECT_EQ(value_of(answer, "Location"), "http://127.0.0.1:8000/health?a=b%20c");
  EXPECT_EQ(value_of(served.get("/admin"), "Location"), "http://127.0.0.1:8000/admin/");
  EXPECT_EQ(served.get("/health//").status, 404);
}

TEST_F(transport, head_is_answered_like_get) {
  EXPECT_EQ(served.ask(request_for("HEAD", "/livez")).status, 200);
  EXPECT_FALSE(served.ask(request_for("HEAD", "/api/v1/admin/actors/stream")).stream);
}

TEST_F(transport, a_bug_is_a_500_that_gives_nothing_away) {
  auto offered = fakes.offered();
  offered.health = []() -> health_report { throw std::runtime_error{"secret detail"}; };
  const auto answer = in_process_server{offered}.get("/health");
  EXPECT_EQ(answer.status, 500);
  EXPECT_EQ(answer.content_type, "text/plain; charset=utf-8");
  EXPECT_EQ(answer.body, "Internal Server Error");
}

TEST_F(transport, every_answer_protects_and_names_itself) {
  for (const auto* path : {"/health", "/nothing", "/livez"}) {
    const auto answer = served.get(path, {{"X-Request-Id", "my-id.7"}});
    EXPECT_EQ(value_of(answer, "X-Request-Id"), "my-id.7");
    EXPECT_EQ(value_of(answer, "X-Content-Type-Options"), "nosniff");
    EXPECT_EQ(value_of(answer, "Content-Security-Policy"), "default-src 'none'; frame-ancestors 'none'");
  }
}

// ---- errors ----

struct mapping {
  errc code;
  int status;
};

class error_mapping : public testing::TestWithParam<mapping> {};

TEST_P(error_mapping, gives_the_status_and_the_sentence) {
  fake_services fakes;
  fakes.front->on<list_conversations>([](const auto&) { return fail(GetParam().code, "what to do"); });
  const auto answer = in_process_server{fakes.offered()}.get("/api/v1/conversations");
  EXPECT_EQ(answer.status, GetParam().status);
  EXPECT_EQ(answer.body, R"({"detail":"what to do"})");
  EXPECT_EQ(value_of(answer, "Retry-After"), answer.status == 503 ? "1" : "");
}

INSTANTIATE_TEST_SUITE_P(contract, error_mapping,
                         testing::Values(mapping{errc::invalid_argument, 400}, mapping{errc::not_found, 404},
                                         mapping{errc::conflict, 409}, mapping{errc::busy, 503},
                                         mapping{errc::unavailable, 503}, mapping{errc::locked, 503},
                                         mapping{errc::cancelled, 503}, mapping{errc::timeout, 504},
                                         mapping{errc::worker_crashed, 500}, mapping{errc::corrupt, 500},
                                         mapping{errc::internal, 500}, mapping{errc::disk_full, 507}),
                         [](const auto& tested) { return std::string{to_string(tested.param.code)}; });

TEST(what_the_system_refuses, is_503_without_a_time_to_come_again) {
  fake_services fakes;
  fakes.front->on<search_notes>([](const auto&) { return fail(errc::io_failure, "what to do"); });
  const auto answer = in_process_server{fakes.offered()}.get("/api/v1/search?q=a");
  EXPECT_EQ(answer.status, 503);
  EXPECT_EQ(answer.body, R"({"detail":"what to do"})");
  EXPECT_EQ(value_of(answer, "Retry-After"), "");
}

TEST(vault_missing, is_503_in_the_words_that_clients_look_for) {
  fake_services fakes;
  fakes.front->on<search_notes>([](const auto&) { return fail(errc::vault_missing, "what to do"); });
  const auto answer = in_process_server{fakes.offered()}.get("/api/v1/search?q=a");
  EXPECT_EQ(answer.status, 503);
  EXPECT_EQ(answer.body, R"({"detail":"Vault path unusable: what to do"})");
}

// ---- CORS ----

constexpr auto friendly = "http://localhost:7860";

TEST_F(transport, an_allowed_origin_may_read) {
  const auto answer = served.get("/livez", {{"Origin", friendly}});
  EXPECT_EQ(value_of(answer, "Access-Control-Allow-Origin"), friendly);
  EXPECT_EQ(value_of(answer, "Vary"), "Origin");
  EXPECT_EQ(value_of(answer, "Access-Control-Allow-Credentials"), "");
  EXPECT_EQ(value_of(served.get("/nothing", {{"Origin", friendly}}), "Access-Control-Allow-Origin"), friendly);
}

TEST_F(transport, another_origin_is_served_without_cors_headers) {
  const auto answer = served.get("/livez", {{"Origin", "http://evil.example"}});
  EXPECT_EQ(answer.status, 200);
  EXPECT_EQ(value_of(answer, "Access-Control-Allow-Origin"), "");
  EXPECT_EQ(value_of(answer, "Vary"), "");
}

http_request preflight(const char* origin) {
  return request_for("OPTIONS", "/api/v1/index",
                     {{"Origin", origin},
                      {"Access-Control-Request-Method", "POST"},
                      {"Access-Control-Request-Headers", "content-type, x-a"}});
}

TEST_F(transport, a_preflight_of_an_allowed_origin_is_granted) {
  const auto answer = served.ask(preflight(friendly));
  EXPECT_EQ(answer.status, 200);
  EXPECT_EQ(answer.body, "OK");
  EXPECT_EQ(answer.content_type, "text/plain; charset=utf-8");
  EXPECT_EQ(value_of(answer, "Access-Control-Allow-Origin"), friendly);
  EXPECT_EQ(value_of(answer, "Access-Control-Allow-Methods"), "DELETE, GET, HEAD, OPTIONS, PATCH, POST, PUT");
  EXPECT_EQ(value_of(answer, "Access-Control-Max-Age"), "600");
  EXPECT_EQ(value_of(answer, "Access-Control-Allow-Headers"), "content-type, x-a");
  EXPECT_EQ(value_of(answer, "Vary"), "Origin");
}

TEST_F(transport, a_preflight_of_another_origin_is_not) {
  const auto answer = served.ask(preflight("http://evil.example"));
  EXPECT_EQ(answer.status, 400);
  EXPECT_EQ(answer.body, "Disallowed CORS origin");
  EXPECT_EQ(value_of(answer, "Access-Control-Max-Age"), "600");
  EXPECT_EQ(value_of(answer, "Access-Control-Allow-Origin"), "");
}

// ---- gzip ----

TEST_F(transport, long_answers_are_compressed_for_those_who_ask) {
  const auto plain = served.get("/openapi.json");
  const auto packed = served.get("/openapi.json", {{"Accept-Encoding", "br, gzip"}});
  EXPECT_EQ(value_of(plain, "Content-Encoding"), "");
  EXPECT_EQ(value_of(plain, "Vary"), "Accept-Encoding");
  EXPECT_EQ(value_of(packed, "Content-Encoding"), "gzip");
  EXPECT_EQ(value_of(packed, "Vary"), "Accept-Encoding");
  EXPECT_EQ(unzipped(packed.body), plain.body);
}

TEST_F(transport, short_answers_are_left_alone) {
  const auto answer = served.get("/livez", {{"Accept-Encoding", "gzip"}});
  EXPECT_EQ(answer.body, "ok");
  EXPECT_EQ(value_of(answer, "Vary"), "");
}

TEST_F(transport, both_reasons_to_vary_are_named) {
  EXPECT_EQ(value_of(served.get("/openapi.json", {{"Origin", friendly}}), "Vary"), "Origin, Accept-Encoding");
}

// ---- Host, Origin, token ----

http_request with_host(const char* host) {
  auto request = request_for("GET", "/livez");
  request.headers = {{"Host", host}};
  return request;
}

TEST_F(transport, only_our_own_names_are_answered) {
  for (const auto* host : {"127.0.0.1", "127.0.0.1:8000", "LOCALHOST:8000", "localhost", "[::1]:8000", "127.1.2.3"})
    EXPECT_EQ(served.ask(with_host(host)).status, 200) << host;
  for (const auto* host :
       {"evil.example", "evil.example:8000", "127.0.0.1.evil.example", "192.168.1.7", "localhost.evil"})
    EXPECT_EQ(served.ask(with_host(host)).status, 421) << host;
  for (const auto* host : {"", "localhost:80x", "[::1", ":8000"})
    EXPECT_EQ(served.ask(with_host(host)).status, 400) << host;
}

TEST_F(transport, a_host_header_may_be_missing_in_http_1_0_only) {
  auto request = with_host("");
  request.headers.clear();
  EXPECT_EQ(served.ask(request).status, 400);
  request.version = "HTTP/1.0";
  EXPECT_EQ(served.ask(request).status, 200);
}

TEST_F(transport, configured_names_and_on_open_addresses_numbers_are_answered) {
  const in_process_server open{fakes.offered(), {.host = "0.0.0.0", .allowed_hosts = {"brain.local"}}};
  EXPECT_EQ(open.ask(with_host("Brain.local:8000")).status, 200);
  EXPECT_EQ(open.ask(with_host("192.168.1.7:8000")).status, 200);
  EXPECT_EQ(open.ask(with_host("evil.example")).status, 421);
}

TEST_F(transport, pages_of_other_origins_change_nothing) {
  bool ran = false;
  fakes.front->on<start_index>([&ran](const auto&) {
    ran = true;
    return index_accepted{1};
  });
  const auto ask_from = [this](const char* origin) {
    return served.post("/api/v1/index?wait=false", {{"Origin", origin}}).status;
  };
  for (const auto* origin : {"http://evil.example", "null", "https://127.0.0.1:8000", "http://127.0.0.1:9000"})
    EXPECT_EQ(ask_from(origin), 403) << origin;
  EXPECT_FALSE(ran);
  for (const auto* origin : {friendly, "http://127.0.0.1:8000"}) EXPECT_EQ(ask_from(origin), 202) << origin;
  EXPECT_TRUE(ran);
}

TEST_F(transport, a_token_is_asked_for_everywhere_but_at_the_probes_and_the_page) {
  const in_process_server guarded{fakes.offered(), {.token = "s3cret"}};
  for (const auto* probe : {"/livez", "/readyz", "/startupz"}) EXPECT_EQ(guarded.get(probe).status, 200) << probe;
  // The page is where a person enters the token; its files are the same everywhere and tell nothing of this service.
  for (const auto& file : admin_assets()) EXPECT_EQ(guarded.get(std::string{file.path}).status, 200) << file.path;
  EXPECT_EQ(guarded.get("/", {{"Accept", "text/html"}}).status, 307);
  for (const auto* path : {"/health", "/metrics", "/openapi.json", "/api/v1/admin/actors"}) {
    EXPECT_EQ(guarded.get(path).status, 401) << path;
    EXPECT_EQ(value_of(guarded.get(path), "WWW-Authenticate"), "Bearer");
    EXPECT_EQ(guarded.get(path, {{"Authorization", "Bearer s3cret"}}).status, 200) << path;
    for (const auto* wrong : {"Bearer s3creT", "Bearer s3cret2", "Bearer ", "Basic s3cret", "s3cret"})
      EXPECT_EQ(guarded.get(path, {{"Authorization", wrong}}).status, 401) << path << wrong;
  }
}

// ---- streams ----

TEST_F(transport, streams_have_a_budget_that_is_given_back) {
  const in_process_server small{fakes.offered(), {.streams = 1}};
  auto first = small.get("/api/v1/index/progress/stream");
  EXPECT_EQ(first.status, 200);
  EXPECT_EQ(first.content_type, "text/event-stream; charset=utf-8");
  EXPECT_EQ(value_of(first, "Cache-Control"), "no-cache, no-transform");
  EXPECT_EQ(value_of(first, "X-Accel-Buffering"), "no");
  EXPECT_EQ(small.get("/api/v1/index/progress/stream").status, 503);
  first = {};
  EXPECT_EQ(small.get("/api/v1/index/progress/stream").status, 200);
}

}  // namespace
}  // namespace secondbrain::http
