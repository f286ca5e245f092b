#include "ops/backup/migration_snapshot.hpp"

#include <gmock/gmock.h>

#include "ops/backup/origin.hpp"
#include "tests/ops/backup/data_fixture.hpp"

namespace secondbrain::ops {
namespace {

using ::testing::IsEmpty;
using ::testing::UnorderedElementsAre;

/// The databases of the fixture have no version: as the predecessor of this service left its own.
class migration_snapshot : public data_fixture {
 protected:
  void update(const std::string& name) const { ASSERT_TRUE(open(data() / name).execute("PRAGMA user_version = 1")); }
};

TEST_F(migration_snapshot, names_what_the_next_opening_will_change) {
  { open(data() / "metadata.db"); }  // empty: there is nothing in it to change
  EXPECT_THAT(outdated_databases(data(), "metadata.db"), UnorderedElementsAre("conversations.db", "usage.db"));
  update("usage.db");
  EXPECT_THAT(outdated_databases(data(), "metadata.db"), UnorderedElementsAre("conversations.db"));
  update("conversations.db");
  EXPECT_THAT(outdated_databases(data(), "metadata.db"), IsEmpty());
}

TEST_F(migration_snapshot, one_of_a_later_version_is_not_changed) {
  for (const auto* name : {"usage.db", "conversations.db"})
    ASSERT_TRUE(open(data() / name).execute("PRAGMA user_version = 99"));
  EXPECT_THAT(outdated_databases(data(), "metadata.db"), IsEmpty());
}

TEST_F(migration_snapshot, is_made_before_and_only_then) {
  auto chosen = options();
  chosen.origin = origin_of(data());
  const auto made = snapshot_before_migration(data(), "metadata.db", chosen, clock_);
  ASSERT_TRUE(made) << made.error().message;
  ASSERT_TRUE(*made);
  EXPECT_TRUE(verify_snapshot(backups(), (*made)->id)->verified);
  for (const auto* name : {"usage.db", "conversations.db"}) update(name);
  const auto none = snapshot_before_migration(data(), "metadata.db", chosen, clock_);
  ASSERT_TRUE(none);
  EXPECT_FALSE(*none);
}

TEST_F(migration_snapshot, a_backup_directory_that_cannot_be_used_is_a_sentence) {
  write_text(backups(), "a file where the directory should be");
  EXPECT_FALSE(snapshot_before_migration(data(), "metadata.db", options(), clock_).value_or(std::nullopt));
}

}  // namespace
}  // namespace secondbrain::ops
