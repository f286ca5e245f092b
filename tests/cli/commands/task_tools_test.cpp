// The two tools that work on the daily notes from lists: inject and recategorise (contract: vault §11, §12).
#include <gtest/gtest.h>

#include "tests/cli/command_test.hpp"

namespace secondbrain::cli {
namespace {

class task_tools : public command_test {
 protected:
  task_tools() {
    write_file(note_, "# Day\n\n## Tasks\n### Work\n- [ ] Write the report\n");
    write_file(home() / "tasks.json",
               R"({"date": "2026-02-05", "tasks": [{"text": "Call the library", "category": "Work"}]})");
    write_file(home() / "rules.json", R"([{"text": "REPORT", "new_category": "Study"}])");
    tasks_ = (home() / "tasks.json").string();
    rules_ = (home() / "rules.json").string();
  }

  std::filesystem::path note_ = vault() / "00_Daily" / "2026-02-05.md";
  std::string tasks_, rules_;
};

TEST_F(task_tools, inject_puts_the_tasks_of_a_file_into_their_note) {
  auto done = run({"inject", "--file", tasks_.c_str()});
  EXPECT_EQ(done.exit_code, 0) << done.err;
  EXPECT_NE(done.out.find("INJECT: [Work"), std::string::npos) << done.out;
  EXPECT_NE(read_file(note_).find("### Work\n- [ ] Write the report\n- [ ] Call the library\n"), std::string::npos)
      << read_file(note_);
}

TEST_F(task_tools, a_dry_run_of_inject_writes_nothing) {
  auto before = read_file(note_);
  auto done = run({"inject", "--file", tasks_.c_str(), "--dry-run"});
  EXPECT_EQ(done.exit_code, 0) << done.err;
  EXPECT_NE(done.out.find("- [ ] Call the library"), std::string::npos) << done.out;
  EXPECT_EQ(read_file(note_), before);
}

TEST_F(task_tools, inject_asks_a_person) {
  answer_questions_with("2026-02-05\nBuy stamps\n\n\n\n\n");
  auto done = run({"inject", "--interactive"});
  EXPECT_EQ(done.exit_code, 0) << done.err;
  EXPECT_NE(read_file(note_).find("### Personal\n- [ ] Buy stamps"), std::string::npos) << read_file(note_);
}

TEST_F(task_tools, inject_into_a_note_that_is_not_there_fails) {
  write_file(tasks_, R"({"date": "2026-02-06", "tasks": [{"text": "Call"}]})");
  auto done = run({"inject", "--file", tasks_.c_str()});
  EXPECT_EQ(done.exit_code, 1);
  EXPECT_NE(done.out.find("ERROR"), std::string::npos) << done.out;
}

TEST_F(task_tools, inject_needs_a_source_and_a_vault) {
  EXPECT_EQ(run({"inject"}).exit_code, 2);
  unset("SECONDBRAIN_VAULT_PATH");
  EXPECT_EQ(run({"inject", "--file", tasks_.c_str()}).exit_code, 1);
}

TEST_F(task_tools, recategorise_moves_what_a_rule_fits) {
  auto done = run({"recategorise", "--rules", rules_.c_str()});
  EXPECT_EQ(done.exit_code, 0) << done.err;
  EXPECT_NE(read_file(note_).find("### Study\n- [ ] Write the report"), std::string::npos) << read_file(note_);
}

TEST_F(task_tools, a_dry_run_of_recategorise_writes_nothing) {
  auto before = read_file(note_);
  auto done = run({"recategorise", "--rules", rules_.c_str(), "--dry-run", "--json"});
  EXPECT_EQ(done.exit_code, 0) << done.err;
  EXPECT_NE(done.out.find("\"actions\":[\""), std::string::npos) << done.out;
  EXPECT_EQ(read_file(note_), before);
}

TEST_F(task_tools, rules_that_make_no_sense_are_refused) {
  write_file(rules_, R"([{"text": "x"}])");
  EXPECT_EQ(run({"recategorise", "--rules", rules_.c_str()}).exit_code, 1);
}

}  // namespace
}  // namespace secondbrain::cli
