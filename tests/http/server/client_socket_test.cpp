// One connection over a real pair of sockets.
#include "http/server/client_socket.hpp"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <string>
#include <thread>

namespace secondbrain::http {
namespace {

using namespace std::chrono_literals;

class client_socket_test : public ::testing::Test {
 protected:
  client_socket_test() {
    std::array<int, 2> ends{};
    EXPECT_EQ(::socketpair(AF_UNIX, SOCK_STREAM, 0, ends.data()), 0);
    ours_ = file_descriptor{ends[0]};
    client_ = file_descriptor{ends[1]};
    EXPECT_EQ(::fcntl(ours_.get(), F_SETFL, O_NONBLOCK), 0);
    options_.head_limit = 1'000;
    options_.target_limit = 100;
    for (auto* patience : {&options_.keep_alive, &options_.read_timeout, &options_.write_timeout}) *patience = 1h;
  }

  void send(std::string_view text) const {
    EXPECT_EQ(::write(client_.get(), text.data(), text.size()), static_cast<ssize_t>(text.size()));
  }
  void hang_up() { client_ = file_descriptor{}; }

  /// All that has left so far.
  std::string received() const {
    std::string text(1'000'000, '\0');
    const auto size = ::recv(client_.get(), text.data(), text.size(), MSG_DONTWAIT);
    text.resize(size < 0 ? 0 : static_cast<std::size_t>(size));
    return text;
  }

  head_state state_after(std::string_view text) {
    send(text);
    return socket_.await_head();
  }

