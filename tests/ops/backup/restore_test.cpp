#include "ops/backup/restore.hpp"

#include <gmock/gmock.h>
#include <sys/resource.h>

#include <csignal>

#include "ops/backup/origin.hpp"
#include "ops/data/server_lock.hpp"
#include "tests/base/child_process.hpp"
#include "tests/ops/backup/data_fixture.hpp"

namespace secondbrain::ops {
namespace {

using ::testing::HasSubstr;
using ::testing::UnorderedElementsAre;

namespace fs = std::filesystem;

class restore : public data_fixture {
 protected:
  std::int64_t rows() const { return count_rows(data() / "usage.db"); }
  result<restored> restore_from(const std::string& id, foreign_snapshots foreign = foreign_snapshots::refused) {
    return restore_snapshot(backups(), id, data(), foreign, clock_);
  }
};

TEST_F(restore, brings_back_what_was_backed_up) {
  auto snapshot = back_up();
  create_rows("usage.db", 50);
  write_text(data() / "settings.json", "spoiled");
  auto done = restore_from(snapshot->id);
  ASSERT_TRUE(done) << done.error().message;
  EXPECT_EQ(rows(), 100);
  EXPECT_EQ(read_text(data() / "settings.json"), R"({"categories":[]})");
  EXPECT_EQ(read_text(data() / "eval/report.json"), "{}");
  EXPECT_EQ(done->from, snapshot->path);
}

TEST_F(restore, does_not_revive_how_a_sync_went_back_then) {
  for (const auto* name : {".sync_completed", ".sync_failed"}) write_text(data() / name, "then");
  auto snapshot = back_up();
  ASSERT_TRUE(restore_from(snapshot->id));
  for (const auto* name : {".sync_completed", ".sync_failed"}) EXPECT_FALSE(fs::exists(data() / name)) << name;
  clock_.advance(std::chrono::seconds{1});
  ASSERT_TRUE(undo_restore(data(), clock_));
  EXPECT_EQ(read_text(data() / ".sync_failed"), "then") << "the state from before is as it was";
}

// What was sent is a fact about the world: neither the briefing nor an alarm is to come twice.
TEST_F(restore, leaves_what_was_told_as_it_is_now) {
  write_text(data() / "alarms.json", "then");
  auto snapshot = back_up();
  write_text(data() / "alarms.json", "now");
  auto done = restore_from(snapshot->id);
  ASSERT_TRUE(done) << done.error().message;
  EXPECT_EQ(read_text(data() / "alarms.json"), "now");
  EXPECT_EQ(read_text(done->replaced / "alarms.json"), "now") << "the state from before is as it was";
  write_text(data() / "alarms.json", "later");
  clock_.advance(std::chrono::seconds{1});
  ASSERT_TRUE(undo_restore(data(), clock_));
  EXPECT_EQ(read_text(data() / "alarms.json"), "later") << "nor does undoing it forget anything";
}

TEST_F(restore, brings_back_what_was_told_where_nothing_else_knows_it) {
  write_text(data() / "alarms.json", "then");
  auto snapshot = back_up();
  fs::remove(data() / "alarms.json");
  ASSERT_TRUE(restore_from(snapshot->id));
  EXPECT_EQ(read_text(data() / "alarms.json"), "then");
}

TEST_F(restore, keeps_the_state_from_before) {
  auto snapshot = back_up();
  create_rows("usage.db", 50);
  auto done = restore_from(snapshot->id);
  ASSERT_TRUE(done);
  EXPECT_THAT(done->replaced.string(), HasSubstr(data().string() + ".replaced-"));
  EXPECT_EQ(count_rows(done->replaced / "usage.db"), 150);
  EXPECT_TRUE(fs::exists(done->replaced / "api.log"));
  EXPECT_THAT(entries_of(place_.path()), UnorderedElementsAre("data", "backups", done->replaced.filename()));
}

TEST_F(restore, can_be_undone_and_the_undoing_too) {
  auto snapshot = back_up();
  create_rows("usage.db", 50);
  ASSERT_TRUE(restore_from(snapshot->id));
  EXPECT_EQ(rows(), 100);
  for (auto expected : {150, 100, 150}) {
    clock_.advance(std::chrono::seconds{1});
    auto undone = undo_restore(data(), clock_);
    ASSERT_TRUE(undone) << undone.error().message;
    EXPECT_EQ(rows(), expected);
  }
}

TEST_F(restore, an_undo_takes_the_last_state_back_whatever_the_clock_says) {
  auto snapshot = back_up();
  create_rows("usage.db", 50);
  clock_.advance(std::chrono::hours{24 * 365});
  ASSERT_TRUE(restore_from(snapshot->id));  // keeps 150 rows under a date of next year
  clock_.set(std::chrono::system_clock::from_time_t(1770352205));
  create_rows("usage.db", 7);
  ASSERT_TRUE(restore_from(snapshot->id));
  ASSERT_TRUE(undo_restore(data(), clock_));
  EXPECT_EQ(rows(), 107);
}

TEST_F(restore, of_a_lost_data_directory) {
  auto snapshot = back_up();
  fs::remove_all(data());
  auto done = restore_from(snapshot->id);
  ASSERT_TRUE(done) << done.error().message;
  EXPECT_EQ(rows(), 100);
  EXPECT_TRUE(done->replaced.empty());
}

TEST_F(restore, creates_the_folders_above_as_on_a_new_machine) {
  auto snapshot = back_up();
  const auto fresh = place_ / "new/home/.local/share/secondbrain";
  auto done = restore_snapshot(backups(), snapshot->id, fresh, foreign_snapshots::accepted, clock_);
  ASSERT_TRUE(done) << done.error().message;
  EXPECT_EQ(count_rows(fresh / "usage.db"), 100);
  const auto undone = undo_restore(place_ / "nowhere/at/all", clock_);
  ASSERT_FALSE(undone);
  EXPECT_EQ(undone.error().code, errc::not_found);
  EXPECT_FALSE(fs::exists(place_ / "nowhere")) << "where there is nothing to undo, nothing is made";
}

TEST_F(restore, what_is_known_of_the_places_elsewhere_stays_and_comes_back_with_a_lost_directory) {
  write_text(data() / "backup_copies.json", "then");
  auto snapshot = back_up();
  write_text(data() / "backup_copies.json", "now");
  ASSERT_TRUE(restore_from(snapshot->id));
  EXPECT_EQ(read_text(data() / "backup_copies.json"), "now");
  fs::remove_all(data());
  ASSERT_TRUE(restore_from(snapshot->id));
  EXPECT_EQ(read_text(data() / "backup_copies.json"), "then") << "without it a bare mount point is taken for its disk";
}

TEST_F(restore, works_through_a_link) {
  write_text(data() / "vault.json", R"({"id":"5f0c3b1e-9b1d-4c43-9d5a-0d8a1f1b2c3d"})");  // known wherever it is moved
  auto snapshot = back_up();
  fs::rename(data(), place_ / "elsewhere");
  fs::create_directory_symlink(place_ / "elsewhere", data());
  create_rows("usage.db", 50);
  ASSERT_TRUE(restore_from(snapshot->id));
  EXPECT_TRUE(fs::is_symlink(data()));
  EXPECT_EQ(rows(), 100);
}

TEST_F(restore, is_refused_while_a_server_runs) {
  auto snapshot = back_up();
  child_process server{[&] {
    static auto lock = server_lock::take(data());
    return lock.has_value();
  }};
  ASSERT_TRUE(server.succeeded());
  auto refused = restore_from(snapshot->id);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, errc::locked);
  EXPECT_THAT(refused.error().message, HasSubstr(std::to_string(server.pid())));
  EXPECT_EQ(undo_restore(data(), clock_).error().code, errc::locked);
}

TEST_F(restore, of_a_damaged_snapshot_is_refused_and_changes_nothing) {
  auto snapshot = back_up();
  create_rows("usage.db", 50);
  flip_byte(snapshot->path + "/usage.db", 5000);
  auto refused = restore_from(snapshot->id);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, errc::corrupt);
  EXPECT_EQ(rows(), 150);
  EXPECT_THAT(entries_of(place_.path()), UnorderedElementsAre("data", "backups"));
}

