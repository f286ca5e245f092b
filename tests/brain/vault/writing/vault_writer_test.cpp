#include "brain/vault/writing/vault_writer.hpp"

#include <fcntl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#ifdef __linux__
#include <sys/xattr.h>
#endif

#include <fstream>
#include <optional>
#include <string>
#include <string_view>

#include "brain/vault/readable_path.hpp"
#include "tests/brain/vault/other_encodings.hpp"
#include "tests/brain/vault/temporary_vault.hpp"
#include "tests/brain/vault/vault_bytes.hpp"
#include "tests/brain/vault/writing/text_changes.hpp"

namespace secondbrain::vault {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

text_change append(std::string line) {
  return [line = std::move(line)](const std::string* current) {
    return std::optional{(current ? *current : std::string{}) + line};
  };
}

text_change leave() {
  return [](const std::string*) -> result<std::optional<std::string>> { return std::nullopt; };
}

class vault_writing : public testing::Test {
 protected:
  temporary_vault vault;
  vault_writer writer{vault.root()};

  std::string text(std::string_view path) const { return bytes_of(vault.root() / path); }
  std::vector<std::string> files() const { return files_below(vault.root()); }
  mode_t mode(std::string_view path) const {
    struct stat found;
    return ::stat((vault.root() / path).c_str(), &found) == 0 ? found.st_mode & 07777 : 0;
  }
};

TEST_F(vault_writing, replaces_the_text) {
  vault.write("00_Daily/2026-11-24.md", "old\n");
  EXPECT_EQ(writer.edit("00_Daily/2026-11-24.md", append("new\n")), write_outcome::changed);
  EXPECT_EQ(text("00_Daily/2026-11-24.md"), "old\nnew\n");
  EXPECT_THAT(files(), ElementsAre("00_Daily/2026-11-24.md"));
}

TEST_F(vault_writing, replaces_the_text_of_a_note_whose_name_is_no_text) {
  for (const auto* path : {"caf\\xE9.md", "dir\\xE9/note.md", "sur\\xED\\xA0\\x80.md", "\\xFF\\xFE/deep \\xC3.md",
                           "back\\x5CxE9.md", "quote\"s.md", "new\nline.md"}) {
    const auto place = system_path(path);
    vault.write(place, "old\n");
    EXPECT_EQ(writer.edit(path, append("new\n")), write_outcome::changed) << path;
    EXPECT_EQ(text(place), "old\nnew\n") << path;
  }
}

TEST_F(vault_writing, makes_a_missing_file_and_its_folders) {
  EXPECT_EQ(writer.edit("a/b/c.md",
                        [](const std::string* current) {
                          EXPECT_EQ(current, nullptr);
                          return std::optional<std::string>{"text"};
                        }),
            write_outcome::created);
  EXPECT_EQ(text("a/b/c.md"), "text");
  EXPECT_THAT(files(), ElementsAre("a/b/c.md"));
}

TEST_F(vault_writing, leaves_alone_what_does_not_change) {
  vault.write("a.md", "text");
  struct stat before, after;
  ASSERT_EQ(::stat((vault.root() / "a.md").c_str(), &before), 0);
  EXPECT_EQ(writer.edit("a.md", leave()), write_outcome::unchanged);
  EXPECT_EQ(writer.edit("a.md", to("text")), write_outcome::unchanged);
  EXPECT_EQ(writer.edit("missing/b.md", leave()), write_outcome::unchanged);
  ASSERT_EQ(::stat((vault.root() / "a.md").c_str(), &after), 0);
  EXPECT_EQ(before.st_ino, after.st_ino);
  EXPECT_THAT(files(), ElementsAre("a.md"));
}

TEST_F(vault_writing, passes_on_the_error_of_the_change) {
  vault.write("a.md", "text");
  auto outcome = writer.edit("a.md", [](const std::string*) -> result<std::optional<std::string>> {
    return fail(errc::not_found, "no such task");
  });
  ASSERT_FALSE(outcome);
  EXPECT_EQ(outcome.error().message, "no such task");
  EXPECT_EQ(text("a.md"), "text");
}

TEST_F(vault_writing, starts_over_when_the_file_changes_between_reading_and_writing) {
  vault.write("a.md", "one\n");
  int calls = 0;
  auto outcome = writer.edit("a.md", [&](const std::string* current) {
    if (++calls == 1) vault.write("a.md", "one\ntwo\n");
    return std::optional{*current + "ours\n"};
  });
  EXPECT_EQ(outcome, write_outcome::changed);
  EXPECT_EQ(calls, 2);
  EXPECT_EQ(text("a.md"), "one\ntwo\nours\n");
}

TEST_F(vault_writing, starts_over_when_the_file_comes_and_goes_meanwhile) {
  int calls = 0;
  auto outcome = writer.edit("a/a.md", [&](const std::string* current) {
    ++calls;
    if (calls == 1) vault.write("a/a.md", "theirs\n");
    if (calls == 2) std::filesystem::remove_all(vault.root() / "a");
    return std::optional{(current ? *current : "") + "ours\n"};
  });
  EXPECT_EQ(outcome, write_outcome::created);
  EXPECT_EQ(calls, 3);
  EXPECT_EQ(text("a/a.md"), "ours\n");
}

// W21
TEST_F(vault_writing, passes_every_byte_through) {
  std::string bytes{
      "\xEF\xBB\xBF"
      "a\r\nb\r\n\xFF\xFE\x80 \r end"};
  vault.write("a.md", bytes);
  EXPECT_EQ(writer.edit("a.md", append("\r\n")), write_outcome::changed);
  EXPECT_EQ(text("a.md"), bytes + "\r\n");
}

TEST_F(vault_writing, a_note_in_another_encoding_is_never_written_into) {
  for (const auto& [encoding, bytes] : unwritable_notes("## Tasks\r\n- [ ] Tea\r\n")) {
    vault.write("a.md", bytes);
    for (const auto& change : {append("- [ ] new\n"), to("new"), to("")}) {
      auto outcome = writer.edit("a.md", change);
      ASSERT_FALSE(outcome) << encoding;
      EXPECT_EQ(outcome.error().code, errc::conflict);
      EXPECT_THAT(outcome.error().message, testing::StartsWith("a.md "));
      EXPECT_THAT(outcome.error().message, HasSubstr(encoding));
      EXPECT_THAT(outcome.error().message, HasSubstr("Save it as UTF-8"));
      EXPECT_EQ(text("a.md"), bytes) << encoding;
    }
    EXPECT_EQ(writer.edit("a.md", leave()), write_outcome::unchanged);
    EXPECT_EQ(writer.edit("a.md", to(bytes)), write_outcome::unchanged);
    EXPECT_THAT(files(), ElementsAre("a.md"));
  }
}

TEST_F(vault_writing, bytes_that_are_no_utf8_stay_as_they_are) {
  for (const std::string bytes :
       {"caf\xE9\n", "\xFE\n", "\xEF\xBB\xBF\n", "\xEF\xBB\n", "\xFF", "\xE4\xF6 \xFF\xFE\n", ""}) {
    vault.write("a.md", bytes);
    EXPECT_EQ(writer.edit("a.md", append("new\n")), write_outcome::changed);
    EXPECT_EQ(text("a.md"), bytes + "new\n");
  }
}

TEST_F(vault_writing, letters_of_utf8_never_come_into_a_note_in_an_encoding_of_before) {
  const std::string cyrillic = "\xCF\xF0\xE8\xE2\xE5\xF2, \xF1\xF2\xE0\xF0\xFB\xE9 \xE4\xF0\xF3\xE3\n";
  const std::string japanese = "\x94\x83\x82\xA2\x95\xA8\x82\xCC\x83\x8A\x83\x58\x83\x67\n";
  for (const auto& bytes : {std::string{"Gr\xFCnkohl\n"}, std::string{"caf\xE9"}, cyrillic, japanese}) {
    vault.write("a.md", bytes);
    const auto outcome = writer.edit("a.md", append("- [ ] Gr\u00FC\u00DFe\n"));
    ASSERT_FALSE(outcome) << bytes;
    EXPECT_EQ(outcome.error().code, errc::conflict);
    EXPECT_THAT(outcome.error().message, HasSubstr("Save it as UTF-8"));
    EXPECT_EQ(text("a.md"), bytes);
    EXPECT_EQ(writer.edit("a.md", append("- [x] plain\n")), write_outcome::changed) << "the same in each encoding";
    EXPECT_EQ(text("a.md"), bytes + "- [x] plain\n");
  }
  vault.write("a.md", "Gr\u00FCn, damaged: \xFF\n");
  EXPECT_EQ(writer.edit("a.md", append("Gr\u00FC\u00DFe\n")), write_outcome::changed);
}

TEST_F(vault_writing, a_note_in_another_encoding_may_be_moved) {
  auto bytes = unwritable_notes("Tea").front().bytes;
  vault.write("Inbox/a.md", bytes);
  EXPECT_EQ(writer.move("Inbox/a.md", "Inbox/_processed").value_or("?"), "Inbox/_processed/a.md");
  EXPECT_EQ(text("Inbox/_processed/a.md"), bytes);
}

TEST_F(vault_writing, keeps_the_mode_of_a_file) {
  vault.write("a.md", "text");
  ASSERT_EQ(::chmod((vault.root() / "a.md").c_str(), 02664), 0);
  EXPECT_TRUE(writer.edit("a.md", to("new")));
  EXPECT_EQ(mode("a.md"), 02664);
}

TEST_F(vault_writing, gives_a_new_file_the_mode_of_a_note) {
  auto umask = ::umask(027);
  EXPECT_TRUE(writer.edit("a.md", to("new")));
  ::umask(umask);
  EXPECT_EQ(mode("a.md"), 0640);
}

TEST_F(vault_writing, keeps_the_owner_of_a_file) {
  if (::geteuid() != 0) GTEST_SKIP() << "only the superuser can give a file away";
  vault.write("a.md", "text");
  ASSERT_EQ(::chown((vault.root() / "a.md").c_str(), 4321, 1234), 0);
  EXPECT_TRUE(writer.edit("a.md", to("new")));
  struct stat found;
  ASSERT_EQ(::stat((vault.root() / "a.md").c_str(), &found), 0);
  EXPECT_EQ(found.st_uid, 4321);
  EXPECT_EQ(found.st_gid, 1234);
}

#ifdef __linux__
TEST_F(vault_writing, keeps_the_attributes_of_a_file) {
  vault.write("a.md", "text");
  auto path = vault.root() / "a.md";
  if (::setxattr(path.c_str(), "user.tags", "red", 3, 0) != 0) GTEST_SKIP() << "this file system keeps no attributes";
  EXPECT_TRUE(writer.edit("a.md", to("new")));
  std::string value(10, '\0');
  EXPECT_EQ(::getxattr(path.c_str(), "user.tags", value.data(), value.size()), 3);
  EXPECT_EQ(value.substr(0, 3), "red");
}
#endif

TEST_F(vault_writing, refuses_a_read_only_file) {
  vault.write("a.md", "text");
  ASSERT_EQ(::chmod((vault.root() / "a.md").c_str(), 0444), 0);
  auto outcome = writer.edit("a.md", to("new"));
  ASSERT_FALSE(outcome);
  EXPECT_EQ(outcome.error().code, errc::io_failure);
  EXPECT_THAT(outcome.error().message, HasSubstr("a.md is read-only"));
  EXPECT_EQ(text("a.md"), "text");
  EXPECT_THAT(files(), ElementsAre("a.md"));
}

TEST_F(vault_writing, refuses_a_file_of_somebody_else) {
  vault.write("a.md", "text");
  ordinary_user::give(vault.outside());
  bool can_give = ::geteuid() == 0;
  ASSERT_TRUE(!can_give || ::chown((vault.root() / "a.md").c_str(), 0, 0) == 0);
  ASSERT_EQ(::chmod((vault.root() / "a.md").c_str(), can_give ? 0644 : 0444), 0);
  result<write_outcome> outcome;
  {
    ordinary_user user;
    outcome = writer.edit("a.md", to("new"));
  }
  ASSERT_FALSE(outcome);
  EXPECT_EQ(outcome.error().code, errc::io_failure);
  EXPECT_EQ(text("a.md"), "text");
}

TEST_F(vault_writing, edits_where_a_link_inside_the_vault_leads) {
  vault.write("real/a.md", "text");
  std::filesystem::create_symlink("real/a.md", vault.root() / "link.md");
  EXPECT_EQ(writer.edit("link.md", append(" more")), write_outcome::changed);
  EXPECT_TRUE(std::filesystem::is_symlink(vault.root() / "link.md"));
  EXPECT_EQ(text("real/a.md"), "text more");
}

TEST_F(vault_writing, does_not_leave_the_vault_through_links) {
  std::ofstream{vault.outside() / "secret.md"} << "secret";
  std::filesystem::create_symlink(vault.outside() / "secret.md", vault.root() / "out.md");
  std::filesystem::create_symlink(vault.root() / "nowhere.md", vault.root() / "dangling.md");
  std::filesystem::create_directory_symlink(vault.outside(), vault.root() / "folder");
  for (auto path : {"out.md", "dangling.md", "folder/secret.md", "folder/new.md", "folder/new/new.md"}) {
    auto outcome = writer.edit(path, to("overwritten"));
    ASSERT_FALSE(outcome) << path;
    EXPECT_EQ(outcome.error().code, errc::invalid_argument) << path;
  }
  EXPECT_FALSE(writer.create_unique("folder", "new", "x"));
  EXPECT_FALSE(writer.move("folder/secret.md", ""));
  vault.write("a.md", "x");
  EXPECT_FALSE(writer.move("a.md", "folder"));
  EXPECT_EQ(bytes_of(vault.outside() / "secret.md"), "secret");
  EXPECT_THAT(files_below(vault.outside()), testing::Not(testing::Contains(testing::StartsWith("new"))));
}

TEST_F(vault_writing, refuses_paths_that_are_none) {
  for (auto path : {"", "/etc/passwd", "../a.md", "a/../../b.md", "a//b.md", "./a.md", "a/"}) {
    auto outcome = writer.edit(path, to("x"));
    ASSERT_FALSE(outcome) << path;
    EXPECT_EQ(outcome.error().code, errc::invalid_argument) << path;
    EXPECT_FALSE(writer.move(path, "b")) << path;
  }
  EXPECT_FALSE(writer.create_unique("../b", "a", "x"));
  EXPECT_FALSE(writer.create_unique("b", "../a", "x"));
  EXPECT_FALSE(writer.create_unique("b", "", "x"));
  EXPECT_FALSE(writer.edit(std::string_view{"a\0b.md", 6}, to("x")));
  EXPECT_THAT(files(), ElementsAre());
}

TEST_F(vault_writing, refuses_what_is_no_file) {
  std::filesystem::create_directory(vault.root() / "folder.md");
  ASSERT_EQ(::mkfifo((vault.root() / "pipe.md").c_str(), 0600), 0);
  vault.write("file.md", "x");
  for (auto path : {"folder.md", "pipe.md", "file.md/a.md"}) {
    auto outcome = writer.edit(path, to("x"));
    ASSERT_FALSE(outcome) << path;
    EXPECT_EQ(outcome.error().code, errc::invalid_argument) << path;
  }
}

// W22
TEST_F(vault_writing, never_makes_a_missing_vault) {
  vault_writer missing{vault.root() / "none"};
  EXPECT_EQ(missing.edit("a.md", to("x")).error().code, errc::vault_missing);
  EXPECT_EQ(missing.create_unique("Inbox", "a", "x").error().code, errc::vault_missing);
  EXPECT_EQ(missing.move("a.md", "b").error().code, errc::vault_missing);
  EXPECT_EQ(missing.recover().error().code, errc::vault_missing);
  EXPECT_FALSE(std::filesystem::exists(vault.root() / "none"));
}

TEST_F(vault_writing, reads_a_file) {
  vault.write("a.md", "text");
  EXPECT_EQ(writer.read("a.md"), "text");
  EXPECT_EQ(writer.read("b.md").error().code, errc::not_found);
}

TEST_F(vault_writing, numbers_new_files_whose_name_is_taken) {
  EXPECT_EQ(writer.create_unique("Inbox", "note", "1"), "Inbox/note.md");
  EXPECT_EQ(writer.create_unique("Inbox", "note", "2"), "Inbox/note 1.md");
  EXPECT_EQ(writer.create_unique("Inbox", "note", "3"), "Inbox/note 2.md");
  EXPECT_EQ(writer.create_unique("Inbox", "note", "4", "_"), "Inbox/note_1.md");
  EXPECT_EQ(writer.create_unique("", "note", "5"), "note.md");
  EXPECT_EQ(text("Inbox/note.md"), "1");
  EXPECT_EQ(text("Inbox/note 2.md"), "3");
  EXPECT_THAT(files(), testing::SizeIs(5));
}

// W29
TEST_F(vault_writing, shortens_names_that_do_not_fit) {
  std::string title;
  for (int i = 0; i < 100; ++i) title += "€uro";
  auto first = writer.create_unique("n", title, "1");
  auto second = writer.create_unique("n", title, "2");
  ASSERT_TRUE(first && second);
  EXPECT_NE(*first, *second);
  EXPECT_LE(first->size(), 2 + 255);
  EXPECT_THAT(*first, testing::StartsWith("n/€uro€uro"));
  EXPECT_THAT(*second, testing::EndsWith(" 1.md"));
  EXPECT_TRUE(writer.edit(*first, append(" more")));
  EXPECT_EQ(text(*first), "1 more");
}

// W24
TEST_F(vault_writing, moves_a_file_and_never_over_another) {
  vault.write("Inbox/a.md", "1");
  EXPECT_EQ(writer.move("Inbox/a.md", "Inbox/_processed"), "Inbox/_processed/a.md");
  vault.write("Inbox/a.md", "2");
  EXPECT_EQ(writer.move("Inbox/a.md", "Inbox/_processed"), "Inbox/_processed/a 1.md");
  vault.write("Inbox/a.md", "3");
  EXPECT_EQ(writer.move("Inbox/a.md", "Inbox/_processed"), "Inbox/_processed/a 2.md");
  EXPECT_EQ(text("Inbox/_processed/a.md"), "1");
  EXPECT_EQ(text("Inbox/_processed/a 1.md"), "2");
  EXPECT_THAT(files(), testing::SizeIs(3));
  EXPECT_EQ(writer.move("Inbox/_processed/a.md", "Inbox/_processed"), "Inbox/_processed/a.md");
  EXPECT_EQ(writer.move("Inbox/gone.md", "b").error().code, errc::not_found);
  EXPECT_EQ(writer.move("Inbox/_processed/a.md", ""), "a.md");
}

}  // namespace
}  // namespace secondbrain::vault
