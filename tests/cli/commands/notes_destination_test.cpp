#include "cli/commands/notes_destination.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/base/temporary_directory.hpp"

namespace secondbrain::cli {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;

class notes_destination_test : public testing::Test {
 protected:
  notes_destination_test() {
    config_.vault_path = home_ / "notes";
    config_.data_path = home_ / "data";
    config_.backup_path = home_ / "backups";
    config_.backup_copy_path = home_ / "disk";
    for (const auto* name : {"notes/daily", "data", "backups", "disk"}) fs::create_directories(home_ / name);
  }

  std::string refusal_of(const fs::path& folder) const {
    const auto fit = fit_for_notes(folder, config_);
    return fit ? std::string{} : fit.error().message;
  }

  temporary_directory home_;
  ops::config config_;
};

TEST_F(notes_destination_test, is_a_folder_of_its_own) {
  EXPECT_EQ(refusal_of(home_ / "then"), "");
  EXPECT_EQ(refusal_of(home_ / "deep/er"), "");
  EXPECT_EQ(refusal_of(home_ / "notes-of-then"), "") << "a name that begins alike";
  fs::create_directory(home_ / "empty");
  EXPECT_EQ(refusal_of(home_ / "empty"), "");
}

TEST_F(notes_destination_test, is_none_of_ours_nor_in_one) {
  for (const auto* inside : {"", "/", "/new", "/daily/new", "/new/../new"}) {
    EXPECT_THAT(refusal_of(home_.path().string() + "/notes" + inside), HasSubstr("your vault")) << inside;
    EXPECT_THAT(refusal_of(home_.path().string() + "/data" + inside), HasSubstr("the data directory")) << inside;
    EXPECT_THAT(refusal_of(home_.path().string() + "/backups" + inside), HasSubstr("the backup folder")) << inside;
    EXPECT_THAT(refusal_of(home_.path().string() + "/disk" + inside), HasSubstr("the copies of the backups")) << inside;
  }
}

TEST_F(notes_destination_test, is_none_of_them_by_another_way_either) {
  fs::create_directory_symlink(home_ / "notes", home_ / "link");
  EXPECT_THAT(refusal_of(home_ / "link/new"), HasSubstr("your vault"));
  EXPECT_THAT(refusal_of(home_ / "then/../notes/new"), HasSubstr("your vault"));
  config_.vault_path = home_ / "link";
  EXPECT_THAT(refusal_of(home_ / "notes/new"), HasSubstr("your vault"));
}

TEST_F(notes_destination_test, counts_while_the_vault_is_away) {
  fs::remove_all(home_ / "notes");
  EXPECT_THAT(refusal_of(home_ / "notes/new"), HasSubstr("your vault"));
  EXPECT_THAT(refusal_of(home_ / "notes"), HasSubstr("your vault"));
}

TEST_F(notes_destination_test, has_nothing_in_it) {
  write_text(home_ / "then/note.md", "a person's");
  EXPECT_THAT(refusal_of(home_ / "then"), HasSubstr("is not empty"));
}

}  // namespace
}  // namespace secondbrain::cli