TEST_F(restore, of_another_data_directory_is_refused_and_says_how_to_insist) {
  fs::create_directories(place_ / "sample");
  write_text(place_ / "sample/settings.json", "of the sample");
  auto foreign = back_up(place_ / "sample", 7);
  auto refused = restore_from(foreign->id);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, errc::conflict);
  EXPECT_THAT(refused.error().message, HasSubstr((place_ / "sample").string()));
  EXPECT_THAT(refused.error().message, HasSubstr("--from-another"));
  EXPECT_EQ(read_text(data() / "settings.json"), R"({"categories":[]})");
  EXPECT_TRUE(restore_from(foreign->id, foreign_snapshots::accepted));
  EXPECT_EQ(read_text(data() / "settings.json"), "of the sample");
}

TEST_F(restore, of_another_data_directory_leaves_each_its_own_name) {
  constexpr auto mine = "5f0c3b1e-9b1d-4c43-9d5a-0d8a1f1b2c3d", others = "00000000-0000-4000-8000-000000000000";
  write_text(data() / "vault.json", R"({"id":")" + std::string{mine} + "\"}");
  fs::create_directories(place_ / "sample");
  write_text(place_ / "sample/vault.json", R"({"id":")" + std::string{others} + "\"}");
  auto foreign = back_up(place_ / "sample", 7);
  ASSERT_TRUE(restore_from(foreign->id, foreign_snapshots::accepted));
  EXPECT_EQ(origin_of(data()).data_id, mine);
  EXPECT_EQ(origin_of(place_ / "sample").data_id, others);
  fs::remove_all(data());
  ASSERT_TRUE(restore_from(foreign->id, foreign_snapshots::accepted));
  EXPECT_THAT(origin_of(data()).data_id, testing::AllOf(testing::Ne(mine), testing::Ne(others), testing::SizeIs(36)));
}

