#include "ops/backup/vault/vault_copy.hpp"

#include <fcntl.h>
#include <gmock/gmock.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>

#include "ops/backup/vault/vault_restore.hpp"
#include "tests/base/temporary_directory.hpp"

namespace secondbrain::ops {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

namespace fs = std::filesystem;

class vault_copy_test : public ::testing::Test {
 protected:
  void SetUp() override {
    fs::create_directories(vault());
    fs::create_directories(drafts());
    write_text(vault() / "a.md", "first");
    write_text(vault() / "10_Notes/b.md", "second");
    write_text(vault() / ".obsidian/app.json", "{}");
  }

  fs::path vault() const { return place_ / "vault"; }
  fs::path backups() const { return place_ / "backups"; }
  fs::path drafts() const { return backups() / "x.partial/.drafts"; }

  vault_copy_options options() const {
    vault_copy_options chosen{.vault = vault(), .apart = {}, .store = object_store{backups()}, .drafts = drafts()};
    chosen.settling = std::chrono::seconds{-3600};  // as if all had been written long ago
    return chosen;
  }

  vault_copy copy(const std::vector<vault_entry>& earlier = {}) const {
    auto made = copy_vault(options(), earlier);
    EXPECT_TRUE(made) << made.error().message;
    return made ? std::move(*made) : vault_copy{};
  }

  static std::vector<std::string> paths(const std::vector<vault_entry>& entries) {
    std::vector<std::string> all;
    for (const auto& entry : entries) all.push_back(entry.path);
    return all;
  }

  static const vault_entry& at(const std::vector<vault_entry>& entries, const std::string& path) {
    for (const auto& entry : entries)
      if (entry.path == path) return entry;
    ADD_FAILURE() << path << " is not in the list";
    static const vault_entry none;
    return none;
  }

  std::string content(const vault_entry& entry) const {
    return read_text(object_store{backups()}.place_of(entry.sha256));
  }

