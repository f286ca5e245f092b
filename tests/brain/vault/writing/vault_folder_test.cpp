#include "brain/vault/writing/vault_folder.hpp"

#include <fcntl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <cerrno>
#include <filesystem>
#include <string>

#include "tests/brain/vault/temporary_vault.hpp"
#include "tests/brain/vault/vault_bytes.hpp"
#include "tests/brain/vault/writing/faulty_file_operations.hpp"

namespace secondbrain::vault {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

namespace fs = std::filesystem;

class vault_folder_test : public testing::Test {
 protected:
  result<vault_folder> open(std::string_view path, missing_folders missing = missing_folders::refuse) {
    return vault_folder::open(system_, vault_.root(), path, missing);
  }
  vault_folder notes() { return open("notes", missing_folders::make).value(); }
  std::string bytes(std::string_view path) const { return bytes_of(vault_.root() / path); }

  /// The sentence of what a system call that fails comes to.
  error failing_rename(int code) {
    const faulty_file_operations faulty{trouble::once, 1, code};
    return vault_folder::open(faulty, vault_.root(), "", missing_folders::refuse)->rename("a.md", "b.md").error();
  }

  temporary_vault vault_;
  const file_operations& system_ = system_file_operations();
};

TEST_F(vault_folder_test, folders_are_created_only_on_request) {
  EXPECT_EQ(open("a/b").error().code, errc::not_found);
  EXPECT_FALSE(fs::exists(vault_.root() / "a"));
  const auto created = open("a/b", missing_folders::make);
  ASSERT_TRUE(created) << created.error().message;
  EXPECT_EQ(created->path(), "a/b");
  EXPECT_EQ(created->path_of("c.md"), "a/b/c.md");
  EXPECT_TRUE(fs::is_directory(vault_.root() / "a" / "b"));
}

TEST_F(vault_folder_test, a_new_folder_lasts_before_anything_is_put_into_it) {
  const faulty_file_operations counted;
  ASSERT_TRUE(vault_folder::open(counted, vault_.root(), "a/b", missing_folders::make));
  EXPECT_THAT(counted.journal, ElementsAre("make folder", "sync folder", "make folder", "sync folder"));
}

TEST_F(vault_folder_test, no_link_leads_out_of_the_vault) {
  fs::create_directory(vault_.outside() / "elsewhere");
  fs::create_symlink(vault_.outside() / "elsewhere", vault_.root() / "link");
  EXPECT_EQ(open("link").error().code, errc::invalid_argument);
  EXPECT_EQ(open("link/deeper", missing_folders::make).error().code, errc::invalid_argument);
  EXPECT_TRUE(fs::is_empty(vault_.outside() / "elsewhere"));
  vault_.write("file", "");
  EXPECT_EQ(open("file/deeper", missing_folders::make).error().code, errc::invalid_argument);
}

TEST_F(vault_folder_test, a_missing_vault_is_another_error_than_a_missing_folder) {
  fs::rename(vault_.root(), vault_.outside() / "away");
  EXPECT_EQ(open("", missing_folders::make).error().code, errc::vault_missing);
}

TEST_F(vault_folder_test, a_file_is_read_whole_with_what_it_is) {
  auto folder = notes();
  const std::string text(200'000, 'x');
  vault_.write("notes/a.md", text);
  auto held = folder.hold("a.md");
  ASSERT_TRUE(held && *held);
  EXPECT_EQ((*held)->bytes, text);
  EXPECT_EQ((*held)->attributes.st_size, 200'000);
  const auto missing = folder.hold("b.md");
  ASSERT_TRUE(missing) << missing.error().message;
  EXPECT_FALSE(*missing);
}

TEST_F(vault_folder_test, only_regular_files_are_held) {
  auto folder = notes();
  fs::create_directory(vault_.root() / "notes/folder.md");
  EXPECT_EQ(folder.hold("folder.md").error().code, errc::invalid_argument);
  vault_.write("notes/a.md", "a");
  fs::create_symlink("a.md", vault_.root() / "notes/link.md");
  EXPECT_EQ(folder.hold("link.md").error().code, errc::invalid_argument);
  EXPECT_TRUE(folder.is_link("link.md"));
  EXPECT_FALSE(folder.is_link("a.md"));
  ASSERT_EQ(::mkfifo((vault_.root() / "notes/pipe.md").c_str(), 0600), 0);
  EXPECT_EQ(folder.hold("pipe.md").error().code, errc::invalid_argument) << "and nobody waits for its other end";
}

TEST_F(vault_folder_test, a_held_file_is_unchanged_until_somebody_changes_it) {
  auto folder = notes();
  vault_.write("notes/a.md", "one");
  for (const bool knows_holding : {true, false}) {
    faulty_file_operations operations;
    operations.knows_holding = knows_holding;
    const auto here = vault_folder::open(operations, vault_.root(), "notes", missing_folders::refuse);
    auto held = here->hold("a.md");
    ASSERT_TRUE(held && *held);
    EXPECT_TRUE(here->is_unchanged("a.md", **held));
    here->release(**held);
    vault_.write("notes/b.md", "one");
    fs::rename(vault_.root() / "notes/b.md", vault_.root() / "notes/a.md");
    EXPECT_FALSE(here->is_unchanged("a.md", **held)) << "the same bytes in another file";
    fs::remove(vault_.root() / "notes/a.md");
    EXPECT_FALSE(here->is_unchanged("a.md", **held));
    vault_.write("notes/a.md", "one");
  }
}

#ifdef __linux__
TEST_F(vault_folder_test, a_file_that_is_open_for_writing_is_busy) {
  auto folder = notes();
  vault_.write("notes/a.md", "half");
  const file_descriptor editor{::open((vault_.root() / "notes/a.md").c_str(), O_WRONLY | O_CLOEXEC)};
  const auto held = folder.hold("a.md");
  ASSERT_FALSE(held);
  EXPECT_EQ(held.error().code, errc::busy);
  EXPECT_THAT(held.error().message, HasSubstr("notes/a.md is open for writing in another program"));
}
#endif

TEST_F(vault_folder_test, a_new_file_takes_no_others_place) {
  auto folder = notes();
  ASSERT_TRUE(folder.write_new("a.md", "one", nullptr));
  EXPECT_FALSE(folder.write_new("a.md", "two", nullptr));
  EXPECT_EQ(bytes("notes/a.md"), "one");
}

TEST_F(vault_folder_test, a_new_file_resembles_the_one_it_is_for) {
  auto folder = notes();
  vault_.write("notes/a.md", "one");
  ASSERT_EQ(::chmod((vault_.root() / "notes/a.md").c_str(), 0640), 0);
  const auto held = folder.hold("a.md");
  ASSERT_TRUE(held && *held);
  ASSERT_TRUE(folder.write_new("b.md", "two", &**held));
  struct stat found {};
  ASSERT_EQ(::stat((vault_.root() / "notes/b.md").c_str(), &found), 0);
  EXPECT_EQ(found.st_mode & 07777, 0640U);
}

TEST_F(vault_folder_test, all_is_written_also_in_small_steps) {
  faulty_file_operations slow;
  slow.longest_write = 3;
  const auto folder = vault_folder::open(slow, vault_.root(), "", missing_folders::refuse);
  ASSERT_TRUE(folder->write_new("a.md", "ten bytes!", nullptr));
  EXPECT_EQ(bytes("a.md"), "ten bytes!");
}

TEST_F(vault_folder_test, a_file_that_is_read_only_is_left_as_it_is) {
  auto folder = notes();
  vault_.write("notes/a.md", "one");
  auto held = folder.hold("a.md");
  EXPECT_TRUE(folder.check_writable("a.md", **held));
  folder.release(**held);
  ASSERT_EQ(::chmod((vault_.root() / "notes/a.md").c_str(), 0444), 0);
  held = folder.hold("a.md");
  const auto refused = folder.check_writable("a.md", **held);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, errc::io_failure);
  EXPECT_THAT(refused.error().message, HasSubstr("notes/a.md is read-only and was left as it is"));
}

TEST_F(vault_folder_test, a_new_name_takes_nobodys_place_whatever_the_file_system_knows) {
  for (const bool knows_rename_new : {true, false}) {
    faulty_file_operations operations;
    operations.knows_rename_new = knows_rename_new;
    const auto folder = vault_folder::open(operations, vault_.root(), "", missing_folders::refuse);
    vault_.write("a.md", "one");
    vault_.write("taken.md", "two");
    EXPECT_EQ(folder->rename_new("a.md", *folder, "taken.md").error().code, errc::conflict);
    EXPECT_EQ(bytes("taken.md"), "two");
    EXPECT_TRUE(folder->rename_new("a.md", *folder, "free.md"));
    EXPECT_EQ(bytes("free.md"), "one");
    EXPECT_FALSE(fs::exists(vault_.root() / "a.md"));
    fs::remove(vault_.root() / "free.md");
  }
}

TEST_F(vault_folder_test, two_files_take_each_others_names) {
  auto folder = notes();
  vault_.write("notes/a.md", "one");
  vault_.write("notes/b.md", "two");
  ASSERT_TRUE(folder.exchange("a.md", "b.md"));
  EXPECT_EQ(bytes("notes/a.md") + bytes("notes/b.md"), "twoone");
  EXPECT_EQ(folder.exchange("a.md", "none.md").error().code, errc::not_found);
  faulty_file_operations old;
  old.knows_exchange = false;
  EXPECT_EQ(
      vault_folder::open(old, vault_.root(), "notes", missing_folders::refuse)->exchange("a.md", "b.md").error().code,
      errc::unavailable);
}

TEST_F(vault_folder_test, a_second_name_is_the_same_file) {
  auto folder = notes();
  vault_.write("notes/a.md", "one");
  ASSERT_TRUE(folder.link("a.md", "b.md"));
  EXPECT_EQ(fs::hard_link_count(vault_.root() / "notes/a.md"), 2U);
  ASSERT_TRUE(folder.remove("a.md"));
  EXPECT_EQ(bytes("notes/b.md"), "one");
  EXPECT_EQ(folder.remove("a.md").error().code, errc::not_found);
  faulty_file_operations old;
  old.knows_second_names = false;
  EXPECT_EQ(vault_folder::open(old, vault_.root(), "notes", missing_folders::refuse)->link("b.md", "c.md").error().code,
            errc::unavailable);
}

TEST_F(vault_folder_test, what_the_system_refuses_says_what_to_do) {
  vault_.write("a.md", "one");
  EXPECT_EQ(failing_rename(ENOENT).message, "There is no a.md in the vault.");
  EXPECT_EQ(failing_rename(ENOENT).code, errc::not_found);
  EXPECT_EQ(failing_rename(ENAMETOOLONG).code, errc::invalid_argument);
  EXPECT_THAT(failing_rename(ENAMETOOLONG).message, HasSubstr("Choose a shorter name."));
  EXPECT_EQ(failing_rename(ENOSPC).code, errc::disk_full);
  EXPECT_THAT(failing_rename(EROFS).message, HasSubstr("then try again."));
  EXPECT_THAT(failing_rename(EACCES).message, HasSubstr("permission denied. Give SecondBrain the right"));
  EXPECT_EQ(failing_rename(EIO).code, errc::io_failure);
}

}  // namespace
}  // namespace secondbrain::vault
