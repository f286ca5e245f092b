// When the daily notes are looked at again, and when what is known of them is enough.
#include "brain/vault/planner/vouched_view.hpp"

#include <fcntl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/mman.h>

#include <algorithm>

#include "base/file_descriptor.hpp"
#include "brain/vault/vault_path.hpp"
#include "tests/brain/vault/temporary_vault.hpp"

namespace secondbrain::vault {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

/// Vouches as the test wants, whatever happens to the files: so a change shows only where they are looked at.
class scripted_watch final : public folder_watch {
 public:
  struct script {
    bool vouches = true;
    int begun = 0;
    std::function<void()> on_begin;
  };
  explicit scripted_watch(std::shared_ptr<script> given) : script_{std::move(given)} {}

  void begin() override {
    ++script_->begun;
    if (script_->on_begin) script_->on_begin();
  }
  bool vouches() override { return script_->vouches; }

 private:
  std::shared_ptr<script> script_;
};

class vouched_view_test : public testing::Test {
 protected:
  void write(std::string_view task, std::string_view date = "2026-02-05") {
    folder.write(daily_note_path(date), "## Tasks\n- [ ] " + std::string{task} + "\n");
  }

  std::vector<std::string> tasks() {
    const auto looked = watched.look(today);
    EXPECT_TRUE(looked) << looked.error().message;
    std::vector<std::string> texts;
    for (const auto& one : view.tasks()) texts.push_back(one.text);
    return texts;
  }

  temporary_vault folder;
  day today = *parse_day("2026-02-09");
  std::shared_ptr<scripted_watch::script> script = std::make_shared<scripted_watch::script>();
  std::shared_ptr<std::atomic<std::uint64_t>> stock = std::make_shared<std::atomic<std::uint64_t>>(7);
  daily_view view{folder.root()};
  vouched_view watched{view, std::make_unique<scripted_watch>(script), stock};
};

TEST_F(vouched_view_test, what_came_through_mapped_memory_shows_when_stock_has_been_taken) {
  write("one");
  const auto path = (folder.root() / daily_note_path("2026-02-05")).string();
  const file_descriptor file{::open(path.c_str(), O_RDWR | O_CLOEXEC)};
  constexpr std::size_t size = 19;
  auto* text = static_cast<char*>(::mmap(nullptr, size, PROT_READ | PROT_WRITE, MAP_SHARED, file.get(), 0));
  ASSERT_NE(text, MAP_FAILED);
  const auto write_word = [&](std::string_view word) { std::copy(word.begin(), word.end(), text + size - 4); };
  write_word("two");
  EXPECT_THAT(tasks(), ElementsAre("two"));
  write_word("six");  // the page is changed already: the system tells nobody again
  ++*stock;
  EXPECT_THAT(tasks(), ElementsAre("six"));
  ::munmap(text, size);
}

TEST_F(vouched_view_test, looks_once_and_not_again_while_the_watch_vouches) {
  write("one");
  EXPECT_THAT(tasks(), ElementsAre("one"));
  write("two");
  EXPECT_THAT(tasks(), ElementsAre("one"));
  EXPECT_EQ(script->begun, 1);
  script->vouches = false;
  EXPECT_THAT(tasks(), ElementsAre("two"));
  EXPECT_EQ(script->begun, 2);
}

TEST_F(vouched_view_test, the_watch_begins_before_the_files_are_read) {
  write("one");
  script->on_begin = [&] { write("two"); };
  EXPECT_THAT(tasks(), ElementsAre("two"));
}

TEST_F(vouched_view_test, stock_that_was_taken_is_a_reason_to_look) {
  write("one");
  EXPECT_THAT(tasks(), ElementsAre("one"));
  write("two");
  ++*stock;
  EXPECT_THAT(tasks(), ElementsAre("two"));
  write("three");
  EXPECT_THAT(tasks(), ElementsAre("two"));
}

TEST_F(vouched_view_test, stock_that_is_taken_during_a_look_counts_for_the_next_one) {
  write("one");
  script->on_begin = [&] { ++*stock; };
  tasks();
  write("two");
  EXPECT_THAT(tasks(), ElementsAre("two"));
}

TEST_F(vouched_view_test, another_day_is_a_reason_to_look) {
  write("one");
  tasks();
  write("two");
  today += std::chrono::days{1};
  EXPECT_THAT(tasks(), ElementsAre("two"));
  EXPECT_EQ(view.tasks()[0].days_open, 5);
}

TEST_F(vouched_view_test, a_note_that_cannot_be_read_is_tried_again_each_time) {
  write("call", "2026-02-06");
  std::filesystem::resize_file(folder.root() / "00_Daily" / "2026-02-06.md", default_note_limit + 1);
  EXPECT_THAT(tasks(), IsEmpty());
  write("call", "2026-02-06");
  EXPECT_THAT(tasks(), ElementsAre("call"));
}

TEST_F(vouched_view_test, a_note_that_is_a_link_is_looked_at_each_time) {
  folder.write("Notes/day.md", "## Tasks\n- [ ] one\n");
  std::filesystem::create_directory(folder.root() / "00_Daily");
  std::filesystem::create_symlink("../Notes/day.md", folder.root() / "00_Daily" / "2026-02-05.md");
  EXPECT_THAT(tasks(), ElementsAre("one"));
  folder.write("Notes/day.md", "## Tasks\n- [ ] two\n");
  EXPECT_THAT(tasks(), ElementsAre("two"));
}

TEST_F(vouched_view_test, a_look_that_failed_is_repeated) {
  write("one");
  tasks();
  script->vouches = false;
  std::filesystem::rename(folder.root(), folder.outside() / "away");
  EXPECT_FALSE(watched.look(today));
  script->vouches = true;
  EXPECT_EQ(watched.look(today).error().code, errc::vault_missing);
  std::filesystem::rename(folder.outside() / "away", folder.root());
  EXPECT_THAT(tasks(), ElementsAre("one"));
}

TEST_F(vouched_view_test, without_a_watch_every_look_is_one) {
  vouched_view unwatched{view, nullptr, nullptr};
  write("one");
  ASSERT_TRUE(unwatched.look(today));
  write("two");
  ASSERT_TRUE(unwatched.look(today));
  EXPECT_EQ(view.tasks()[0].text, "two");
}

}  // namespace
}  // namespace secondbrain::vault