  temporary_directory place_;
};

TEST_F(vault_copy_test, holds_everything_also_what_is_no_note) {
  const auto made = copy();
  EXPECT_THAT(paths(made.entries), ElementsAre(".obsidian", ".obsidian/app.json", "10_Notes", "10_Notes/b.md", "a.md"));
  EXPECT_EQ(content(at(made.entries, "10_Notes/b.md")), "second");
  EXPECT_EQ(made.account.state, vault_presence::included);
  EXPECT_EQ(made.account.bytes, 13U);
  EXPECT_EQ(made.account.stored_bytes, 13U);
  EXPECT_EQ(made.account.unread, 0U);
  EXPECT_THAT(fs::directory_iterator{drafts()}, testing::Eq(fs::directory_iterator{})) << "no draft stays";
}

TEST_F(vault_copy_test, tells_how_far_it_is_within_a_large_file) {
  constexpr std::uint64_t megabyte = 1U << 20U;
  write_text(vault() / "film.mp4", "");
  fs::resize_file(vault() / "film.mp4", 100 * megabyte);
  auto chosen = options();
  std::vector<std::uint64_t> seen;
  chosen.progress = [&](const vault_copy_progress& now) {
    if (now.current == "film.mp4") seen.push_back(now.bytes_done);
    EXPECT_LE(now.bytes_done, now.bytes_total);
  };
  ASSERT_TRUE(copy_vault(chosen, {}));
  EXPECT_THAT(seen, SizeIs(testing::AllOf(testing::Ge(10U), testing::Le(13U))));
  EXPECT_TRUE(std::is_sorted(seen.begin(), seen.end()));
}

TEST_F(vault_copy_test, reads_and_stores_only_what_changed) {
  const auto first = copy();
  EXPECT_EQ(first.files_read, 3U);
  write_text(vault() / "a.md", "changed");
  const auto second = copy(first.entries);
  EXPECT_EQ(second.files_read, 1U);
  EXPECT_EQ(second.account.stored_bytes, 7U);
  EXPECT_EQ(content(at(second.entries, "a.md")), "changed");
  EXPECT_EQ(content(at(first.entries, "a.md")), "first") << "the earlier one keeps what it had";
}

TEST_F(vault_copy_test, a_folder_that_is_renamed_is_not_read_again) {
  const auto first = copy();
  fs::rename(vault() / "10_Notes", vault() / "20_Notes");
  const auto second = copy(first.entries);
  EXPECT_EQ(second.files_read, 0U);
  EXPECT_EQ(at(second.entries, "20_Notes/b.md").sha256, at(first.entries, "10_Notes/b.md").sha256);
}

TEST_F(vault_copy_test, the_same_content_is_kept_once) {
  write_text(vault() / "copy.md", "first");
  const auto made = copy();
  EXPECT_EQ(made.account.stored_bytes, 13U);
  EXPECT_EQ(at(made.entries, "copy.md").sha256, at(made.entries, "a.md").sha256);
}

TEST_F(vault_copy_test, what_was_only_just_written_is_read_again) {
  auto chosen = options();
  chosen.settling = std::chrono::hours{1};
  const auto first = copy_vault(chosen, {});
  ASSERT_TRUE(first);
  const auto second = copy_vault(chosen, first->entries);
  ASSERT_TRUE(second);
  EXPECT_EQ(second->files_read, 3U);
  EXPECT_EQ(second->account.stored_bytes, 0U);
}

TEST_F(vault_copy_test, text_of_the_same_size_and_time_is_noticed) {
  const auto first = copy();
  const auto time = fs::last_write_time(vault() / "a.md");
  write_text(vault() / "a.md", "FIRST");
  fs::last_write_time(vault() / "a.md", time);
  EXPECT_EQ(content(at(copy(first.entries).entries, "a.md")), "FIRST");
}

TEST_F(vault_copy_test, a_content_that_is_damaged_or_gone_is_stored_again) {
  const auto first = copy();
  const object_store store{backups()};
  const auto& sum = at(first.entries, "a.md").sha256;
  write_text(store.place_of(sum), "fIrst");
  EXPECT_TRUE(store.has(sum, 5)) << "a flipped byte does not show in the size";
  EXPECT_EQ(store.check(sum).error().code, errc::corrupt);
  EXPECT_FALSE(store.has(sum, 5)) << "set aside";
  const auto second = copy(first.entries);
  EXPECT_EQ(second.files_read, 1U);
  EXPECT_TRUE(store.check(sum)) << "the earlier snapshot is whole again as well";
}

TEST_F(vault_copy_test, names_that_are_no_utf_8_and_deep_paths) {
  const auto deep = "x/" + std::string(200, 'd') + "/" + std::string(200, 'e') + "/n.md";
  write_text(vault() / "caf\xE9.md", "coffee");
  write_text(vault() / deep, "deep");
  const auto made = copy();
  EXPECT_EQ(content(at(made.entries, "caf\xE9.md")), "coffee");
  EXPECT_EQ(content(at(made.entries, deep)), "deep");
}

TEST_F(vault_copy_test, links_are_kept_and_never_followed) {
  write_text(place_ / "outside/secret.md", "not of the vault");
  fs::create_symlink(place_ / "outside/secret.md", vault() / "to_file.md");
  fs::create_directory_symlink(place_ / "outside", vault() / "to_folder");
  fs::create_symlink("nowhere", vault() / "broken");
  const auto made = copy();
  EXPECT_EQ(made.files_read, 3U);
  EXPECT_EQ(at(made.entries, "to_folder").kind, vault_entry_kind::link);
  EXPECT_EQ(at(made.entries, "to_file.md").target, (place_ / "outside/secret.md").string());
  EXPECT_EQ(at(made.entries, "broken").target, "nowhere");
  EXPECT_THAT(paths(made.entries), testing::Not(testing::Contains("to_folder/secret.md")));
}

TEST_F(vault_copy_test, pipes_are_no_notes_and_block_nobody) {
  ASSERT_EQ(::mkfifo((vault() / "pipe.md").c_str(), 0600), 0);
  EXPECT_THAT(paths(copy().entries), testing::Not(testing::Contains("pipe.md")));
}

TEST_F(vault_copy_test, what_lies_in_it_and_does_not_belong_to_it_stays_out) {
  write_text(vault() / "Backups/data-20260101-000000/usage.db", "a snapshot");
  auto chosen = options();
  chosen.apart = {vault() / "Backups"};
  const auto made = copy_vault(chosen, {});
  ASSERT_TRUE(made);
  EXPECT_THAT(made->entries, SizeIs(5));
}

TEST_F(vault_copy_test, a_note_that_went_to_the_cloud_keeps_what_was_known) {
  const auto first = copy();
  fs::remove(vault() / "a.md");
  write_text(vault() / ".a.md.icloud", "placeholder");
  write_text(vault() / ".new.md.icloud", "placeholder");
  const auto second = copy(first.entries);
  EXPECT_EQ(content(at(second.entries, "a.md")), "first");
  EXPECT_EQ(second.account.unread, 2U);
  ASSERT_THAT(second.account.not_read, SizeIs(2));
  EXPECT_THAT(second.account.not_read[0].reason, HasSubstr("cloud"));
  EXPECT_THAT(paths(second.entries), testing::Not(testing::Contains("new.md")));
}

TEST_F(vault_copy_test, a_file_that_is_written_to_while_it_is_read_is_named_and_read_again) {
  const std::string large(600'000, 'x');
  write_text(vault() / "large.bin", large);
  auto chosen = options();
  int looks = 0;
  chosen.cancelled = [&] {  // asked before each piece: the moment at which somebody else writes
    const int file = ::open((vault() / "large.bin").c_str(), O_WRONLY | O_APPEND);
    EXPECT_EQ(::write(file, "y", 1), 1);
    ::close(file);
    return ++looks > 1'000;  // one that grows as fast as it is read must have an end all the same
  };
  const auto made = copy_vault(chosen, {});
  ASSERT_TRUE(made) << made.error().message;
  EXPECT_GT(looks, 10);
  EXPECT_EQ(made->account.unread, 1U);
  EXPECT_THAT(made->account.not_read.at(0).reason, HasSubstr("written to"));
  const auto& kept = at(made->entries, "large.bin");
  EXPECT_EQ(content(kept).size(), kept.bytes);
  EXPECT_EQ(kept.changed, 0) << "read again next time";
}

TEST_F(vault_copy_test, what_does_not_fit_stores_nothing) {
  auto chosen = options();
  std::uint64_t planned = 0;
  chosen.make_room = [&](std::uint64_t bytes) -> status {
    planned = bytes;
    return fail(errc::disk_full, "no room");
  };
  EXPECT_EQ(copy_vault(chosen, {}).error().code, errc::disk_full);
  EXPECT_EQ(planned, 13U);
  EXPECT_FALSE(fs::exists(backups() / "objects"));
}

TEST_F(vault_copy_test, without_the_vault_there_is_nothing_to_copy) {
  fs::remove_all(vault());
  EXPECT_EQ(copy_vault(options(), {}).error().code, errc::vault_missing);
}

TEST_F(vault_copy_test, can_be_given_up) {
  auto chosen = options();
  chosen.cancelled = [] { return true; };
  EXPECT_EQ(copy_vault(chosen, {}).error().code, errc::cancelled);
}

// ---- and back ----

TEST_F(vault_copy_test, comes_back_as_it_was) {
  write_text(vault() / "caf\xE9.md", "coffee");
  fs::create_symlink("a.md", vault() / "link.md");
  fs::permissions(vault() / "a.md", fs::perms::owner_read);
  fs::last_write_time(vault() / "a.md", fs::file_time_type::clock::now() - std::chrono::hours{100});
  fs::create_directories(vault() / "empty");
  const auto made = copy();
  const auto back = restore_vault(object_store{backups()}, made.entries, place_ / "back/notes");
  ASSERT_TRUE(back) << back.error().message;
  EXPECT_EQ(back->files, 4U);
  EXPECT_THAT(back->missing, IsEmpty());
  EXPECT_EQ(read_text(place_ / "back/notes/caf\xE9.md"), "coffee");
  EXPECT_EQ(fs::read_symlink(place_ / "back/notes/link.md"), "a.md");
  EXPECT_EQ(fs::last_write_time(place_ / "back/notes/a.md"), fs::last_write_time(vault() / "a.md"));
  EXPECT_EQ(fs::status(place_ / "back/notes/a.md").permissions(), fs::perms::owner_read);
  EXPECT_TRUE(fs::is_directory(place_ / "back/notes/empty"));
}

TEST_F(vault_copy_test, does_not_come_back_over_anything) {
  const auto made = copy();
  write_text(place_ / "back/mine.md", "mine");
  EXPECT_EQ(restore_vault(object_store{backups()}, made.entries, place_ / "back").error().code, errc::conflict);
}

TEST_F(vault_copy_test, one_damaged_note_does_not_keep_the_others) {
  const auto made = copy();
  write_text(object_store{backups()}.place_of(at(made.entries, "a.md").sha256), "fIrst");
  const auto back = restore_vault(object_store{backups()}, made.entries, place_ / "back");
  ASSERT_TRUE(back);
  EXPECT_THAT(back->missing, ElementsAre("a.md"));
  EXPECT_EQ(read_text(place_ / "back/10_Notes/b.md"), "second");
}

TEST_F(vault_copy_test, nothing_is_written_through_a_link) {
  fs::create_directories(place_ / "outside");
  auto made = copy();
  auto link = at(made.entries, "10_Notes");
  link.path = "10_Notes";
  link.kind = vault_entry_kind::link;
  link.target = (place_ / "outside").string();
  std::erase_if(made.entries, [](const auto& entry) { return entry.path == "10_Notes"; });
  made.entries.insert(made.entries.begin(), link);  // as somebody with bad intent would write the list
  EXPECT_FALSE(restore_vault(object_store{backups()}, made.entries, place_ / "back"));
  EXPECT_TRUE(fs::is_empty(place_ / "outside"));
}

}  // namespace
}  // namespace secondbrain::ops
