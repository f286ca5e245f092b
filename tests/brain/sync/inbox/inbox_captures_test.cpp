#include "brain/sync/inbox/inbox_captures.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>

#include "base/hash.hpp"
#include "brain/sync/inbox/inbox_journal.hpp"
#include "tests/brain/vault/other_encodings.hpp"
#include "tests/brain/vault/temporary_vault.hpp"

namespace secondbrain::sync {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;

class captures_test : public testing::Test {
 protected:
  captures_test() { fs::create_directories(files_.root()); }

  capture_page list(std::size_t offset = 0, std::size_t limit = 100) { return captures_.list({offset, limit}).value(); }

  static file_capture order(const std::string& path, filing_place place = filing_place::day) {
    file_capture request;
    request.path = path;
    request.place = place;
    return request;
  }

  result<filed_capture> file(const file_capture& request) { return captures_.file(request); }

  result<filed_capture> file_as_note(const std::string& path, const std::string& title = {},
                                     const std::string& folder = {}) {
    auto request = order(path, filing_place::note);
    request.title = title;
    request.folder = folder;
    return file(request);
  }

  std::string text(const std::string& path) { return writer_.read(path).value_or("(nothing)"); }
  void age(const std::string& path, std::chrono::hours old) {
    fs::last_write_time(files_.root() / path, fs::file_time_type::clock::now() - old);
  }

  fs::path journal() const { return files_.outside() / "inbox.json"; }

