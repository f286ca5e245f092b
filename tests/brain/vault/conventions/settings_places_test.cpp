// Every file that conventions are found in is one that a watcher tells of.
#include "brain/vault/conventions/settings_places.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

#include "brain/vault/changes/file_selection.hpp"
#include "brain/vault/conventions/find_conventions.hpp"

namespace secondbrain::vault {
namespace {

TEST(settings_places, are_all_that_conventions_are_found_in) {
  std::set<std::string> asked_for;
  const settings_reader read = [&](std::string_view path) -> result<std::optional<std::string>> {
    asked_for.insert(std::string{path});
    if (path.ends_with("community-plugins.json"))
      return std::optional<std::string>{
          R"(["periodic-notes","templater-obsidian","obsidian-tasks-plugin","dataview","tasknotes"])"};
    return std::optional<std::string>{path.ends_with(".edn") ? "{}" : ""};
  };
  static_cast<void>(find_conventions({}, read, {}, *parse_day("2026-03-15")));
  const auto places = settings_places();
  EXPECT_THAT(asked_for, testing::UnorderedElementsAreArray(places.begin(), places.end()));
  EXPECT_TRUE(std::is_sorted(places.begin(), places.end(), path_order{}));
  for (const auto& each : asked_for) EXPECT_TRUE(is_settings_place(each)) << each;
}

TEST(settings_places, folders_above_them_lead_there_and_others_do_not) {
  for (const auto* folder : {".obsidian", ".obsidian/plugins", ".obsidian/plugins/dataview", "logseq"})
    EXPECT_TRUE(leads_to_settings(folder)) << folder;
  for (const auto* folder : {"", "obsidian", ".obsidian/plugins/data", ".obsidian/app.json", "logseq/bak", "A"})
    EXPECT_FALSE(leads_to_settings(folder)) << folder;
  for (const auto* file : {".obsidian/workspace.json", ".obsidian", "A/.obsidian/app.json", "logseq"})
    EXPECT_FALSE(is_settings_place(file)) << file;
}

}  // namespace
}  // namespace secondbrain::vault
