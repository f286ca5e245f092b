#include "brain/vault/changes/tool_copies.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace secondbrain::vault {
namespace {

using testing::HasSubstr;

TEST(tool_copies, are_known_by_their_names) {
  for (const auto* name :
       {"Plan.sync-conflict-20261128-101010-ABCDEFG.md", "Plan.sync-conflict-20261128-101010.md",
        "2026-11-28.sync-conflict-20261128-101010-ABCDEFG.md", "Plan (conflicted copy 2026-11-28).md",
        "Plan (Ada's conflicted copy 2026-11-28).md", "Plan (Ada’s MacBook’s conflicted copy 2026-11-28 1).md",
        "Plan (Conflicted copy Pixel 202611281010).md", "Plan (conflicted copy 2026-11-28 101010).md",
        "Plan (In Konflikt stehende Kopie von Ada 2026-11-28).md", "Plan (Copie en conflit de Ada 2026-11-28).md",
        "Plan (SFConflict ada@example.org 2026-11-28-10-10-10).md", "Plan_conflict-20261128-101010.md",
        "Plan [conflicted].md", "Plan (Case Conflict).md", "Plan (Case Conflict 1).md",
        "Plan (Konfliktkopie von Ada 2026-11-28).md", ".x.md", "._Plan.md", ".md"})
    EXPECT_THAT(copy_by_name(name), HasSubstr("SECONDBRAIN_TOOL_COPIES=true takes it in.")) << name;
  EXPECT_THAT(copy_by_name("a.sync-conflict-20261128-101010-ABCDEFG.md"), HasSubstr("Syncthing"));
}

TEST(tool_copies, notes_about_such_things_are_notes) {
  for (const auto* name :
       {"Plan.md", "How a conflicted copy comes about.md", "Notes (conflicted copy).md", "sync-conflict.md",
        "Plan.sync-conflict-2026.md", "(conflicted copy 2026-11-28).md", "Plan 2026-11-28.md",
        "Meeting (2026-11-28).md", "Conflict.md", "My_conflict-notes.md", "Plan 2.md", "a.txt"})
    EXPECT_EQ(copy_by_name(name), "") << name;
}

TEST(tool_copies, folders_of_tools_are_known_by_their_names) {
  for (const auto* name : {".stversions", ".smart-env", ".dropbox.cache", ".claude", ".venv", ".trash", ".obsidian",
                           "node_modules", "__pycache__", "@eaDir", "#recycle"})
    EXPECT_NE(folder_of_tool(name), "") << name;
  for (const auto* name : {"Notes", "00_Daily", "venv", "Node_modules", "a.b", "_trash"})
    EXPECT_EQ(folder_of_tool(name), "") << name;
}

TEST(tool_copies, numbered_ones_name_their_original) {
  EXPECT_EQ(numbered_original("Plan 2.md"), "Plan.md");
  EXPECT_EQ(numbered_original("All Tasks 12.md"), "All Tasks.md");
  for (const auto* name :
       {"Plan (1).md", "Plan (12).md", "Plan copy.md", "Plan copy 2.md", "Plan - Copy.md", "Plan - Copy (2).md",
        "Plan - Kopie.md", "Plan Kopie 3.md", "Plan - Copie.md", "Plan copia.md", "Plan - 副本.md", "Planのコピー.md"})
    EXPECT_EQ(numbered_original(name), "Plan.md") << name;
  for (const auto* name : {"Plan 1.md", "Plan 0.md", "Plan 02.md", "Plan 2026.md", "Plan2.md", " 2.md", "2.md",
                           "Plan 2", "Plan 2a.md", "Plan x2.md", "Plan (2026).md", "Plan (0).md", "Plan ().md",
                           "Photocopy.md", " copy.md", "copy.md", "Plan (draft).md", "(1).md"})
    EXPECT_EQ(numbered_original(name), std::nullopt) << name;
}

}  // namespace
}  // namespace secondbrain::vault
