// The server over real sockets: HTTP as strangers speak it, too many of them, slow ones, and the end.
#include "http/server/server.hpp"
#include "http/routes/routes.hpp"

#include <gtest/gtest.h>

#include <future>
#include <latch>
#include <thread>

#include "http/server/late_answers.hpp"
#include "tests/http/raw_client.hpp"
#include "tests/http/routes/fake_services.hpp"
#include "tests/net/own_port.hpp"

namespace secondbrain::http {
namespace {

using namespace std::chrono_literals;

/// On a port that the system chooses, unless one is chosen. A test that is slow is no slow client, unless it wants to
/// be.
std::unique_ptr<server> started(fake_services& fakes, server_options options = {}) {
  const server_options usual;
  if (options.port == usual.port) options.port = 0;
  for (auto* patience : {&options.keep_alive, &options.read_timeout, &options.write_timeout})
    if (*patience >= usual.keep_alive) *patience = 1h;
  auto result = server::start(options, routes_of(fakes.offered()));
  if (!result) throw std::runtime_error{result.error().message};
  return *std::move(result);
}

class over_the_wire : public testing::Test {
 protected:
  std::string ask(const std::string& sent) { return raw_client{running->port()}.write(sent).read_all(); }

  fake_services fakes;
  std::unique_ptr<server> running = started(fakes);
};

constexpr auto close_after = "Connection: close\r\n";

TEST_F(over_the_wire, a_request_is_answered) {
  const auto answer = ask(head("GET /livez", close_after));
  EXPECT_EQ(status_of(answer), 200);
  EXPECT_NE(answer.find("Content-Type: text/plain; charset=utf-8\r\n"), std::string::npos);
  EXPECT_NE(answer.find("Content-Length: 2\r\n"), std::string::npos);
  EXPECT_NE(answer.find("Connection: close\r\n"), std::string::npos);
  EXPECT_TRUE(answer.ends_with("\r\n\r\nok")) << answer;
}

TEST_F(over_the_wire, a_connection_serves_one_request_after_another) {
  raw_client client{running->port()};
  for (int i = 0; i < 200; ++i) {
    EXPECT_EQ(status_of(client.write(head("GET /livez")).read_until("\r\n\r\nok")), 200) << i;
  }
}

TEST_F(over_the_wire, requests_may_be_sent_ahead) {
  const auto answers = ask(head("GET /livez") + "\r\n" + head("GET /nothing") + head("GET /livez", close_after));
  EXPECT_EQ(status_of(answers), 200);
  EXPECT_NE(answers.find("okHTTP/1.1 404"), std::string::npos) << answers;
  EXPECT_TRUE(answers.ends_with("\r\n\r\nok")) << answers;
}

TEST_F(over_the_wire, head_has_the_headers_of_get_and_no_body) {
  const auto answer = ask(head("HEAD /livez", close_after));
  EXPECT_EQ(status_of(answer), 200);
  EXPECT_NE(answer.find("Content-Length: 2\r\n"), std::string::npos) << answer;
  EXPECT_TRUE(answer.ends_with("\r\n\r\n")) << answer;
}

TEST_F(over_the_wire, http_1_0_is_answered_and_closed) {
  EXPECT_EQ(status_of(ask("GET /livez HTTP/1.0\r\n\r\n")), 200);
}

TEST_F(over_the_wire, a_query_may_hold_question_and_equals_signs) {
  std::string query;
  fakes.front->on<search_notes>([&query](const search_notes& request) {
    query = request.query;
    return search_answer{};
  });
  EXPECT_EQ(status_of(ask(head("GET /api/v1/search?q=why?+a=b&limit=1", close_after))), 200);
  EXPECT_EQ(query, "why? a=b");
}

TEST_F(over_the_wire, ranges_and_foreign_encodings_change_nothing) {
  const auto answer = ask(head("GET /livez", "Range: bytes=0-0\r\nAccept-Encoding: br, gzip\r\nConnection: close\r\n"));
  EXPECT_EQ(status_of(answer), 200);
  EXPECT_TRUE(answer.ends_with("\r\n\r\nok")) << answer;
}

// ---- bodies ----

struct posted {
  const char* name;
  std::string headers;
  std::string body;
};

class bodies : public over_the_wire, public testing::WithParamInterface<posted> {};

TEST_P(bodies, are_read_to_their_end_so_that_the_next_request_is_understood) {
  fakes.front->on<start_index>([](const auto&) { return index_accepted{1}; });
  const auto answers = ask(head("POST /api/v1/index?wait=false", GetParam().headers) + GetParam().body +
                           head("GET /livez", close_after));
  EXPECT_EQ(status_of(answers), 202) << answers;
  EXPECT_TRUE(answers.ends_with("\r\n\r\nok")) << answers;
}

INSTANTIATE_TEST_SUITE_P(
    framed, bodies,
    testing::Values(posted{"none", "", ""}, posted{"empty", "Content-Length: 0\r\n", ""},
                    posted{"length", "Content-Length: 5\r\n", "hello"},
                    posted{"chunks", "Transfer-Encoding: chunked\r\n", "3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n"},
                    posted{"multipart", "Content-Type: multipart/form-data; boundary=x\r\nContent-Length: 4\r\n",
                           "--x\r"},
                    posted{"gzip", "Content-Encoding: gzip\r\nContent-Length: 3\r\n", "abc"}),
    [](const auto& tested) { return std::string{tested.param.name}; });

TEST_F(over_the_wire, a_body_may_wait_until_it_is_asked_for) {
  fakes.front->on<start_index>([](const auto&) { return index_accepted{1}; });
  raw_client client{running->port()};
  client.write(head("POST /api/v1/index?wait=false", "Expect: 100-continue\r\nContent-Length: 2\r\n"));
  EXPECT_EQ(status_of(client.read_until("\r\n\r\n")), 100);
  EXPECT_EQ(status_of(client.write("{}").read_until("}")), 202);
}

struct malformed {
  const char* name;
  std::string sent;
  int status;
};

class refusals : public over_the_wire, public testing::WithParamInterface<malformed> {};

TEST_P(refusals, are_told_and_end_the_connection) {
  const auto answer = ask(GetParam().sent);
  EXPECT_EQ(status_of(answer), GetParam().status) << answer;
  EXPECT_NE(answer.find(R"({"detail":")"), std::string::npos) << answer;
  EXPECT_NE(answer.find("Connection: close\r\n"), std::string::npos) << answer;
  EXPECT_EQ(answer.find("\r\n\r\n"), answer.rfind("\r\n\r\n")) << "answered twice: " << answer;
}

INSTANTIATE_TEST_SUITE_P(
    malformed_requests, refusals,
    testing::Values(
        malformed{"no_http", "what is this\r\n\r\n", 400},
        malformed{"version", "GET / HTTP/9.9\r\nHost: localhost\r\n\r\n", 400},
        malformed{"method", head("BREW /tea"), 501},
        malformed{"one_bare_line_feed", "GET / HTTP/1.1\r\nHost: localhost\n\r\n", 400},
        malformed{"bare_carriage_return", head("GET /", "X-A: a\rX-B: b\r\n"), 400},
        malformed{"control_character", "GET / HTTP/1.1\r\nHost: localhost\x1b", 400},
        malformed{"folded_header", head("GET /", "X-A: a\r\n b\r\n"), 400},
        malformed{"space_before_colon", head("POST /api/v1/index", "Content-Length : 5\r\n") + "hello", 400},
        malformed{"escaped_length", head("POST /api/v1/index", "Content-Length: %35\r\n") + "hello", 400},
        malformed{"escaped_host", "GET / HTTP/1.1\r\nHost: %6cocalhost\r\n\r\n", 400},
        malformed{"another_host", "GET / HTTP/1.1\r\nHost: evil.example\r\n\r\n", 421},
        malformed{"empty_lines_without_end", std::string(100'000, '\r') + "\n", 400},
        malformed{"many_empty_lines", "\r\n\r\n\r\n\r\n\r\n\r\n\r\n\r\n\r\n\r\n", 400},
        malformed{"too_many_headers",
                  head("GET /livez",
                       [] {
                         std::string many;
                         for (int i = 0; i < 200; ++i) many += "X: a\r\n";
                         return many;
                       }()),
                  431},
        malformed{"chunk_size_without_end",
                  head("POST /api/v1/index", "Transfer-Encoding: chunked\r\n") + std::string(5'000, '0'), 400},
        malformed{"trailers_without_end",
                  head("POST /api/v1/index", "Transfer-Encoding: chunked\r\n") + "0\r\nX-A: " + std::string(5'000, 'a'),
                  400},
        malformed{"bare_line_feeds", "GET / HTTP/1.1\nHost: localhost\n\n", 400},
        malformed{"long_target", head("GET /" + std::string(103'000, 'a')), 414},
        malformed{"long_target_without_end", "GET /" + std::string(120'000, 'a'), 414},
        malformed{"many_headers", head("GET /livez", "X: " + std::string(20'000, 'a') + "\r\n"), 431},
        malformed{"headers_without_end", "GET /livez HTTP/1.1\r\nX: " + std::string(20'000, 'a'), 431},
        malformed{"two_lengths", head("POST /api/v1/index", "Content-Length: 1\r\nContent-Length: 2\r\n") + "ab", 400},
        malformed{"length_and_chunks",
                  head("POST /api/v1/index", "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n") + "0\r\n\r\n" +
                      head("GET /livez"),
                  400},
        malformed{"no_number", head("POST /api/v1/index", "Content-Length: abc\r\n"), 400},
        malformed{"large_body", head("POST /api/v1/index", "Content-Length: 2000000\r\n") + std::string(10'000, 'a'),
                  413},
        malformed{
            "large_chunks",
            head("POST /api/v1/index", "Transfer-Encoding: chunked\r\n") + "1e8480\r\n" + std::string(2'000'000, 'a'),
            413},
        malformed{"broken_chunks", head("POST /api/v1/index", "Transfer-Encoding: chunked\r\n") + "zz\r\nabc\r\n",
                  400}),
    [](const auto& tested) { return std::string{tested.param.name}; });

TEST_F(over_the_wire, a_body_where_none_belongs_is_never_taken_for_a_request) {
  const auto smuggled = head("GET /nothing");
  const auto answer = ask(head("GET /livez", "Content-Length: " + std::to_string(smuggled.size()) + "\r\n") + smuggled);
  EXPECT_EQ(status_of(answer), 200);
  EXPECT_EQ(answer.find("HTTP/1.1 404"), std::string::npos) << answer;
}

class before_the_body : public over_the_wire, public testing::WithParamInterface<malformed> {};

TEST_P(before_the_body, the_head_is_looked_at) {  // none ever comes
  running = started(fakes, {.read_timeout = 1h, .token = "50%25", .wrong_token_pause = 1ms});
  const auto answer = ask(GetParam().sent);
  EXPECT_EQ(status_of(answer), GetParam().status) << answer;
  EXPECT_NE(answer.find("Connection: close\r\n"), std::string::npos) << answer;
}

constexpr auto body_follows = "Content-Length: 1000\r\n";
const std::string with_token = "Authorization: Bearer 50%25\r\n";

INSTANTIATE_TEST_SUITE_P(
    refused_requests, before_the_body,
    testing::Values(
        malformed{"host", "POST /api/v1/ask HTTP/1.1\r\nHost: evil.example\r\nContent-Length: 1000\r\n\r\n", 421},
        malformed{"origin", head("POST /api/v1/ask", with_token + "Origin: http://evil.example\r\n" + body_follows),
                  403},
        malformed{"no_token", head("POST /api/v1/ask", body_follows), 401},
        malformed{"wrong_token", head("POST /api/v1/ask", std::string{"Authorization: Bearer 50%\r\n"} + body_follows),
                  401},
        malformed{"chunks", head("POST /api/v1/ask", "Transfer-Encoding: chunked\r\n"), 401},
        malformed{"method", head("PUT /api/v1/ask", with_token + body_follows), 405},
        malformed{"unknown_method", head("BREW /api/v1/ask", with_token + body_follows), 501},
        malformed{"route", head("POST /api/v1/nothing", with_token + body_follows), 404},
        malformed{"length", head("POST /api/v1/ask", with_token + "Content-Length: 1048577\r\n"), 413},
        malformed{"expectation", head("POST /api/v1/ask", with_token + "Expect: tea\r\n" + body_follows), 417}),
    [](const auto& tested) { return std::string{tested.param.name}; });

TEST_F(over_the_wire, a_token_may_hold_percent_signs) {
  running = started(fakes, {.token = "50%25 off%0d"});
  const auto with = [](const char* token) {
    return std::string{"Authorization: Bearer "} + token + "\r\nConnection: close\r\n";
  };
  fakes.front->on<search_notes>([](const auto&) { return search_answer{}; });
  EXPECT_EQ(status_of(ask(head("GET /api/v1/search?q=a", with("50%25 off%0d")))), 200);
}

TEST_F(over_the_wire, guesses_hold_no_thread_and_a_stop_does_not_wait_for_them) {
  fakes.front->on<search_notes>([](const auto&) { return search_answer{}; });
  running = started(fakes, {.threads = 1, .streams = 0, .questions = 0, .token = "right", .wrong_token_pause = 1h});
  std::vector<raw_client> guesses;
  for (int i = 0; i < 10; ++i)
    guesses.emplace_back(running->port()).write(head("GET /api/v1/search?q=a", "Authorization: Bearer wrong\r\n"));
  EXPECT_EQ(status_of(ask(head("GET /api/v1/search?q=a", "Authorization: Bearer right\r\nConnection: close\r\n"))),
            200);
  running->stop();
  for (auto& one : guesses) EXPECT_EQ(status_of(one.read_all()), 401);
}

TEST_F(over_the_wire, of_too_many_guesses_the_first_are_answered) {
  running = started(
      fakes, {.threads = 1, .streams = 0, .questions = 0, .waiting = 200, .token = "right", .wrong_token_pause = 1h});
  std::vector<raw_client> guesses;
  for (std::size_t i = 0; i < late_answers::most + 10; ++i)
    guesses.emplace_back(running->port()).write(head("GET /api/v1/search?q=a", "Authorization: Bearer wrong\r\n"));
  for (int i = 0; i < 10; ++i) EXPECT_EQ(status_of(guesses[static_cast<std::size_t>(i)].read_all()), 401) << i;
}

// ---- slow and many ----

TEST_F(over_the_wire, a_head_that_takes_too_long_is_given_up) {
  running = started(fakes, {.read_timeout = 50ms});
  EXPECT_EQ(status_of(ask("GET /livez HTT")), 408);
}

TEST_F(over_the_wire, a_silent_connection_is_closed_without_a_word) {
  running = started(fakes, {.keep_alive = 50ms});
  EXPECT_EQ(ask(""), "");
}

TEST_F(over_the_wire, slow_and_idle_clients_shut_nobody_out) {
  running = started(fakes, {.threads = 2, .streams = 0, .questions = 0, .keep_alive = 1h, .read_timeout = 1h});
  std::vector<raw_client> slow;
  for (int i = 0; i < 20; ++i) slow.emplace_back(running->port()).write(i % 2 ? "GET /livez HTTP/1.1\r\nX: " : "");
  for (int i = 0; i < 5; ++i) EXPECT_EQ(status_of(ask(head("GET /livez", close_after))), 200);
}

/// Holds searches until it is released.
struct held_search {
  explicit held_search(fake_services& fakes) {
    fakes.front->on<search_notes>([this](const auto&) {
      begun.count_down();
      release.wait();
      return search_answer{};
    });
  }

  std::latch begun{1};
  std::latch release{1};
};

constexpr auto search = "GET /api/v1/search?q=a";

TEST_F(over_the_wire, one_too_many_is_told_to_come_again) {
  held_search held{fakes};
  running = started(fakes, {.threads = 1, .streams = 0, .questions = 0, .waiting = 0});
  raw_client first{running->port()};
  first.write(head(search, close_after));
  held.begun.wait();
  const auto answer = ask(head("GET /livez"));
  EXPECT_EQ(status_of(answer), 503) << answer;
  EXPECT_NE(answer.find("Retry-After: 1\r\n"), std::string::npos) << answer;
  held.release.count_down();
  EXPECT_EQ(status_of(first.read_all()), 200);
}

TEST_F(over_the_wire, those_who_wait_in_line_are_served) {
  held_search held{fakes};
  running = started(fakes, {.threads = 1, .streams = 0, .questions = 0, .waiting = 8});
  raw_client first{running->port()};
  first.write(head(search, close_after));
  held.begun.wait();
  raw_client second{running->port()};
  second.write(head("GET /livez", close_after));
  held.release.count_down();
  EXPECT_EQ(status_of(first.read_all()), 200);
  EXPECT_EQ(status_of(second.read_all()), 200);
}

// ---- streams ----

constexpr auto progress_stream = "GET /api/v1/index/progress/stream";

TEST_F(over_the_wire, a_stream_tells_what_is_and_what_comes) {
  raw_client client{running->port()};
  client.write(head(progress_stream));
  const auto first = client.read_until("\r\n\r\n\r\n");
  EXPECT_NE(first.find("Content-Type: text/event-stream; charset=utf-8\r\n"), std::string::npos) << first;
  EXPECT_NE(first.find("Transfer-Encoding: chunked\r\n"), std::string::npos) << first;
  EXPECT_NE(first.find("event: progress\r\ndata: {\"phase\":\"idle\""), std::string::npos) << first;
  fakes.progress->publish({.phase = index_phase::scanning});
  EXPECT_NE(client.read_until("}\r\n").find("\"phase\":\"scanning\""), std::string::npos);
}

TEST_F(over_the_wire, the_tree_is_told_again_and_again) {
  running = started(fakes, {.tree_interval = 10ms});
  raw_client client{running->port()};
  client.write(head("GET /api/v1/admin/actors/stream"));
  for (int i = 0; i < 3; ++i)
    EXPECT_NE(client.read_until("}\r\n").find("event: actors\r\ndata: {\"taken_at\""), std::string::npos) << i;
}

TEST_F(over_the_wire, a_silent_stream_pings) {
  running = started(fakes, {.ping_interval = 10ms});
  raw_client client{running->port()};
  client.write(head(progress_stream)).read_until("}\r\n");
  EXPECT_NE(client.read_until("+00:00\r\n").find(": ping - 2"), std::string::npos);
}

TEST_F(over_the_wire, streams_leave_requests_their_threads) {
  running = started(fakes, {.threads = 1, .streams = 2});
  std::vector<raw_client> listeners;
  for (int i = 0; i < 2; ++i) listeners.emplace_back(running->port()).write(head(progress_stream)).read_until("}\r\n");
  const auto refused = ask(head(progress_stream, close_after));
  EXPECT_EQ(status_of(refused), 503) << refused;
  EXPECT_EQ(status_of(ask(head("GET /livez", close_after))), 200);
}

TEST_F(over_the_wire, a_listener_that_leaves_makes_room_for_another) {
  running = started(fakes, {.streams = 1});
  raw_client first{running->port()};
  first.write(head(progress_stream)).read_until("}\r\n");
  first.hang_up();
  int status = 0;
  const auto give_up = std::chrono::steady_clock::now() + 1min;
  while (status != 200 && std::chrono::steady_clock::now() < give_up) {
    std::this_thread::sleep_for(10ms);
    raw_client second{running->port()};
    status = status_of(second.write(head(progress_stream)).read_until("\r\n"));
  }
  EXPECT_EQ(status, 200);
}

// ---- waiting for services ----

TEST_F(over_the_wire, nobody_waits_for_a_client_that_has_gone) {
  fakes.front->ignore<run_index>();
  running = started(fakes, {.threads = 1, .streams = 0, .questions = 0});
  raw_client client{running->port()};
  client.write(head("POST /api/v1/index"));
  std::this_thread::sleep_for(50ms);  // let the request begin; the outcome does not depend on it
  client.hang_up();
  EXPECT_EQ(status_of(ask(head("GET /livez", close_after))), 200);
}

// ---- the end ----

TEST_F(over_the_wire, a_port_in_use_is_refused_with_advice) {
  const auto second = server::start({.port = running->port()}, routes_of(fakes.offered()));
  ASSERT_FALSE(second);
  EXPECT_EQ(second.error().code, errc::locked);
  EXPECT_NE(second.error().message.find(std::to_string(running->port())), std::string::npos);
  EXPECT_NE(second.error().message.find("SECONDBRAIN_PORT"), std::string::npos);
}

TEST(server, an_impossible_address_is_refused_with_advice) {
  fake_services fakes;
  const auto result = server::start({.host = "no.such.host.invalid", .port = 0}, routes_of(fakes.offered()));
  ASSERT_FALSE(result);
  EXPECT_NE(result.error().message.find("SECONDBRAIN_HOST"), std::string::npos);
}

TEST_F(over_the_wire, after_a_stop_nobody_is_let_in_and_the_port_is_free) {
  const auto port = net::own_port();
  running = started(fakes, {.port = port});
  running->stop();
  EXPECT_FALSE(running->running());
  EXPECT_FALSE(raw_client{port}.connected());
  EXPECT_TRUE(server::start({.port = port}, routes_of(fakes.offered())));
}

TEST_F(over_the_wire, a_stop_lets_requests_under_way_finish) {
  held_search held{fakes};
  running = started(fakes, {.drain = 1h});
  raw_client client{running->port()};
  client.write(head(search));
  held.begun.wait();
  auto stopped = std::async(std::launch::async, [this] { running->stop(); });
  EXPECT_EQ(stopped.wait_for(300ms), std::future_status::timeout) << "somebody waits";
  held.release.count_down();
  const auto answer = client.read_all();
  EXPECT_EQ(status_of(answer), 200) << answer;
  stopped.get();
}

TEST_F(over_the_wire, a_stop_ends_streams_idle_connections_and_waiting) {
  fakes.front->ignore<run_index>();
  running = started(fakes, {.keep_alive = 1h, .drain = 2s});
  raw_client stream{running->port()}, idle{running->port()}, waiting{running->port()};
  stream.write(head(progress_stream)).read_until("}\r\n");
  idle.write(head("GET /livez")).read_until("ok");
  waiting.write(head("POST /api/v1/index"));
  running->stop();
  const auto last = stream.read_all();
  EXPECT_NE(last.find("event: error\r\ndata: {\"detail\":\"the service is stopping"), std::string::npos) << last;
  EXPECT_TRUE(last.ends_with("0\r\n\r\n"));
  EXPECT_EQ(idle.read_all(), "");
  const auto answer = waiting.read_all();
  EXPECT_TRUE(answer.empty() || status_of(answer) == 503) << answer;  // empty: it had not begun
}

}  // namespace
}  // namespace secondbrain::http
