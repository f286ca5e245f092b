#include "brain/vault/links/link_resolver.hpp"

#include <gtest/gtest.h>

#include "brain/vault/links/link_reader.hpp"
#include "tests/brain/vault/dialects/dialect_rows.hpp"
#include "tests/brain/vault/links/notes_by_name.hpp"

namespace secondbrain::vault {
namespace {

std::vector<std::string> texts(const json::value& of) {
  std::vector<std::string> found;
  if (of.is_array())
    for (const auto& each : of.as_array()) found.emplace_back(each.as_string());
  return found;
}

notes_by_name vault_of(const json::value& row) {
  notes_by_name vault{texts(member(row, "files"))};
  if (const auto* aliases = member(row, "aliases").if_object())
    for (const auto& [path, names] : *aliases) vault.aliases[path] = texts(names);
  return vault;
}

// Obsidian knows no last resort: what only that finds is unresolved to it.
TEST(link_resolver, resolves_the_recorded_links_as_obsidian_does) {
  compare_rows(
      "links_cases.jsonl", 1.0,
      [](const json::value& row) -> json::value {
        return {{"kind", text(row, "kind")}, {"resolves_to", member(row, "resolves_to")}};
      },
      [](const json::value& row) -> json::value {
        const auto found = read_links(text(row, "link")).links;
        if (found.size() != 1) return "not one link";
        const auto vault = vault_of(row);
        const auto end = vault.resolver().resolve(text(row, "source"), found[0].link.target).value();
        json::value path = nullptr;
        if (!end.path.empty() && !is_last_resort(end.how)) path = end.path;
        return {{"kind", to_string(found[0].link.kind)}, {"resolves_to", path}};
      });
}

std::string end_of(const notes_by_name& vault, std::string_view from, std::string_view target) {
  const auto end = vault.resolver().resolve(from, target).value();
  return std::string{to_string(end.how)} + " " + (end.path.empty() ? end.why : end.path);
}

TEST(link_resolver, says_how_the_note_was_found) {
  const notes_by_name vault{{"N.md", "a/N.md", "a/b/M.md", "b/M.md"}};
  EXPECT_EQ(end_of(vault, "a/s.md", "N"), "path N.md");
  EXPECT_EQ(end_of(vault, "a/s.md", "a/n"), "path a/N.md");
  EXPECT_EQ(end_of(vault, "a/s.md", "./N"), "relative a/N.md");
  EXPECT_EQ(end_of(vault, "b/s.md", "M"), "folder b/M.md");
  EXPECT_EQ(end_of(vault, "a/b/s.md", "b/M"), "path b/M.md");
  EXPECT_EQ(end_of(vault, "s.md", "M"), "name b/M.md");
  EXPECT_EQ(end_of(vault, "s.md", "/a/N"), "path a/N.md");
  EXPECT_EQ(end_of(vault, "s.md", ""), "itself s.md");
}

TEST(link_resolver, of_several_endings_the_own_folder_comes_first) {
  const notes_by_name vault{{"x/b/N.md", "longer/b/N.md"}};
  EXPECT_EQ(end_of(vault, "longer/b/s.md", "b/N"), "folder longer/b/N.md");
  EXPECT_EQ(end_of(vault, "s.md", "b/N"), "name x/b/N.md");
  EXPECT_EQ(end_of(vault, "s.md", "c/N"), "none There is no note or file of that name.");
}

TEST(link_resolver, what_leads_nowhere_says_why) {
  const notes_by_name vault{{"N.md", "a/M.md"}};
  EXPECT_EQ(end_of(vault, "a/s.md", "../../N"), "none It leads out of the vault.");
  EXPECT_EQ(end_of(vault, "a/s.md", "./N"), "none There is no such file at that place.");
  EXPECT_EQ(end_of(vault, "a/s.md", "/M"), "none There is no such file at that place.");
  EXPECT_EQ(end_of(vault, "a/s.md", "a/"), "none It names a folder, not a note.");
  EXPECT_EQ(end_of(vault, "a/s.md", "..x/N"), "none There is no note or file of that name.");
}

TEST(link_resolver, titles_and_aliases_are_a_last_resort_that_says_so) {
  notes_by_name vault{{"Long name.md", "2026-plan.md", "p/Other.md"}};
  vault.aliases = {{"Long name.md", {"LN", "The Plan"}}, {"p/Other.md", {"LN"}}};
  vault.titles = {{"2026-plan.md", "The Plan"}};
  EXPECT_EQ(end_of(vault, "s.md", "ln"), "alias Long name.md");
  EXPECT_EQ(end_of(vault, "p/s.md", "LN"), "alias p/Other.md") << "the own folder first";
  EXPECT_EQ(end_of(vault, "s.md", "the plan"), "title 2026-plan.md") << "a title before an alias";
  EXPECT_EQ(end_of(vault, "s.md", "./LN"), "none There is no such file at that place.");
  vault.files.emplace_back("deep/down/LN.md");
  EXPECT_EQ(end_of(vault, "s.md", "LN"), "name deep/down/LN.md") << "a file name before both";
}

TEST(link_resolver, writes_names_in_any_case_and_form_of_unicode) {
  const notes_by_name vault{{"Cafe\u0301.md", "STRASSE.md", "plan.md", "PLAN.md", "日記/한글.md"}};
  EXPECT_EQ(end_of(vault, "s.md", "Café"), "path Cafe\u0301.md");
  EXPECT_EQ(end_of(vault, "s.md", "Straße"), "path STRASSE.md");
  EXPECT_EQ(end_of(vault, "s.md", "PLAN"), "path PLAN.md") << "of names that differ in case, the one that is written";
  EXPECT_EQ(end_of(vault, "s.md", "plan"), "path plan.md");
  EXPECT_EQ(end_of(vault, "s.md", "\u1112\u1161\u11AB\u1100\u1173\u11AF"), "name 日記/한글.md");
  EXPECT_EQ(end_of(vault, "s.md", "Cafe"), "none There is no note or file of that name.");
}

TEST(link_resolver, other_files_are_found_with_their_ending_only) {
  const notes_by_name vault{{"img/pic.png", "dash.md", "dash.base", "v1.2.md"}};
  EXPECT_EQ(end_of(vault, "s.md", "PIC.png"), "name img/pic.png");
  EXPECT_EQ(end_of(vault, "s.md", "pic"), "none There is no note or file of that name.");
  EXPECT_EQ(end_of(vault, "s.md", "dash"), "path dash.md");
  EXPECT_EQ(end_of(vault, "s.md", "v1.2"), "path v1.2.md");
}

TEST(link_resolver, thousands_of_links_to_thousands_of_namesakes) {
  notes_by_name vault;
  for (int i = 0; i < 2000; ++i) vault.files.push_back("folder" + std::to_string(i) + "/README.md");
  auto resolver = vault.resolver();
  for (int i = 0; i < 20'000; ++i) {
    const auto folder = "folder" + std::to_string(i % 2000);
    ASSERT_EQ(resolver.resolve(folder + "/s.md", "README").value().path, folder + "/README.md");
    ASSERT_EQ(resolver.resolve("s.md", folder + "/readme").value().path, folder + "/README.md");
  }
}

TEST(link_resolver, passes_on_that_the_index_cannot_be_read) {
  link_sources broken;
  broken.notes_named = [](const std::string&) -> result<std::vector<std::string>> {
    return fail(errc::corrupt, "damaged");
  };
  EXPECT_EQ(link_resolver{std::move(broken)}.resolve("s.md", "N").error().code, errc::corrupt);
}

}  // namespace
}  // namespace secondbrain::vault
