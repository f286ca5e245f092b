#include "ops/elsewhere/copying.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <condition_variable>
#include <mutex>

#include "ops/elsewhere/copies_record.hpp"
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

/// Fails until it is told to be well.
class counted_place final : public copy_place {
 public:
  struct seen {
    bool is_well = true;
    int carried = 0;
  };
  explicit counted_place(seen& told) : told_{told} {}

  copy_kind kind() const override { return copy_kind::directory; }
  const std::string& shown() const override { return shown_; }
  status prepare(copy_record&, const copy_source&, another_place) override { return {}; }
  status carry(copy_record&, const copy_source&, copies_reading) override {
    ++told_.carried;
    return told_.is_well ? status{} : status{fail(errc::not_found, "there is no folder")};
  }
  status verify(copy_record&, const copy_source&) override { return {}; }
  status look(copy_record&, const copy_source&) override { return {}; }
  result<fetched> fetch(const fetch_order&, const copy_source&) override { return fetched{}; }

 private:
  seen& told_;
  std::string shown_ = "/mnt/second";
};

class copying_test : public testing::Test {
 protected:
  copying make(copying_options more = {}) {
    std::vector<std::unique_ptr<copy_place>> places;
    places.push_back(std::make_unique<counted_place>(place_));
    more.data_directory = data_.path();
    more.source = [] { return copy_source{}; };
    more.interval = 60s;
    return {std::move(places), std::move(more)};
  }

  temporary_directory data_;
  counted_place::seen place_;
};

TEST_F(copying_test, what_a_person_asks_for_waits_for_what_is_under_way) {
  auto held = lock_copies(data_.path(), copy_kind::directory);
  ASSERT_TRUE(held);
  const auto refused = make().copy_now();
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, errc::locked);
  EXPECT_EQ(make().prepare({}, [](const error&) { return status{}; }).error().code, errc::locked);
  EXPECT_EQ(place_.carried, 0);

  std::vector<std::string> waited_for;
  copying_options patient;
  patient.patience = 10min;
  patient.waits = [&](const std::string& place) {
    waited_for.push_back(place);
    *held = file_descriptor{};
  };
  EXPECT_TRUE(make(patient).copy_now());
  EXPECT_EQ(place_.carried, 1);
  EXPECT_THAT(waited_for, testing::ElementsAre("/mnt/second"));
  EXPECT_TRUE(make(patient).copy_now());
  EXPECT_THAT(waited_for, SizeIs(1)) << "nobody else copies";
}

TEST_F(copying_test, what_was_mended_by_hand_is_tried_at_once) {
  auto service = make();
  const auto told = [](const std::vector<backup_copy>&) {};
  place_.is_well = false;
  service.round(told);
  service.round(told);
  ASSERT_EQ(place_.carried, 1) << "the second look comes after a pause";
  EXPECT_EQ(service.standing().at(0).problem, "there is no folder");

  place_.is_well = true;
  ASSERT_TRUE(make().prepare({}, [](const error&) { return status{}; }));
  service.round(told);
  EXPECT_EQ(place_.carried, 2);
  EXPECT_EQ(service.standing().at(0).problem, "");
}

}  // namespace
}  // namespace secondbrain::ops
