// What a client asks to have written into notes: refused as a whole where it makes no sense, and told as it is.
#include "brain/vault/planner/noted_writer.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>

#include "brain/vault/dialects/noted_tasks.hpp"
#include "brain/vault/notes/note_text.hpp"
#include "tests/brain/vault/days.hpp"
#include "tests/brain/vault/temporary_vault.hpp"
#include "tests/text/saved_as.hpp"

namespace secondbrain::vault {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;
using testing::Not;
using namespace std::string_literals;

const std::vector<std::string> line_breakers{"\n"s,   "\r"s,   "\r\n"s,   "\0"s,     "\t"s,
                                             "\x1B"s, "\x7F"s, "\u0085"s, "\u2028"s, "\n- [ ] injected"s};

class noted_writer_test : public testing::Test {
 protected:
  /// One that nobody is just saving.
  void write(const std::string& path, const std::string& bytes) {
    vault_.write(path, bytes);
    fs::last_write_time(vault_.root() / path, fs::file_time_type::clock::now() - std::chrono::hours{1});
  }

  /// As a run of the index would.
  void index_all() {
    std::vector<std::string> paths;
    for (const auto& file : fs::recursive_directory_iterator{vault_.root()})
      if (file.path().extension() == ".md") paths.push_back(fs::relative(file, vault_.root()).string());
    std::sort(paths.begin(), paths.end());
    const auto reading = conventions_->find(paths, today);
    std::vector<noted_task> all;
    for (const auto& path : paths)
      for (auto& one : dialects::noted_tasks_of(path, read_note_text(text(path)).text, reading->dialects))
        all.push_back(std::move(one));
    fresh_ = std::move(all);
    view_.refresh(today);
  }

  std::string text(const std::string& path) const {
    std::ifstream in{vault_.root() / path, std::ios::binary};
    if (!in) return "(none)";
    return {std::istreambuf_iterator<char>{in}, {}};
  }

  std::size_t count_files() const {
    const fs::recursive_directory_iterator all{vault_.root()};
    return static_cast<std::size_t>(std::distance(begin(all), end(all)));
  }

  change_task for_task(const std::string& words) const {
    change_task change;
    for (const auto& one : view_.tasks())
      if (one.text == words) change.id = one.id;
    EXPECT_NE(change.id, "") << words;
    return change;
  }

  std::string refusal_of(const change_task& change) {
    const auto done = writer_.change(change, today);
    return done ? "(done)" : std::string{to_string(done.error().code)} + ": " + done.error().message;
  }

  std::string refusal_of(const add_task& request) {
    const auto done = writer_.add(request, today, {});
    return done ? "(done)" : std::string{to_string(done.error().code)} + ": " + done.error().message;
  }

