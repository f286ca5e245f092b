#include "ops/backup/backup_maker.hpp"

#include <fcntl.h>
#include <gmock/gmock.h>
#include <sys/file.h>

#include <atomic>
#include <mutex>
#include <thread>

#include "base/file_descriptor.hpp"
#include "base/text.hpp"
#include "ops/backup/origin.hpp"
#include "ops/data/server_lock.hpp"
#include "tests/base/child_process.hpp"
#include "tests/ops/backup/data_fixture.hpp"

namespace secondbrain::ops {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::SizeIs;
using ::testing::UnorderedElementsAre;

namespace fs = std::filesystem;

class backup_maker : public data_fixture {};

TEST_F(backup_maker, holds_every_database_and_record_but_no_log) {
  auto snapshot = back_up();
  ASSERT_TRUE(snapshot) << snapshot.error().message;
  EXPECT_TRUE(snapshot->verified);
  std::vector<std::string> names;
  for (const auto& file : snapshot->files) names.push_back(file.name);
  EXPECT_THAT(names,
              UnorderedElementsAre("usage.db", "conversations.db", "settings.json", "vault.json", "eval/report.json"));
  EXPECT_EQ(count_rows(snapshot->path + "/usage.db"), 100);
  EXPECT_EQ(read_text(snapshot->path + "/settings.json"), R"({"categories":[]})");
}

TEST_F(backup_maker, is_named_by_its_time_and_listed) {
  auto snapshot = back_up();
  ASSERT_TRUE(snapshot);
  EXPECT_THAT(snapshot->id, ::testing::MatchesRegex("data-[0-9]{8}-[0-9]{6}"));
  auto listed = list_snapshots(backups());
  ASSERT_TRUE(listed);
  ASSERT_THAT(*listed, SizeIs(1));
  EXPECT_EQ((*listed)[0].id, snapshot->id);
  EXPECT_EQ((*listed)[0].bytes, snapshot->bytes);
  EXPECT_TRUE((*listed)[0].verified);
  EXPECT_EQ((*listed)[0].created_at, "2026-02-06T04:30:06+00:00");
}

TEST_F(backup_maker, nobody_else_may_read_it) {
  auto snapshot = back_up();
  ASSERT_TRUE(snapshot);
  auto others = fs::perms::group_all | fs::perms::others_all;
  EXPECT_EQ(fs::status(snapshot->path).permissions() & others, fs::perms::none);
  EXPECT_EQ(fs::status(snapshot->path + "/usage.db").permissions() & others, fs::perms::none);
}

TEST_F(backup_maker, two_in_one_second_do_not_meet) {
  auto first = make_offline_snapshot(data(), "metadata.db", options(), clock_);
  auto second = make_offline_snapshot(data(), "metadata.db", options(), clock_);
  ASSERT_TRUE(first && second);
  EXPECT_EQ(second->id, first->id + "-2");
  EXPECT_EQ(list_snapshots(backups())->front().id, second->id);
}

TEST_F(backup_maker, an_id_that_rotation_has_freed_is_not_given_again) {
  auto first = make_offline_snapshot(data(), "metadata.db", options(), clock_);
  auto second = make_offline_snapshot(data(), "metadata.db", options(), clock_);
  ASSERT_TRUE(first && second);
  fs::remove_all(backups() / first->id);
  auto third = make_offline_snapshot(data(), "metadata.db", options(), clock_);
  ASSERT_TRUE(third);
  EXPECT_EQ(third->id, first->id + "-3");
}

TEST_F(backup_maker, a_file_that_has_done_its_work_meanwhile_is_not_missed) {
  for (const std::string gone : {"not_captured/1-1.md", ".sync_failed"}) {
    write_text(data() / gone, "there when the files were listed");
    auto choices = options();
    choices.progress = [&](const snapshot_progress&) { fs::remove(data() / gone); };
    auto snapshot = make_offline_snapshot(data(), "metadata.db", choices, clock_);
    ASSERT_TRUE(snapshot) << gone << ": " << snapshot.error().message;
    EXPECT_THAT(snapshot->files, ::testing::Each(::testing::Field(&backup_file::name, ::testing::Ne(gone))));
    EXPECT_TRUE(snapshot->verified);
  }
}

TEST_F(backup_maker, takes_in_what_a_killed_server_left_in_the_log) {
  child_process server{[&] {
    static auto opened = database::open(data() / "usage.db", stores::sqlite::open_mode::read_write);
    return opened && opened->execute("INSERT INTO words VALUES ('acknowledged')");
  }};
  ASSERT_TRUE(server.succeeded());
  server.kill();
  ASSERT_TRUE(fs::exists(data() / "usage.db-wal"));
  auto snapshot = back_up();
  ASSERT_TRUE(snapshot) << snapshot.error().message;
  EXPECT_EQ(count_rows(snapshot->path + "/usage.db"), 101);
}

TEST_F(backup_maker, without_the_server_it_needs_the_servers_lock) {
  auto server = server_lock::take(data());
  ASSERT_TRUE(server);
  EXPECT_EQ(back_up().error().code, errc::locked);
}

// The store's one connection does the writing and the copying, in turns, as its worker does.
TEST_F(backup_maker, holds_every_write_that_was_acknowledged_before_it_began) {
  auto store = open(data() / "usage.db");
  std::mutex turn;
  std::atomic<std::int64_t> acknowledged{100};
  std::atomic<bool> stop{false};
  std::thread writer{[&] {
    while (!stop) {
      std::lock_guard lock{turn};
      if (store.execute("INSERT INTO words VALUES ('under load')")) ++acknowledged;
    }
  }};
  snapshot_source live{"usage.db",
                       backup_file_kind::database,
                       [&](const fs::path& destination) {
                         std::lock_guard lock{turn};
                         return store.snapshot_to(destination);
                       },
                       source_kind::recorded,
                       {}};
  for (int round = 0; round < 5; ++round) {
    auto before = acknowledged.load();
    auto snapshot = make_snapshot({live}, options());
    auto after = acknowledged.load();
    ASSERT_TRUE(snapshot) << snapshot.error().message;
    auto rows = count_rows(snapshot->path + "/usage.db");
    EXPECT_GE(rows, before);
    EXPECT_LE(rows, after + 1);  // a row may be written and not yet acknowledged
  }
  stop = true;
  writer.join();
}

TEST_F(backup_maker, a_copy_that_fails_its_check_does_not_count) {
  snapshot_source broken{"usage.db",
                         backup_file_kind::database,
                         [&](const fs::path& destination) -> status {
                           write_text(destination, "this is no database, whatever its name says");
                           return {};
                         },
                         source_kind::recorded,
                         {}};
  auto snapshot = make_snapshot({broken}, options());
  ASSERT_FALSE(snapshot);
  EXPECT_EQ(snapshot.error().code, errc::corrupt);
  EXPECT_THAT(snapshot.error().message, HasSubstr("usage.db"));
  EXPECT_THAT(entries_of(backups()), ElementsAre(".backup_lock"));
}

TEST_F(backup_maker, a_source_that_fails_leaves_nothing_behind) {
  ASSERT_TRUE(back_up());
  snapshot_source failing{"usage.db",
                          backup_file_kind::database,
                          [](const fs::path&) -> status { return fail(errc::timeout, "no answer"); },
                          source_kind::recorded,
                          {}};
  auto snapshot = make_snapshot({failing}, options());
  ASSERT_FALSE(snapshot);
  EXPECT_EQ(snapshot.error().code, errc::timeout);
  EXPECT_THAT(snapshot.error().message, HasSubstr("usage.db"));
  EXPECT_THAT(entries_of(backups()), SizeIs(2)) << "the lock file and the good snapshot";
}

TEST_F(backup_maker, a_derived_database_that_is_damaged_is_left_out_and_its_owner_told) {
  int reports = 0;
  snapshot_source index{"lexical.db", backup_file_kind::database,
                        [&](const fs::path& destination) -> status {
                          write_text(destination, "this is no database, whatever its name says");
                          return {};
                        },
                        source_kind::derived, [&] { ++reports; }};
  snapshot_source absent{"vectors.db", backup_file_kind::database,
                         [](const fs::path&) -> status { return fail(errc::unavailable, "it is not open"); },
                         source_kind::derived, [&] { ++reports; }};
  auto sources = closed_database_sources(data(), {"usage.db"});
  sources.insert(sources.end(), {index, absent});
  auto snapshot = make_snapshot(sources, options());
  ASSERT_TRUE(snapshot) << snapshot.error().message;
  EXPECT_EQ(reports, 1) << "only damage is for the owner to mend";
  ASSERT_THAT(snapshot->left_out, SizeIs(2));
  EXPECT_EQ(snapshot->left_out[0].name, "lexical.db");
  EXPECT_THAT(snapshot->left_out[1].reason, HasSubstr("not open"));
  EXPECT_THAT(entries_of(snapshot->path), UnorderedElementsAre("usage.db", "manifest.json"));
  EXPECT_TRUE(verify_snapshot(backups(), snapshot->id)->verified);
  EXPECT_THAT(list_snapshots(backups())->front().left_out, SizeIs(2));
}

TEST_F(backup_maker, a_recorded_database_that_is_damaged_fails_it_and_its_owner_is_told) {
  int reports = 0;
  snapshot_source broken{"usage.db", backup_file_kind::database,
                         [&](const fs::path& destination) -> status {
                           write_text(destination, "this is no database, whatever its name says");
                           return {};
                         },
                         source_kind::recorded, [&] { ++reports; }};
  EXPECT_EQ(make_snapshot({broken}, options()).error().code, errc::corrupt);
  EXPECT_EQ(reports, 1);
}

TEST_F(backup_maker, given_up_half_way_it_leaves_nothing) {
  int looks = 0;
  auto chosen = options();
  chosen.cancelled = [&] { return ++looks == 2; };
  auto snapshot = make_snapshot(closed_database_sources(data(), {"usage.db", "conversations.db"}), chosen);
  EXPECT_EQ(snapshot.error().code, errc::cancelled);
  EXPECT_THAT(entries_of(backups()), ElementsAre(".backup_lock"));
}

TEST_F(backup_maker, data_directories_that_share_a_folder_do_not_evict_each_others) {
  fs::copy(data(), place_ / "sample", fs::copy_options::recursive);
  auto own = back_up(2);
  std::vector<std::string> ids(4);
  for (auto& id : ids) id = back_up(place_ / "sample", 2)->id;
  EXPECT_THAT(entries_of(backups()), UnorderedElementsAre(".backup_lock", own->id, ids[2], ids[3]));
}

TEST_F(backup_maker, what_does_not_say_whose_it_is_is_evicted_by_nobody) {
  auto old = back_up(2);
  forget_origin(*old);
  for (int i = 0; i < 4; ++i) ASSERT_TRUE(back_up(2));
  EXPECT_THAT(entries_of(backups()), testing::Contains(old->id));
  EXPECT_THAT(*snapshots_of(backups(), origin_of(data())), SizeIs(2));
}

TEST_F(backup_maker, a_data_directory_that_is_moved_keeps_its_own) {
  write_text(data() / "vault.json", R"({"id":"5f0c3b1e-9b1d-4c43-9d5a-0d8a1f1b2c3d"})");
  ASSERT_TRUE(back_up());
  fs::rename(data(), place_ / "moved");
  EXPECT_THAT(*snapshots_of(backups(), origin_of(place_ / "moved")), SizeIs(1));
  create_rows("usage.db", 1);  // another one at the old place
  write_text(data() / "vault.json", R"({"id":"0a0a0a0a-9b1d-4c43-9d5a-0d8a1f1b2c3d"})");
  EXPECT_THAT(*snapshots_of(backups(), origin_of(data())), testing::IsEmpty());
}

TEST_F(backup_maker, the_order_of_making_counts_and_not_the_clock) {
  clock_.advance(std::chrono::hours{24 * 365});
  auto of_next_year = back_up(3);
  clock_.set(std::chrono::system_clock::from_time_t(1770352205));
  std::vector<std::string> ids(3);
  for (auto& id : ids) {
    id = back_up(3)->id;
    EXPECT_EQ(snapshots_of(backups(), origin_of(data()))->front().id, id);
  }
  EXPECT_THAT(entries_of(backups()), UnorderedElementsAre(".backup_lock", ids[0], ids[1], ids[2]))
      << "a date in the future outlives nothing";
}

TEST_F(backup_maker, removes_what_a_crash_has_left) {
  write_text(backups() / "data-20260101-000000.partial/usage.db", "half");
  write_text(backups() / ".scratch.abc/usage.db", "half");
  auto snapshot = back_up();
  ASSERT_TRUE(snapshot);
  EXPECT_THAT(entries_of(backups()), UnorderedElementsAre(".backup_lock", snapshot->id));
}

TEST_F(backup_maker, keeps_the_newest_and_what_it_does_not_understand) {
  write_text(backups() / "data-20200101-000000/usage.db", "a copy somebody made by hand");
  write_text(backups() / "my notes.txt", "");
  std::vector<std::string> ids(4);
  for (auto& id : ids) id = back_up(2)->id;
  auto left = entries_of(backups());
  EXPECT_THAT(left, UnorderedElementsAre(".backup_lock", "data-20200101-000000", "my notes.txt", ids[2], ids[3]));
}

TEST_F(backup_maker, one_at_a_time) {
  fs::create_directories(backups());
  file_descriptor other{::open((backups() / ".backup_lock").c_str(), O_RDWR | O_CREAT, 0600)};
  ASSERT_EQ(::flock(other.get(), LOCK_EX), 0);
  EXPECT_EQ(back_up().error().code, errc::locked);
}

TEST_F(backup_maker, without_a_data_directory_there_is_nothing_to_back_up) {
  fs::remove_all(data());
  EXPECT_EQ(back_up().error().code, errc::not_found);
}

}  // namespace
}  // namespace secondbrain::ops
