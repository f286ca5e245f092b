#include "brain/vault/changes/indexing.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/hash.hpp"
#include "tests/brain/vault/temporary_vault.hpp"

namespace secondbrain::vault {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

class indexing : public testing::Test {
 protected:
  temporary_vault vault;

  result<prepared_note> prepared(const std::optional<std::string>& known_hash = {}) {
    return prepare_note(vault.root(), {"sub/a.md", 12.5, 7}, known_hash);
  }
};

TEST_F(indexing, prepares_chunks_and_the_row_that_commits_them) {
  vault.write("sub/a.md", "# A\n\none\n\n# B\n\ntwo");
  auto note = prepared().value();
  EXPECT_EQ(note.change, content_change::changed);
  EXPECT_EQ(note.note.path, "sub/a.md");
  EXPECT_THAT(note.note.chunks, SizeIs(2));
  EXPECT_EQ(note.file.path, "sub/a.md");
  EXPECT_EQ(note.file.content_hash, sha1_hex("# A\n\none\n\n# B\n\ntwo"));
  EXPECT_EQ(note.file.modified, 12.5);
  EXPECT_EQ(note.file.size, 7);
  EXPECT_EQ(note.file.chunk_count, 2);
}

TEST_F(indexing, does_not_cut_equal_content_again) {
  vault.write("sub/a.md", "text");
  auto note = prepared(sha1_hex("text")).value();
  EXPECT_EQ(note.change, content_change::same);
  EXPECT_THAT(note.note.chunks, IsEmpty());
  EXPECT_EQ(prepared(sha1_hex("other")).value().change, content_change::changed);
}

TEST_F(indexing, of_a_daily_note_in_the_predecessors_layout_that_it_has_tasks_is_noted) {
  vault_conventions conventions;
  conventions.task_formats.push_back({"due", {convention_source::predecessor, {}}});
  const auto lines_of_tasks = [&](const std::string& path, std::string_view text) {
    vault.write(path, text);
    const dialects::dialect_set dialects{conventions};
    std::vector<int> lines;
    const auto note = prepare_note(vault.root(), {path, 12.5, 7}, {}, &dialects).value();
    for (const auto& each : note.note.tasks) lines.push_back(each.line);
    return lines;
  };
  EXPECT_THAT(lines_of_tasks("00_Daily/2026-11-29.md", "## Tasks\n- [ ] Call Ann\n- [x] done\n"), ElementsAre(0));
  EXPECT_THAT(lines_of_tasks("00_Daily/2026-11-30.md", "## Tasks\r\n- [ ] T\xFCr \xF6len\r\n"), ElementsAre(0));
  EXPECT_THAT(lines_of_tasks("00_Daily/2026-11-28.md", "## Notes\n- [ ] not listed\n"), IsEmpty());
  EXPECT_THAT(lines_of_tasks("00_Daily/2026-02-31.md", "## Tasks\n- [ ] of no day\n"), IsEmpty());
  EXPECT_THAT(lines_of_tasks("Note.md", "# Note\n- [ ] by its line\n"), ElementsAre(2));
  conventions.daily.emplace().folder = "Journal";
  EXPECT_THAT(lines_of_tasks("00_Daily/2026-11-29.md", "## Tasks\n- [ ] Call Ann\n"), IsEmpty()) << "is not listed";
}

TEST_F(indexing, a_daily_note_is_of_its_day_however_it_is_named) {
  vault_conventions conventions;
  auto& daily = conventions.daily.emplace();
  daily.folder = "Tagebuch";
  daily.format = "YYYY/[KW] WW/DD.MM.YYYY (dddd)";
  daily.language = "de";
  const auto date_of = [&](const std::string& path, std::string_view text) {
    vault.write(path, text);
    const dialects::dialect_set dialects{conventions};
    return prepare_note(vault.root(), {path, 12.5, 7}, {}, &dialects).value().note.chunks.at(0).note_date;
  };
  const std::string monday = "Tagebuch/2026/KW 49/30.11.2026 (Montag).md";
  EXPECT_EQ(date_of(monday, "text"), "2026-11-30");
  EXPECT_EQ(date_of(monday, "---\ndate: \"30.11.2026\"\n---\ntext"), "2026-11-30") << "which tells no day to sort by";
  EXPECT_EQ(date_of(monday, "---\ndate: \"2026-05-03\"\n---\ntext"), "2026-05-03");
  EXPECT_EQ(date_of(monday, "---\ndate: 2026-05-03\n---\ntext"), std::nullopt) << "it is found among the properties";
  EXPECT_EQ(date_of("Tagebuch/2026/KW 49/30.11.2026 (Dienstag).md", "text"), std::nullopt);
  daily.format = "DD.MM.YYYY";
  EXPECT_EQ(date_of(monday, "text"), std::nullopt);
  EXPECT_EQ(date_of("Tagebuch/30.11.2026.md", "text"), "2026-11-30");
}

TEST_F(indexing, a_day_without_a_year_is_the_one_nearest_to_the_last_write) {
  vault_conventions conventions;
  auto& daily = conventions.daily.emplace();
  daily.folder = "Journal";
  daily.format = "MM-DD";
  const dialects::dialect_set dialects{conventions};
  const auto date_of = [&](const std::string& name, std::chrono::sys_days written) {
    const auto path = "Journal/" + name + ".md";
    vault.write(path, "text");
    const auto modified = static_cast<double>(std::chrono::seconds{written.time_since_epoch()}.count());
    return prepare_note(vault.root(), {path, modified, 4}, {}, &dialects).value().note.chunks.at(0).note_date;
  };
  using namespace std::chrono_literals;
  EXPECT_EQ(date_of("12-31", 2026y / 1 / 3), "2025-12-31");
  EXPECT_EQ(date_of("12-31", 2026y / 12 / 30), "2026-12-31");
  EXPECT_EQ(date_of("01-02", 2026y / 12 / 30), "2027-01-02");
  EXPECT_EQ(date_of("06-15", 2026y / 7 / 1), "2026-06-15");
}

TEST_F(indexing, fails_as_reading_does) {
  EXPECT_EQ(prepared().error().code, errc::not_found);
}

}  // namespace
}  // namespace secondbrain::vault
