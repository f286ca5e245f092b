// Files of the inbox that are still being written, and such as grow after they were filed.
#include <fcntl.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <chrono>
#include <filesystem>
#include <fstream>
#include <functional>
#include <string>
#include <vector>

#include "base/files.hpp"
#include "brain/sync/inbox/inbox.hpp"
#include "stores/settings_store.hpp"
#include "tests/base/file_time.hpp"
#include "tests/base/shifted_clock.hpp"
#include "tests/brain/sync/scripted_model.hpp"
#include "tests/brain/vault/temporary_vault.hpp"
#include "tests/brain/vault/vault_bytes.hpp"

namespace secondbrain::sync {
namespace {

namespace fs = std::filesystem;
using std::chrono::seconds;

class inbox_unfinished : public testing::Test {
 protected:
  inbox_unfinished() { clock_.stand_at(real_clock().now() - std::chrono::hours{1}); }

  std::vector<std::string> process() {
    inbox_parts parts;
    parts.journal_file = files_.outside() / "inbox.json";
    parts.categories = [] { return stores::default_categories(); };
    parts.time = &clock_;
    auto done = inbox{writer_, model_, std::move(parts)}.process({});
    EXPECT_TRUE(done) << done.error().message;
    return done ? done->actions : std::vector<std::string>{};
  }

  /// As long ago by the clock of the test as somebody wrote to it.
  void write(const std::string& path, const std::string& text, seconds ago) {
    files_.write(path, text);
    date_file(files_.root() / path, clock_.now() - ago);
  }
  void answer_with_note(const std::string& title) {
    model_.forget();
    model_.answer(R"({"note_type": "note", "suggested_title": ")" + title + R"("})");
  }
  std::string text(const std::string& path) { return writer_.read(path).value_or("(nothing)"); }
  std::size_t requests_about(const std::string& what) {
    std::size_t times = 0;
    for (auto& request : model_.requests)
      times += request.messages.back().content.find(what) != std::string::npos ? 1 : 0;
    return times;
  }

