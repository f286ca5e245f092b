// Updates while a person's editor is saving the note they are for.
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <algorithm>
#include <fstream>
#include <functional>

#include "base/stat_times.hpp"
#include "base/text.hpp"
#include "tests/brain/sync/tasks/tasks_board_fixture.hpp"

namespace secondbrain::sync {
namespace {

using std::chrono::milliseconds;

class tasks_board_saving : public tasks_board_test {
 protected:
  std::filesystem::path note() { return folder.root() / "00_Daily/2026-02-09.md"; }

  /// Whether the update was made; anything but a conflict is a failure.
  bool finish(const std::string& text) {
    auto request = named(text);
    request.status = task_status::done;
    auto updated = board.update(request, today);
    EXPECT_TRUE(updated || updated.error().code == errc::conflict) << updated.error().message;
    return updated.has_value();
  }

  /// What somebody does while the update pauses for the `count`th time from now.
  void in_pause(int count, std::function<void()> step) {
    clock.on_sleep = [count, step = std::move(step)]() mutable {
      if (--count == 0) step();
    };
  }

  /// What was written last was written now, and only waiting makes it older.
  void it_is_the_moment_of_the_last_change() {
    struct stat newest {};
    ASSERT_EQ(::stat(note().parent_path().c_str(), &newest), 0);
    auto changed = wall_time_of(status_change_time(newest));
    if (::stat(note().c_str(), &newest) == 0) changed = std::max(changed, wall_time_of(status_change_time(newest)));
    clock.stand_at(changed);
  }

  static wall_time wall_time_of(const timespec& time) {
    return wall_time{std::chrono::duration_cast<wall_time::duration>(std::chrono::seconds{time.tv_sec} +
                                                                     std::chrono::nanoseconds{time.tv_nsec})};
  }

  static void write(const std::filesystem::path& file, std::string_view text) {
    std::ofstream{file, std::ios::binary} << text;
  }

