// A sync that is cut short anywhere, and data or lists that are brought back from another time: what we wrote ourselves
// never counts as a person's edit.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/wait.h>

#include "tests/brain/sync/tasks/tasks_board_fixture.hpp"
#include "tests/brain/vault/writing/faulty_file_operations.hpp"

namespace secondbrain::sync {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;

class tasks_board_fault_test : public tasks_board_test {
 protected:
  tasks_board_fault_test() {
    daily("2026-02-09", "### Work\n- [ ] Call the bank\n- [ ] Rest (due: 2026-02-11)\n");
    sync();
  }

  /// A person finishes a task and moves another, so that there is something to write.
  void change_notes() { daily("2026-02-09", "### Work\n- [x] Call the bank\n- [ ] Rest (due: 2026-02-12)\n"); }

  /// Then takes it back, which no list may undo.
  void take_back_and_expect_it_to_stay(const std::string& when) {
    const std::string wanted = "### Work\n- [ ] Call the bank\n- [ ] Rest\n";
    daily("2026-02-09", wanted);
    EXPECT_THAT(sync().actions, IsEmpty()) << when;
    EXPECT_EQ(daily_text("2026-02-09"), "## Tasks\n" + wanted) << when;
    EXPECT_THAT(all(), HasSubstr("| Open | Call the bank |")) << when;
  }

  std::string state_text() {
    std::ifstream file{state};
    return {std::istreambuf_iterator<char>{file}, {}};
  }
  void put_state(const std::string& text) { std::ofstream{state, std::ios::trunc} << text; }
};

TEST_F(tasks_board_fault_test, a_sync_that_fails_at_any_step_leaves_nothing_that_passes_for_an_edit) {
  const std::vector<std::pair<vault::trouble, int>> troubles{{vault::trouble::lasting, ENOSPC},
                                                             {vault::trouble::once, EIO}};
  for (auto [kind, code] : troubles) {
    bool struck = true;
    for (int at = 1; struck; ++at) {
      daily("2026-02-09", "### Work\n- [ ] Call the bank\n- [ ] Rest (due: 2026-02-11)\n");
      sync();
      change_notes();
      vault::faulty_file_operations faulty{kind, at, code};
      vault::vault_writer broken{folder.root(), faulty};
      vault::daily_view own_view{folder.root()};
      static_cast<void>(tasks_board{broken, own_view, state}.sync(today));
      struck = faulty.struck();
      take_back_and_expect_it_to_stay("call " + std::to_string(at));
    }
  }
}

TEST_F(tasks_board_fault_test, a_sync_that_is_killed_at_any_step_leaves_nothing_that_passes_for_an_edit) {
  bool killed = true;
  for (int at = 1; killed; ++at) {
    daily("2026-02-09", "### Work\n- [ ] Call the bank\n- [ ] Rest (due: 2026-02-11)\n");
    sync();
    change_notes();
    auto child = ::fork();
    ASSERT_GE(child, 0);
    if (child == 0) {
      vault::faulty_file_operations faulty{vault::trouble::kill, at};
      vault::vault_writer broken{folder.root(), faulty};
      vault::daily_view own_view{folder.root()};
      static_cast<void>(tasks_board{broken, own_view, state}.sync(today));
      ::_exit(0);
    }
    int ended = 0;
    ASSERT_EQ(::waitpid(child, &ended, 0), child);
    killed = WIFEXITED(ended) && WEXITSTATUS(ended) == vault::killed_exit_code;
    ASSERT_TRUE(writer.recover());
    take_back_and_expect_it_to_stay("call " + std::to_string(at));
  }
}

TEST_F(tasks_board_fault_test, a_base_that_cannot_be_written_leaves_the_lists_as_they_are) {
  change_notes();
  auto before = all();
  vault::daily_view own_view{folder.root()};
  EXPECT_FALSE((tasks_board{writer, own_view, state / "below a file"}.sync(today)));
  EXPECT_EQ(all(), before);
}

TEST_F(tasks_board_fault_test, a_base_of_another_time_makes_no_edits) {
  auto old = state_text();
  change_notes();
  sync();
  put_state(old);
  take_back_and_expect_it_to_stay("an old base beside new lists");
}

TEST_F(tasks_board_fault_test, a_base_that_is_gone_makes_no_edits) {
  change_notes();
  sync();
  std::filesystem::remove(state);
  take_back_and_expect_it_to_stay("no base beside new lists");
}

TEST_F(tasks_board_fault_test, lists_of_another_time_make_no_edits) {
  auto old_all = all(), old_completed = completed();
  change_notes();
  sync();
  folder.write(vault::all_tasks_path, old_all);
  folder.write(vault::completed_tasks_path, old_completed);
  EXPECT_THAT(sync().actions, IsEmpty());
  EXPECT_EQ(daily_text("2026-02-09"), "## Tasks\n### Work\n- [x] Call the bank\n- [ ] Rest (due: 2026-02-12)\n");
}

TEST_F(tasks_board_fault_test, an_edit_made_before_a_sync_was_cut_short_still_counts) {
  replace(vault::all_tasks_path, "| Open | Call", "| In Progress | Call");
  auto edited = all();
  daily("2026-02-09", "### Work\n- [ ] Call the bank\n- [x] Rest (due: 2026-02-11)\n");
  // As after a crash between the base and the lists: the new base is there, the old list as well.
  auto done_elsewhere = [&] {
    sync();
    folder.write(vault::all_tasks_path, edited);
    daily("2026-02-09", "### Work\n- [ ] Call the bank\n- [x] Rest (due: 2026-02-11)\n");
  };
  auto before = state_text();
  done_elsewhere();
  auto after = state_text();
  ASSERT_NE(after, before);
  EXPECT_THAT(sync().actions, testing::ElementsAre(HasSubstr("Call the bank")));
  EXPECT_THAT(daily_text("2026-02-09"), HasSubstr("- [/] Call the bank\n"));
}

TEST_F(tasks_board_fault_test, a_person_may_edit_lists_whose_base_is_of_another_time) {
  auto old = state_text();
  change_notes();
  sync();
  put_state(old);
  replace(vault::all_tasks_path, "| Open | Rest", "| Done | Rest");
  sync();
  EXPECT_THAT(daily_text("2026-02-09"), HasSubstr("- [x] Rest"));
  EXPECT_THAT(daily_text("2026-02-09"), HasSubstr("- [x] Call the bank"));
}

TEST_F(tasks_board_fault_test, the_base_of_an_earlier_version_serves_for_its_lists) {
  // Such a version wrote no stamps.
  for (auto path : {vault::all_tasks_path, vault::completed_tasks_path}) {
    auto text = text_of(path);
    folder.write(path, text.substr(0, text.rfind("<!--")));
  }
  put_state(R"({"tasks": [{"heading": "Work", "text": "call the bank", "status": "open", "due_date": ""},
                          {"heading": "Work", "text": "rest", "status": "open", "due_date": "2026-02-11"}]})");
  replace(vault::all_tasks_path, "| 2026-02-11 |", "| 2026-02-20 |");
  sync();
  EXPECT_THAT(daily_text("2026-02-09"), HasSubstr("- [ ] Rest (due: 2026-02-20)\n"));
}

}  // namespace
}  // namespace secondbrain::sync
