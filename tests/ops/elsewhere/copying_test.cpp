#include "ops/elsewhere/copying.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <condition_variable>
#include <mutex>

#include "tests/base/temporary_directory.hpp"

namespace secondbrain::ops {
namespace {

using namespace std::chrono_literals;
using testing::HasSubstr;
using testing::SizeIs;

/// Until somebody lets it go on, from whatever thread.
class gate {
 public:
  void open() {
    {
      const std::lock_guard lock{guarding_};
      is_open_ = true;
    }
    opened_.notify_all();
  }
  void wait() {
    std::unique_lock lock{guarding_};
    opened_.wait(lock, [this] { return is_open_; });
  }

 private:
  std::mutex guarding_;
  std::condition_variable opened_;
  bool is_open_ = false;
};

/// As a mount whose server is gone.
class hanging_place final : public copy_place {
 public:
  hanging_place(std::shared_ptr<gate> until, std::shared_ptr<gate> over)
      : until_{std::move(until)}, over_{std::move(over)} {}

  copy_kind kind() const override { return copy_kind::directory; }
  const std::string& shown() const override { return shown_; }
  status prepare(copy_record&, const copy_source&, another_place) override { return {}; }
  status carry(copy_record&, const copy_source&, copies_reading) override { return {}; }
  status verify(copy_record&, const copy_source&) override { return {}; }
  status look(copy_record&, const copy_source&) override {
    until_->wait();
    over_->open();
    return {};
  }
  result<fetched> fetch(const fetch_order&, const copy_source&) override { return fetched{}; }

 private:
  std::shared_ptr<gate> until_;
  std::shared_ptr<gate> over_;
  std::string shown_ = "/mnt/second";
};

TEST(look_within_test, a_place_that_hangs_is_said_to) {
  temporary_directory data;
  const auto until = std::make_shared<gate>();
  const auto over = std::make_shared<gate>();
  std::vector<std::unique_ptr<copy_place>> places;
  places.push_back(std::make_unique<hanging_place>(until, over));
  const auto looking =
      std::make_shared<copying>(std::move(places), copying_options{data.path(), [] { return copy_source{}; }, 60s});
  const auto seen = look_within(50ms, looking);
  ASSERT_THAT(seen, SizeIs(1));
  EXPECT_EQ(seen[0].place, "/mnt/second");
  EXPECT_THAT(seen[0].problem, HasSubstr("it has not answered for 1 s: its disk, or the machine behind it, hangs"));
  until->open();
  over->wait();
  EXPECT_EQ(look_within(60s, looking).at(0).problem, "");
}

}  // namespace
}  // namespace secondbrain::ops
