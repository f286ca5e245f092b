#include "brain/vault/changes/file_selection.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

namespace secondbrain::vault {
namespace {

// Contract: vault §2.

TEST(file_selection, takes_markdown_at_any_depth) {
  for (auto path : {"a.md", "a/b/c.md", ".hidden/x.md", "00_Weekly/2026-W07.md", "a b/ü.md", ".md", "a/.md"}) {
    EXPECT_TRUE(is_note_path(path)) << path;
  }
}

TEST(file_selection, leaves_other_suffixes) {
  for (auto path : {"a.txt", "a.MD", "a.markdown", "amd", "a.md.bak", ""}) EXPECT_FALSE(is_note_path(path)) << path;
}

TEST(file_selection, excludes_whole_trees_at_the_root) {
  for (auto path :
       {".obsidian/x.md", ".obsidian/p/x.md", ".trash/x.md", "node_modules/m/x.md", ".git/x.md",
        "Inbox/_processed/x.md", "Inbox/_processed/a/x.md", "90_Meta/Templates/x.md", "90_Meta/Templates/a/x.md"}) {
    EXPECT_FALSE(is_note_path(path)) << path;
  }
}

// Deviates from the contract, which leaves out the whole inbox: what was captured could not be found again.
TEST(file_selection, takes_captures_until_they_are_filed) {
  for (auto path : {"Inbox/x.md", "Inbox/_failed/x.md", "Inbox/sub/x.md"}) {
    EXPECT_TRUE(is_note_path(path)) << path;
    EXPECT_TRUE(is_capture_path(path)) << path;
  }
  for (auto path : {"Inbox.md", "inbox/x.md", "sub/Inbox/x.md", "InboxOld/x.md"}) {
    EXPECT_FALSE(is_capture_path(path)) << path;
  }
}

TEST(file_selection, knows_other_inboxes_by_their_names) {
  for (const auto* path : {"02. Inbox/_processed/x.md", "+Inbox/_processed/a/x.md", "GTD/inbox/_processed/x.md"})
    EXPECT_FALSE(is_note_path(path)) << path;
  for (const auto* path : {"Scans/_processed/x.md", "_processed/x.md", "My Inbox/_processed/x.md", "02. Inbox/x.md"})
    EXPECT_TRUE(is_note_path(path)) << path;
  EXPECT_TRUE(is_capture_path("02. Inbox/capture_2026-11-24_120001.md"));
  for (const auto* path : {"02. Inbox/x.md", "Notes/capture_2026-11-24_120001.md", "capture_2026-11-24_120001.md"})
    EXPECT_FALSE(is_capture_path(path)) << path;
}

TEST(file_selection, anchors_the_patterns) {
  for (auto path : {"sub/.obsidian/x.md", "inbox/x.md", "sub/Inbox/x.md", "Inbox.md", "InboxOld/x.md", "90_Meta/x.md",
                    "90_Meta/Templates.md", "sub/node_modules/x.md", "Tasks/Other.md", "sub/Tasks/All Tasks.md",
                    "Tasks/All Tasks/x.md", "Tasks/All Tasks (kept 2026-02-10 1a2b3c4d).md"}) {
    EXPECT_TRUE(is_note_path(path)) << path;
  }
}

TEST(file_selection, excludes_generated_files) {
  for (auto path : {"Tasks/All Tasks.md", "Tasks/Completed Tasks.md", "Tasks/All Tasks (SecondBrain).md",
                    "Tasks/Completed Tasks (SecondBrain 2).md", "d.excalidraw.md", "a/b.excalidraw.md"}) {
    EXPECT_FALSE(is_note_path(path)) << path;
  }
}

TEST(file_selection, enters_only_directories_that_may_hold_notes) {
  for (auto directory : {".obsidian", ".git", "Inbox/_processed", "90_Meta/Templates"}) {
    EXPECT_FALSE(may_hold_notes(directory)) << directory;
  }
  for (auto directory : {"", "a", "90_Meta", "sub/.obsidian", "Tasks", "Inbox", "Inbox/_failed", ".hidden"}) {
    EXPECT_TRUE(may_hold_notes(directory)) << directory;
  }
}

TEST(file_selection, orders_by_path_components) {
  std::vector<std::string> paths{"a!b.md", "a/z.md", "a b.md", "a.md", "b.md", "a/b/c.md", "a/b.md", "B.md"};
  std::sort(paths.begin(), paths.end(), path_order{});
  EXPECT_THAT(paths, testing::ElementsAre("B.md", "a/b/c.md", "a/b.md", "a/z.md", "a b.md", "a!b.md", "a.md", "b.md"));
}

}  // namespace
}  // namespace secondbrain::vault