TEST_F(restore, of_one_that_does_not_say_whose_it_is_takes_a_clear_word) {
  auto old = back_up();
  forget_origin(*old);
  EXPECT_EQ(restore_from(old->id).error().code, errc::conflict);
  EXPECT_TRUE(restore_from(old->id, foreign_snapshots::accepted));
}

TEST_F(restore, of_an_unknown_snapshot_is_refused) {
  EXPECT_EQ(restore_from("data-20000101-000000").error().code, errc::not_found);
}

TEST_F(restore, without_a_kept_state_there_is_nothing_to_undo) {
  auto undone = undo_restore(data(), clock_);
  ASSERT_FALSE(undone);
  EXPECT_EQ(undone.error().code, errc::not_found);
}

TEST_F(restore, the_restored_directory_is_free_for_a_server) {
  auto snapshot = back_up();
  ASSERT_TRUE(restore_from(snapshot->id));
  EXPECT_TRUE(server_lock::take(data()));
}

TEST_F(restore, refuses_a_database_of_a_later_version) {
  ASSERT_TRUE(open(data() / "usage.db").execute("PRAGMA user_version = 99"));
  auto snapshot = back_up();
  ASSERT_TRUE(open(data() / "usage.db").execute("PRAGMA user_version = 1"));
  auto done = restore_from(snapshot->id);
  ASSERT_FALSE(done);
  EXPECT_EQ(done.error().code, errc::newer_schema);
  EXPECT_THAT(done.error().message, HasSubstr("later version"));
  EXPECT_THAT(entries_of(place_.path()), UnorderedElementsAre("data", "backups"));
}

TEST_F(restore, of_a_manifest_of_a_later_version_says_so_and_not_that_it_is_damaged) {
  auto snapshot = back_up();
  write_text(snapshot->path + "/manifest.json", R"({"format":99})");
  const auto refused = restore_from(snapshot->id);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, errc::newer_schema);
  EXPECT_THAT(refused.error().message, testing::AllOf(HasSubstr("later version"), testing::Not(HasSubstr("damaged"))));
}

TEST_F(restore, can_be_prepared_while_a_server_has_the_directory_and_put_in_place_by_it) {
  auto snapshot = back_up();
  create_rows("usage.db", 50);
  std::optional own = std::move(*server_lock::take(data()));
  auto prepared = prepare_restore(backups(), snapshot->id, data(), foreign_snapshots::refused, clock_);
  ASSERT_TRUE(prepared) << prepared.error().message;
  EXPECT_EQ(rows(), 150) << "nothing has changed yet";
  auto done = put_in_place(std::move(*prepared), data(), *own, clock_);
  ASSERT_TRUE(done) << done.error().message;
  EXPECT_EQ(rows(), 100);
  EXPECT_EQ(server_lock::take(data()).error().code, errc::locked) << "the server has what is there now";
  own.reset();
  EXPECT_TRUE(server_lock::take(data()));
}

