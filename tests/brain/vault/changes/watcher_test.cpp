#include "brain/vault/changes/watcher.hpp"

#include <fcntl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <algorithm>
#include <fstream>
#include <set>
#include <string>
#include <vector>

#include "brain/vault/changes/settings_look.hpp"
#include "tests/brain/vault/temporary_vault.hpp"

namespace secondbrain::vault {
namespace {

using namespace std::chrono_literals;
using testing::Contains;
using testing::ElementsAre;

constexpr watch_options by_polling{watch_backend::polling, 20ms};
constexpr auto timeout = 60s;  // for what must come; a test ends as soon as it has

/// The notes told of until there are `count`.
std::vector<std::string> wait_for_paths(vault_watcher& watcher, std::size_t count = 1) {
  std::set<std::string> paths;
  auto end = std::chrono::steady_clock::now() + timeout;
  while (paths.size() < count && std::chrono::steady_clock::now() < end) {
    auto event = watcher.wait(200ms);
    paths.insert(event.paths.begin(), event.paths.end());
  }
  return {paths.begin(), paths.end()};
}

/// The first event of at least this weight.
watch_event wait_for(vault_watcher& watcher, watch_outcome outcome) {
  auto end = std::chrono::steady_clock::now() + timeout;
  watch_event event;
  while (event.outcome < outcome && std::chrono::steady_clock::now() < end) event = watcher.wait(200ms);
  return event;
}

void let_settle(vault_watcher& watcher) {
  while (watcher.wait(100ms).outcome != watch_outcome::none) {
  }
}

class watcher : public testing::TestWithParam<watch_backend> {
 protected:
  temporary_vault vault;

