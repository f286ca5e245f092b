// Several boards at work on one vault at the same time, as the server and the command line are.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <future>
#include <string>
#include <vector>

#include "brain/sync/tasks/tasks_board.hpp"
#include "brain/sync/tasks/tasks_lock.hpp"
#include "brain/vault/planner/task_files.hpp"
#include "tests/brain/sync/tasks/tasks_board_fixture.hpp"
#include "tests/brain/vault/temporary_vault.hpp"

namespace secondbrain::sync {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

constexpr int boards = 3;
constexpr int updates = 15;
std::string name_of(int board, int number) {
  return "Task " + std::to_string(board) + " of " + std::to_string(number);
}

class tasks_board_race : public testing::Test {
 protected:
  tasks_board_race() {
    std::string note = "## Tasks\n### Work\n";
    for (int board = 0; board < boards; ++board)
      for (int number = 0; number < updates; ++number) note += "- [ ] " + name_of(board, number) + "\n";
    folder.write("00_Daily/2026-02-09.md", note);
  }

  /// How many of its tasks one board could finish and move. Where it is told to try again because the others take so
  /// long, it does: how long that is, is a matter of the machine.
  int finish(int board) {
    vault::vault_writer writer{folder.root()};
    vault::daily_view view{folder.root()};
    tasks_board own{writer, view, state};
    int finished = 0;
    for (int number = 0; number < updates; ++number) {
      update_task request;
      request.text = name_of(board, number);
      request.category = "Work";
      request.status = task_status::done;
      request.new_category = "Home";
      auto updated = own.update(request, today);
      while (!updated && updated.error().code == errc::busy && std::chrono::steady_clock::now() < give_up_)
        updated = own.update(request, today);
      EXPECT_TRUE(updated) << updated.error().message;
      if (updated) ++finished;
    }
    return finished;
  }

  vault::temporary_vault folder;
  std::filesystem::path state = folder.outside() / "data" / "tasks_state.json";
  const std::chrono::steady_clock::time_point give_up_ = std::chrono::steady_clock::now() + std::chrono::minutes{1};
};

TEST_F(tasks_board_race, no_update_is_lost) {
  std::vector<std::future<int>> working;
  for (int board = 0; board < boards; ++board)
    working.push_back(std::async(std::launch::async, [this, board] { return finish(board); }));
  for (auto& each : working) EXPECT_EQ(each.get(), updates);

  vault::vault_writer writer{folder.root()};
  vault::daily_view view{folder.root()};
  tasks_board after{writer, view, state};
  auto outcome = after.sync(today);
  ASSERT_TRUE(outcome);
  EXPECT_THAT(outcome->actions, IsEmpty());
  auto note = *writer.read("00_Daily/2026-02-09.md");
  EXPECT_THAT(note, Not(HasSubstr("- [ ]")));
  EXPECT_THAT(outcome->summary, HasSubstr("0 open tasks, " + std::to_string(boards * updates) + " completed"));
  EXPECT_THAT(*writer.read(vault::completed_tasks_path), HasSubstr(name_of(boards - 1, updates - 1)));
}

TEST_F(tasks_board_race, the_lock_is_held_by_one) {
  auto file = folder.outside() / "data" / "lock";
  auto first = lock_tasks(file);
  ASSERT_TRUE(first);
  auto second = std::async(std::launch::async, [&] { return lock_tasks(file, std::chrono::minutes{1}).has_value(); });
  EXPECT_EQ(second.wait_for(std::chrono::milliseconds{50}), std::future_status::timeout);
  *first = file_descriptor{};
  EXPECT_TRUE(second.get());
}

}  // namespace
}  // namespace secondbrain::sync
