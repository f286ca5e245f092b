// A board on a vault of its own, for the tests of syncs and of updates.
#pragma once

#include <gtest/gtest.h>

#include "brain/sync/tasks/tasks_board.hpp"
#include "brain/vault/planner/task_files.hpp"
#include "tests/base/shifted_clock.hpp"
#include "tests/brain/vault/temporary_vault.hpp"

namespace secondbrain::sync {

inline const auto today = *vault::parse_day("2026-02-10");

class tasks_board_test : public testing::Test {
 protected:
  step_result sync() {
    auto outcome = board.sync(today);
    EXPECT_TRUE(outcome) << outcome.error().message;
    return outcome.value_or(step_result{});
  }

  task update(const update_task& request) {
    auto updated = board.update(request, today);
    EXPECT_TRUE(updated) << updated.error().message;
    return updated.value_or(task{});
  }

  errc refusal(const update_task& request) {
    auto updated = board.update(request, today);
    return updated ? errc::none : updated.error().code;
  }

  void daily(std::string_view date, std::string_view tasks) {
    folder.write(vault::daily_note_path(date), "## Tasks\n" + std::string{tasks});
  }

  std::string text_of(std::string_view path) { return writer.read(path).value_or("(no file)"); }
  std::string daily_text(std::string_view date) { return text_of(vault::daily_note_path(date)); }
  std::string all() { return text_of(vault::all_tasks_path); }
  std::string completed() { return text_of(vault::completed_tasks_path); }

  /// What a person does in an editor.
  void replace(std::string_view path, std::string_view from, std::string_view to) {
    auto text = text_of(path);
    auto at = text.find(from);
    ASSERT_NE(at, text.npos) << from << " is not in\n" << text;
    folder.write(path, text.replace(at, from.size(), to));
  }

  std::vector<task> tasks() {
    EXPECT_TRUE(view.refresh(today));
    return view.tasks();
  }

  vault::temporary_vault folder;
  std::filesystem::path state = folder.outside() / "data" / "tasks_state.json";
  vault::vault_writer writer{folder.root()};
  shifted_clock clock;
  vault::daily_view view{folder.root(), clock};
  tasks_board board{writer, view, state};
};

inline update_task named(std::string text, std::string category = "Work", std::string sub_project = "") {
  update_task request;
  request.text = std::move(text);
  request.category = std::move(category);
  request.sub_project = std::move(sub_project);
  return request;
}

}  // namespace secondbrain::sync