  std::unique_ptr<vault_watcher> watching() {
    auto options = by_polling;
    options.backend = GetParam();
    return vault_watcher::create(vault.root(), options).value();
  }
};

INSTANTIATE_TEST_SUITE_P(backends, watcher, testing::Values(watch_backend::native, watch_backend::polling),
                         [](auto& backend) { return backend.param == watch_backend::native ? "native" : "polling"; });

TEST_P(watcher, is_silent_while_nothing_changes) {
  vault.write("a.md", "x");
  auto watched = watching();
  EXPECT_EQ(watched->wait(100ms).outcome, watch_outcome::none);
}

TEST_P(watcher, tells_of_new_changed_and_deleted_notes) {
  vault.write("sub/old.md", "x");
  vault.write("sub/gone.md", "x");
  auto watched = watching();
  vault.write("new.md", "x");
  vault.write("sub/old.md", "longer");
  std::filesystem::remove(vault.root() / "sub/gone.md");
  EXPECT_THAT(wait_for_paths(*watched, 3), ElementsAre("new.md", "sub/gone.md", "sub/old.md"));
}

TEST_P(watcher, sees_a_note_replaced_by_renaming) {
  vault.write("a.md", "x");
  auto watched = watching();
  vault.write("a.md.tmp", "another text");
  std::filesystem::rename(vault.root() / "a.md.tmp", vault.root() / "a.md");
  EXPECT_THAT(wait_for_paths(*watched), ElementsAre("a.md"));
}

/// Whether any of the events that name the note said that it was saved.
watch_urgency urgency_of(vault_watcher& watcher, const std::string& path) {
  auto urgency = watch_urgency::none;
  auto end = std::chrono::steady_clock::now() + timeout;
  for (bool is_named = false; !is_named && std::chrono::steady_clock::now() < end;) {
    auto event = watcher.wait(200ms);
    is_named = std::find(event.paths.begin(), event.paths.end(), path) != event.paths.end();
    if (is_named) urgency = event.urgency;
  }
  for (auto event = watcher.wait(100ms); event.outcome != watch_outcome::none; event = watcher.wait(100ms))
    urgency = std::max(urgency, event.urgency);
  return urgency;
}

TEST_P(watcher, tells_a_save_from_a_loss) {
  vault.write("a.md", "x");
  vault.write("b.md", "x");
  vault.write("c.md", "x");
  auto watched = watching();
  vault.write("a.md", "longer");
  EXPECT_EQ(urgency_of(*watched, "a.md"), watch_urgency::saved);
  std::filesystem::rename(vault.root() / "b.md", vault.root() / "d.md");
  EXPECT_EQ(urgency_of(*watched, "d.md"), watch_urgency::saved);
  std::filesystem::remove(vault.root() / "c.md");
  EXPECT_EQ(urgency_of(*watched, "c.md"), watch_urgency::none);
}

TEST_P(watcher, leaves_out_what_is_no_note) {
  vault.write(".obsidian/x.md", "x");
  vault.write("Inbox/_processed/h.md", "x");
  auto watched = watching();
  vault.write(".obsidian/x.md", "longer");
  vault.write("Inbox/_processed/i.md", "x");
  vault.write("picture.png", "x");
  vault.write("last.md", "x");
  EXPECT_THAT(wait_for_paths(*watched), ElementsAre("last.md"));
}

TEST_P(watcher, tells_of_the_settings_that_say_how_the_vault_is_kept) {
  vault.write(".obsidian/app.json", "{}");
  vault.write(".obsidian/plugins/obsidian-tasks-plugin/data.json", "{}");
  vault.write("logseq/config.edn", "{}");
  auto watched = watching();
  vault.write(".obsidian/workspace.json", "{}");
  vault.write(".obsidian/plugins/other/data.json", "{}");
  vault.write(".obsidian/app.json", R"({"userIgnoreFilters":["Old/"]})");
  vault.write(".obsidian/plugins/obsidian-tasks-plugin/data.json", R"({"globalFilter":"#task"})");
  vault.write("logseq/config.edn", "{:hidden []}");
  EXPECT_THAT(
      wait_for_paths(*watched, 3),
      ElementsAre(".obsidian/app.json", ".obsidian/plugins/obsidian-tasks-plugin/data.json", "logseq/config.edn"));
  let_settle(*watched);
  std::filesystem::remove(vault.root() / ".obsidian/app.json");
  EXPECT_THAT(wait_for_paths(*watched), ElementsAre(".obsidian/app.json"));
}

TEST_P(watcher, tells_of_settings_that_appear) {
  vault.write("a.md", "x");
  auto watched = watching();
  vault.write(".obsidian/plugins/tasknotes/data.json", "{}");
  const auto seen = wait_for_paths(*watched);
  ASSERT_FALSE(seen.empty());
  EXPECT_TRUE(touches_settings(seen.front())) << seen.front();
  let_settle(*watched);
  vault.write(".obsidian/plugins/tasknotes/data.json", R"({"taskTag":"todo"})");
  EXPECT_THAT(wait_for_paths(*watched), ElementsAre(".obsidian/plugins/tasknotes/data.json"));
}

TEST(polling_watcher, takes_in_what_the_index_takes_in) {
  temporary_vault vault;
  for (const auto copies : {tool_copies::taken_in, tool_copies::left_out}) {
    vault.write(".notes/a.md", "x");
    auto options = by_polling;
    options.copies = copies;
    auto watched = vault_watcher::create(vault.root(), options).value();
    vault.write(".notes/a.md", copies == tool_copies::taken_in ? "longer" : "still longer");
    vault.write("last.md", copies == tool_copies::taken_in ? "x" : "longer");
    const auto seen = wait_for_paths(*watched);
    const auto expected = copies == tool_copies::taken_in ? std::vector<std::string>{".notes/a.md", "last.md"}
                                                          : std::vector<std::string>{"last.md"};
    EXPECT_EQ(seen, expected);
  }
}

TEST_P(watcher, tells_when_the_vault_is_gone) {
  vault.write("a.md", "x");
  auto watched = watching();
  std::filesystem::rename(vault.root(), vault.outside() / "elsewhere");
  auto event = wait_for(*watched, watch_outcome::root_lost);
  EXPECT_EQ(event.outcome, watch_outcome::root_lost);
  EXPECT_NE(event.reason, "");
}

TEST_P(watcher, needs_a_vault) {
  watch_options options{GetParam(), 20ms};
  EXPECT_EQ(vault_watcher::create(vault.root() / "none", options).error().code, errc::vault_missing);
}

TEST_P(watcher, follows_a_vault_that_is_reached_by_a_link) {
  auto alias = vault.outside() / "alias";
  std::filesystem::create_directory_symlink(vault.root(), alias);
  auto watched = vault_watcher::create(alias, {GetParam(), 20ms}).value();
  vault.write("a.md", "x");
  EXPECT_THAT(wait_for_paths(*watched), ElementsAre("a.md"));
}

class native_watcher : public watcher {};
INSTANTIATE_TEST_SUITE_P(backends, native_watcher, testing::Values(watch_backend::native));

TEST_P(native_watcher, names_a_folder_that_appears_and_then_watches_it) {
  auto watched = watching();
  vault.write("new/deep/a.md", "x");
  EXPECT_THAT(wait_for_paths(*watched), Contains("new"));
  let_settle(*watched);
  vault.write("new/deep/b.md", "x");
  EXPECT_THAT(wait_for_paths(*watched), ElementsAre("new/deep/b.md"));
}

TEST_P(native_watcher, follows_a_folder_that_was_renamed) {
  vault.write("old/in/a.md", "x");
  auto watched = watching();
  std::filesystem::rename(vault.root() / "old", vault.root() / "new");
  EXPECT_THAT(wait_for_paths(*watched, 2), ElementsAre("new", "old"));
  let_settle(*watched);
  vault.write("new/in/a.md", "changed");
  EXPECT_THAT(wait_for_paths(*watched), ElementsAre("new/in/a.md"));
}

TEST_P(native_watcher, names_a_folder_that_goes) {
  vault.write("folder/a.md", "x");
  vault.write("stays.md", "x");
  auto watched = watching();
  std::filesystem::rename(vault.root() / "folder", vault.outside() / "folder");
  EXPECT_THAT(wait_for_paths(*watched), ElementsAre("folder"));
}

#ifdef __linux__
TEST_P(native_watcher, asks_for_a_scan_when_more_changed_than_the_system_could_tell) {
  long longest_queue = 0;
  std::ifstream{"/proc/sys/fs/inotify/max_queued_events"} >> longest_queue;
  if (longest_queue > 200'000) GTEST_SKIP() << "this system queues more events than a test should make";
  vault.write("a.md", "x");
  vault.write("b.md", "x");
  auto watched = watching();
  // Equal events in a row are told once, so two files take turns.
  for (long i = 0; i <= longest_queue; ++i) {
    ::utimensat(AT_FDCWD, (vault.root() / (i % 2 == 0 ? "a.md" : "b.md")).c_str(), nullptr, 0);
  }
  auto event = wait_for(*watched, watch_outcome::rescan_needed);
  EXPECT_EQ(event.outcome, watch_outcome::rescan_needed);
  EXPECT_NE(event.reason.find("More changed"), std::string::npos) << event.reason;
}
#endif

}  // namespace
}  // namespace secondbrain::vault
