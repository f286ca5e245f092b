#include "brain/sync/inbox/inbox.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>

#include "base/files.hpp"
#include "brain/vault/planner/daily_note.hpp"
#include "stores/settings_store.hpp"
#include "tests/brain/sync/scripted_model.hpp"
#include "tests/brain/vault/other_encodings.hpp"
#include "tests/brain/vault/temporary_vault.hpp"

namespace secondbrain::sync {
namespace {

namespace fs = std::filesystem;

const std::string task_answer = R"({"note_type": "daily_note", "date": "2026-02-06",
    "tasks": [{"text": "Buy milk", "category": "Personal", "sub_project": "Errands", "due_date": null}]})";
const std::string note_answer = R"({"note_type": "note", "suggested_title": "Tea", "content": "Green tea."})";
const std::string two_pieces = R"([{"content": "piece one"}, {"content": "piece two"}])";

class inbox_test : public testing::Test {
 protected:
  result<step_result> try_process() {
    inbox_parts parts;
    parts.journal_file = files_.outside() / "inbox.json";
    parts.categories = [] { return stores::default_categories(); };
    parts.time = &clock_;
    parts.inbox = [this] { return inbox_folder_; };
    return inbox{writer_, model_, std::move(parts)}.process({});
  }

  std::vector<std::string> process() {
    auto done = try_process();
    EXPECT_TRUE(done) << done.error().message;
    return done ? done->actions : std::vector<std::string>{};
  }

  bool exists(const std::string& path) { return fs::exists(files_.root() / path); }
  std::string text(const std::string& path) { return writer_.read(path).value_or("(nothing)"); }

  std::size_t count_files(const std::string& folder) {
    std::size_t count = 0;
    for (const auto& entry : fs::directory_iterator{files_.root() / folder}) count += entry.is_regular_file() ? 1 : 0;
    return count;
  }