  static constexpr std::string_view text = "## Tasks\n### Work\n- [ ] Call the bank\n";
};

TEST_F(tasks_board_saving, a_note_that_is_taken_away_for_a_moment_is_waited_for) {
  daily("2026-02-09", "### Work\n- [ ] Call the bank\n");
  for (int pauses : {1, 2, 100}) {
    tasks();
    std::filesystem::rename(note(), folder.outside() / "backup");
    in_pause(pauses, [&] { write(note(), text); });
    EXPECT_TRUE(finish("Call the bank")) << pauses;
  }
}

TEST_F(tasks_board_saving, a_note_that_is_emptied_for_a_moment_is_waited_for) {
  daily("2026-02-09", "### Work\n- [ ] Call the bank\n");
  for (int pauses : {1, 2, 100}) {
    tasks();
    write(note(), "");
    in_pause(pauses, [&] { write(note(), text); });
    EXPECT_TRUE(finish("Call the bank")) << pauses;
  }
}

TEST_F(tasks_board_saving, notes_that_keep_changing_are_a_conflict) {
  daily("2026-02-09", "### Work\n- [ ] Rest\n");
  it_is_the_moment_of_the_last_change();
  clock.on_sleep = [&] {
    write(folder.root() / "00_Daily/sync.tmp", "");
    std::filesystem::remove(folder.root() / "00_Daily/sync.tmp");
    it_is_the_moment_of_the_last_change();
  };
  auto request = named("Call the bank");
  request.status = task_status::done;
  EXPECT_EQ(refusal(request), errc::conflict);
}

TEST_F(tasks_board_saving, a_task_that_comes_back_within_the_wait_is_updated) {
  daily("2026-02-09", "### Work\n- [ ] Rest\n");
  it_is_the_moment_of_the_last_change();
  in_pause(7, [&] { write(note(), text); });
  EXPECT_TRUE(finish("Call the bank"));
  EXPECT_EQ(daily_text("2026-02-09"), "## Tasks\n### Work\n- [x] Call the bank\n");
}

TEST_F(tasks_board_saving, a_note_that_is_left_open_half_written_is_a_conflict) {
  for (auto half : {text.substr(0, 0), text.substr(0, 12)}) {
    daily("2026-02-09", "### Work\n- [ ] Call the bank\n");
    std::ofstream editor{note(), std::ios::binary};
    editor << half << std::flush;
    clock.advance(milliseconds{1500});  // longer than an editor takes, and nothing changes
    EXPECT_EQ(refusal(named("Call the bank")), errc::conflict) << half;
    editor << text.substr(half.size());
    editor.close();
    EXPECT_TRUE(finish("Call the bank"));
  }
}

TEST_F(tasks_board_saving, a_note_that_is_gone_or_blank_since_it_was_seen_is_a_conflict) {
  auto folder_of_days = note().parent_path(), aside = folder.outside() / "aside";
  auto move_note = [&] { std::filesystem::rename(note(), aside); };
  auto move_folder = [&] { std::filesystem::rename(folder_of_days, aside); };
  auto put_back = [&](const std::filesystem::path& place) {
    std::filesystem::remove_all(place);
    std::filesystem::rename(aside, place);
  };
  struct way {
    std::string_view name;
    std::function<void()> begin, end;
  };
  for (auto& [name, begin, end] : {way{"moved", move_note, [&] { put_back(note()); }},
                                   way{"its folder moved", move_folder, [&] { put_back(folder_of_days); }},
                                   way{"cut off", [&] { write(note(), ""); }, [&] { write(note(), text); }},
                                   way{"blank", [&] { write(note(), "\n  \n"); }, [&] { write(note(), text); }},
                                   way{"cut off, then moved", [&] { tasks(), write(note(), ""), tasks(), move_note(); },
                                       [&] { std::filesystem::remove(aside), write(note(), text); }}}) {
    daily("2026-02-09", "### Work\n- [ ] Call the bank\n");
    ASSERT_EQ(tasks().size(), 1u) << name;
    begin();
    auto refused = board.update(named("Call the bank"), today);
    ASSERT_FALSE(refused) << name;
    EXPECT_EQ(refused.error().code, errc::conflict) << name;
    EXPECT_NE(refused.error().message.find("The note of 2026-02-09 is being changed right now or was moved away"),
              std::string::npos)
        << name << refused.error().message;
    EXPECT_EQ(refusal(named("Never noted")), errc::not_found) << name;
    end();
    EXPECT_TRUE(finish("Call the bank")) << name;
  }
}

TEST_F(tasks_board_saving, lists_that_cannot_be_written_undo_no_update) {
  constexpr std::size_t longest_name_with_lock = 250;  // a temporary beside it has no room for its name
  tasks_board board_without_memory{writer, view, folder.outside() / std::string(longest_name_with_lock, 'x')};
  daily("2026-02-09", "### Work\n- [ ] Call the bank\n");
  auto request = named("Call the bank");
  request.status = task_status::done;
  auto updated = board_without_memory.update(request, today);
  ASSERT_TRUE(updated) << updated.error().message;
  EXPECT_EQ(updated->status, task_status::done);
  EXPECT_NE(board_without_memory.lists_trouble(), "");
  request.status = task_status::open;
  EXPECT_TRUE(board.update(request, today));
  EXPECT_EQ(board.lists_trouble(), "");
}

TEST_F(tasks_board_saving, a_line_that_was_removed_from_a_note_is_not_found) {
  daily("2026-02-09", "### Work\n- [ ] Call the bank\n- [ ] Rest\n");
  ASSERT_EQ(tasks().size(), 2u);
  daily("2026-02-09", "### Work\n- [ ] Rest\n");
  EXPECT_EQ(refusal(named("Call the bank")), errc::not_found);
  daily("2026-02-09", "");
  EXPECT_EQ(refusal(named("Rest")), errc::not_found) << "the headings are still there";
}

TEST_F(tasks_board_saving, a_note_that_is_open_for_reading_is_at_rest) {
  daily("2026-02-09", "### Work\n- [ ] Rest\n");
  std::ifstream reader{note()};
  EXPECT_EQ(refusal(named("Call the bank")), errc::not_found);
}

TEST_F(tasks_board_saving, notes_at_rest_without_the_task_are_no_conflict) {
  daily("2026-02-09", "### Work\n- [ ] Rest\n");
  EXPECT_EQ(refusal(named("Call the bank")), errc::not_found);
}

}  // namespace
}  // namespace secondbrain::sync
