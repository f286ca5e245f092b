#include "ops/elsewhere/directory_copy.hpp"

#include <gmock/gmock.h>

#include "ops/backup/origin.hpp"
#include "ops/increments/increment_folder.hpp"
#include "ops/increments/increment_restore.hpp"
#include "ops/increments/increment_shipper.hpp"
#include "tests/ops/backup/data_fixture.hpp"

namespace secondbrain::ops {
namespace {

using ::testing::AllOf;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

namespace fs = std::filesystem;

class directory_copy_test : public data_fixture {
 protected:
  void SetUp() override {
    data_fixture::SetUp();
    write_text(data() / "vault.json", R"({"id":"of-this-one"})");
    fs::create_directories(disk());
  }

  fs::path disk() const { return place_ / "disk"; }
  copy_source source() const {
    return {backups(), origin_of(data()), [this] { return cancelled_; }};
  }
  status carry() { return place_of_copies_.carry(record_, source()); }

  std::vector<std::string> there() const {
    std::vector<std::string> ids;
    const auto listed = list_snapshots(disk());
    for (const auto& each : *listed) ids.push_back(each.id);
    return ids;
  }

  bool cancelled_ = false;
  copy_record record_;
  directory_copy place_of_copies_{{disk(), {.newest = 2}}};
};

TEST_F(directory_copy_test, copies_every_verified_snapshot_and_verifies_it_there) {
  const auto made = back_up();
  ASSERT_TRUE(made);
  const auto done = carry();
  ASSERT_TRUE(done) << done.error().message;
  EXPECT_THAT(there(), ElementsAre(made->id));
  EXPECT_TRUE(verify_snapshot(disk(), made->id)->verified);
  EXPECT_EQ(record_.status.snapshot, made->id);
  EXPECT_EQ(record_.status.snapshots, 1);
  EXPECT_FALSE(record_.status.verified_at.empty());
  const auto before = record_.status.copied_at;
  ASSERT_TRUE(carry());
  EXPECT_EQ(record_.status.copied_at, before) << "nothing is copied twice";
}

TEST_F(directory_copy_test, keeps_as_many_as_it_should_and_copies_none_of_them_again) {
  std::vector<std::string> ids;
  for (int round = 0; round < 4; ++round) {
    ids.push_back(back_up()->id);
    ASSERT_TRUE(carry());
  }
  EXPECT_THAT(there(), ElementsAre(ids[3], ids[2]));
  ASSERT_TRUE(carry());
  EXPECT_THAT(there(), ElementsAre(ids[3], ids[2]));
}

TEST_F(directory_copy_test, leaves_those_of_another_data_directory_alone) {
  const auto other = back_up();
  ASSERT_TRUE(carry());
  write_text(data() / "vault.json", R"({"id":"another"})");
  fs::remove_all(backups());
  record_.sequence = 0;
  std::vector<std::string> own;
  for (int round = 0; round < 3; ++round) {
    own.push_back(back_up()->id);
    ASSERT_TRUE(carry());
  }
  EXPECT_THAT(there(), ElementsAre(own[2], own[1], other->id));
}

TEST_F(directory_copy_test, never_creates_the_folder_nor_fills_a_mount_point_without_its_disk) {
  ASSERT_TRUE(back_up());
  fs::remove_all(disk());
  auto refused = carry();
  ASSERT_FALSE(refused);
  EXPECT_THAT(refused.error().message, AllOf(HasSubstr(disk().string()), HasSubstr("mount its disk")));
  EXPECT_FALSE(fs::exists(disk()));

  fs::create_directories(disk());
  ASSERT_TRUE(carry());
  const auto away = place_ / "away";
  fs::rename(disk(), away);
  fs::create_directories(disk());  // the bare mount point
  ASSERT_TRUE(back_up());
  refused = carry();
  ASSERT_FALSE(refused);
  EXPECT_THAT(refused.error().message, AllOf(HasSubstr("not mounted"), HasSubstr("secondbrain elsewhere init")));
  EXPECT_THAT(entries_of(disk()), IsEmpty());

  fs::remove(disk());
  fs::rename(away, disk());
  ASSERT_TRUE(carry()) << "it goes on by itself";
  EXPECT_EQ(there().size(), 2);
}

TEST_F(directory_copy_test, takes_another_folder_on_the_word_of_its_owner) {
  ASSERT_TRUE(back_up());
  ASSERT_TRUE(carry());
  fs::remove_all(disk());
  fs::create_directories(disk());
  ASSERT_FALSE(carry());
  ASSERT_TRUE(place_of_copies_.prepare(record_, source()));
  ASSERT_TRUE(carry());
  EXPECT_EQ(there().size(), 1);
}

TEST_F(directory_copy_test, leaves_nothing_that_looks_like_a_snapshot_when_it_is_stopped) {
  ASSERT_TRUE(back_up());
  cancelled_ = true;
  const auto stopped = carry();
  ASSERT_FALSE(stopped);
  EXPECT_EQ(stopped.error().code, errc::cancelled);
  EXPECT_THAT(there(), IsEmpty());
  cancelled_ = false;
  ASSERT_TRUE(carry());
}

TEST_F(directory_copy_test, copies_nothing_that_is_damaged_and_says_so) {
  const auto made = back_up();
  flip_byte(fs::path{made->path} / "usage.db", 5000);
  const auto refused = carry();
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, errc::corrupt);
  EXPECT_THAT(refused.error().message, HasSubstr("usage.db"));
  EXPECT_THAT(there(), IsEmpty());
}

TEST_F(directory_copy_test, finds_damage_there_and_copies_anew) {
  const auto made = back_up();
  ASSERT_TRUE(carry());
  flip_byte(disk() / made->id / "usage.db", 5000);
  record_.status.verified_at = "2020-01-01T00:00:00+00:00";
  const auto found = carry();
  ASSERT_FALSE(found);
  EXPECT_EQ(found.error().code, errc::corrupt);
  EXPECT_THAT(found.error().message, HasSubstr("look at that disk"));
  ASSERT_TRUE(carry());
  EXPECT_TRUE(verify_snapshot(disk(), made->id)->verified);
}

TEST_F(directory_copy_test, carries_what_is_shipped_between_snapshots_too) {
  shipping_options shipping;
  shipping.data_directory = data();
  shipping.backups = backups();
  shipping.databases = {"conversations.db"};
  shipping.origin = [this] { return origin_of(data()); };
  increment_shipper shipper{shipping, clock_};
  ASSERT_TRUE(shipper.look());
  ASSERT_TRUE(carry());
  create_rows("conversations.db", 10);
  ASSERT_TRUE(shipper.look());
  ASSERT_TRUE(carry());
  const auto folder = increments_of(disk(), "of-this-one");
  EXPECT_EQ(count_pieces(generations_in(folder).at(0)), 2);

  fs::create_directories(place_ / "restored");
  const auto applied = apply_increments(
      disk(), [](const backup_origin&) { return true; }, 0, place_ / "restored");
  ASSERT_TRUE(applied && *applied);
  EXPECT_EQ(count_rows(place_ / "restored/conversations.db"), 110);
}

TEST_F(directory_copy_test, brings_one_back) {
  const auto made = back_up();
  ASSERT_TRUE(carry());
  fs::remove_all(backups());
  const auto fetched = place_of_copies_.fetch("", source());
  ASSERT_TRUE(fetched) << fetched.error().message;
  EXPECT_EQ(*fetched, made->id);
  EXPECT_TRUE(verify_snapshot(backups(), made->id)->verified);
  const auto none = place_of_copies_.fetch("data-20000101-000000", source());
  ASSERT_FALSE(none);
  EXPECT_EQ(none.error().code, errc::not_found);
}

}  // namespace
}  // namespace secondbrain::ops
