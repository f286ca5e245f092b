// The watch of a folder over real files: whatever happened before it is asked must be known to it.
#include "brain/vault/changes/folder_watch.hpp"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/mman.h>
#include <unistd.h>

#include <fstream>
#include <functional>
#include <string>

#include "base/file_descriptor.hpp"
#include "brain/vault/writing/file_operations.hpp"
#include "brain/vault/writing/vault_writer.hpp"
#include "tests/brain/vault/temporary_vault.hpp"

namespace secondbrain::vault {
namespace {

namespace fs = std::filesystem;

class folder_watch_test : public testing::Test {
 protected:
  void SetUp() override {
#ifdef __APPLE__
    GTEST_SKIP() << "macOS tells of changes too late: nobody vouches there";
#endif
    ASSERT_TRUE(watch);
    vault.write("00_Daily/2026-02-05.md", "- [ ] a\n");
    vault.write("00_Daily/2026-02-06.md", "- [ ] b\n");
    vault.write("elsewhere.md", "c\n");
  }

  fs::path folder() const {
    return vault.root() / "00_Daily";
  }
  fs::path note() const {
    return folder() / "2026-02-05.md";
  }

  temporary_vault vault;
  std::unique_ptr<folder_watch> watch = make_folder_watch(vault.root() / "00_Daily");
};

TEST_F(folder_watch_test, vouches_from_its_beginning_for_what_is_only_read) {
  EXPECT_FALSE(watch->vouches()) << "it has not begun";
  watch->begin();
  EXPECT_TRUE(watch->vouches());
  for (const auto& each : fs::directory_iterator{folder()}) {
    std::ifstream file{each.path()};
    std::string text;
    EXPECT_TRUE(std::getline(file, text));
  }
  vault.write("other.md", "beside the folder\n");
  EXPECT_TRUE(watch->vouches());
  EXPECT_TRUE(watch->vouches());
}

struct change {
  const char* name;
  std::function<void(const fs::path& folder)> apply;
};

class any_change : public folder_watch_test, public testing::WithParamInterface<change> {};

TEST_P(any_change, is_known_at_once_and_counts_until_the_next_beginning) {
  watch->begin();
  ASSERT_TRUE(watch->vouches());
  GetParam().apply(folder());
  EXPECT_FALSE(watch->vouches());
  EXPECT_FALSE(watch->vouches());
  watch->begin();
  EXPECT_EQ(watch->vouches(), fs::is_directory(folder()));
}

TEST_P(any_change, is_known_however_often_the_watch_has_begun_before) {
  for (int i = 0; i < 3; ++i) watch->begin();
  GetParam().apply(folder());
  EXPECT_FALSE(watch->vouches());
}

/// As an editor does that opens the file and writes over it.
void write_in_place(const fs::path& file, std::string_view bytes, int flags = 0) {
  const file_descriptor open{::open(file.c_str(), O_WRONLY | flags)};
  ASSERT_EQ(::write(open.get(), bytes.data(), bytes.size()), static_cast<ssize_t>(bytes.size()));
}

INSTANTIATE_TEST_SUITE_P(
    of_a_kind, any_change,
    testing::Values(
        change{"new_note", [](const fs::path& in) { std::ofstream{in / "2026-02-07.md"} << "- [ ] new\n"; }},
        change{"same_size_in_place", [](const fs::path& in) { write_in_place(in / "2026-02-05.md", "- [x] a\n"); }},
        change{"appended", [](const fs::path& in) { write_in_place(in / "2026-02-05.md", "- [ ] more\n", O_APPEND); }},
        change{"truncated", [](const fs::path& in) { fs::resize_file(in / "2026-02-05.md", 0); }},
        change{"removed", [](const fs::path& in) { fs::remove(in / "2026-02-05.md"); }},
        change{"moved_away",
               [](const fs::path& in) { fs::rename(in / "2026-02-05.md", in.parent_path() / "2026-02-05.md"); }},
        change{"moved_in",
               [](const fs::path& in) { fs::rename(in.parent_path() / "elsewhere.md", in / "2026-02-07.md"); }},
        change{"moved_over",
               [](const fs::path& in) { fs::rename(in.parent_path() / "elsewhere.md", in / "2026-02-05.md"); }},
        change{
            "linked_in",
            [](const fs::path& in) { fs::create_hard_link(in.parent_path() / "elsewhere.md", in / "2026-02-07.md"); }},
        change{"renamed", [](const fs::path& in) { fs::rename(in / "2026-02-05.md", in / "2026-02-07.md"); }},
        change{"unreadable", [](const fs::path& in) { fs::permissions(in / "2026-02-05.md", fs::perms::owner_write); }},
        change{"dated_back",
               [](const fs::path& in) { fs::last_write_time(in / "2026-02-05.md", fs::file_time_type{}); }},
        change{"by_our_writer",
               [](const fs::path& in) {
                 const vault_writer writer{in.parent_path(), system_file_operations()};
                 const auto written = writer.edit("00_Daily/2026-02-05.md", [](const std::string*) {
                   return result<std::optional<std::string>>{"- [x] a\n"};
                 });
                 EXPECT_EQ(written, write_outcome::changed);
               }},
        change{"folder_removed", [](const fs::path& in) { fs::remove_all(in); }},
        change{"folder_renamed", [](const fs::path& in) { fs::rename(in, in.parent_path() / "Daily"); }},
        change{"folder_replaced",
               [](const fs::path& in) {
                 fs::rename(in, in.parent_path() / "Daily");
                 fs::create_directory(in);
               }},
        change{"vault_renamed",
               [](const fs::path& in) { fs::rename(in.parent_path(), in.parent_path().parent_path() / "away"); }},
        change{"vault_replaced",
               [](const fs::path& in) {
                 fs::rename(in.parent_path(), in.parent_path().parent_path() / "away");
                 fs::create_directories(in);
               }},
        change{"folder_closed", [](const fs::path& in) { fs::permissions(in, fs::perms::owner_read); }}),
    [](const auto& tested) { return std::string{tested.param.name}; });

TEST_F(folder_watch_test, a_file_that_stays_open_counts_with_every_write) {
  const file_descriptor open{::open(note().c_str(), O_WRONLY)};
  for (const std::string_view text : {"- [x] a\n", "- [ ] a\n"}) {
    watch->begin();
    EXPECT_TRUE(watch->vouches());
    ASSERT_EQ(::pwrite(open.get(), text.data(), text.size(), 0), static_cast<ssize_t>(text.size()));
    EXPECT_FALSE(watch->vouches());
  }
}

// What the header says nobody is told of: stock-taking finds it.
TEST_F(folder_watch_test, is_not_told_of_a_write_through_another_name) {
  fs::create_hard_link(note(), vault.root() / "another name.md");
  watch->begin();
  write_in_place(vault.root() / "another name.md", "- [x] a\n");
  EXPECT_TRUE(watch->vouches());
}

TEST_F(folder_watch_test, what_changes_while_the_files_are_read_counts) {
  watch->begin();
  std::ifstream{note()}.get();
  write_in_place(folder() / "2026-02-06.md", "- [x] b\n");
  std::ifstream{folder() / "2026-02-06.md"}.get();
  EXPECT_FALSE(watch->vouches());
}

TEST_F(folder_watch_test, of_a_folder_that_lay_there_before_nothing_counts) {
  watch->begin();
  fs::rename(folder(), vault.root() / "Daily");
  fs::create_directory(folder());
  watch->begin();
  EXPECT_TRUE(watch->vouches());
  write_in_place(vault.root() / "Daily" / "2026-02-05.md", "- [x] a\n");
  EXPECT_TRUE(watch->vouches());
  std::ofstream{note()} << "- [ ] a\n";
  EXPECT_FALSE(watch->vouches());
}

TEST_F(folder_watch_test, thousands_of_changes_are_one) {
  watch->begin();
  for (int i = 0; i < 20'000; ++i) {  // more than a queue holds
    fs::permissions(note(), i % 2 == 0 ? fs::perms::owner_read : fs::perms::owner_all);
    fs::permissions(folder() / "2026-02-06.md", i % 2 == 0 ? fs::perms::owner_read : fs::perms::owner_all);
  }
  EXPECT_FALSE(watch->vouches());
  watch->begin();
  EXPECT_TRUE(watch->vouches());
}

TEST_F(folder_watch_test, does_not_vouch_for_what_is_no_folder_of_this_computer) {
  fs::create_directory_symlink(folder(), vault.root() / "link");
  for (const auto& place : {vault.root() / "nowhere", vault.root() / "elsewhere.md", vault.root() / "link",
                            fs::path{"/proc/self/fdinfo"}, fs::path{"/sys/kernel"}}) {
    const auto other = make_folder_watch(place);
    other->begin();
    EXPECT_FALSE(other->vouches()) << place;
  }
}

TEST_F(folder_watch_test, vouches_for_a_folder_that_has_come) {
  const auto other = make_folder_watch(vault.root() / "later");
  other->begin();
  EXPECT_FALSE(other->vouches());
  fs::create_directory(vault.root() / "later");
  EXPECT_FALSE(other->vouches());
  other->begin();
  EXPECT_TRUE(other->vouches());
}

}  // namespace
}  // namespace secondbrain::vault
