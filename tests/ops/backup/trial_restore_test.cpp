#include "ops/backup/trial_restore.hpp"

#include <fcntl.h>
#include <gmock/gmock.h>
#include <sys/file.h>

#include "base/file_descriptor.hpp"
#include "ops/backup/origin.hpp"
#include "ops/backup/vault/object_store.hpp"
#include "tests/ops/backup/data_fixture.hpp"

namespace secondbrain::ops {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;

namespace fs = std::filesystem;

class trial_restore : public data_fixture {
 protected:
  snapshot_info with_notes() {
    write_text(place_ / "vault/a.md", "first");
    write_text(place_ / "vault/picture.png", "no text");
    auto chosen = options();
    chosen.vault = vault_source{place_ / "vault"};
    chosen.origin = origin_of(data(), place_ / "vault");
    auto made = make_offline_snapshot(data(), "metadata.db", chosen, clock_);
    EXPECT_TRUE(made) << made.error().message;
    return *made;
  }

  trial_options options_of_trial() {
    trial_options trial;
    trial.directory = backups();
    trial.examine = [this](const fs::path& restored, const std::optional<fs::path>& vault) -> result<std::string> {
      rows_ = count_rows(restored / "usage.db");
      note_ = vault ? read_text(*vault / "a.md") : "";
      picture_ = vault && fs::exists(*vault / "picture.png");
      return answer_;
    };
    return trial;
  }

  result<backup_trial> try_it(const std::string& id) { return try_snapshot(options_of_trial(), id, clock_); }
  std::optional<backup_trial> recorded(const std::string& id) const {
    const auto listed = list_snapshots(backups());
    for (const auto& each : *listed)
      if (each.id == id) return each.trial;
    return std::nullopt;
  }
  void expect_no_leftovers() const {
    for (const auto& name : entries_of(backups())) EXPECT_THAT(name, Not(HasSubstr("scratch")));
  }

  result<std::string> answer_ = "a search found 3 notes";
  std::int64_t rows_ = 0;
  std::string note_;
  bool picture_ = false;
};

TEST_F(trial_restore, restores_it_and_has_it_used) {
  const auto made = with_notes();
  const auto trial = try_it(made.id);
  ASSERT_TRUE(trial) << trial.error().message;
  EXPECT_EQ(trial->outcome, trial_outcome::passed);
  EXPECT_EQ(trial->message, "a search found 3 notes.");
  EXPECT_EQ(rows_, 100);
  EXPECT_EQ(note_, "first");
  EXPECT_FALSE(picture_) << "read, and not written";
  EXPECT_EQ(recorded(made.id)->at, trial->at);
  expect_no_leftovers();
  EXPECT_TRUE(verify_snapshot(backups(), made.id)->verified) << "the snapshot itself is untouched";
}

TEST_F(trial_restore, what_cannot_be_used_has_failed_and_it_is_kept_why) {
  const auto made = with_notes();
  answer_ = fail(errc::corrupt, "a search for “compost” finds nothing");
  const auto trial = try_it(made.id);
  ASSERT_TRUE(trial);
  EXPECT_EQ(trial->outcome, trial_outcome::failed);
  EXPECT_THAT(recorded(made.id)->message, HasSubstr("compost"));
  expect_no_leftovers();
}

TEST_F(trial_restore, a_flipped_byte_fails_it_before_anything_is_restored) {
  const auto made = with_notes();
  flip_byte(made.path + "/usage.db", 5000);
  const auto trial = try_it(made.id);
  ASSERT_TRUE(trial);
  EXPECT_EQ(trial->outcome, trial_outcome::failed);
  EXPECT_THAT(trial->message, HasSubstr("usage.db"));
  EXPECT_EQ(rows_, 0);
}

TEST_F(trial_restore, a_damaged_note_fails_it) {
  const auto made = with_notes();
  const auto notes = notes_of(backups(), made);
  flip_byte(object_store{backups()}.place_of(notes->front().sha256), 1);
  EXPECT_EQ(try_it(made.id)->outcome, trial_outcome::failed);
}

TEST_F(trial_restore, what_was_not_used_says_nothing_of_the_snapshot) {
  const auto made = with_notes();
  for (const auto code : {errc::cancelled, errc::timeout, errc::unavailable}) {
    answer_ = fail(code, "not used");
    EXPECT_EQ(try_it(made.id).error().code, code);
  }
  auto full = options_of_trial();
  full.free_bytes = [](const fs::path&) -> result<std::uint64_t> { return 10; };
  EXPECT_EQ(try_snapshot(full, made.id, clock_).error().code, errc::disk_full);
  EXPECT_EQ(try_it("data-20200101-000000").error().code, errc::not_found);
  const file_descriptor other{::open((backups() / ".backup_lock").c_str(), O_RDWR | O_CREAT, 0600)};
  ASSERT_EQ(::flock(other.get(), LOCK_EX), 0);
  EXPECT_EQ(try_it(made.id).error().code, errc::locked);
  EXPECT_FALSE(recorded(made.id));
  expect_no_leftovers();
}

TEST_F(trial_restore, tells_how_far_it_is_and_can_be_given_up) {
  const auto made = with_notes();
  std::vector<int> steps;
  auto trial = options_of_trial();
  trial.progress = [&](int step, std::string_view) { steps.push_back(step); };
  ASSERT_TRUE(try_snapshot(trial, made.id, clock_));
  EXPECT_THAT(steps, ElementsAre(0, 1, 2));
  trial.cancelled = [&] { return steps.size() > 4; };
  EXPECT_EQ(try_snapshot(trial, made.id, clock_).error().code, errc::cancelled);
  expect_no_leftovers();
}

}  // namespace
}  // namespace secondbrain::ops