  vault::temporary_vault files_;
  vault::vault_writer writer_{files_.root()};
  scripted_model model_;
  std::string inbox_folder_ = "Inbox";
  manual_clock clock_{wall_time{std::chrono::seconds{1'770'379'200}}};  // 2026-02-06, noon UTC
};

TEST_F(inbox_test, another_inbox_is_worked_through_as_the_usual_one) {
  inbox_folder_ = "02. Inbox";
  files_.write("Inbox/no.md", "of another inbox");
  files_.write("02. Inbox/tea.md", "Green tea.");
  model_.answer(note_answer);
  process();
  EXPECT_TRUE(exists("02. Inbox/_processed/tea.md"));
  EXPECT_TRUE(exists("Inbox/no.md"));
  files_.write("02. Inbox/odd.md", "odd");
  model_.forget();
  model_.answer("no sense");
  process();
  EXPECT_TRUE(exists("02. Inbox/_failed/odd.md"));
}

// INB-12, INB-13
TEST_F(inbox_test, nothing_dropped_is_nothing_done) {
  EXPECT_TRUE(process().empty());
  fs::create_directory(files_.root() / "Inbox");
  EXPECT_TRUE(process().empty());
  EXPECT_TRUE(model_.requests.empty());
}

TEST_F(inbox_test, a_missing_vault_is_an_error) {
  fs::remove_all(files_.root());
  EXPECT_EQ(try_process().error().code, errc::vault_missing);
}

// INB-14, INB-16
TEST_F(inbox_test, a_text_is_routed_and_put_away) {
  files_.write("Inbox/a.md", "buy milk");
  model_.answer(task_answer);
  auto actions = process();
  ASSERT_EQ(actions.size(), 1U);
  EXPECT_EQ(actions[0].rfind("Created 00_Daily/2026-02-06.md", 0), 0U);
  EXPECT_FALSE(exists("Inbox/a.md"));
  EXPECT_EQ(text("Inbox/_processed/a.md"), "buy milk");
  EXPECT_NE(text("00_Daily/2026-02-06.md").find("- [ ] Buy milk"), std::string::npos);
  ASSERT_EQ(model_.requests.size(), 1U);  // a short text is not divided
  EXPECT_EQ(model_.requests[0].use, llm::purpose::inbox);
}

TEST_F(inbox_test, a_text_for_a_note_in_another_encoding_waits) {
  auto bytes = vault::unwritable_notes("## Tasks\r\n- [ ] Tea\r\n").front().bytes;
  files_.write("00_Daily/2026-02-06.md", bytes);
  files_.write("Inbox/a.md", "buy milk");
  model_.answer(task_answer);
  auto actions = process();
  ASSERT_EQ(actions.size(), 1U);
  EXPECT_NE(actions[0].find("UTF-16"), std::string::npos) << actions[0];
  EXPECT_EQ(text("00_Daily/2026-02-06.md"), bytes);
  EXPECT_EQ(text("Inbox/a.md"), "buy milk");
}

TEST_F(inbox_test, a_text_in_another_encoding_is_shown_to_the_model_in_its_words) {
  files_.write("Inbox/a.md", vault::unwritable_notes("buy milk\r\n").front().bytes);
  model_.answer(task_answer);
  EXPECT_EQ(process().size(), 1U);
  ASSERT_EQ(model_.requests.size(), 1U);
  EXPECT_NE(model_.requests[0].messages.back().content.find("buy milk"), std::string::npos);
  EXPECT_NE(text("00_Daily/2026-02-06.md").find("- [ ] Buy milk"), std::string::npos);
}

// INB-15
TEST_F(inbox_test, a_text_that_cannot_be_classified_twice_fails) {
  files_.write("Inbox/a.md", "buy milk");
  files_.write("Inbox/b.md", "drink tea");
  model_.answer("not JSON");
  model_.answer(R"({"note_type": "poem"})");
  model_.answer(note_answer);
  auto actions = process();
  ASSERT_EQ(actions.size(), 2U);
  EXPECT_EQ(actions[0], "FAILED: a.md");
  EXPECT_EQ(actions[1], "Created 10_Notes/Tea.md");
  EXPECT_EQ(text("Inbox/_failed/a.md"), "buy milk");
  EXPECT_EQ(model_.requests.size(), 3U);
}

// W18
TEST_F(inbox_test, a_senseless_answer_is_asked_for_again) {
  for (const char* nonsense : {"[]", "null", "sorry", R"({"note_type": "note", "tasks": "none"})"}) {
    fs::remove_all(files_.root() / "10_Notes");
    files_.write("Inbox/a.md", nonsense);
    model_.forget();
    model_.answer(nonsense);
    model_.answer("```json\n" + note_answer + "\n```");
    EXPECT_EQ(process().at(0).rfind("Created 10_Notes/Tea", 0), 0U) << nonsense;
  }
}

// INB-17, W24
TEST_F(inbox_test, putting_away_never_overwrites) {
  files_.write("Inbox/_processed/a.md", "an older one");
  files_.write("Inbox/a.md", "buy milk");
  model_.answer(task_answer);
  process();
  EXPECT_EQ(text("Inbox/_processed/a.md"), "an older one");
  EXPECT_EQ(count_files("Inbox/_processed"), 2U);
}

// INB-26, INB-27, INB-28
TEST_F(inbox_test, a_text_that_says_nothing_new_is_a_duplicate) {
  files_.write("Inbox/old.md", "buy milk\r\n");
  model_.answer(task_answer);
  process();
  model_.forget();
  files_.write("Inbox/a.md", "  buy milk\n\n");
  files_.write("Inbox/b.md", "buy bread");
  files_.write("Inbox/c.md", "buy bread");
  model_.answer(task_answer);
  model_.answer(note_answer);
  auto actions = process();
  ASSERT_EQ(actions.size(), 3U);
  EXPECT_EQ(actions[0], "SKIPPED (duplicate): a.md");
  EXPECT_EQ(actions[1].rfind("Created", 0), 0U);
  EXPECT_EQ(actions[2], "SKIPPED (duplicate): c.md");
  EXPECT_EQ(model_.requests.size(), 3U);
  EXPECT_EQ(count_files("Inbox"), 0U);
}

TEST_F(inbox_test, what_was_done_comes_back_when_it_is_captured_again) {
  files_.write("Inbox/a.md", "Buy milk");
  model_.answer(task_answer);
  process();
  auto note = text("00_Daily/2026-02-06.md");
  files_.write("00_Daily/2026-02-06.md", note.replace(note.find("- [ ] Buy milk"), 5, "- [x]"));
  files_.write("Inbox/b.md", "Buy milk");
  model_.answer(task_answer);
  auto actions = process();
  ASSERT_EQ(actions.size(), 1U);
  EXPECT_EQ(actions[0].rfind("Appended to 00_Daily/2026-02-06.md", 0), 0U) << actions[0];
  auto tasks = vault::parse_daily_note("2026-02-06", text("00_Daily/2026-02-06.md")).tasks;
  ASSERT_EQ(tasks.size(), 2U);
  EXPECT_EQ(tasks[0].key, tasks[1].key);
  EXPECT_EQ(tasks[1].status, task_status::open);
}

TEST_F(inbox_test, captures_that_look_alike_are_all_filed) {
  auto answer_with = [](const std::string& name) {
    return R"({"note_type": "daily_note", "date": "2026-02-06", "tasks": [{"text": ")" + name +
           R"(", "category": "Money"}]})";
  };
  for (const char* task : {"Transfer 150 to Ann", "Transfer 1.50 to Ann", "Learn C", "Learn C++", "???", "!!!"}) {
    files_.write("Inbox/a.md", task);
    model_.forget();
    model_.answer(answer_with(task));
    process();
    EXPECT_NE(text("00_Daily/2026-02-06.md").find("- [ ] " + std::string{task} + "\n"), std::string::npos) << task;
  }
}

