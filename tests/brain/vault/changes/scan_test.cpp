#include "brain/vault/changes/scan.hpp"

#include <fcntl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <algorithm>

#include "brain/vault/changes/file_selection.hpp"
#include "brain/vault/vault_path.hpp"
#include "tests/brain/vault/temporary_vault.hpp"

namespace secondbrain::vault {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

std::vector<std::string> paths_of(const scan_result& scan) {
  std::vector<std::string> paths;
  for (auto& file : scan.files) paths.push_back(file.path);
  return paths;
}

class scan : public testing::Test {
 protected:
  temporary_vault vault;
  scan_result scanned() { return scan_vault(vault.root()); }
};

TEST_F(scan, lists_the_notes_in_order) {
  for (auto path : {"b.md", "a/z.md", "a b.md", ".hidden/h.md", "a/b/c.md", "a.txt", ".obsidian/o.md",
                    "Inbox/_processed/i.md", "sub/.obsidian/x.md", "Tasks/All Tasks.md", "d.excalidraw.md"}) {
    vault.write(path, "x");
  }
  auto found = scanned();
  EXPECT_EQ(found.condition, vault_condition::ok);
  EXPECT_THAT(found.problems, IsEmpty());
  EXPECT_THAT(paths_of(found), ElementsAre("a/b/c.md", "a/z.md", "a b.md", "b.md"));
  EXPECT_THAT(paths_of(scan_vault(vault.root(), tool_copies::taken_in)),
              ElementsAre(".hidden/h.md", "a/b/c.md", "a/z.md", "a b.md", "b.md", "sub/.obsidian/x.md"));
  EXPECT_TRUE(std::is_sorted(found.files.begin(), found.files.end(),
                             [](auto& left, auto& right) { return path_less(left.path, right.path); }));
}

TEST_F(scan, tells_size_and_mtime) {
  vault.write("a.md", "12345");
  timespec times[2] = {{1'700'000'000, 250'000'000}, {1'700'000'000, 250'000'000}};
  ASSERT_EQ(::utimensat(AT_FDCWD, (vault.root() / "a.md").c_str(), times, 0), 0);
  auto found = scanned();
  ASSERT_THAT(found.files, SizeIs(1));
  EXPECT_EQ(found.files[0].size, 5);
  EXPECT_DOUBLE_EQ(found.files[0].modified, 1'700'000'000.25);
}

TEST_F(scan, follows_links_to_files_inside_only) {
  vault.write("real.md", "x");
  vault.write("plain.txt", "x");
  std::ofstream{vault.outside() / "secret.md"} << "x";
  std::filesystem::create_symlink("real.md", vault.root() / "link.md");
  std::filesystem::create_symlink("plain.txt", vault.root() / "text.md");
  std::filesystem::create_symlink(vault.outside() / "secret.md", vault.root() / "out.md");
  std::filesystem::create_symlink("nowhere.md", vault.root() / "dangling.md");
  auto found = scanned();
  EXPECT_THAT(paths_of(found), ElementsAre("link.md", "real.md", "text.md"));
  ASSERT_THAT(found.problems, SizeIs(2));
  EXPECT_EQ(found.problems[0].path, "dangling.md");
  EXPECT_EQ(found.problems[1].path, "out.md");
  EXPECT_EQ(found.problems[1].kind, scan_problem_kind::link_refused);
}

TEST_F(scan, does_not_enter_linked_directories) {
  vault.write("real/a.md", "x");
  std::filesystem::create_directory_symlink("real", vault.root() / "again");
  std::filesystem::create_directory_symlink(".", vault.root() / "loop.md");
  EXPECT_THAT(paths_of(scanned()), ElementsAre("real/a.md"));
}

TEST_F(scan, passes_over_what_is_no_file) {
  ASSERT_EQ(::mkfifo((vault.root() / "pipe.md").c_str(), 0600), 0);
  vault.write("directory.md/a.md", "x");
  EXPECT_THAT(paths_of(scanned()), ElementsAre("directory.md/a.md"));
}

TEST_F(scan, knows_an_empty_vault_from_a_missing_one) {
  EXPECT_EQ(scanned().condition, vault_condition::empty);
  vault.write("Inbox/_processed/only.md", "x");
  EXPECT_EQ(scanned().condition, vault_condition::empty);
  EXPECT_EQ(scan_vault(vault.root() / "none").condition, vault_condition::missing);
  vault.write("file.md", "x");
  EXPECT_EQ(scan_vault(vault.root() / "file.md").condition, vault_condition::missing);
}

TEST_F(scan, of_places_looks_at_these_alone) {
  for (auto path : {"a.md", "b.md", "f/c.md", "f/g/d.md", "f g.md", "h/e.md"}) vault.write(path, "x");
  std::filesystem::create_symlink("b.md", vault.root() / "link.md");
  const auto looked = [&](const place_set& places) { return paths_of(scan_places(vault.root(), places)); };
  EXPECT_THAT(looked({"a.md"}), ElementsAre("a.md"));
  EXPECT_THAT(looked({"f", "f/c.md", "h"}), ElementsAre("f/c.md", "f/g/d.md", "h/e.md"));
  EXPECT_THAT(looked({"f/g/d.md", "f/c.md", "f g.md"}), ElementsAre("f/c.md", "f/g/d.md", "f g.md"));
  EXPECT_THAT(looked({"none.md", "none/none.md", "a.md/none.md", "f/none.md"}), IsEmpty());
  EXPECT_THAT(looked({"link.md"}), ElementsAre("link.md"));
  EXPECT_EQ(scan_places(vault.root(), {"link.md"}).links.front().target, "b.md");
  EXPECT_EQ(scan_places(vault.root(), {"a.md", "f", "f g.md", "h", "b.md", "link.md"}).files, scanned().files);
}

TEST_F(scan, of_places_stays_in_the_vault_and_with_what_may_be_a_note) {
  vault.write("real/a.md", "x");
  vault.write(".obsidian/o.md", "x");
  vault.write("a.txt", "x");
  std::ofstream{vault.outside() / "secret.md"} << "x";
  std::filesystem::create_directory_symlink("real", vault.root() / "linked");
  std::filesystem::create_symlink(vault.outside() / "secret.md", vault.root() / "out.md");
  const auto found = scan_places(vault.root(), {"../secret.md", "/etc", "", ".", "linked", "linked/a.md", ".obsidian",
                                                ".obsidian/o.md", "a.txt", "out.md"});
  EXPECT_THAT(found.files, IsEmpty());
  ASSERT_THAT(found.problems, SizeIs(1));
  EXPECT_EQ(found.problems[0].path, "out.md");
}

TEST_F(scan, of_places_knows_a_name_that_is_no_text) {
  vault.write("caf\xE9.md", "x");
  EXPECT_THAT(paths_of(scan_places(vault.root(), {"caf\\xE9.md"})), ElementsAre("caf\\xE9.md"));
}

TEST_F(scan, of_places_tells_what_is_kept_by_a_cloud_from_what_is_gone) {
  vault.write("f/.a.md.icloud", "x");
  const auto found = scan_places(vault.root(), {"f/a.md", "f/b.md"});
  EXPECT_THAT(found.files, IsEmpty());
  ASSERT_THAT(found.problems, SizeIs(1));
  EXPECT_EQ(found.problems[0].kind, scan_problem_kind::evicted);
  EXPECT_EQ(found.problems[0].path, "f/a.md");
}

TEST_F(scan, of_places_tells_a_vault_that_is_away_and_a_folder_that_is_closed) {
  EXPECT_EQ(scan_places(vault.root() / "none", {"a.md"}).condition, vault_condition::missing);
  EXPECT_EQ(scan_places(vault.root(), {"a.md"}).condition, vault_condition::ok);
  vault.write("closed/deep/a.md", "x");
  ordinary_user::give(vault.outside());
  std::filesystem::permissions(vault.root() / "closed", std::filesystem::perms::none);
  scan_result found;
  {
    ordinary_user user;
    found = scan_places(vault.root(), {"closed/deep/a.md"});
  }
  std::filesystem::permissions(vault.root() / "closed", std::filesystem::perms::owner_all);
  ASSERT_THAT(found.problems, SizeIs(1));
  EXPECT_EQ(found.problems[0].path, "closed");
}

TEST_F(scan, knows_whether_there_is_any_note) {
  vault.write("empty/a.txt", "x");
  EXPECT_FALSE(holds_notes(vault.root()));
  EXPECT_FALSE(holds_notes(vault.root() / "none"));
  vault.write("z/a.md", "x");
  EXPECT_TRUE(holds_notes(vault.root()));
}

TEST_F(scan, reports_a_directory_it_may_not_read) {
  vault.write("closed/a.md", "x");
  vault.write("open/b.md", "x");
  ordinary_user::give(vault.outside());
  std::filesystem::permissions(vault.root() / "closed", std::filesystem::perms::none);
  scan_result found;
  {
    ordinary_user user;
    found = scanned();
  }
  std::filesystem::permissions(vault.root() / "closed", std::filesystem::perms::owner_all);
  EXPECT_THAT(paths_of(found), ElementsAre("open/b.md"));
  ASSERT_THAT(found.problems, SizeIs(1));
  EXPECT_EQ(found.problems[0].kind, scan_problem_kind::directory_unreadable);
  EXPECT_EQ(found.problems[0].path, "closed");
}

TEST_F(scan, knows_an_unreadable_vault) {
  vault.write("a.md", "x");
  ordinary_user::give(vault.outside());
  std::filesystem::permissions(vault.root(), std::filesystem::perms::none);
  scan_result found;
  {
    ordinary_user user;
    found = scanned();
  }
  std::filesystem::permissions(vault.root(), std::filesystem::perms::owner_all);
  EXPECT_EQ(found.condition, vault_condition::unreadable);
}

TEST_F(scan, reports_evicted_notes) {
  vault.write("a/.Far away.md.icloud", "placeholder");
  vault.write("a/.picture.png.icloud", "placeholder");
  vault.write("near.md", "x");
  auto found = scanned();
  EXPECT_THAT(paths_of(found), ElementsAre("near.md"));
  ASSERT_THAT(found.problems, SizeIs(1));
  EXPECT_EQ(found.problems[0].kind, scan_problem_kind::evicted);
  EXPECT_EQ(found.problems[0].path, "a/Far away.md");
}

TEST_F(scan, names_files_and_folders_that_are_no_text_readably_and_in_order) {
  vault.write("caf\xE9.md", "coffee");
  vault.write("alt\xF6/n\xFC.md", "old");
  vault.write("caf\\xE9.md", "spelt");
  auto found = scanned();
  EXPECT_THAT(paths_of(found), ElementsAre("alt\\xF6/n\\xFC.md", "caf\\x5CxE9.md", "caf\\xE9.md"));
  EXPECT_TRUE(std::is_sorted(found.files.begin(), found.files.end(),
                             [](auto& left, auto& right) { return path_less(left.path, right.path); }));
  EXPECT_EQ(read_note_file(vault.root(), "caf\\xE9.md").value_or(""), "coffee");
  EXPECT_EQ(read_note_file(vault.root(), "caf\\x5CxE9.md").value_or(""), "spelt");
  EXPECT_EQ(read_note_file(vault.root(), "alt\\xF6/n\\xFC.md").value_or(""), "old");
}

TEST_F(scan, tells_another_file_with_the_same_size_and_time) {
  vault.write("a.md", "before");
  vault.write("b.md", "after!");
  timespec times[2] = {{1'700'000'000, 0}, {1'700'000'000, 0}};
  for (auto name : {"a.md", "b.md"}) ASSERT_EQ(::utimensat(AT_FDCWD, (vault.root() / name).c_str(), times, 0), 0);
  auto before = scanned().files.front();
  std::filesystem::rename(vault.root() / "b.md", vault.root() / "a.md");
  auto after = scanned().files.front();
  EXPECT_EQ(after.size, before.size);
  EXPECT_EQ(after.modified, before.modified);
  EXPECT_NE(after.inode, before.inode);
  EXPECT_GE(after.changed, before.changed);
}

}  // namespace
}  // namespace secondbrain::vault