  server_options options_;
  file_descriptor ours_, client_;
  std::atomic<std::int64_t> reading_since_{0};
  client_socket socket_{ours_, options_, reading_since_};
};

TEST_F(client_socket_test, a_head_ends_with_an_empty_line) {
  EXPECT_EQ(state_after("GET / HTTP/1.1\r\nHost: here\r\n\r\nbody"), head_state::complete);
  EXPECT_EQ(socket_.take_head(), "GET / HTTP/1.1\r\nHost: here\r\n\r\n");
  EXPECT_EQ(socket_.peek(), "body");
}

TEST_F(client_socket_test, a_head_may_come_in_pieces) {
  std::thread client{[this] {
    for (const auto* piece : {"GET / HT", "TP/1.1\r", "\nHost: here\r\n", "\r", "\n"}) send(piece);
  }};
  EXPECT_EQ(socket_.await_head(), head_state::complete);
  client.join();
  EXPECT_EQ(socket_.take_head(), "GET / HTTP/1.1\r\nHost: here\r\n\r\n");
}

TEST_F(client_socket_test, what_follows_a_request_is_the_next_one) {
  send("GET /a HTTP/1.1\r\n\r\nGET /b HTTP/1.1\r\n\r\n");
  EXPECT_EQ(socket_.await_head(), head_state::complete);
  EXPECT_EQ(socket_.take_head(), "GET /a HTTP/1.1\r\n\r\n");
  EXPECT_EQ(socket_.await_head(), head_state::complete);
  EXPECT_EQ(socket_.take_head(), "GET /b HTTP/1.1\r\n\r\n");
}

TEST_F(client_socket_test, a_body_is_given_until_it_is_taken) {
  EXPECT_EQ(state_after("POST / HTTP/1.1\r\n\r\nabcdef"), head_state::complete);
  socket_.take_head();
  EXPECT_EQ(socket_.peek(), "abcdef");
  socket_.taken(2);
  EXPECT_EQ(socket_.peek(), "cdef");
  socket_.taken(4);
  send("more");
  EXPECT_EQ(socket_.peek(), "more");
}

TEST_F(client_socket_test, a_few_empty_lines_in_front_are_passed_over) {
  EXPECT_EQ(state_after("\r\n\r\nGET / HTTP/1.1\r\n\r\n"), head_state::complete);
  EXPECT_EQ(socket_.take_head(), "GET / HTTP/1.1\r\n\r\n");
  std::string many;
  for (int i = 0; i < 9; ++i) many += "\r\n";
  EXPECT_EQ(state_after(many), head_state::malformed);
}

TEST_F(client_socket_test, what_stands_in_no_head_is_refused_at_once) {
  EXPECT_EQ(state_after("GET / HTTP/1.1\n"), head_state::malformed);
}

TEST_F(client_socket_test, a_control_character_is_refused_at_once) {
  EXPECT_EQ(state_after("\x16\x03\x01"), head_state::malformed) << "the beginning of TLS";
}

TEST_F(client_socket_test, a_target_that_is_too_long_is_not_a_head_that_is_too_large) {
  EXPECT_EQ(state_after("GET /" + std::string(100, 'a')), head_state::target_too_long);
}

TEST_F(client_socket_test, a_head_that_is_too_large_is_refused_before_it_ends) {
  EXPECT_EQ(state_after("GET / HTTP/1.1\r\nX: " + std::string(1'000, 'a')), head_state::too_large);
}

TEST_F(client_socket_test, a_long_target_leaves_the_headers_their_room) {
  options_.target_limit = 100'000;
  const auto head = "GET /" + std::string(90'000, 'a') + " HTTP/1.1\r\nX: " + std::string(900, 'x') + "\r\n\r\n";
  std::thread client{[&] { send(head); }};
  EXPECT_EQ(socket_.await_head(), head_state::complete);
  client.join();
  EXPECT_EQ(socket_.take_head(), head);
  client = std::thread{[&] { send("GET / HTTP/1.1\r\nX: " + std::string(1'100, 'x') + "\r\n\r\n"); }};
  EXPECT_EQ(socket_.await_head(), head_state::too_large);
  client.join();
}

TEST_F(client_socket_test, a_client_that_leaves_is_noticed) {
  EXPECT_FALSE(socket_.gone());
  send("GET");
  EXPECT_FALSE(socket_.gone()) << "there is still something to read";
  hang_up();
  EXPECT_EQ(socket_.await_head(), head_state::closed);
  EXPECT_TRUE(socket_.gone());
}

TEST_F(client_socket_test, nobody_waits_longer_than_the_options_say) {
  options_.keep_alive = 0ms;
  EXPECT_EQ(socket_.await_head(), head_state::closed) << "an idle connection is closed without a word";
  options_.keep_alive = 1h;
  options_.read_timeout = 0ms;
  EXPECT_EQ(state_after("GET / HT"), head_state::timed_out);
}

TEST_F(client_socket_test, others_see_how_long_it_waits_only_while_it_waits) {
  std::thread client{[this] {
    while (reading_since_ == 0) std::this_thread::yield();
    send("GET / HTTP/1.1\r\n\r\n");
  }};
  EXPECT_EQ(socket_.await_head(), head_state::complete);
  client.join();
  EXPECT_EQ(reading_since_, 0);
}

TEST_F(client_socket_test, what_is_long_leaves_at_once_and_behind_what_was_written_before) {
  const std::string body(100'000, 'b');
  std::string seen;
  std::thread client{[&] {
    std::string piece(4'096, '\0');
    while (seen.size() < body.size() + 9) {
      const auto size = ::read(client_.get(), piece.data(), piece.size());
      if (size <= 0) return;
      seen.append(piece, 0, static_cast<std::size_t>(size));
    }
  }};
  EXPECT_TRUE(socket_.write("head"));
  EXPECT_TRUE(socket_.write(body));
  EXPECT_TRUE(socket_.write("after"));
  EXPECT_TRUE(socket_.flush());
  client.join();
  EXPECT_EQ(seen, "head" + body + "after");
}

TEST_F(client_socket_test, what_is_written_leaves_with_a_flush_or_when_the_client_is_waited_for) {
  EXPECT_TRUE(socket_.write("HTTP/1.1 200 OK\r\n"));
  EXPECT_EQ(received(), "");
  EXPECT_TRUE(socket_.flush());
  EXPECT_EQ(received(), "HTTP/1.1 200 OK\r\n");
  EXPECT_TRUE(socket_.write("more"));
  std::thread client{[this] {
    pollfd entry{client_.get(), POLLIN, 0};
    EXPECT_EQ(::poll(&entry, 1, 60'000), 1);
    EXPECT_EQ(received(), "more");
    hang_up();
  }};
  EXPECT_EQ(socket_.await_head(), head_state::closed);
  client.join();
}

TEST_F(client_socket_test, a_client_that_reads_nothing_ends_the_writing) {
  options_.write_timeout = 1ms;
  const std::string much(100'000, 'x');
  bool written = true;
  for (int i = 0; i < 1'000 && written; ++i) written = socket_.write(much);
  EXPECT_FALSE(written);
}

TEST_F(client_socket_test, writing_to_a_client_that_left_fails_and_raises_no_signal) {
  hang_up();
  socket_.write("late");
  EXPECT_FALSE(socket_.flush());
}

TEST_F(client_socket_test, a_gentle_end_lets_the_answer_arrive_though_the_request_was_not_read) {
  send(std::string(10'000, 'x'));
  EXPECT_TRUE(socket_.write("HTTP/1.1 413 Content Too Large\r\n\r\n"));
  EXPECT_TRUE(socket_.flush());
  std::thread client{[this] {
    EXPECT_EQ(received(), "HTTP/1.1 413 Content Too Large\r\n\r\n");
    hang_up();
  }};
  socket_.close_gently();
  client.join();
}

}  // namespace
}  // namespace secondbrain::http