  vault::temporary_vault files_;
  vault::vault_writer writer_{files_.root()};
  manual_clock clock_{wall_time{std::chrono::seconds{1'770'379'200}}};  // 2026-02-06, noon UTC
  captures captures_{writer_, journal(), clock_};
};

TEST_F(captures_test, without_an_inbox_nothing_waits) {
  EXPECT_TRUE(list().captures.empty());
  EXPECT_EQ(count_captures(files_.root(), clock_.now()).waiting, 0u);
}

TEST_F(captures_test, a_vault_that_is_gone_is_an_error) {
  fs::remove_all(files_.root());
  EXPECT_EQ(captures_.list({}).error().code, errc::vault_missing);
}

TEST_F(captures_test, the_oldest_is_listed_first_and_what_was_put_away_not_at_all) {
  files_.write("Inbox/new.md", "call Ann");
  files_.write("Inbox/old.md", "buy tea");
  files_.write("Inbox/_failed/odd.md", "?");
  files_.write("Inbox/_processed/done.md", "filed");
  files_.write("Inbox/.hidden.md", "x");
  files_.write("Inbox/empty.md", "");
  age("Inbox/old.md", std::chrono::hours{5});
  age("Inbox/_failed/odd.md", std::chrono::hours{9});
  auto page = list();
  ASSERT_EQ(page.captures.size(), 3u);
  EXPECT_EQ(page.captures[0].path, "Inbox/_failed/odd.md");
  EXPECT_EQ(page.captures[0].state, capture_state::failed);
  EXPECT_FALSE(page.captures[0].reason.empty());
  EXPECT_EQ(page.captures[1].text, "buy tea");
  EXPECT_EQ(page.captures[2].path, "Inbox/new.md");
  EXPECT_EQ(page.counts.waiting, 2u);
  EXPECT_EQ(page.counts.failed, 1u);
  EXPECT_EQ(list(1, 1).captures.at(0).path, "Inbox/old.md");
  EXPECT_TRUE(list(9, 1).captures.empty());
}

TEST_F(captures_test, why_one_still_waits_is_told) {
  files_.write("Inbox/a.md", "call Ann");
  auto remembered = inbox_journal::open(journal()).value();
  remembered.at(sha1_hex("call Ann")).retry.failed("no model answers", clock_.now(), {});
  ASSERT_TRUE(remembered.save());
  EXPECT_EQ(list().captures.at(0).reason, "no model answers");
}

TEST_F(captures_test, each_line_becomes_a_task_of_today) {
  files_.write("00_Daily/2026-02-06.md", "## Tasks\n### Home\n- [ ] Old one\n");
  files_.write("Inbox/a.md", "- [ ] buy tea\n\n* call Ann\nmend the C++ build\n");
  auto request = order("Inbox/a.md", filing_place::tasks);
  request.category = "Home";
  request.due_date = "2026-02-09";
  auto filed = file(request);
  ASSERT_TRUE(filed) << filed.error().message;
  EXPECT_EQ(filed->action, "Added 3 tasks to 00_Daily/2026-02-06.md.");
  EXPECT_EQ(text("00_Daily/2026-02-06.md"),
            "## Tasks\n### Home\n- [ ] Old one\n- [ ] buy tea (due: 2026-02-09)\n- [ ] call Ann (due: 2026-02-09)\n"
            "- [ ] mend the C++ build (due: 2026-02-09)\n");
  EXPECT_EQ(text("Inbox/_processed/a.md"), "- [ ] buy tea\n\n* call Ann\nmend the C++ build\n");
  EXPECT_TRUE(list().captures.empty());
}

TEST_F(captures_test, a_note_in_another_encoding_is_refused_and_the_capture_stays) {
  files_.write("Inbox/a.md", "buy tea");
  for (const auto& [encoding, bytes] : vault::unwritable_notes("## Tasks\r\n- [ ] Tea\r\n")) {
    for (const std::string path : {"00_Daily/2026-02-06.md", "10_Notes/Tea.md"}) files_.write(path, bytes);
    for (auto place : {filing_place::tasks, filing_place::day, filing_place::existing_note}) {
      auto request = order("Inbox/a.md", place);
      request.note_path = "10_Notes/Tea.md";
      auto filed = file(request);
      ASSERT_FALSE(filed) << encoding;
      EXPECT_THAT(filed.error().message, HasSubstr(encoding));
      EXPECT_EQ(text("00_Daily/2026-02-06.md"), bytes);
      EXPECT_EQ(text("10_Notes/Tea.md"), bytes);
      EXPECT_EQ(text("Inbox/a.md"), "buy tea");
    }
  }
}

TEST_F(captures_test, a_capture_in_another_encoding_is_filed_in_its_words) {
  using namespace std::string_literals;
  for (const auto& bytes : {"\xFF\xFE"s + vault::wide_text("buy tea\r\n", 2, vault::byte_order::little),
                            "\xFE\xFF"s + vault::wide_text("buy tea\r\n", 2, vault::byte_order::big)}) {
    files_.write("Inbox/a.md", bytes);
    EXPECT_EQ(list().captures.at(0).text, "buy tea\n");
    ASSERT_TRUE(file(order("Inbox/a.md", filing_place::tasks)));
    EXPECT_THAT(text("00_Daily/2026-02-06.md"), HasSubstr("- [ ] buy tea\n"));
    fs::remove(files_.root() / "00_Daily/2026-02-06.md");
  }
  files_.write("Inbox/b.md",
               "Gr\xFC\xDF"
               "e an Ann");
  ASSERT_TRUE(file(order("Inbox/b.md", filing_place::tasks)));
  EXPECT_THAT(text("00_Daily/2026-02-06.md"), HasSubstr("- [ ] Grüße an Ann\n"));
}

TEST_F(captures_test, what_is_there_already_is_not_counted_as_added) {
  auto filed_as = [&](const std::string& capture, filing_place place) {
    files_.write("00_Daily/2026-02-06.md", "## Notes\n- seen\n## Tasks\n- [ ] call Ann\n- [x] done once\n");
    files_.write("10_Notes/Tea.md", "old\n\n### 2026-02-06\ncall Ann\n");
    files_.write("Inbox/a.md", capture);
    auto request = order("Inbox/a.md", place);
    request.note_path = "10_Notes/Tea.md";
    auto filed = file(request);
    EXPECT_EQ(text("Inbox/a.md"), "(nothing)");
    fs::remove_all(files_.root() / "Inbox");
    return filed ? filed->action : filed.error().message;
  };
  const std::string note = "00_Daily/2026-02-06.md";
  EXPECT_EQ(filed_as("call Ann", filing_place::tasks), "It is there already, in " + note + ".");
  EXPECT_EQ(filed_as("- [ ] call  Ann\n", filing_place::tasks), "It is there already, in " + note + ".");
  EXPECT_EQ(filed_as("call Ann\nbuy tea", filing_place::tasks),
            "Added 1 of 2 tasks to " + note + "; 1 was there already.");
  EXPECT_EQ(filed_as("call Ann\nbuy tea\nbuy tea", filing_place::tasks),
            "Added 1 of 3 tasks to " + note + "; 2 were there already.");
  EXPECT_EQ(filed_as("call Ann\ncall ann", filing_place::tasks), "All 2 are there already, in " + note + ".");
  EXPECT_EQ(filed_as("done once", filing_place::tasks), "Added 1 task to " + note + ".");
  EXPECT_EQ(filed_as("buy tea\ncall Bo", filing_place::tasks), "Added 2 tasks to " + note + ".");
  EXPECT_EQ(filed_as(" \n\n", filing_place::tasks), "Put away; it held nothing to add.");
  EXPECT_EQ(filed_as("seen", filing_place::day), "It is there already, in " + note + ".");
  EXPECT_EQ(filed_as("seen\nheard", filing_place::day), "Added 1 of 2 lines to " + note + "; 1 was there already.");
  EXPECT_EQ(filed_as("heard", filing_place::day), "Added to " + note + ".");
  EXPECT_EQ(filed_as("call Ann", filing_place::existing_note), "It is there already, in 10_Notes/Tea.md.");
  EXPECT_EQ(filed_as("call Bo", filing_place::existing_note), "Added to 10_Notes/Tea.md.");
}

TEST_F(captures_test, one_whose_name_is_no_utf8_is_filed_by_the_path_that_is_listed) {
  const std::vector<std::pair<std::string, std::string>> names{{"not\xE9.md", "Inbox/not\\xE9.md"},
                                                               {"a\\b.md", "Inbox/a\\b.md"},
                                                               {"not\\xE9.md", "Inbox/not\\x5CxE9.md"},
                                                               {"\\xe9.md", "Inbox/\\xe9.md"},
                                                               {"\xFF.md", "Inbox/\\xFF.md"}};
  for (const std::string folder : {"Inbox/", "Inbox/_failed/"}) {
    for (const auto& [name, path] : names) files_.write(folder + name, "text of " + path);
    EXPECT_EQ(list().captures.size(), names.size());
    for (const auto& [name, path] : names) {
      auto listed = folder + path.substr(std::string{"Inbox/"}.size());
      for (auto place : {filing_place::tasks, filing_place::nowhere}) {
        files_.write(folder + name, "text of " + path);
        auto filed = file(order(listed, place));
        ASSERT_TRUE(filed) << listed << ": " << filed.error().message;
        EXPECT_FALSE(fs::exists(files_.root() / (folder + name)));
      }
      EXPECT_THAT(text("00_Daily/2026-02-06.md"), HasSubstr("text of " + path));
    }
    EXPECT_TRUE(list().captures.empty());
  }
}

TEST_F(captures_test, a_name_that_is_never_listed_is_no_capture) {
  files_.write("Inbox/not\\xE9.md", "an ordinary name");
  files_.write("Inbox/.hidden.md", "x");
  files_.write("secret.md", "x");
  files_.write("Inbox/sub/deep.md", "x");
  for (const std::string path :
       {"Inbox/.hidden.md", "secret.md", "Inbox/sub/deep.md", "Inbox/..\\secret.md", "Inbox/../secret.md",
        "Inbox/\\x2E\\x2E\\x2Fsecret.md", "Inbox/not\xE9.md", "Inbox/.md", "Inbox/"}) {
    auto filed = file(order(path, filing_place::nowhere));
    ASSERT_FALSE(filed) << path;
  }
  EXPECT_EQ(file(order("Inbox/not\\xE9.md", filing_place::nowhere)).error().code, errc::not_found);
  EXPECT_EQ(text("Inbox/not\\x5CxE9.md"), "an ordinary name");
  EXPECT_TRUE(fs::exists(files_.root() / "secret.md"));
}

TEST_F(captures_test, a_note_of_its_own_keeps_every_byte) {
  const std::string bytes = "\xEF\xBB\xBF# Tea: a ceremony\r\n\r\n  grün \xFF end";
  files_.write("Inbox/a.md", bytes);
  ASSERT_TRUE(file_as_note("Inbox/a.md"));
  EXPECT_EQ(text("Tea a ceremony.md"), bytes);
  files_.write("10_Notes/x.md", "");
  files_.write("Inbox/b.md", bytes);
  ASSERT_TRUE(file_as_note("Inbox/b.md", "Tea"));
  EXPECT_EQ(text("10_Notes/Tea.md"), bytes);
  files_.write("Inbox/c.md", bytes);
  ASSERT_TRUE(file_as_note("Inbox/c.md", "Tea", "drinks/hot"));
  EXPECT_EQ(text("drinks/hot/Tea.md"), bytes);
}

TEST_F(captures_test, a_note_that_bears_the_name_already_is_left_alone) {
  files_.write("Tea.md", "mine");
  files_.write("Inbox/a.md", "green");
  ASSERT_TRUE(file_as_note("Inbox/a.md", "Tea"));
  EXPECT_EQ(text("Tea.md"), "mine");
  EXPECT_EQ(text("Tea 1.md"), "green");
}

TEST_F(captures_test, filing_again_after_a_crash_writes_nothing_twice) {
  for (auto place : {filing_place::note, filing_place::tasks, filing_place::day, filing_place::existing_note}) {
    files_.write("There.md", "# There\n");
    files_.write("Inbox/a.md", "green tea");
    auto request = order("Inbox/a.md", place);
    request.note_path = "There.md";
    ASSERT_TRUE(file(request));
    auto note = text("green tea.md"), day = text("00_Daily/2026-02-06.md"), there = text("There.md");
    files_.write("Inbox/a.md", "green tea");  // as if it had not been put away
    ASSERT_TRUE(file(request));
    EXPECT_EQ(text("green tea.md"), note) << to_string(place);
    EXPECT_EQ(text("00_Daily/2026-02-06.md"), day) << to_string(place);
    EXPECT_EQ(text("There.md"), there) << to_string(place);
    EXPECT_EQ(text("green tea 1.md"), "(nothing)");
  }
}

TEST_F(captures_test, names_of_more_than_one_line_and_places_of_programs_are_refused) {
  files_.write("Inbox/a.md", "green tea");
  files_.write("N/.obsidian/x.md", "not a note");
  files_.write("Plan.sync-conflict-20260101-120000-ABCDEFG.md", "a copy");
  const auto refused = [&](const file_capture& request) {
    const auto filed = file(request);
    return filed ? std::nullopt : std::optional{filed.error().code};
  };
  for (const auto& sign : {std::string{"\n- [ ] x"}, std::string{"\0", 1}, std::string{"\r"}, std::string{"\u2028"}}) {
    for (auto field : {&file_capture::title, &file_capture::folder, &file_capture::note_path, &file_capture::category,
                       &file_capture::sub_project, &file_capture::due_date}) {
      const bool is_of_tasks =
          field != &file_capture::title && field != &file_capture::folder && field != &file_capture::note_path;
      auto request = order("Inbox/a.md", is_of_tasks                         ? filing_place::tasks
                                         : field == &file_capture::note_path ? filing_place::existing_note
                                                                             : filing_place::note);
      request.*field = "a" + sign;
      EXPECT_EQ(refused(request), errc::invalid_argument) << sign;
    }
  }
  for (const auto* path : {"N/.obsidian/x.md", "Plan.sync-conflict-20260101-120000-ABCDEFG.md"}) {
    auto request = order("Inbox/a.md", filing_place::existing_note);
    request.note_path = path;
    EXPECT_EQ(refused(request), errc::invalid_argument) << path;
  }
  for (const auto* folder : {".trash", "N/.obsidian", "Inbox/_processed"}) {
    auto request = order("Inbox/a.md", filing_place::note);
    request.folder = folder;
    EXPECT_EQ(refused(request), errc::invalid_argument) << folder;
  }
  EXPECT_EQ(text("Inbox/a.md"), "green tea");
  EXPECT_EQ(text("N/.obsidian/x.md"), "not a note");
}

TEST_F(captures_test, a_note_of_another_spelling_is_the_one_that_is_meant) {
  files_.write("Notes/cafe\u0301.md", "# Café\n");
  files_.write("Inbox/a.md", "green tea");
  auto request = order("Inbox/a.md", filing_place::existing_note);
  request.note_path = "notes/Caf\u00E9.md";
  EXPECT_EQ(file(request).value().action, "Added to Notes/cafe\u0301.md.");
  files_.write("Inbox/b.md", "black tea");
  ASSERT_TRUE(file_as_note("Inbox/b.md", "Tea", "NOTES"));
  EXPECT_EQ(text("Notes/Tea.md"), "black tea");
}

TEST_F(captures_test, what_cannot_be_filed_stays_where_it_is) {
  files_.write("Inbox/a.md", "green tea");
  files_.write("Private.md", "mine");
  auto nowhere = order("Inbox/a.md", filing_place::existing_note);
  nowhere.note_path = "None.md";
  EXPECT_EQ(file(nowhere).error().code, errc::not_found);
  files_.write(".obsidian/app.json", "{}");
  files_.write(".obsidian/plugin.md", "not a note");
  for (auto path : {".obsidian/app.json", ".obsidian/plugin.md", "Inbox/a.md", "Tasks/All Tasks.md"}) {
    nowhere.note_path = path;
    EXPECT_EQ(file(nowhere).error().code, errc::invalid_argument) << path;
  }
  auto impossible = order("Inbox/a.md", filing_place::tasks);
  impossible.due_date = "2026-02-31";
  EXPECT_EQ(file(impossible).error().code, errc::invalid_argument);
  EXPECT_EQ(file_as_note("Inbox/a.md", {}, "../out").error().code, errc::invalid_argument);
  EXPECT_EQ(text("Inbox/a.md"), "green tea");
  EXPECT_EQ(file(order("Inbox/gone.md")).error().code, errc::not_found);
  for (auto path : {"Private.md", "Inbox/../Private.md", "Inbox/_processed/a.md", "/etc/hosts.md", "Inbox/", "Inbox/a",
                    "Inbox/sub/a.md"})
    EXPECT_EQ(file(order(path, filing_place::nowhere)).error().code, errc::invalid_argument) << path;
  EXPECT_EQ(text("Private.md"), "mine");
}

TEST_F(captures_test, another_inbox_is_listed_and_filed_from_as_the_usual_one) {
  const captures others{writer_, journal(), clock_, [] { return std::string{"02. Inbox"}; }};
  files_.write("Inbox/no.md", "of another inbox");
  files_.write("02. Inbox/a.md", "call Ann");
  files_.write("02. Inbox/_failed/b.md", "?");
  files_.write("02. Inbox/_processed/c.md", "filed");
  const auto page = others.list({0, 100}).value();
  ASSERT_EQ(page.captures.size(), 2u);
  EXPECT_EQ(page.counts.failed, 1u);
  EXPECT_EQ(count_captures(files_.root(), clock_.now(), "02. Inbox").waiting, 1u);
  EXPECT_EQ(others.file(order("Inbox/no.md")).error().code, errc::invalid_argument);
  ASSERT_TRUE(others.file(order("02. Inbox/a.md", filing_place::nowhere)));
  EXPECT_EQ(text("02. Inbox/_processed/a.md"), "call Ann");
  ASSERT_TRUE(others.file(order("02. Inbox/_failed/b.md")));
  EXPECT_EQ(text("02. Inbox/_processed/b.md"), "?");
}

}  // namespace
}  // namespace secondbrain::sync
