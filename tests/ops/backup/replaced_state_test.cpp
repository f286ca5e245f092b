#include "ops/backup/replaced_state.hpp"

#include <gmock/gmock.h>

#include "base/time_text.hpp"
#include "tests/base/temporary_directory.hpp"

namespace secondbrain::ops {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

namespace fs = std::filesystem;

class replaced_state_test : public ::testing::Test {
 protected:
  fs::path data() const { return place_ / "data"; }
  fs::path replaced(std::chrono::hours ago) const {
    auto path = fs::path{data().string() + ".replaced-" + local_stamp(now_ - ago)};
    write_text(path / "usage.db", "then");
    return path;
  }

  temporary_directory place_;
  wall_time now_ = std::chrono::system_clock::from_time_t(1770352205);
};

TEST_F(replaced_state_test, the_old_ones_go_and_it_is_told_which) {
  const auto old = replaced(std::chrono::hours{24 * 31});
  const auto young = replaced(std::chrono::hours{24 * 29});
  write_text(place_ / "data.replaced-by-hand/usage.db", "mine");
  EXPECT_THAT(replaced_states(data()), SizeIs(3));
  const auto gone = prune_replaced(data(), 30, now_);
  ASSERT_TRUE(gone) << gone.error().message;
  EXPECT_THAT(*gone, ElementsAre(old));
  EXPECT_FALSE(fs::exists(old));
  EXPECT_TRUE(fs::exists(young));
  EXPECT_TRUE(fs::exists(place_ / "data.replaced-by-hand")) << "whoever named it so means to keep it";
}

TEST_F(replaced_state_test, for_good_means_for_good) {
  replaced(std::chrono::hours{24 * 3650});
  EXPECT_THAT(*prune_replaced(data(), 0, now_), IsEmpty());
}

TEST_F(replaced_state_test, a_date_in_the_future_is_no_age) {
  const auto future = replaced(-std::chrono::hours{24 * 365});
  EXPECT_THAT(*prune_replaced(data(), 1, now_), IsEmpty());
  EXPECT_TRUE(fs::exists(future));
}

TEST_F(replaced_state_test, what_a_crash_left_of_a_removal_goes_and_is_never_offered) {
  write_text(place_ / "data.discarded-20260101-000000/usage.db", "half");
  EXPECT_THAT(replaced_states(data()), IsEmpty());
  EXPECT_THAT(*prune_replaced(data(), 30, now_), IsEmpty());
  EXPECT_FALSE(fs::exists(place_ / "data.discarded-20260101-000000"));
}

}  // namespace
}  // namespace secondbrain::ops