TEST_F(restore, of_a_directory_that_is_lost_under_its_server_is_of_whose_it_was) {
  write_text(data() / "vault.json", R"({"id":"5f0c3b1e-9b1d-4c43-9d5a-0d8a1f1b2c3d"})");
  auto snapshot = back_up();
  auto own = server_lock::take(data());
  ASSERT_TRUE(own);
  const auto known = origin_of(data());
  fs::remove_all(data());
  EXPECT_EQ(restore_from(snapshot->id).error().code, errc::locked) << "nobody restores behind its back";
  fs::create_directory(data());
  write_text(data() / "vault.json", R"({"id":"00000000-0000-4000-8000-000000000000"})");
  EXPECT_EQ(prepare_restore(backups(), snapshot->id, data(), foreign_snapshots::refused, clock_).error().code,
            errc::conflict);
  auto prepared = prepare_restore(backups(), snapshot->id, data(), foreign_snapshots::refused, clock_,
                                  later_changes::left_out, known);
  ASSERT_TRUE(prepared) << prepared.error().message;
  const auto done = put_in_place(std::move(*prepared), data(), *own, clock_);
  ASSERT_TRUE(done) << done.error().message;
  EXPECT_EQ(rows(), 100);
  EXPECT_TRUE(fs::exists(done->replaced / "vault.json")) << "what lay there is kept";
}

/// Files cannot grow while it lives, as on a disk that is full.
class no_room {
 public:
  no_room() : handler_{std::signal(SIGXFSZ, SIG_IGN)} {
    ::getrlimit(RLIMIT_FSIZE, &before_);
    const rlimit none{0, before_.rlim_max};
    ::setrlimit(RLIMIT_FSIZE, &none);
  }
  no_room(const no_room&) = delete;
  no_room& operator=(const no_room&) = delete;
  ~no_room() {
    ::setrlimit(RLIMIT_FSIZE, &before_);
    static_cast<void>(std::signal(SIGXFSZ, handler_));
  }

 private:
  void (*handler_)(int);
  rlimit before_{};
};

TEST_F(restore, without_room_it_leaves_nothing_behind) {
  const auto snapshot = back_up();
  {
    const no_room now;
    EXPECT_FALSE(prepare_restore(backups(), snapshot->id, data(), foreign_snapshots::refused, clock_));
  }
  EXPECT_THAT(entries_of(place_.path()), UnorderedElementsAre("data", "backups"));
  EXPECT_TRUE(restore_from(snapshot->id));
}

TEST_F(restore, a_kill_while_it_is_prepared_leaves_the_old_state_and_the_leftover_goes) {
  auto snapshot = back_up();
  create_rows("usage.db", 50);
  child_process preparing{[&] {
    static auto prepared = prepare_restore(backups(), snapshot->id, data(), foreign_snapshots::refused, clock_);
    return prepared.has_value();
  }};
  ASSERT_TRUE(preparing.succeeded());
  tidy_interrupted_restores(data());
  EXPECT_THAT(entries_of(place_.path()), testing::SizeIs(3)) << "it is still being prepared";
  preparing.kill();
  tidy_interrupted_restores(data());
  EXPECT_EQ(rows(), 150);
  EXPECT_THAT(entries_of(place_.path()), UnorderedElementsAre("data", "backups"));
}

// Where the file system cannot exchange two directories: the states that a kill leaves between the three renames.
TEST_F(restore, a_kill_between_the_renames_leaves_the_old_or_the_new_state) {
  create_rows("usage.db", 50);
  fs::rename(data(), data().string() + ".exchanging");
  fs::create_directories(data().string() + ".replaced-20260205-000000");
  tidy_interrupted_restores(data());
  EXPECT_EQ(rows(), 150) << "the old one";

  fs::copy(data(), data().string() + ".exchanging", fs::copy_options::recursive);
  tidy_interrupted_restores(data());
  EXPECT_EQ(rows(), 150) << "the new one has its place already";
  EXPECT_FALSE(fs::exists(data().string() + ".exchanging"));
  EXPECT_THAT(entries_of(place_.path()), testing::SizeIs(3))
      << "and the old one is kept under a name that an undo finds";
}

}  // namespace
}  // namespace secondbrain::ops
