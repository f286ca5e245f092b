// The notes in a snapshot, and the room that snapshots take.
#include <gmock/gmock.h>

#include "base/list_directory.hpp"
#include "ops/backup/backup_catalog.hpp"
#include "ops/backup/backup_maker.hpp"
#include "ops/backup/origin.hpp"
#include "ops/backup/vault/object_store.hpp"
#include "tests/ops/backup/data_fixture.hpp"

namespace secondbrain::ops {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;

namespace fs = std::filesystem;

class backup_vault_test : public data_fixture {
 protected:
  void SetUp() override {
    data_fixture::SetUp();
    write_text(vault() / "a.md", "first");
    write_text(vault() / "b.md", "second");
  }

  fs::path vault() const { return place_ / "vault"; }

  backup_options with_notes(int keep = 7) const {
    auto chosen = options(keep);
    chosen.vault = vault_source{vault()};
    chosen.vault->settling = std::chrono::seconds{-3600};
    chosen.origin = origin_of(data(), vault());
    return chosen;
  }

  result<snapshot_info> back_up_with(const backup_options& chosen) {
    clock_.advance(std::chrono::seconds{1});
    return make_offline_snapshot(data(), "metadata.db", chosen, clock_);
  }

  std::vector<fs::path> contents() const {
    std::vector<fs::path> all;
    const auto folders = list_directory(backups() / objects_name).value_or(std::vector<fs::path>{});
    for (const auto& folder : folders) {
      const auto files = list_directory(folder).value_or(std::vector<fs::path>{});
      all.insert(all.end(), files.begin(), files.end());
    }
    return all;
  }
};

TEST_F(backup_vault_test, they_are_in_it_and_it_says_so) {
  const auto made = back_up_with(with_notes());
  ASSERT_TRUE(made) << made.error().message;
  EXPECT_EQ(made->vault.state, vault_presence::included);
  const auto listed = list_snapshots(backups())->front();
  EXPECT_EQ(listed.vault.state, vault_presence::included);
  EXPECT_EQ(listed.vault.files, 2U);
  EXPECT_EQ(listed.vault.bytes, 11U);
  EXPECT_TRUE(listed.verified);
  EXPECT_THAT(contents(), SizeIs(2));
  EXPECT_TRUE(verify_snapshot(backups(), made->id)->verified);
  EXPECT_EQ(fs::status(backups() / objects_name).permissions() & (fs::perms::group_all | fs::perms::others_all),
            fs::perms::none);
}

TEST_F(backup_vault_test, without_a_wish_for_them_they_are_not) {
  const auto made = back_up();
  ASSERT_TRUE(made);
  EXPECT_EQ(made->vault.state, vault_presence::off);
  EXPECT_FALSE(fs::exists(backups() / objects_name));
}

TEST_F(backup_vault_test, only_what_changed_is_stored_by_the_next) {
  ASSERT_TRUE(back_up_with(with_notes()));
  write_text(vault() / "a.md", "changed");
  const auto second = back_up_with(with_notes());
  ASSERT_TRUE(second);
  EXPECT_EQ(second->vault.stored_bytes, 7U);
  EXPECT_THAT(contents(), SizeIs(3));
}

TEST_F(backup_vault_test, a_folder_that_is_not_the_vault_leaves_them_out) {
  auto chosen = with_notes();
  chosen.vault->usable = [] { return status{fail(errc::vault_missing, "the notes that were in it are gone")}; };
  const auto made = back_up_with(chosen);
  ASSERT_TRUE(made) << made.error().message;
  EXPECT_EQ(made->vault.state, vault_presence::left_out);
  EXPECT_THAT(made->vault.reason, HasSubstr("gone"));
  EXPECT_TRUE(verify_snapshot(backups(), made->id)->verified) << "what was recorded is safe";
}

TEST_F(backup_vault_test, they_are_left_out_before_the_floor_is_used) {
  auto chosen = with_notes();
  chosen.free_floor = 1'000;
  chosen.free_bytes = [](const fs::path&) -> result<std::uint64_t> { return 1'005; };
  const auto made = back_up_with(chosen);
  ASSERT_TRUE(made) << made.error().message;
  EXPECT_EQ(made->vault.state, vault_presence::left_out);
  EXPECT_THAT(made->vault.reason, HasSubstr("SECONDBRAIN_BACKUP_FREE_FLOOR"));
  EXPECT_THAT(contents(), IsEmpty());
}

TEST_F(backup_vault_test, a_flipped_byte_in_a_shared_content_is_found_and_mended_by_the_next) {
  const auto first = back_up_with(with_notes());
  const auto second = back_up_with(with_notes());
  ASSERT_TRUE(first && second);
  for (const auto& content : contents()) flip_byte(content, 2);
  const auto checked = verify_snapshot(backups(), first->id);
  ASSERT_TRUE(checked);
  EXPECT_FALSE(checked->verified);
  EXPECT_THAT(checked->problem, HasSubstr("a.md"));
  EXPECT_TRUE(verify_snapshot(backups(), first->id, verified_part::data)->verified) << "the databases are sound";

  const auto third = back_up_with(with_notes());
  ASSERT_TRUE(third);
  EXPECT_EQ(third->vault.stored_bytes, 11U);
  for (const auto& id : {first->id, second->id, third->id}) EXPECT_TRUE(verify_snapshot(backups(), id)->verified) << id;
}

TEST_F(backup_vault_test, a_flipped_byte_anywhere_in_a_snapshot_is_found) {
  const auto made = back_up_with(with_notes());
  ASSERT_TRUE(made);
  for (const auto& entry : fs::recursive_directory_iterator{made->path}) {
    if (!entry.is_regular_file()) continue;
    const auto sound = read_text(entry.path());
    const auto step = std::max<std::size_t>(1, sound.size() / 10);
    for (std::size_t at = 0; at < sound.size(); at += step) {
      flip_byte(entry.path(), at);
      EXPECT_FALSE(verify_snapshot(backups(), made->id)->verified) << entry.path() << " at " << at;
      write_text(entry.path(), sound);
    }
  }
  EXPECT_TRUE(verify_snapshot(backups(), made->id)->verified);
}

TEST_F(backup_vault_test, what_no_snapshot_names_any_more_goes_with_the_last_that_did) {
  ASSERT_TRUE(back_up_with(with_notes(1)));
  write_text(vault() / "a.md", "changed");
  ASSERT_TRUE(back_up_with(with_notes(1)));
  EXPECT_THAT(contents(), SizeIs(2));
}

TEST_F(backup_vault_test, what_another_directory_named_stays) {
  fs::copy(data(), place_ / "sample", fs::copy_options::recursive);
  write_text(place_ / "other/c.md", "third");
  auto of_other = with_notes(1);
  of_other.vault->folder = place_ / "other";
  of_other.origin.vault_path = place_ / "other";
  const auto other = make_offline_snapshot(place_ / "sample", "metadata.db", of_other, clock_);
  ASSERT_TRUE(other);
  for (int round = 0; round < 3; ++round) {
    write_text(vault() / "a.md", "round " + std::to_string(round));
    ASSERT_TRUE(back_up_with(with_notes(1)));
  }
  EXPECT_TRUE(verify_snapshot(backups(), other->id)->verified);
  EXPECT_THAT(contents(), SizeIs(3));
}

TEST_F(backup_vault_test, contents_stay_while_a_later_version_may_name_them) {
  const auto made = back_up_with(with_notes(1));
  ASSERT_TRUE(made);
  auto manifest = parse_manifest(read_text(made->path + "/manifest.json"));
  ASSERT_TRUE(manifest);
  manifest->format = backup_manifest::current_format + 1;
  write_text(made->path + "/manifest.json", to_json(*manifest));
  write_text(vault() / "a.md", "changed");
  ASSERT_TRUE(back_up_with(with_notes(1)));
  ASSERT_TRUE(back_up_with(with_notes(1)));
  EXPECT_THAT(contents(), SizeIs(3));
}

TEST_F(backup_vault_test, the_newest_with_the_notes_outlives_many_without) {
  const auto with = back_up_with(with_notes(2));
  ASSERT_TRUE(with);
  auto chosen = with_notes(2);
  chosen.vault->usable = [] { return status{fail(errc::vault_missing, "gone")}; };
  for (int round = 0; round < 4; ++round) ASSERT_TRUE(back_up_with(chosen));
  EXPECT_THAT(entries_of(backups()), Contains(with->id));
  EXPECT_THAT(*snapshots_of(backups(), origin_of(data())), SizeIs(3));
}

TEST_F(backup_vault_test, the_oldest_go_first_when_room_is_short_and_never_the_last_good_one) {
  std::vector<std::string> ids;
  for (int round = 0; round < 4; ++round) ids.push_back(back_up()->id);
  auto chosen = options();
  chosen.free_floor = 100'000;
  // Each snapshot that goes gives back so much; two have to go.
  chosen.free_bytes = [&](const fs::path&) -> result<std::uint64_t> {
    return 80'000 + 20'000 * (5 - list_snapshots(backups())->size());
  };
  const auto made = back_up_with(chosen);
  ASSERT_TRUE(made) << made.error().message;
  EXPECT_THAT(entries_of(backups()), Not(Contains(ids[0])));
  EXPECT_THAT(entries_of(backups()), Contains(ids[3]));
  EXPECT_THAT(entries_of(backups()), Contains(made->id));
}

TEST_F(backup_vault_test, a_floor_that_cannot_be_reached_removes_nothing_for_nothing) {
  const auto first = back_up();
  auto chosen = options();
  chosen.free_floor = std::uint64_t{1} << 50U;
  const auto made = back_up_with(chosen);
  ASSERT_TRUE(made) << made.error().message;
  EXPECT_THAT(entries_of(backups()), Contains(first->id));
}

TEST_F(backup_vault_test, a_list_that_is_damaged_costs_reading_all_again_and_no_more) {
  const auto first = back_up_with(with_notes());
  ASSERT_TRUE(first);
  write_text(first->path + "/vault_files.jsonl", "nonsense\n");
  const auto second = back_up_with(with_notes());
  ASSERT_TRUE(second);
  EXPECT_EQ(second->vault.state, vault_presence::included);
  EXPECT_EQ(second->vault.stored_bytes, 0U) << "the contents are there";
}

}  // namespace
}  // namespace secondbrain::ops
