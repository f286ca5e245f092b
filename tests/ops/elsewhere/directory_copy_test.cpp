#include "ops/elsewhere/directory_copy.hpp"

#include <gmock/gmock.h>
#include <sys/stat.h>

#include "ops/increments/increment_restore.hpp"
#include "tests/ops/elsewhere/copies_fixture.hpp"

namespace secondbrain::ops {
namespace {

using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;

namespace fs = std::filesystem;

class directory_copy_test : public copies_fixture {};

TEST_F(directory_copy_test, copies_every_verified_snapshot_and_verifies_it_there) {
  const auto made = back_up();
  ASSERT_TRUE(made);
  const auto done = carry();
  ASSERT_TRUE(done) << done.error().message;
  EXPECT_THAT(there(), ElementsAre(made->id));
  EXPECT_TRUE(verify_snapshot(own(), made->id)->verified);
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

TEST_F(directory_copy_test, leaves_those_of_another_data_directory_alone_also_of_the_same_second) {
  const auto other = back_up();
  ASSERT_TRUE(carry());
  const auto theirs = own();
  write_text(data() / "vault.json", R"({"id":"another"})");
  fs::remove_all(backups());
  record_.sequence = 0;
  clock_.advance(std::chrono::seconds{-1});
  std::vector<std::string> mine;
  for (int round = 0; round < 3; ++round) {
    mine.push_back(back_up()->id);
    ASSERT_TRUE(carry());
  }
  ASSERT_EQ(mine[0], other->id) << "both were made in one second";
  EXPECT_THAT(there(), ElementsAre(mine[2], mine[1]));
  EXPECT_TRUE(verify_snapshot(theirs, other->id)->verified);
}

TEST_F(directory_copy_test, reads_and_tidies_what_an_earlier_version_has_put_into_the_directory_itself) {
  std::vector<std::string> ids;
  for (int round = 0; round < 2; ++round) ids.push_back(back_up_all().id);
  fs::copy(backups(), disk(), fs::copy_options::recursive);
  ASSERT_TRUE(carry());
  EXPECT_THAT(there(), ElementsAre(ids[1], ids[0]));
  EXPECT_TRUE(fs::exists(disk() / ids[1])) << "nothing is copied twice";
  ids.push_back(back_up_all().id);
  ids.push_back(back_up_all().id);
  ASSERT_TRUE(carry());
  EXPECT_THAT(there(), ElementsAre(ids[3], ids[2]));
  EXPECT_FALSE(fs::exists(disk() / ids[0]) || fs::exists(disk() / ids[1]));
  for (const auto& id : {ids[2], ids[3]}) EXPECT_TRUE(verify_snapshot(own(), id)->verified) << id;
}

TEST_F(directory_copy_test, goes_on_after_the_backup_folder_was_lost) {
  for (int round = 0; round < 3; ++round) back_up();
  ASSERT_TRUE(carry());
  fs::remove_all(backups());
  const auto made = back_up();
  ASSERT_TRUE(carry());
  EXPECT_EQ(record_.status.snapshot, made->id) << "what is made now is newer";
  EXPECT_THAT(there(), ElementsAre(made->id, testing::_));
}

TEST_F(directory_copy_test, a_snapshot_that_somebody_has_removed_there_is_copied_again) {
  const auto made = back_up_all();
  ASSERT_TRUE(carry());
  fs::remove_all(own() / made.id);
  ASSERT_TRUE(carry());
  EXPECT_THAT(there(), ElementsAre(made.id));
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
  const auto refused = place_of_copies_.prepare(record_, source(), another_place::refused);
  ASSERT_FALSE(refused) << "the bare mount point of a disk that is away";
  EXPECT_EQ(refused.error().code, errc::conflict);
  EXPECT_THAT(entries_of(disk()), IsEmpty());
  ASSERT_TRUE(place_of_copies_.prepare(record_, source(), another_place::accepted));
  ASSERT_TRUE(carry());
  EXPECT_EQ(there().size(), 1);
}

TEST_F(directory_copy_test, one_that_is_in_order_is_left_as_it_is) {
  ASSERT_TRUE(back_up());
  ASSERT_TRUE(carry());
  const auto known = record_;
  for (const auto another : {another_place::refused, another_place::accepted}) {
    ASSERT_TRUE(place_of_copies_.prepare(record_, source(), another));
    EXPECT_EQ(record_.marker, known.marker);
    EXPECT_EQ(record_.status.snapshot, known.status.snapshot);
    EXPECT_EQ(record_.status.verified_at, known.status.verified_at);
  }
}

TEST_F(directory_copy_test, a_pipe_in_place_of_its_marker_holds_up_nobody) {
  ASSERT_TRUE(back_up());
  ASSERT_TRUE(carry());
  fs::remove(disk() / ".secondbrain-copies");
  ASSERT_EQ(::mkfifo((disk() / ".secondbrain-copies").c_str(), 0600), 0);
  EXPECT_FALSE(carry());
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
  const auto sound = back_up();
  for (int round = 0; round < 2; ++round) {
    const auto done = carry();
    ASSERT_TRUE(done) << "the others are copied: " << done.error().message;
    EXPECT_THAT(record_.status.not_copied,
                ElementsAre(AllOf(HasSubstr("usage.db"), HasSubstr(made->id), HasSubstr("rm -r " + made->path))));
    EXPECT_THAT(there(), ElementsAre(sound->id));
  }
  fs::remove_all(made->path);
  ASSERT_TRUE(carry());
  EXPECT_THAT(record_.status.not_copied, IsEmpty());
}

TEST_F(directory_copy_test, carries_what_is_shipped_between_snapshots_too) {
  ship();
  ASSERT_TRUE(carry());
  create_rows("conversations.db", 10);
  ship();
  ASSERT_TRUE(carry());
  const auto folder = increments_of(own(), "of-this-one");
  EXPECT_EQ(count_pieces(generations_in(folder).at(0)), 2);

  fs::create_directories(place_ / "restored");
  const auto applied = apply_increments(
      own(), [](const backup_origin&) { return true; }, 0, place_ / "restored");
  ASSERT_TRUE(applied && *applied);
  EXPECT_EQ(count_rows(place_ / "restored/conversations.db"), 110);
}

TEST_F(directory_copy_test, a_history_of_increments_that_was_begun_anew_takes_the_place_of_the_old_one) {
  for (int round = 0; round < 3; ++round) {
    create_rows("conversations.db", 10);
    ship();
    ASSERT_TRUE(carry());
  }
  fs::remove_all(backups());
  clock_.advance(std::chrono::hours{1});
  ship();
  ASSERT_TRUE(carry());
  create_rows("conversations.db", 10);
  ship();
  ASSERT_TRUE(carry());
  fs::create_directories(place_ / "restored");
  const auto applied = apply_increments(
      own(), [](const backup_origin&) { return true; }, 0, place_ / "restored");
  ASSERT_TRUE(applied && *applied);
  EXPECT_THAT((*applied)->remarks, IsEmpty());
  EXPECT_EQ(count_rows(place_ / "restored/conversations.db"), 140);
}

TEST_F(directory_copy_test, a_content_that_is_damaged_here_is_told_and_copied_when_it_is_there_again) {
  const auto made = back_up_all();
  fs::path content;
  for (const auto& each : fs::recursive_directory_iterator{backups() / objects_name})
    if (each.is_regular_file() && read_text(each.path()) == "the second note") content = each.path();
  write_text(content, "the sec0nd note");
  const auto told = carry();
  ASSERT_FALSE(told);
  EXPECT_THAT(told.error().message, AllOf(HasSubstr("folder/b.md"), HasSubstr(backups().string())));
  EXPECT_THAT(there(), ElementsAre(made.id)) << "the rest of it is worth having";
  EXPECT_FALSE(carry()) << "it is told for as long as it is so";
  write_text(content, "the second note");
  const auto mended = carry();
  EXPECT_TRUE(mended) << mended.error().message;
  EXPECT_TRUE(verify_snapshot(own(), made.id)->verified);
}

}  // namespace
}  // namespace secondbrain::ops
