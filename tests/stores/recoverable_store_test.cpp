// Damaged files under real stores: what a store is after the damage, and what is reported.
#include "stores/recoverable_store.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "stores/index_tracker_store.hpp"
#include "stores/usage_store.hpp"
#include "tests/base/temporary_directory.hpp"
#include "tests/stores/damage.hpp"

namespace secondbrain::stores {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

class recoverable_store_test : public testing::Test {
 protected:
  recoverable_store_test() {
    place_.file = folder_ / "index_tracker.db";
    place_.on_emptied = [this] { ++emptied_; };
  }

  template <class Store = index_tracker_store>
  recoverable_store<Store> make() {
    return {place_, [this](const recovery_report& report) { reports_.push_back(report); }, time_};
  }

  static status as_it_is() { return {}; }

  void fill() const {
    auto store = index_tracker_store::open(place_.file).value();
    std::vector<tracked_file> files;
    for (int i = 0; i < 500; ++i) files.push_back({"notes/" + std::to_string(i) + ".md", "hash", 1, 1, "then", 1});
    ASSERT_TRUE(store.mark(files));
  }

  std::vector<std::string> set_aside() const {
    std::vector<std::string> names;
    for (const auto& each : std::filesystem::directory_iterator{folder_ / ""})
      if (auto name = each.path().filename().string(); name.find(".corrupt-") != std::string::npos)
        names.push_back(name);
    return names;
  }

