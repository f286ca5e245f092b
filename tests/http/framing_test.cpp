#include "http/framing.hpp"

#include <gtest/gtest.h>

namespace secondbrain::http {
namespace {

framing read(std::vector<header> headers) {
  http_request head;
  head.headers = std::move(headers);
  return read_framing(head);
}

TEST(framing, no_announcement_is_no_body) {
  EXPECT_FALSE(read({}).has_body);
  EXPECT_FALSE(read({{"Content-Length", "0"}}).has_body);
}

TEST(framing, a_body_is_announced_by_length_or_in_chunks) {
  EXPECT_EQ(read({{"content-length", "42"}}).length, 42u);
  EXPECT_TRUE(read({{"content-length", "42"}}).has_body);
  EXPECT_TRUE(read({{"Transfer-Encoding", "Chunked"}}).has_body);
}

struct refused {
  std::vector<header> headers;
  int status;
};

class ambiguous : public testing::TestWithParam<refused> {};

TEST_P(ambiguous, framing_is_refused) {
  const auto found = read(GetParam().headers);
  ASSERT_TRUE(found.problem);
  EXPECT_EQ(found.problem->status, GetParam().status);
}

INSTANTIATE_TEST_SUITE_P(rfc9112, ambiguous,
                         testing::Values(refused{{{"Content-Length", "1"}, {"Content-Length", "1"}}, 400},
                                         refused{{{"Content-Length", "5"}, {"Transfer-Encoding", "chunked"}}, 400},
                                         refused{{{"Content-Length", "-1"}}, 400},
                                         refused{{{"Content-Length", "+1"}}, 400},
                                         refused{{{"Content-Length", "1x"}}, 400},
                                         refused{{{"Content-Length", ""}}, 400},
                                         refused{{{"Content-Length", "99999999999999999999"}}, 413},
                                         refused{{{"Transfer-Encoding", "gzip, chunked"}}, 501},
                                         refused{{{"Transfer-Encoding", "identity"}}, 501}));

}  // namespace
}  // namespace secondbrain::http
