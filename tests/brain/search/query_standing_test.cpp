#include "brain/search/query_standing.hpp"

#include <gtest/gtest.h>

namespace secondbrain::search {
namespace {

using namespace std::chrono_literals;

TEST(query_standing, tells_why_the_last_queries_could_not_be_embedded) {
  const manual_clock time;
  query_standing standing{time};
  const result<std::vector<float>> good{std::vector<float>{1}};
  const result<std::vector<float>> bad{fail(errc::corrupt, "nonsense")};
  const result<std::vector<float>> cancelled{fail(errc::cancelled, "nobody waits")};
  standing.tell(bad);
  EXPECT_EQ(standing.trouble(), "") << "one alone";
  standing.tell(good);
  standing.tell(bad);
  standing.tell(cancelled);
  EXPECT_EQ(standing.trouble(), "");
  standing.tell(bad);
  EXPECT_EQ(standing.trouble(), "nonsense");
  standing.tell(cancelled);
  EXPECT_EQ(standing.trouble(), "nonsense");
  time.sleep(1h);
  EXPECT_EQ(standing.trouble(), "") << "nobody knows";
  standing.tell(bad);
  EXPECT_EQ(standing.trouble(), "nonsense");
  standing.tell(good);
  EXPECT_EQ(standing.trouble(), "");
}

}  // namespace
}  // namespace secondbrain::search
