#include "ops/backup/former_directory.hpp"

#include <gmock/gmock.h>

#include "ops/backup/backup_choice.hpp"
#include "ops/backup/origin.hpp"
#include "ops/backup/restore.hpp"
#include "tests/ops/backup/data_fixture.hpp"

namespace secondbrain::ops {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

namespace fs = std::filesystem;

class former_directory_test : public data_fixture {
 protected:
  std::vector<snapshot_info> all() const { return list_snapshots(backups()).value(); }
  std::vector<former_directory> former() const { return former_directories(all(), data(), clock_.now()); }

  /// As when its disk was replaced while nothing ran, and something is begun in its place.
  snapshot_info lose_and_begin_anew() {
    const auto last = back_up();
    EXPECT_TRUE(last) << last.error().message;
    fs::remove_all(data());
    fs::create_directories(data());
    write_text(data() / "settings.json", "{}");
    EXPECT_TRUE(back_up());
    return *last;
  }

  result<restored> restore(const std::string& id, foreign_snapshots foreign) {
    clock_.advance(std::chrono::seconds{1});
    return restore_snapshot(backups(), id, data(), foreign, clock_);
  }
};

TEST_F(former_directory_test, one_that_was_lost_and_begun_anew_is_told_with_what_to_do) {
  EXPECT_TRUE(back_up());
  EXPECT_THAT(former(), IsEmpty()) << "the first one is begun, too";
  const auto last = lose_and_begin_anew();
  ASSERT_THAT(former(), SizeIs(1));
  EXPECT_EQ(former().front().newest.id, last.id);
  EXPECT_EQ(former().front().backups, 2);
  EXPECT_THAT(begun_anew_in_words(former(), data(), backups(), "--latest"),
              AllOf(HasSubstr(data().string() + " was begun anew"), HasSubstr("2 backups of it, the newest " + last.id),
                    HasSubstr("`secondbrain restore --latest --from-another`"), HasSubstr("backups begin-anew")));
}

TEST_F(former_directory_test, its_newest_is_what_another_one_is_taken_from_whoever_else_shares_the_folder) {
  fs::create_directories(place_ / "sample");
  write_text(place_ / "sample/settings.json", "{}");
  ASSERT_TRUE(back_up(place_ / "sample", 7));
  const auto last = lose_and_begin_anew();
  const auto chosen = snapshots_to_choose_from(backups(), data(), foreign_snapshots::accepted, clock_.now());
  ASSERT_TRUE(chosen) << chosen.error().message;
  EXPECT_EQ(chosen->front().id, last.id);
  const auto own = snapshots_to_choose_from(backups(), data(), foreign_snapshots::refused, clock_.now());
  EXPECT_THAT(*own, SizeIs(1)) << "without the word, its own";
  ASSERT_TRUE(go_on_with_new(data()).value());
  const auto unclear = snapshots_to_choose_from(backups(), data(), foreign_snapshots::accepted, clock_.now());
  ASSERT_FALSE(unclear);
  EXPECT_THAT(unclear.error().message, AllOf(HasSubstr("several data directories"), HasSubstr(last.id)));
}

TEST_F(former_directory_test, what_is_brought_back_goes_on_as_that_one_with_all_its_backups) {
  ASSERT_TRUE(back_up());
  const auto id = origin_of(data()).data_id;
  const auto last = lose_and_begin_anew();
  ASSERT_NE(origin_of(data()).data_id, id);
  ASSERT_TRUE(restore(last.id, foreign_snapshots::accepted));
  EXPECT_EQ(origin_of(data()).data_id, id);
  EXPECT_THAT(former(), IsEmpty());
  const auto next = back_up();
  ASSERT_TRUE(next);
  EXPECT_EQ(next->sequence, last.sequence + 1);
  EXPECT_THAT(snapshots_of(backups(), origin_of(data())).value(), SizeIs(3));
}

TEST_F(former_directory_test, it_is_told_until_somebody_says_that_the_new_one_is_meant) {
  lose_and_begin_anew();
  const auto own = snapshots_of(backups(), origin_of(data())).value();
  ASSERT_TRUE(restore(own.front().id, foreign_snapshots::refused));
  EXPECT_THAT(former(), SizeIs(1)) << "a restore of its own changes nothing of that";
  EXPECT_TRUE(go_on_with_new(data()).value());
  EXPECT_THAT(former(), IsEmpty());
  EXPECT_FALSE(go_on_with_new(data()).value()) << "once is enough";
}

TEST_F(former_directory_test, one_in_the_same_place_of_another_machine_is_none_that_was_lost) {
  const auto last = lose_and_begin_anew();
  auto others = all();
  auto later = *std::find_if(others.begin(), others.end(), [&](const auto& each) { return each.id == last.id; });
  clock_.advance(std::chrono::hours{1});
  later.created_at = "2026-02-06T05:00:00.000000+00:00";
  ASSERT_GT(later.created_at, last.created_at);
  later.sequence += 1;
  others.push_back(later);
  EXPECT_THAT(former_directories(others, data(), clock_.now()), IsEmpty()) << "it makes backups still";
  others.back().created_at = "2036-02-06T05:00:00.000000+00:00";
  EXPECT_THAT(former_directories(others, data(), clock_.now()), SizeIs(1)) << "a wrong clock is no sign of life";
}

TEST_F(former_directory_test, one_that_had_an_id_before_anybody_noted_it_was_not_begun_anew) {
  write_text(data() / "vault.json", R"({"id":"5f0c3b1e-9b1d-4c43-9d5a-0d8a1f1b2c3d"})");
  ASSERT_TRUE(note_beginning(data(), clock_));
  EXPECT_FALSE(fs::exists(data() / "begun.json"));
  write_text(data() / "begun.json", "no JSON");
  EXPECT_THAT(former(), IsEmpty());
}

}  // namespace
}  // namespace secondbrain::ops