  vault::temporary_vault files_;
  vault::vault_writer writer_{files_.root()};
  scripted_model model_;
  shifted_clock clock_;
};

TEST_F(inbox_unfinished, what_was_changed_within_the_last_seconds_is_waited_for) {
  write("Inbox/a.md", "buy mi", seconds{1});
  answer_with_note("Milk");
  int pauses = 0;
  clock_.on_sleep = [&] {
    if (++pauses == 2) write("Inbox/a.md", "buy milk", seconds{0});
  };
  auto actions = process();
  ASSERT_EQ(actions.size(), 1U);
  EXPECT_EQ(actions[0], "WAITING: a.md: it is still being written") << "it was quiet for too short a time";
  EXPECT_TRUE(model_.requests.empty());

  clock_.on_sleep = {};
  EXPECT_EQ(process().at(0), "Created 10_Notes/Milk.md");
  EXPECT_EQ(text("Inbox/_processed/a.md"), "buy milk");
}

TEST_F(inbox_unfinished, a_text_that_comes_to_rest_meanwhile_is_filed_in_the_same_run) {
  write("Inbox/a.md", "buy milk", seconds{2});
  answer_with_note("Milk");
  EXPECT_EQ(process().at(0), "Created 10_Notes/Milk.md");
}

TEST_F(inbox_unfinished, a_file_from_the_future_does_not_wait_for_ever) {
  write("Inbox/a.md", "buy milk", -std::chrono::hours{2});
  answer_with_note("Milk");
  EXPECT_EQ(process().at(0), "Created 10_Notes/Milk.md");
}

#ifdef __linux__
TEST_F(inbox_unfinished, a_file_that_is_open_for_writing_waits_however_old_it_is) {
  write("Inbox/a.md", "half of", seconds{600});
  write("Inbox/b.md", "whole", seconds{600});
  auto file = ::open((files_.root() / "Inbox/a.md").c_str(), O_WRONLY | O_APPEND | O_CLOEXEC);
  answer_with_note("Whole");
  auto actions = process();
  EXPECT_EQ(::write(file, " it", 3), 3);
  ::close(file);
  ASSERT_EQ(actions.size(), 2U);
  EXPECT_EQ(actions[0], "WAITING: a.md: it is still being written");
  EXPECT_EQ(actions[1], "Created 10_Notes/Whole.md") << "the others do not wait";
  EXPECT_EQ(text("Inbox/a.md"), "half of it");
}
#endif

TEST_F(inbox_unfinished, what_a_filed_text_grows_by_is_filed_as_an_addition) {
  write("Inbox/a.md", "first line\nsecond li", seconds{60});
  answer_with_note("First");
  EXPECT_EQ(process().size(), 1U);
  // The program still has the file, which was moved away under its hands.
  write("Inbox/_processed/a.md", "first line\nsecond line\nthird line\n", seconds{60});
  answer_with_note("Rest");
  auto before = model_.requests.size();
  auto actions = process();
  ASSERT_EQ(actions.size(), 2U);
  EXPECT_EQ(actions[0], "Created 10_Notes/Rest.md");
  EXPECT_EQ(actions[1], "ADDED: a.md: it had grown after it was filed; what is new was filed as well");
  EXPECT_NE(text("10_Notes/Rest.md").find("second line\nthird line"), std::string::npos);
  EXPECT_EQ(text("10_Notes/Rest.md").find("first line"), std::string::npos);
  EXPECT_EQ(model_.requests.size(), before + 1);
  EXPECT_TRUE(process().empty()) << "once";
}

TEST_F(inbox_unfinished, what_was_saved_anew_with_more_in_it_is_filed_as_an_addition) {
  write("Inbox/a.md", "first line\n", seconds{60});
  answer_with_note("First");
  process();
  write("Inbox/a.md", "first line\nsecond line\n", seconds{60});
  answer_with_note("Rest");
  EXPECT_EQ(process().at(0), "Created 10_Notes/Rest.md");
  EXPECT_EQ(text("10_Notes/Rest.md").find("first line"), std::string::npos);
  EXPECT_FALSE(fs::exists(files_.root() / "Inbox/a.md"));
}

TEST_F(inbox_unfinished, what_grew_while_it_was_filed_is_an_addition_as_well) {
  write("Inbox/a.md", "first line\n", seconds{60});
  answer_with_note("First");
  model_.before = [&] { write("Inbox/a.md", "first line\nsecond line\n", seconds{60}); };
  EXPECT_EQ(process().back(), "WAITING: a.md: it was edited meanwhile");
  model_.before = {};
  answer_with_note("Rest");
  EXPECT_EQ(process().at(0), "Created 10_Notes/Rest.md");
  EXPECT_EQ(text("10_Notes/Rest.md").find("first line"), std::string::npos);
}

TEST_F(inbox_unfinished, another_text_under_the_name_of_a_filed_one_is_filed_whole) {
  write("Inbox/a.md", "first line\n", seconds{60});
  answer_with_note("First");
  process();
  write("Inbox/a.md", "other line\nand more of it\n", seconds{60});
  answer_with_note("Other");
  EXPECT_EQ(process().at(0), "Created 10_Notes/Other.md");
  EXPECT_NE(text("10_Notes/Other.md").find("other line"), std::string::npos);
}

TEST_F(inbox_unfinished, an_edit_of_a_filed_text_is_not_filed) {
  write("Inbox/a.md", "first line\n", seconds{60});
  answer_with_note("First");
  process();
  write("Inbox/_processed/a.md", "changed by hand, and longer than before\n", seconds{60});
  EXPECT_TRUE(process().empty());
}

TEST_F(inbox_unfinished, an_addition_that_cannot_be_classified_is_kept_with_the_failed) {
  write("Inbox/a.md", "first line\n", seconds{60});
  answer_with_note("First");
  process();
  write("Inbox/_processed/a.md", "first line\nsecond line\n", seconds{60});
  model_.forget();
  model_.answer("not JSON");
  model_.answer("not JSON");
  EXPECT_EQ(process().back(), "FAILED: a.md");
  EXPECT_EQ(text("Inbox/_failed/a.md"), "second line\n");
  EXPECT_EQ(text("Inbox/_processed/a.md"), "first line\nsecond line\n");
  EXPECT_TRUE(process().empty()) << "once";
}

TEST_F(inbox_unfinished, nothing_of_a_text_is_remembered) {
  write("Inbox/a.md", "a secret\n", seconds{60});
  answer_with_note("First");
  process();
  EXPECT_EQ(read_file(files_.outside() / "inbox_filed.json").value().find("secret"), std::string::npos);
}

}  // namespace
}  // namespace secondbrain::sync
