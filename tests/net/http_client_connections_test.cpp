// Connections that are kept, and what may and may not be sent again when one of them breaks.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <zlib.h>

#include <future>
#include <stdexcept>

#include "net/http_client.hpp"
#include "tests/net/http_caller.hpp"
#include "tests/net/scripted_host.hpp"

namespace secondbrain::net {
namespace {

using ::testing::Each;
using ::testing::HasSubstr;
using ::testing::SizeIs;

class http_client_connections_test : public ::testing::Test {
 protected:
  http_answer post(const std::string& body = "{}") { return caller_.post(host_.url(), generous_limits(), body); }

  http_caller caller_;
  scripted_host host_;
};

TEST_F(http_client_connections_test, a_second_call_uses_the_connection_of_the_first) {
  host_.play(answer_and_stay(200, "one")).play(answer_and_stay(429, "not now")).play(answer_and_stay(200, "two"));
  EXPECT_EQ(post().code, 200);
  EXPECT_EQ(post().code, 429);
  EXPECT_EQ(post().code, 200);
  EXPECT_EQ(caller_.received(), "onetwo");
  EXPECT_EQ(host_.connections(), 1);
}

TEST_F(http_client_connections_test, a_stream_that_was_heard_to_its_end_leaves_its_connection) {
  host_.play([](const served_connection& client) {
    client.keep();
    client.write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
    client.write(chunk("enough") + "0\r\n\r\n");
  });
  host_.play(answer_and_stay(200, "more"));
  EXPECT_EQ(code_of(post()), errc::none);
  EXPECT_EQ(code_of(post()), errc::none);
  EXPECT_EQ(host_.connections(), 1);
}

TEST_F(http_client_connections_test, calls_at_the_same_time_have_connections_of_their_own) {
  std::promise<void> second_has_come;
  host_.play([&](const served_connection& client) {
    second_has_come.get_future().wait();
    answer_and_stay(200, "")(client);
  });
  host_.play([&](const served_connection& client) {
    second_has_come.set_value();
    answer_and_stay(200, "")(client);
  });
  const auto call = [&] {
    const auto limits = generous_limits();
    return caller_.network().send({*parse_url(host_.url()), {}, "{}"}, call_deadline{limits},
                                  [](std::string_view) { return true; });
  };
  auto first = std::async(std::launch::async, call);
  auto second = std::async(std::launch::async, call);
  EXPECT_EQ(first.get().code, 200);
  EXPECT_EQ(second.get().code, 200);
  EXPECT_EQ(host_.connections(), 2);

  host_.play(answer_and_stay(200, ""));
  EXPECT_EQ(call().code, 200);
  EXPECT_EQ(host_.connections(), 2);
}

TEST_F(http_client_connections_test, hosts_do_not_share_connections) {
  scripted_host other;
  host_.play(answer_and_stay(200, "")).play(answer_and_stay(200, ""));
  other.play(answer_and_stay(200, ""));
  post();
  EXPECT_EQ(caller_.post(other.url()).code, 200);
  post();
  EXPECT_EQ(host_.connections(), 1);
  EXPECT_EQ(other.connections(), 1);
}

TEST_F(http_client_connections_test, a_connection_that_the_host_closed_meanwhile_is_opened_anew) {
  for (int i = 0; i < 3; ++i) {
    std::promise<void> closed;
    host_.play([&](const served_connection& client) {
      client.write(http_response(200, "ok"));
      ::shutdown(client.socket(), SHUT_RDWR);
      closed.set_value();
    });
    EXPECT_EQ(code_of(post()), errc::none) << i;
    closed.get_future().wait();
  }
  EXPECT_THAT(host_.requests(), SizeIs(3));
  EXPECT_EQ(host_.connections(), 3);
}

// The host may have done the work, and be paid for it.
TEST_F(http_client_connections_test, what_a_kept_connection_took_and_did_not_answer_is_not_sent_again) {
  for (const auto& last :
       {hang_up(), scripted_host::script{[](const served_connection& client) { client.reset_at_end(); }}}) {
    host_.play(answer_and_stay(200, "one")).play(last).play(answer(200, "again"));
    EXPECT_EQ(code_of(post()), errc::none);
    const auto before = host_.requests().size();
    const auto got = post();
    EXPECT_EQ(code_of(got), errc::unavailable);
    EXPECT_EQ(got.progress, http_progress::sent);
    EXPECT_EQ(host_.requests().size(), before + 1);
    EXPECT_EQ(code_of(post()), errc::none) << "the next call has a connection of its own";
  }
}

TEST_F(http_client_connections_test, what_breaks_before_all_of_it_was_sent_may_be_sent_again) {
  scripted_host hasty{scripted_host::listening::bytes};
  hasty.play([](const served_connection& client) { client.reset_at_end(); });
  const auto got = caller_.post(hasty.url(), generous_limits(), std::string(std::size_t{64} * 1024 * 1024, 'x'));
  EXPECT_EQ(code_of(got), errc::unavailable);
  EXPECT_EQ(got.progress, http_progress::not_sent);
}

TEST_F(http_client_connections_test, a_receiver_that_throws_ends_the_call_and_is_heard) {
  host_.play(answer_and_stay(200, "body")).play(answer(200, "next"));
  const auto limits = generous_limits();
  EXPECT_THROW(caller_.network().send({*parse_url(host_.url()), {}, "{}"}, call_deadline{limits},
                                      [](std::string_view) -> bool { throw std::runtime_error{"receiver"}; }),
               std::runtime_error);
  EXPECT_EQ(post().code, 200);
}

// ---- compression ----

std::string gzipped(const std::string& text) {
  constexpr int with_gzip_head = 16 + MAX_WBITS;
  constexpr int usual_memory = 8;
  z_stream stream{};
  deflateInit2(&stream, Z_BEST_COMPRESSION, Z_DEFLATED, with_gzip_head, usual_memory, Z_DEFAULT_STRATEGY);
  std::string packed(deflateBound(&stream, text.size()), '\0');
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(text.data()));
  stream.avail_in = static_cast<uInt>(text.size());
  stream.next_out = reinterpret_cast<Bytef*>(packed.data());
  stream.avail_out = static_cast<uInt>(packed.size());
  deflate(&stream, Z_FINISH);
  packed.resize(stream.total_out);
  deflateEnd(&stream);
  return packed;
}

TEST_F(http_client_connections_test, a_packed_answer_is_unpacked) {
  host_.play(answer(200, gzipped("hello hello hello"), "Content-Encoding: gzip\r\n"));
  EXPECT_EQ(code_of(post()), errc::none);
  EXPECT_EQ(caller_.received(), "hello hello hello");
  EXPECT_THAT(host_.requests(), Each(HasSubstr("gzip")));
}

TEST_F(http_client_connections_test, a_packed_flood_ends_at_the_limit) {
  host_.play(answer(200, gzipped(std::string(2 * longest_answer, 'a')), "Content-Encoding: gzip\r\n"));
  EXPECT_EQ(code_of(post()), errc::corrupt);
  EXPECT_LE(caller_.received().size(), longest_answer);
}

TEST_F(http_client_connections_test, what_cannot_be_unpacked_is_no_answer) {
  host_.play(answer(200, "not packed at all", "Content-Encoding: gzip\r\n"));
  EXPECT_EQ(code_of(post()), errc::corrupt);
}

}  // namespace
}  // namespace secondbrain::net
