#include "ops/backup/backup_catalog.hpp"

#include <gmock/gmock.h>
#include <sys/stat.h>

#include "ops/backup/manifest.hpp"
#include "tests/ops/backup/data_fixture.hpp"

namespace secondbrain::ops {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;

namespace fs = std::filesystem;

class backup_catalog : public data_fixture {};

TEST_F(backup_catalog, without_backups_the_list_is_empty) {
  auto listed = list_snapshots(backups());
  ASSERT_TRUE(listed);
  EXPECT_THAT(*listed, IsEmpty());
}

TEST_F(backup_catalog, the_newest_comes_first) {
  auto first = back_up();
  auto second = back_up();
  auto listed = list_snapshots(backups());
  ASSERT_TRUE(first && second && listed);
  EXPECT_EQ(listed->at(0).id, second->id);
  EXPECT_EQ(listed->at(1).id, first->id);
}

TEST_F(backup_catalog, an_untouched_snapshot_verifies) {
  auto snapshot = back_up();
  auto verified = verify_snapshot(backups(), snapshot->id);
  ASSERT_TRUE(verified);
  EXPECT_TRUE(verified->verified) << verified->problem;
  auto names = entries_of(snapshot->path);
  EXPECT_THAT(names, ::testing::UnorderedElementsAre("usage.db", "conversations.db", "settings.json", "vault.json",
                                                     "eval", manifest_name))
      << "verifying leaves no trace in it";
}

TEST_F(backup_catalog, a_flipped_byte_is_detected_wherever_it_is) {
  auto snapshot = back_up();
  for (const auto& file : snapshot->files)
    for (auto at :
         {std::size_t{0}, static_cast<std::size_t>(file.bytes / 2), static_cast<std::size_t>(file.bytes - 1)}) {
      auto path = fs::path{snapshot->path} / file.name;
      flip_byte(path, at);
      auto verified = verify_snapshot(backups(), snapshot->id);
      ASSERT_TRUE(verified);
      EXPECT_FALSE(verified->verified) << file.name << " at " << at;
      EXPECT_THAT(verified->problem, HasSubstr(file.name));
      flip_byte(path, at);
    }
  EXPECT_TRUE(verify_snapshot(backups(), snapshot->id)->verified);
}

TEST_F(backup_catalog, missing_and_cut_files_show_in_the_list) {
  auto snapshot = back_up();
  fs::resize_file(snapshot->path + "/usage.db", 512);
  EXPECT_THAT(list_snapshots(backups())->at(0).problem, HasSubstr("usage.db"));
  fs::remove(snapshot->path + "/usage.db");
  EXPECT_FALSE(list_snapshots(backups())->at(0).verified);
}

TEST_F(backup_catalog, a_pipe_or_a_folder_in_place_of_a_file_is_told_and_waited_for_by_nobody) {
  const auto made = back_up();
  write_text(made->path + "/trial.json", "{}");
  for (const auto* name : {"manifest.json", "usage.db", "settings.json"}) {
    const auto file = std::filesystem::path{made->path} / name;
    std::filesystem::rename(file, place_ / "aside");
    for (const bool is_pipe : {true, false}) {
      if (is_pipe)
        ASSERT_EQ(::mkfifo(file.c_str(), 0600), 0);
      else
        std::filesystem::create_directory(file);
      EXPECT_THAT(list_snapshots(backups())->front().problem, HasSubstr("no file")) << name;
      const auto verified = verify_snapshot(backups(), made->id, verified_part::everything);
      ASSERT_TRUE(verified);
      EXPECT_FALSE(verified->verified) << name;
      std::filesystem::remove(file);
    }
    std::filesystem::rename(place_ / "aside", file);
  }
  std::filesystem::remove(made->path + "/trial.json");
  ASSERT_EQ(::mkfifo((made->path + "/trial.json").c_str(), 0600), 0);
  EXPECT_TRUE(list_snapshots(backups())->front().verified) << "what a trial came to is not part of it";
}

TEST_F(backup_catalog, a_damaged_manifest_shows_in_the_list) {
  auto snapshot = back_up();
  write_text(fs::path{snapshot->path} / manifest_name, "{");
  auto listed = list_snapshots(backups());
  EXPECT_FALSE(listed->at(0).verified);
  EXPECT_THAT(listed->at(0).problem, HasSubstr("manifest"));
}

TEST_F(backup_catalog, only_names_of_snapshots_are_found) {
  auto snapshot = back_up();
  for (const auto* id : {"data-20000101-000000", "../data", "", ".", "data-20260206"})
    EXPECT_EQ(verify_snapshot(backups(), id).error().code, errc::not_found) << id;
}

}  // namespace
}  // namespace secondbrain::ops