TEST_F(inbox_test, only_markdown_files_that_are_not_hidden_are_picked_up) {
  files_.write("Inbox/.capture.md.tmp", "half");
  files_.write("Inbox/.hidden.md", "hidden");
  files_.write("Inbox/a.txt", "text");
  files_.write("Inbox/sub/b.md", "deeper");
  files_.write("Inbox/blank.md", " \n");
  files_.write("outside.md", "elsewhere");
  fs::create_symlink(files_.root() / "outside.md", files_.root() / "Inbox/link.md");
  EXPECT_TRUE(process().empty());
  EXPECT_TRUE(model_.requests.empty());
  EXPECT_TRUE(exists("Inbox/blank.md") && exists("Inbox/.hidden.md") && exists("Inbox/link.md"));
}

TEST_F(inbox_test, a_long_text_is_divided) {
  files_.write("Inbox/a.md", std::string(400, 'x'));
  model_.answer(two_pieces);
  model_.answer(task_answer);
  model_.answer(note_answer);
  auto actions = process();
  ASSERT_EQ(actions.size(), 2U);
  EXPECT_NE(model_.requests.at(1).messages.at(0).content.find("piece one"), std::string::npos);
  EXPECT_NE(model_.requests.at(2).messages.at(0).content.find("piece two"), std::string::npos);
  EXPECT_TRUE(exists("10_Notes/Tea.md"));
}

TEST_F(inbox_test, a_text_that_is_divided_badly_stays_whole) {
  files_.write("Inbox/a.md", std::string(400, 'x'));
  model_.answer("I would rather not");
  model_.answer(note_answer);
  EXPECT_EQ(process().size(), 1U);
  EXPECT_NE(model_.requests.at(1).messages.at(0).content.find(std::string(400, 'x')), std::string::npos);
}