  temporary_directory folder_;
  store_place place_;
  manual_clock time_{wall_time{std::chrono::seconds{1'771'016'700}}};
  std::vector<recovery_report> reports_;
  int emptied_ = 0;
};

TEST_F(recoverable_store_test, a_good_file_is_opened_and_nothing_is_reported) {
  fill();
  auto store = make();
  ASSERT_TRUE(store.open(as_it_is));
  EXPECT_THAT((*store).load().value(), SizeIs(500));
  store.close();
  EXPECT_THAT(reports_, IsEmpty());
  EXPECT_THAT(set_aside(), IsEmpty());
  EXPECT_EQ(emptied_, 0);
}

TEST_F(recoverable_store_test, a_file_that_is_no_database_is_set_aside_and_an_empty_one_opened) {
  overwrite_with_text(place_.file);
  auto store = make();
  ASSERT_TRUE(store.open(as_it_is));
  EXPECT_THAT((*store).load().value(), IsEmpty());
  ASSERT_THAT(reports_, SizeIs(1));
  ASSERT_TRUE(reports_[0].recovery);
  EXPECT_EQ(reports_[0].recovery->at, time_.now());
  EXPECT_THAT(set_aside(), testing::ElementsAre("index_tracker.db.corrupt-20260213-210500"));
  EXPECT_EQ(emptied_, 1);
}

TEST_F(recoverable_store_test, a_recorded_store_goes_on_with_its_copy) {
  place_.file = folder_ / "usage.db";
  usage_record call;
  call.provider = "local";
  ASSERT_TRUE(usage_store::open(folder_ / "copy.db")->record(call));
  overwrite_with_text(place_.file);
  place_.restore = [this](const std::filesystem::path& file) -> result<std::string> {
    std::filesystem::copy_file(folder_ / "copy.db", file);
    return "the copy";
  };
  auto store = make<usage_store>();
  ASSERT_TRUE(store.open(as_it_is));
  EXPECT_THAT((*store).daily(100'000).value(), SizeIs(1));
  ASSERT_THAT(reports_, SizeIs(1));
  EXPECT_THAT(reports_[0].recovery->message, HasSubstr("restored from the copy"));
  EXPECT_EQ(emptied_, 0);
}

TEST_F(recoverable_store_test, whoever_gets_it_first_may_find_the_damage) {
  fill();
  int openings = 0;
  auto store = make();
  ASSERT_TRUE(store.open(
      [&]() -> status { return ++openings == 1 ? status{fail(errc::corrupt, "a row makes no sense")} : status{}; }));
  EXPECT_EQ(openings, 2);
  EXPECT_THAT((*store).load().value(), IsEmpty()) << "the second file";
  EXPECT_THAT(reports_, SizeIs(1));
}

TEST_F(recoverable_store_test, what_is_no_damage_is_a_failure_and_the_file_stays) {
  fill();
  auto store = make();
  const auto refused = store.open([] { return status{fail(errc::io_failure, "no room for a matrix")}; });
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, errc::io_failure);
  EXPECT_THAT(reports_, IsEmpty());
  EXPECT_THAT(set_aside(), IsEmpty());
}

TEST_F(recoverable_store_test, one_row_that_makes_no_sense_breaks_nobody) {
  fill();
  auto store = make();
  ASSERT_TRUE(store.open(as_it_is));
  EXPECT_FALSE(store.is_broken_by({errc::corrupt, "one row"}));
  EXPECT_FALSE(store.is_broken_by({errc::busy, "somebody writes"}));
  EXPECT_TRUE(store.is_broken_by({errc::io_failure, "the disk is away"}));
  store.close();
  EXPECT_THAT(set_aside(), IsEmpty());
  EXPECT_THAT(reports_, IsEmpty());
}

TEST_F(recoverable_store_test, a_file_damaged_while_it_is_open_is_gone_when_it_is_opened_again) {
  fill();
  auto store = make();
  ASSERT_TRUE(store.open(as_it_is));
  flip_bytes(place_.file);
  const auto loaded = (*store).load();
  ASSERT_FALSE(loaded);
  ASSERT_EQ(loaded.error().code, errc::corrupt);
  EXPECT_TRUE(store.is_broken_by(loaded.error()));
  EXPECT_THAT(reports_, IsEmpty()) << "not while a connection is open";
  store.close();
  ASSERT_THAT(reports_, SizeIs(1));
  EXPECT_THAT(reports_[0].log_line, HasSubstr(loaded.error().message));
  EXPECT_EQ(emptied_, 1);
  ASSERT_TRUE(store.open(as_it_is));
  EXPECT_THAT((*store).load().value(), IsEmpty());
  store.close();
  EXPECT_THAT(reports_, SizeIs(1)) << "once";
}

TEST_F(recoverable_store_test, a_file_that_is_removed_is_written_again_from_what_is_held) {
  fill();
  auto store = make();
  ASSERT_TRUE(store.open(as_it_is));
  write_text(place_.file.string() + ".new", "somebody else's");
  std::filesystem::rename(place_.file.string() + ".new", place_.file);
  const auto refused = (*store).mark({{"notes/new.md", "hash", 1, 1, "then", 1}});
  ASSERT_FALSE(refused);
  EXPECT_TRUE(store.is_broken_by(refused.error()));
  store.close();
  ASSERT_TRUE(store.open(as_it_is));
  EXPECT_THAT((*store).load().value(), SizeIs(500));
  ASSERT_THAT(reports_, SizeIs(1));
  EXPECT_THAT(reports_[0].recovery->message, HasSubstr("nothing is lost"));
  EXPECT_THAT(set_aside(), testing::Contains("index_tracker.db.corrupt-20260213-210500"));
  EXPECT_EQ(read_text(folder_ / "index_tracker.db.corrupt-20260213-210500"), "somebody else's") << "it is kept";
  EXPECT_EQ(emptied_, 0);
}

TEST_F(recoverable_store_test, a_store_is_given_up_only_when_a_copy_of_it_is_safe) {
  fill();
  int questions = 0;
  place_.folder_in_place = [&] { return ++questions <= 2 ? status{} : fail(errc::io_failure, "it went away"); };
  auto store = make();
  ASSERT_TRUE(store.open(as_it_is));  // the first question
  std::filesystem::remove(place_.file);
  const auto refused = (*store).mark({{"notes/new.md", "hash", 1, 1, "then", 1}});
  ASSERT_FALSE(refused);
  EXPECT_FALSE(store.is_broken_by(refused.error())) << "the folder went while the copy was made";
  EXPECT_THAT((*store).load().value(), SizeIs(500));
}

TEST_F(recoverable_store_test, nor_is_one_that_cannot_be_copied) {
  fill();
  auto store = make();
  ASSERT_TRUE(store.open(as_it_is));
  std::filesystem::remove(place_.file);
  write_text(place_.file.string() + ".rescued/in the way", "of a person");
  const auto refused = (*store).mark({{"notes/new.md", "hash", 1, 1, "then", 1}});
  ASSERT_FALSE(refused);
  EXPECT_FALSE(store.is_broken_by(refused.error()));
  EXPECT_THAT((*store).load().value(), SizeIs(500));
  EXPECT_EQ(read_text(place_.file.string() + ".rescued/in the way"), "of a person");
}

TEST_F(recoverable_store_test, one_whose_folder_is_lost_stays_open_and_no_other_is_opened_in_its_place) {
  fill();
  bool is_in_place = true;
  place_.folder_in_place = [&] { return is_in_place ? status{} : fail(errc::io_failure, "it went away"); };
  auto store = make();
  ASSERT_TRUE(store.open(as_it_is));
  std::filesystem::remove(place_.file);
  is_in_place = false;
  const auto refused = (*store).mark({{"notes/new.md", "hash", 1, 1, "then", 1}});
  ASSERT_FALSE(refused);
  EXPECT_FALSE(store.is_broken_by(refused.error()));
  EXPECT_THAT((*store).load().value(), SizeIs(500));
  store.close();
  EXPECT_EQ(store.open(as_it_is).error().message, "it went away");
  EXPECT_FALSE(std::filesystem::exists(place_.file));
  EXPECT_THAT(reports_, IsEmpty());
}

}  // namespace
}  // namespace secondbrain::stores
