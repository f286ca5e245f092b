#include "http/server/framing.hpp"

#include <gtest/gtest.h>

namespace secondbrain::http {
namespace {

framing framing_of(std::vector<header> headers) {
  http_request head;
  head.headers = std::move(headers);
  return read_framing(head);
}

TEST(framing, no_announcement_is_no_body) {
  EXPECT_FALSE(framing_of({}).has_body());
  EXPECT_FALSE(framing_of({{"Content-Length", "0"}}).has_body());
}

TEST(framing, a_body_is_announced_by_length_or_in_chunks) {
  EXPECT_EQ(framing_of({{"content-length", "42"}}).length, 42u);
  EXPECT_TRUE(framing_of({{"content-length", "42"}}).has_body());
  EXPECT_TRUE(framing_of({{"Transfer-Encoding", "Chunked"}}).has_body());
}

struct refused {
  std::vector<header> headers;
  int status;
};

class ambiguous : public testing::TestWithParam<refused> {};

TEST_P(ambiguous, framing_is_refused) {
  const auto found = framing_of(GetParam().headers);
  ASSERT_TRUE(found.problem);
  EXPECT_EQ(found.problem->status, GetParam().status);
}

TEST(framing, http_1_0_has_no_chunks) {
  http_request head;
  head.version = "HTTP/1.0";
  head.headers = {{"Transfer-Encoding", "chunked"}};
  ASSERT_TRUE(read_framing(head).problem);
  EXPECT_EQ(read_framing(head).problem->status, 400);
}

TEST(framing, a_connection_is_closed_by_any_word_that_says_so) {
  http_request head;
  EXPECT_FALSE(wants_close(head));
  head.headers = {{"Connection", "TE, Close"}};
  EXPECT_TRUE(wants_close(head));
  head = {};
  head.version = "HTTP/1.0";
  EXPECT_TRUE(wants_close(head));
  head.headers = {{"Connection", "Keep-Alive"}};
  EXPECT_FALSE(wants_close(head));
}

INSTANTIATE_TEST_SUITE_P(
    rfc9112, ambiguous,
    testing::Values(refused{{{"Content-Length", "1"}, {"Content-Length", "1"}}, 400},
                    refused{{{"Content-Length", "5"}, {"Transfer-Encoding", "chunked"}}, 400},
                    refused{{{"Content-Length", "-1"}}, 400}, refused{{{"Content-Length", "+1"}}, 400},
                    refused{{{"Content-Length", "1x"}}, 400}, refused{{{"Content-Length", ""}}, 400},
                    refused{{{"Content-Length", "%35"}}, 400}, refused{{{"Content-Length", "5, 5"}}, 400},
                    refused{{{"Content-Length", "0x5"}}, 400}, refused{{{"Transfer-Encoding", "chun%6bed"}}, 501},
                    refused{{{"Transfer-Encoding", "chunked"}, {"Transfer-Encoding", "x"}}, 400},
                    refused{{{"Content-Length", "99999999999999999999"}}, 413},
                    refused{{{"Transfer-Encoding", "gzip, chunked"}}, 501},
                    refused{{{"Transfer-Encoding", "identity"}}, 501}));

}  // namespace
}  // namespace secondbrain::http