// W15
TEST_F(inbox_test, an_outage_leaves_everything_in_place) {
  for (auto failure : {errc::unavailable, errc::timeout, errc::over_budget, errc::corrupt, errc::invalid_argument}) {
    files_.write("Inbox/a.md", "text " + std::string{to_string(failure)});
    model_.forget();
    model_.answer(failure);
    auto actions = process();
    ASSERT_EQ(actions.size(), 1U);
    EXPECT_EQ(actions[0].rfind("WAITING: a.md: ", 0), 0U) << actions[0];
    EXPECT_TRUE(exists("Inbox/a.md"));
    EXPECT_FALSE(exists("Inbox/_failed"));
  }
}

// W15
TEST_F(inbox_test, a_waiting_text_is_tried_again_ever_less_often) {
  files_.write("Inbox/a.md", "buy milk");
  model_.answer(errc::unavailable);
  process();
  process();
  EXPECT_EQ(model_.requests.size(), 1U);  // it is not its time yet
  clock_.advance(std::chrono::minutes{5});
  process();
  EXPECT_EQ(model_.requests.size(), 2U);
  clock_.advance(std::chrono::minutes{5});
  process();
  EXPECT_EQ(model_.requests.size(), 2U);
  clock_.advance(std::chrono::minutes{5});
  model_.forget();
  model_.answer(task_answer);
  EXPECT_EQ(process().at(0).rfind("Created", 0), 0U);
  EXPECT_FALSE(exists("Inbox/a.md"));
}

TEST_F(inbox_test, an_outage_is_not_asked_about_for_every_text) {
  for (const char* name : {"a", "b", "c"}) files_.write("Inbox/" + std::string{name} + ".md", name);
  model_.answer(errc::unavailable);
  EXPECT_EQ(process().size(), 3U);
  EXPECT_EQ(model_.requests.size(), 1U);
}

TEST_F(inbox_test, a_text_that_is_edited_is_not_held_back) {
  files_.write("Inbox/a.md", "buy milk");
  model_.answer(errc::unavailable);
  process();
  files_.write("Inbox/a.md", "buy milk and bread");
  model_.forget();
  model_.answer(task_answer);
  EXPECT_EQ(process().at(0).rfind("Created", 0), 0U);
}

// W16
TEST_F(inbox_test, a_text_that_failed_half_way_goes_on_from_there) {
  files_.write("Inbox/a.md", std::string(400, 'x'));
  model_.answer(two_pieces);
  model_.answer(note_answer);
  model_.answer(errc::unavailable);
  auto actions = process();
  ASSERT_EQ(actions.size(), 2U);
  EXPECT_EQ(actions[0], "Created 10_Notes/Tea.md");
  EXPECT_TRUE(exists("Inbox/a.md"));

  clock_.advance(std::chrono::hours{1});
  model_.forget();
  model_.answer(task_answer);
  actions = process();
  ASSERT_EQ(actions.size(), 1U);
  EXPECT_EQ(actions[0].rfind("Created 00_Daily", 0), 0U);
  EXPECT_EQ(model_.requests.size(), 4U);
  EXPECT_EQ(count_files("10_Notes"), 1U);
  EXPECT_TRUE(exists("Inbox/_processed/a.md"));
}

// W16
TEST_F(inbox_test, a_failed_text_that_is_put_back_goes_on_as_well) {
  files_.write("Inbox/a.md", std::string(400, 'x'));
  model_.answer(two_pieces);
  model_.answer(note_answer);
  model_.answer("nonsense");
  process();
  EXPECT_TRUE(exists("Inbox/_failed/a.md"));
  process();
  fs::rename(files_.root() / "Inbox/_failed/a.md", files_.root() / "Inbox/a.md");
  model_.forget();
  model_.answer(task_answer);
  ASSERT_EQ(process().size(), 1U);
  EXPECT_EQ(count_files("10_Notes"), 1U);
}