  temporary_vault vault_;
  std::shared_ptr<known_conventions> conventions_ = std::make_shared<known_conventions>(vault_.root());
  std::optional<std::vector<noted_task>> fresh_ = std::vector<noted_task>{};
  noted_view view_{
      vault_.root(),
      [this]() -> result<std::optional<std::vector<noted_task>>> { return std::exchange(fresh_, std::nullopt); },
      conventions_};
  vault_writer vault_writer_{vault_.root()};
  noted_writer writer_{vault_writer_, view_};
};

TEST_F(noted_writer_test, what_is_asked_for_never_becomes_more_than_one_line) {
  write("A.md", "- [ ] one\n");
  index_all();
  const auto files = count_files();
  for (const auto& breaker : line_breakers) {
    for (auto field : {&add_task::text, &add_task::path, &add_task::heading, &add_task::due_date, &add_task::scheduled,
                       &add_task::start, &add_task::priority, &add_task::recurrence}) {
      add_task request;
      request.text = "two";
      request.path = "A.md";
      request.*field = (field == &add_task::recurrence ? "every day"s : request.*field) + breaker + "x.md";
      EXPECT_THAT(refusal_of(request), HasSubstr("invalid_argument: ")) << breaker;
    }
    for (auto field : {&change_task::due_date, &change_task::scheduled, &change_task::start, &change_task::priority,
                       &change_task::to_path, &change_task::to_heading}) {
      auto change = for_task("one");
      change.*field = "a" + breaker + "b.md";
      EXPECT_THAT(refusal_of(change), HasSubstr("invalid_argument: ")) << breaker;
    }
  }
  for (const auto* unseen : {"", " ", "\u200B", "\u00AD\u2060"}) {
    add_task request;
    request.text = unseen;
    request.path = "A.md";
    EXPECT_THAT(refusal_of(request), HasSubstr("needs words")) << unseen;
  }
  EXPECT_EQ(text("A.md"), "- [ ] one\n");
  EXPECT_EQ(count_files(), files);
}

TEST_F(noted_writer_test, a_task_in_an_encoding_of_before_is_ticked_and_every_other_byte_stays) {
  const std::vector<std::pair<const char*, std::string>> notes{
      {"windows-1252", "# Grünkohl\r\n- [ ] Tür ölen\r\n- [ ] Äpfel und süße Birnen\r\n"},
      {"windows-1251", "# Велосипед\n- [ ] купить новую камеру\n  - для велосипеда\n"},
      {"Shift_JIS", "# 買い物リスト\n- [ ] 表とソと能を予約する。\n- [ ] 今日は桜の下でお弁当を食べた。\n"},
      {"GBK", "# 公园\n- [ ] 松鼠在树上跑来跑去，我们坐在长椅上喝茶。\n"}};
  for (const auto& [charset, note] : notes) {
    write("A.md", saved_as(charset, note));
    index_all();
    const auto words = view_.tasks().front().text;
    auto change = for_task(words);
    change.status = wanted_status::done;
    EXPECT_EQ(refusal_of(change), "(done)") << charset;
    const auto ticked = std::string{note}.replace(note.find("[ ]"), 3, "[x]");
    EXPECT_EQ(text("A.md"), saved_as(charset, ticked)) << charset;
    add_task plain;
    plain.text = "call Bob";
    plain.path = "A.md";
    EXPECT_EQ(refusal_of(plain), "(done)") << charset;
    plain.text = "Grüße an Боб";
    EXPECT_THAT(refusal_of(plain), HasSubstr("conflict: A.md is not saved as UTF-8, and is read as ")) << charset;
    EXPECT_THAT(text("A.md"), HasSubstr("- [ ] call Bob")) << charset;
    auto move = for_task(words);
    move.to_path = "B.md";
    EXPECT_THAT(refusal_of(move), HasSubstr("a task is moved only out of UTF-8 notes, and nothing was written"));
    EXPECT_EQ(text("B.md"), "(none)");
  }
}

TEST_F(noted_writer_test, a_task_in_an_encoding_of_before_comes_back_in_the_same_bytes) {
  const std::string line = " Tür ölen und süße Äpfel [repeat:: every week]";
  write("A.md", saved_as("windows-1252", "# Küche\n- [ ]" + line + " [due:: 2026-02-10]\n- [ ] Größe\n"));
  index_all();
  auto change = for_task("Tür ölen und süße Äpfel");
  change.status = wanted_status::done;
  EXPECT_EQ(refusal_of(change), "(done)");
  const auto written = read_note_text(text("A.md"));
  EXPECT_EQ(written.charset, "Windows-1252");
  EXPECT_THAT(written.text, HasSubstr("- [ ]" + line + " [due:: 2026-02-17]\n- [x]" + line));
  EXPECT_EQ(text("A.md"), saved_as("windows-1252", written.text));
}

TEST_F(noted_writer_test, a_task_that_cannot_be_taken_out_is_written_nowhere_else) {
  const auto nul = "- [ ] one\n"s + '\0' + "\n";
  const auto try_move = [&](const std::string& target) {
    auto move = for_task("one");
    move.to_path = target;
    move.to_heading = "Later";
    return refusal_of(move);
  };
  write("A.md", nul);
  write("B.md", "# B\n");
  index_all();
  for (const auto* target : {"B.md", "New.md"}) {
    EXPECT_THAT(try_move(target), HasSubstr("A.md holds NUL bytes")) << target;
    EXPECT_EQ(text("A.md"), nul);
    EXPECT_EQ(text("B.md"), "# B\n");
    EXPECT_EQ(text("New.md"), "(none)");
  }
  write("A.md", "- [ ] one\n");
  index_all();
  fs::permissions(vault_.root() / "A.md", fs::perms::owner_read);
  EXPECT_THAT(try_move("B.md"), HasSubstr("A.md is read-only"));
  fs::permissions(vault_.root() / "A.md", fs::perms::owner_all);
  EXPECT_EQ(text("B.md"), "# B\n");
  // Nor when the target cannot be written.
  write("B.md", nul);
  EXPECT_THAT(try_move("B.md"), HasSubstr("B.md holds NUL bytes"));
  EXPECT_EQ(text("A.md"), "- [ ] one\n");
  EXPECT_EQ(text("B.md"), nul);
}

TEST_F(noted_writer_test, a_note_in_a_folder_of_nobodys_is_not_moved_from) {
  write("Sub/A.md", "- [ ] one\n");
  write("B.md", "# B\n");
  index_all();
  ordinary_user::give(vault_.outside());
  const ordinary_user somebody;
  fs::permissions(vault_.root() / "Sub", fs::perms::owner_read | fs::perms::owner_exec);
  auto move = for_task("one");
  move.to_path = "B.md";
  EXPECT_THAT(refusal_of(move), HasSubstr("Nothing can be written beside Sub/A.md"));
  fs::permissions(vault_.root() / "Sub", fs::perms::owner_all);
  EXPECT_EQ(text("B.md"), "# B\n");
}

TEST_F(noted_writer_test, places_that_the_index_leaves_out_are_no_targets) {
  write("A.md", "- [ ] one\n");
  index_all();
  const auto files = count_files();
  for (const auto* path : {"N/.obsidian/x.md", "N/.hidden.md", ".md", "N/node_modules/x.md",
                           "x.sync-conflict-20260101-120000-ABCDEFG.md", "Inbox/_processed/x.md"}) {
    auto move = for_task("one");
    move.to_path = path;
    EXPECT_THAT(refusal_of(move), HasSubstr("invalid_argument: ")) << path;
    add_task request;
    request.text = "two";
    request.path = path;
    EXPECT_THAT(refusal_of(request), HasSubstr("is no place for a note")) << path;
  }
  EXPECT_EQ(text("A.md"), "- [ ] one\n");
  EXPECT_EQ(count_files(), files);
}

TEST_F(noted_writer_test, daily_notes_are_made_only_where_notes_can_be) {
  for (const auto* format : {"YYYY-MM-DD\\n[- x]", "[.obsidian/]YYYY-MM-DD", "[.]YYYY-MM-DD"}) {
    write(".obsidian/app.json", "{}");
    write(".obsidian/daily-notes.json", "{\"folder\":\"Journal\",\"format\":\""s + format + "\"}");
    index_all();
    const auto files = count_files();
    add_task request;
    request.text = "two";
    EXPECT_THAT(refusal_of(request), HasSubstr("invalid_argument: ")) << format;
    EXPECT_EQ(count_files(), files) << format;
  }
}

TEST_F(noted_writer_test, a_note_of_another_spelling_is_the_one_that_is_meant) {
  write("Notes/cafe\u0301.md", "- [ ] one\n");
  write("Rec.md", "- [ ] two\n");
  index_all();
  const auto files = count_files();
  add_task request;
  request.text = "three";
  request.path = "notes/caf\u00E9.md";
  EXPECT_EQ(writer_.add(request, today, {}).value().path, "Notes/cafe\u0301.md");
  auto move = for_task("two");
  move.to_path = "NOTES/CAFÉ.md";
  EXPECT_EQ(writer_.change(move, today).value().changed.value().path, "Notes/cafe\u0301.md");
  move = for_task("one");
  move.to_path = "Notes/caf\u00E9.md";  // its own
  move.to_heading = "Cafe\u0301";
  ASSERT_TRUE(writer_.change(move, today));
  request.text = "four";
  request.heading = "CAF\u00C9";
  ASSERT_TRUE(writer_.add(request, today, {}));
  EXPECT_EQ(text("Notes/cafe\u0301.md"), "- [ ] three\n- [ ] two\n\n## Cafe\u0301\n\n- [ ] one\n- [ ] four\n");
  EXPECT_EQ(text("Rec.md"), "");
  EXPECT_EQ(count_files(), files);
}

TEST_F(noted_writer_test, a_heading_is_made_once_whatever_signs_it_has) {
  for (const auto* heading : {"C#", "C++", "#1", "A ##", "Roof #", "  padded  ", "日本 #"}) {
    const auto path = "N" + std::to_string(count_files()) + ".md";
    for (const auto* words : {"one", "two"}) {
      add_task request;
      request.text = words;
      request.path = path;
      request.heading = heading;
      index_all();
      ASSERT_EQ(refusal_of(request), "(done)") << heading;
    }
    const auto bytes = text(path);
    EXPECT_EQ(bytes.find("## "), bytes.rfind("\n## ") == std::string::npos ? 0 : bytes.rfind("\n## ") + 1) << bytes;
    EXPECT_THAT(bytes, testing::EndsWith("- [ ] one\n- [ ] two\n")) << heading;
  }
}

TEST_F(noted_writer_test, what_is_so_already_is_asked_of_the_note_and_not_of_the_list) {
  write("A.md", "- [ ] one 📅 2026-02-12\n- [ ] two\n");
  index_all();
  // Somebody adds a line above, and the index has not seen it.
  write("A.md", "- [ ] zero\n- [ ] one 📅 2026-02-12\n- [ ] two\n");
  for (auto change : {for_task("one"), for_task("two")}) {
    const auto wanted = change.id == for_task("one").id ? std::pair{"one"s, 2} : std::pair{"two"s, 3};
    change.status = wanted_status::open;
    const auto same = writer_.change(change, today);
    ASSERT_TRUE(same) << same.error().message;
    EXPECT_EQ(same->changed.value().text, wanted.first);
    EXPECT_EQ(same->changed.value().line, wanted.second);
  }
  EXPECT_EQ(text("A.md"), "- [ ] zero\n- [ ] one 📅 2026-02-12\n- [ ] two\n");
  // And un-ticks one that the list has as done.
  write("B.md", "- [x] three\n");
  index_all();
  write("B.md", "words\n\n- [ ] three\n");
  auto change = for_task("three");
  change.status = wanted_status::done;
  EXPECT_EQ(writer_.change(change, today).value().changed.value().line, 3);
  EXPECT_EQ(text("B.md"), "words\n\n- [x] three\n");
  write("B.md", "words\n");
  index_all();
}

TEST_F(noted_writer_test, of_several_of_the_same_words_the_one_that_was_seen_is_changed_or_none) {
  const std::string text_before = "# Work\n- [ ] call\n# Home\n- [ ] call\n- [ ] twice\n- [ ] twice\n";
  write("A.md", text_before);
  index_all();
  std::vector<change_task> changes;
  for (const auto& one : view_.tasks()) {
    changes.emplace_back();
    changes.back().id = one.id;
    changes.back().line = one.line;
    changes.back().status = wanted_status::done;
  }
  write("A.md", "# Home\n- [ ] call\n- [ ] new\n- [ ] twice\n- [ ] twice\n");
  index_all();
  const auto now = text("A.md");
  EXPECT_THAT(refusal_of(changes[0]), HasSubstr("not_found: "));
  EXPECT_THAT(refusal_of(changes[2]), HasSubstr("not on line 5 any more"));
  EXPECT_EQ(text("A.md"), now);
  changes[2].line.reset();  // whoever names no line takes the first of them
  EXPECT_EQ(refusal_of(changes[2]), "(done)");
  EXPECT_EQ(text("A.md"), "# Home\n- [ ] call\n- [ ] new\n- [x] twice\n- [ ] twice\n");
}

TEST_F(noted_writer_test, what_would_not_be_read_as_a_task_again_is_not_written) {
  write(".obsidian/app.json", "{}");
  write(".obsidian/community-plugins.json", R"(["obsidian-tasks-plugin"])");
  write(".obsidian/plugins/obsidian-tasks-plugin/data.json",
        R"({"statusSettings":{"coreStatuses":[{"symbol":" ","name":"X","nextStatusSymbol":" ","type":"NON_TASK"},)"
        R"({"symbol":"x","name":"Done","nextStatusSymbol":" ","type":"DONE"}],"customStatuses":[]}})");
  write("A.md", "- [x] one\n");
  index_all();
  add_task request;
  request.text = "two";
  request.path = "A.md";
  EXPECT_THAT(refusal_of(request), HasSubstr("would not be read as a task again"));
  EXPECT_EQ(text("A.md"), "- [x] one\n");
}

TEST_F(noted_writer_test, a_note_that_is_a_task_says_all_that_was_asked_for) {
  write(".obsidian/app.json", "{}");
  write(".obsidian/community-plugins.json", R"(["tasknotes"])");
  write(".obsidian/plugins/tasknotes/data.json", R"({"tasksFolder":"TaskNotes"})");
  write("A.md", "words\n");
  index_all();
  const auto files = count_files();
  add_task request;
  request.text = "two";
  request.start = "2026-02-12";
  EXPECT_THAT(refusal_of(request), HasSubstr("cannot say all of this; leave out the start date."));
  request.start = "";
  request.recurrence = "every week";
  EXPECT_THAT(refusal_of(request), HasSubstr("is not a rule of TaskNotes"));
  EXPECT_EQ(count_files(), files);
  request.recurrence = "FREQ=WEEKLY";
  EXPECT_EQ(writer_.add(request, today, {}).value().recurrence, "FREQ=WEEKLY");
}

}  // namespace
}  // namespace secondbrain::vault
