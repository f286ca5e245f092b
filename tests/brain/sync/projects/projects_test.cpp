#include "brain/sync/projects/projects.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/brain/vault/other_encodings.hpp"
#include "tests/brain/vault/temporary_vault.hpp"

namespace secondbrain::sync {
namespace {

using testing::ElementsAre;
using testing::EndsWith;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::StartsWith;

const auto today = *vault::parse_day("2026-02-10");

class projects_test : public testing::Test {
 protected:
  step_result sync() {
    auto outcome = sync_projects(writer, view, today);
    EXPECT_TRUE(outcome) << outcome.error().message;
    return outcome.value_or(step_result{});
  }

  std::string text_of(std::string_view project) {
    return writer.read("20_Projects/" + std::string{project} + ".md").value_or("(no file)");
  }

  static std::size_t count(std::string_view text, std::string_view part) {
    std::size_t found = 0;
    for (auto at = text.find(part); at != text.npos; at = text.find(part, at + 1)) ++found;
    return found;
  }

  vault::temporary_vault folder;
  vault::vault_writer writer{folder.root()};
  vault::daily_view view{folder.root()};
};

TEST_F(projects_test, a_note_in_another_encoding_is_left_alone_and_named) {
  auto bytes = vault::unwritable_notes("# Web Site\r\n").front().bytes;
  folder.write("20_Projects/Web Site.md", bytes);
  folder.write("20_Projects/Garden.md", "# Garden\n");
  folder.write("00_Daily/2026-02-05.md", "## Tasks\n### Work\n#### Web Site\n- [ ] Measure\n#### Garden\n- [ ] Dig\n");
  EXPECT_THAT(sync().actions, testing::UnorderedElementsAre("Updated 20_Projects/Garden.md",
                                                            StartsWith("FAILED: 20_Projects/Web Site.md: ")));
  EXPECT_EQ(text_of("Web Site"), bytes);
}

// PRJ-20, PRJ-24, PRJ-26
TEST_F(projects_test, a_project_gets_its_open_tasks_and_recent_mentions) {
  folder.write("20_Projects/Web Site.md", "---\ntags: [a]\n---\n# Web Site\n\nMine.\r\n");
  folder.write(
      "00_Daily/2026-02-05.md",
      "## Notes\n- The website is slow\n- Nothing\n- Web-site again\n## Tasks\n### Work\n#### Website redesign\n"
      "- [/] Measure\n- [x] Done\n");
  folder.write("00_Daily/2026-02-08.md", "## Notes\n- See [[Web Site]]\n");
  auto outcome = sync();
  EXPECT_THAT(outcome.summary, StartsWith("1 project file updated"));
  EXPECT_THAT(outcome.actions, ElementsAre("Updated 20_Projects/Web Site.md"));
  EXPECT_EQ(text_of("Web Site"),
            "---\ntags: [a]\n---\n# Web Site\n\nMine.\r\n\n"
            "## Open Tasks\n<!-- AUTO-GENERATED: Do not edit below this line -->\n"
            "| Status | Task | Added | Due | Timeline |\n|:---:|------|:---:|:---:|:---:|\n"
            "| In Progress | Measure | [[2026-02-05]] |  |  |\n\n<!-- END AUTO-GENERATED -->\n\n"
            "## Recent Notes\n<!-- AUTO-GENERATED: Do not edit below this line -->\n"
            "**[[2026-02-08]]**\n- See [[Web Site]]\n\n**[[2026-02-05]]**\n- The website is slow\n- Web-site again\n\n"
            "<!-- END AUTO-GENERATED -->\n");
}

TEST_F(projects_test, an_example_of_a_section_stays_as_it_is) {
  for (auto& [before, after] : {std::pair{"```md\n", "```\n"}, {"%%\n", "%%\n"}, {"<!--\n", "-->\n"}}) {
    auto text = "# P1\n\n" + std::string{before} +
                "## Open Tasks\n<!-- AUTO-GENERATED: Do not edit below this line -->\nkeep me\n"
                "<!-- END AUTO-GENERATED -->\n" +
                after;
    folder.write("20_Projects/P1.md", text);
    folder.write("00_Daily/2026-02-05.md", "## Tasks\n### Work\n#### P1\n- [ ] Measure\n");
    sync();
    EXPECT_THAT(text_of("P1"), StartsWith(text + "\n## Open Tasks\n<!-- AUTO"));
    EXPECT_EQ(count(text_of("P1"), "Measure"), 1u);
  }
}

// PRJ-21
TEST_F(projects_test, a_second_run_changes_nothing) {
  folder.write("20_Projects/Pilot.md", "# Pilot");
  folder.write("00_Daily/2026-02-05.md", "## Tasks\n### Work\n#### Pilot\n- [ ] Measure\n");
  sync();
  auto first = text_of("Pilot");
  EXPECT_EQ(count(first, "<!-- AUTO-GENERATED"), 2u);
  auto outcome = sync();
  EXPECT_EQ(text_of("Pilot"), first);
  EXPECT_THAT(outcome.summary, StartsWith("0 project files updated"));
  EXPECT_THAT(outcome.actions, IsEmpty());
}

// PRJ-22
TEST_F(projects_test, without_the_folder_there_is_nothing_to_do) {
  EXPECT_THAT(sync().summary, HasSubstr("No 20_Projects"));
}

// PRJ-23
TEST_F(projects_test, a_project_that_nothing_speaks_of_is_left_alone) {
  folder.write("20_Projects/AI.md", "# AI\n");
  folder.write("00_Daily/2026-02-05.md",
               "## Notes\n- Maintenance said it again\n## Tasks\n### Work\n#### Maintenance\n- [ ] Measure\n");
  EXPECT_THAT(sync().summary, StartsWith("0 project files"));
  EXPECT_EQ(text_of("AI"), "# AI\n");
}

// PRJ-18, W80
TEST_F(projects_test, sections_are_emptied_when_nothing_is_left_to_say) {
  folder.write("20_Projects/Pilot.md", "# Pilot\n");
  folder.write("00_Daily/2026-02-05.md", "## Tasks\n### Work\n#### Pilot\n- [ ] Measure\n");
  sync();
  folder.write("00_Daily/2026-02-05.md", "## Tasks\n### Work\n#### Pilot\n- [x] Measure\n");
  sync();
  EXPECT_THAT(text_of("Pilot"), HasSubstr("line -->\n*No matching open tasks.*\n\n<!-- END"));
  EXPECT_THAT(text_of("Pilot"), Not(HasSubstr("Measure")));
}

// PRJ-12
TEST_F(projects_test, lines_that_are_no_bullets_are_no_mentions) {
  folder.write("20_Projects/Pilot.md", "# Pilot\n");
  folder.write("00_Daily/2026-02-05.md", "## Notes\nPilot in a sentence\n* Pilot with a star\n- Pilot with a dash\n");
  sync();
  EXPECT_THAT(text_of("Pilot"), HasSubstr("**[[2026-02-05]]**\n- Pilot with a dash\n\n<!-- END"));
}

// PRJ-14
TEST_F(projects_test, without_daily_notes_there_is_nothing_to_say) {
  folder.write("20_Projects/Pilot.md", "# Pilot\n");
  EXPECT_THAT(sync().summary, StartsWith("0 project files updated"));
  EXPECT_EQ(text_of("Pilot"), "# Pilot\n");
}

// PRJ-13
TEST_F(projects_test, mentions_of_long_ago_are_left_out) {
  folder.write("20_Projects/Pilot.md", "# Pilot\n");
  folder.write("00_Daily/2026-01-11.md", "## Notes\n- Pilot then\n");
  folder.write("00_Daily/2026-01-10.md", "## Notes\n- Pilot long ago\n");
  sync();
  EXPECT_THAT(text_of("Pilot"), HasSubstr("Pilot then"));
  EXPECT_THAT(text_of("Pilot"), Not(HasSubstr("long ago")));
}

TEST_F(projects_test, one_note_that_cannot_be_written_keeps_no_other_from_being) {
  std::filesystem::create_directories(folder.root() / "20_Projects");
  std::ofstream{folder.outside() / "Else.md"} << "# Else\n";
  std::filesystem::create_symlink(folder.outside() / "Else.md", folder.root() / "20_Projects" / "Else.md");
  folder.write("20_Projects/Pilot.md", "# Pilot\n");
  folder.write("00_Daily/2026-02-05.md", "## Notes\n- Pilot and else\n");
  auto outcome = sync();
  EXPECT_THAT(outcome.actions, ElementsAre(StartsWith("FAILED: 20_Projects/Else.md"), "Updated 20_Projects/Pilot.md"));
}

TEST_F(projects_test, a_vault_that_is_gone_is_said_to_be) {
  std::filesystem::remove_all(folder.root());
  auto outcome = sync_projects(writer, view, today);
  ASSERT_FALSE(outcome);
  EXPECT_EQ(outcome.error().code, errc::vault_missing);
}

}  // namespace
}  // namespace secondbrain::sync