// W17
TEST_F(inbox_test, a_text_that_was_routed_but_not_put_away_is_only_put_away) {
  files_.write("Inbox/a.md", "drink tea");
  model_.before = [&] { files_.write("Inbox/_processed", "in the way"); };
  model_.answer(note_answer);
  auto actions = process();
  ASSERT_EQ(actions.size(), 2U);
  EXPECT_EQ(actions[0], "Created 10_Notes/Tea.md");
  EXPECT_EQ(actions[1].rfind("WAITING: a.md", 0), 0U);
  fs::remove(files_.root() / "Inbox/_processed");
  EXPECT_TRUE(process().empty());
  EXPECT_EQ(model_.requests.size(), 1U);
  EXPECT_EQ(count_files("10_Notes"), 1U);
  EXPECT_TRUE(exists("Inbox/_processed/a.md"));
}

TEST_F(inbox_test, nothing_is_remembered_of_a_text_that_is_put_away) {
  files_.write("Inbox/a.md", "drink tea");
  model_.answer(note_answer);
  process();
  auto journal = read_file(files_.outside() / "inbox.json").value();
  EXPECT_EQ(journal.find("tea"), std::string::npos);
}

TEST_F(inbox_test, an_edit_while_it_is_worked_on_is_not_put_away) {
  files_.write("Inbox/a.md", "drink tea");
  model_.before = [&] { files_.write("Inbox/a.md", "drink tea, and more"); };
  model_.answer(note_answer);
  auto actions = process();
  EXPECT_EQ(actions.back(), "WAITING: a.md: it was edited meanwhile");
  EXPECT_EQ(text("Inbox/a.md"), "drink tea, and more");
}

TEST_F(inbox_test, the_day_of_a_waiting_text_is_when_it_was_first_seen) {
  files_.write("Inbox/a.md", "buy milk tomorrow");
  model_.answer(errc::unavailable);
  process();
  clock_.advance(std::chrono::hours{48});
  model_.forget();
  model_.answer(R"({"note_type": "daily_note", "tasks": [{"text": "Buy milk"}]})");
  process();
  EXPECT_TRUE(exists("00_Daily/2026-02-06.md"));
}

TEST_F(inbox_test, a_damaged_journal_is_kept_and_begins_anew) {
  files_.write("Inbox/a.md", "buy milk");
  files_.write("../inbox.json", "{\"x\": 1}");
  model_.answer(task_answer);
  EXPECT_EQ(process().size(), 1U);
  auto is_kept = [](const fs::directory_entry& entry) {
    return entry.path().filename().string().rfind("inbox.json.corrupt-", 0) == 0;
  };
  EXPECT_TRUE(std::any_of(fs::directory_iterator{files_.outside()}, fs::directory_iterator{}, is_kept));
}

TEST_F(inbox_test, settings_that_cannot_be_read_are_an_error) {
  files_.write("Inbox/a.md", "buy milk");
  inbox_parts parts;
  parts.journal_file = files_.outside() / "inbox.json";
  parts.categories = []() -> result<std::vector<task_category>> { return fail(errc::io_failure, "no"); };
  EXPECT_EQ((inbox{writer_, model_, std::move(parts)}.process({}).error().code), errc::io_failure);
  EXPECT_TRUE(exists("Inbox/a.md"));
}

TEST_F(inbox_test, a_run_can_be_ended) {
  files_.write("Inbox/a.md", "buy milk");
  inbox_parts parts;
  parts.journal_file = files_.outside() / "inbox.json";
  parts.categories = [] { return stores::default_categories(); };
  step_control control;
  control.cancelled = [] { return true; };
  EXPECT_TRUE((inbox{writer_, model_, std::move(parts)}.process(control)));
  EXPECT_TRUE(model_.requests.empty());
  EXPECT_TRUE(exists("Inbox/a.md"));
}

TEST_F(inbox_test, what_a_person_files_while_the_model_is_asked_is_not_filed_again) {
  files_.write("Inbox/a.md", "buy milk");
  model_.answer(task_answer);
  model_.before = [&] { ASSERT_TRUE(writer_.move("Inbox/a.md", "Inbox/_processed")); };
  process();
  EXPECT_FALSE(exists("00_Daily/2026-02-06.md"));
  EXPECT_EQ(text("Inbox/_processed/a.md"), "buy milk");
}

}  // namespace
}  // namespace secondbrain::sync
