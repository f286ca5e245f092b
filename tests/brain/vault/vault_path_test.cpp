#include "brain/vault/vault_path.hpp"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include "tests/brain/vault/temporary_vault.hpp"

namespace secondbrain::vault {
namespace {

using namespace std::string_view_literals;

TEST(vault_path, refuses_whatever_could_leave_the_vault) {
  for (auto path : {""sv, "/etc/passwd"sv, ".."sv, "../a.md"sv, "a/../b.md"sv, "a/.."sv, "./a.md"sv, "a//b.md"sv,
                    "a/"sv, "a\0.md"sv}) {
    EXPECT_FALSE(check_vault_path(path)) << path;
  }
  for (auto path : {"a.md"sv, "a/b c/..d.md"sv, ".hidden/x.md"sv, "...md"sv})
    EXPECT_TRUE(check_vault_path(path)) << path;
}

class read_note : public testing::Test {
 protected:
  temporary_vault vault;

  errc code_of(std::string_view path, std::size_t limit = default_note_limit) {
    auto bytes = read_note_file(vault.root(), path, limit);
    return bytes ? errc::none : bytes.error().code;
  }
};

TEST_F(read_note, returns_the_bytes) {
  vault.write("a/b/c.md", "one\r\ntwo\0three"sv);
  EXPECT_EQ(read_note_file(vault.root(), "a/b/c.md").value(), "one\r\ntwo\0three"sv);
  vault.write("empty.md", "");
  EXPECT_EQ(read_note_file(vault.root(), "empty.md").value(), "");
}

TEST_F(read_note, tells_a_missing_note_from_a_missing_vault) {
  EXPECT_EQ(code_of("none.md"), errc::not_found);
  EXPECT_EQ(code_of("no/such/note.md"), errc::not_found);
  EXPECT_EQ(read_note_file(vault.root() / "none", "a.md").error().code, errc::vault_missing);
}

TEST_F(read_note, stays_in_the_vault) {
  std::ofstream{vault.outside() / "secret.md"} << "x";
  std::filesystem::create_symlink(vault.outside() / "secret.md", vault.root() / "out.md");
  std::filesystem::create_symlink("../secret.md", vault.root() / "up.md");
  std::filesystem::create_directory_symlink(vault.outside(), vault.root() / "door");
  EXPECT_EQ(code_of("../secret.md"), errc::invalid_argument);
  EXPECT_EQ(code_of("out.md"), errc::invalid_argument);
  EXPECT_EQ(code_of("up.md"), errc::invalid_argument);
  EXPECT_EQ(code_of("door/secret.md"), errc::not_found);
}

TEST_F(read_note, follows_links_within_the_vault) {
  vault.write("real/a.md", "text");
  std::filesystem::create_symlink("real/a.md", vault.root() / "link.md");
  std::filesystem::create_symlink("link.md", vault.root() / "chain.md");
  std::filesystem::create_symlink("loop.md", vault.root() / "loop.md");
  EXPECT_EQ(read_note_file(vault.root(), "link.md").value(), "text");
  EXPECT_EQ(read_note_file(vault.root(), "chain.md").value(), "text");
  EXPECT_EQ(code_of("loop.md"), errc::not_found);
}

TEST_F(read_note, works_when_the_vault_itself_is_reached_by_a_link) {
  vault.write("a.md", "text");
  std::filesystem::create_symlink("a.md", vault.root() / "link.md");
  auto alias = vault.outside() / "alias";
  std::filesystem::create_directory_symlink(vault.root(), alias);
  EXPECT_EQ(read_note_file(alias, "a.md").value(), "text");
  EXPECT_EQ(read_note_file(alias, "link.md").value(), "text");
}

TEST_F(read_note, takes_regular_files_up_to_the_limit) {
  vault.write("five.md", "12345");
  EXPECT_EQ(code_of("five.md", 5), errc::none);
  EXPECT_EQ(code_of("five.md", 4), errc::invalid_argument);
  ASSERT_EQ(::mkfifo((vault.root() / "pipe.md").c_str(), 0600), 0);
  EXPECT_EQ(code_of("pipe.md"), errc::invalid_argument);
  std::filesystem::create_directory(vault.root() / "directory.md");
  EXPECT_EQ(code_of("directory.md"), errc::invalid_argument);
}

TEST_F(read_note, an_unreadable_note_is_a_failure_and_not_a_missing_note) {
  vault.write("closed.md", "x");
  ordinary_user::give(vault.outside());
  std::filesystem::permissions(vault.root() / "closed.md", std::filesystem::perms::none);
  ordinary_user user;
  EXPECT_EQ(code_of("closed.md"), errc::io_failure);
}

}  // namespace
}  // namespace secondbrain::vault
