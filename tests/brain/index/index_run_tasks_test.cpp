// Tasks go into the index together with the words of their note, and are read again when the vault is kept otherwise.
#include "brain/index/index_run.hpp"
#include "stores/lexical_reader.hpp"
#include "stores/noted_reader.hpp"
#include "tests/brain/index/index_world.hpp"

namespace secondbrain::index {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::IsEmpty;

class index_run_tasks_test : public index_world {
 protected:
  index_run_tasks_test() { conventions_ = std::make_shared<vault::known_conventions>(vault_.root()); }

  std::vector<std::string> tasks() {
    std::vector<std::string> texts;
    stores::task_reader reader{data_ / "lexical.db"};
    const auto all = reader.changed().value().value();
    for (const auto& one : all) texts.push_back(one.path + ":" + std::to_string(one.line) + " " + one.text);
    return texts;
  }

  void use_plugin(const std::string& settings) {
    vault_.write(".obsidian/community-plugins.json", R"(["obsidian-tasks-plugin"])");
    vault_.write(".obsidian/plugins/obsidian-tasks-plugin/data.json", settings);
  }
};

TEST_F(index_run_tasks_test, they_come_change_and_go_with_their_note) {
  vault_.write("Sub/a.md", "# A\n- [ ] one\n");
  vault_.write("b.md", "No task.\n");
  indexed();
  EXPECT_THAT(tasks(), ElementsAre("Sub/a.md:2 one"));
  vault_.write("b.md", "- [ ] two\n- [x] three\n");
  indexed_for({"b.md"});
  EXPECT_THAT(tasks(), ElementsAre("Sub/a.md:2 one", "b.md:1 two", "b.md:2 three"));
  std::filesystem::rename(vault_.root() / "Sub/a.md", vault_.root() / "c.md");
  std::filesystem::remove(vault_.root() / "b.md");
  indexed();
  EXPECT_THAT(tasks(), ElementsAre("c.md:2 one"));
}

TEST_F(index_run_tasks_test, other_conventions_have_all_notes_read_again_once) {
  vault_.write("a.md", "- [ ] one #task\n- [ ] two\n");
  vault_.write("b.md", "Words.\n");
  indexed();
  EXPECT_THAT(tasks(), ElementsAre("a.md:1 one #task", "a.md:2 two"));
  read_.clear();
  indexed();
  EXPECT_THAT(read_, IsEmpty());
  use_plugin(R"({"globalFilter":"#task"})");
  indexed();
  EXPECT_THAT(read_, ElementsAre("a.md", "b.md"));
  EXPECT_THAT(tasks(), ElementsAre("a.md:1 one #task"));
  read_.clear();
  indexed();
  EXPECT_THAT(read_, IsEmpty());
  expect_in_step({{"a.md", {"- [ ] one #task\n- [ ] two"}}, {"b.md", {"Words."}}});
}

TEST_F(index_run_tasks_test, daily_notes_get_the_days_that_the_settings_name) {
  const auto day_of = [&](const std::string& path) {
    auto reader = stores::lexical_reader::open(data_ / "lexical.db").value();
    return reader.chunks_of(path).value().at(0).note_date;
  };
  vault_.write("Journal/01.12.2026.md", "Tea.\n");
  indexed();
  EXPECT_EQ(day_of("Journal/01.12.2026.md"), "2026-12-01") << "as seen in the names";
  vault_.write(".obsidian/daily-notes.json", R"({"folder":"Journal","format":"MM.DD.YYYY"})");
  indexed();
  EXPECT_EQ(day_of("Journal/01.12.2026.md"), "2026-01-12");
  vault_.write(".obsidian/daily-notes.json", R"({"folder":"Diary","format":"DD.MM.YYYY"})");
  indexed();
  EXPECT_EQ(day_of("Journal/01.12.2026.md"), std::nullopt);
}

TEST_F(index_run_tasks_test, what_is_seen_to_change_in_settings_counts_at_once) {
  vault_.write("a.md", "- [ ] one #task\n- [ ] two\n");
  vault_.write("b.md", "Words.\n");
  indexed();
  use_plugin(R"({"globalFilter":"#task"})");
  for (const auto* seen : {".obsidian/plugins/obsidian-tasks-plugin/data.json", ".obsidian/community-plugins.json",
                           ".obsidian/plugins", ".obsidian"}) {
    use_plugin(R"({"globalFilter":"#task"})");
    indexed_for({seen});
    EXPECT_THAT(tasks(), ElementsAre("a.md:1 one #task")) << seen;
    use_plugin("{}");
    indexed_for({"b.md", seen});
    EXPECT_THAT(tasks(), ElementsAre("a.md:1 one #task", "a.md:2 two")) << seen;
  }
  vault_.write("logseq/config.edn", "{}");
  vault_.write("a.md", "- TODO three\n");
  indexed_for({"a.md", "logseq/config.edn"});
  EXPECT_THAT(tasks(), ElementsAre("a.md:1 three"));
}

TEST_F(index_run_tasks_test, a_run_that_died_goes_on_where_it_was) {
  vault_.write("a.md", "- [ ] one #task\n- [ ] two\n");
  indexed();
  use_plugin(R"({"globalFilter":"#task"})");
  auto run = make_run();
  drive(*run, 4);
  run.reset();
  die();
  indexed();
  EXPECT_THAT(tasks(), ElementsAre("a.md:1 one #task"));
}

TEST_F(index_run_tasks_test, a_vault_that_is_away_teaches_nothing) {
  use_plugin(R"({"globalFilter":"#task"})");
  vault_.write("a.md", "- [ ] one #task\n- [ ] two\n");
  indexed();
  std::filesystem::rename(vault_.root(), vault_.outside() / "away");
  EXPECT_EQ(run_to_end().phase, index_phase::frozen);
  std::filesystem::rename(vault_.outside() / "away", vault_.root());
  read_.clear();
  indexed();
  EXPECT_THAT(read_, IsEmpty());
  EXPECT_THAT(tasks(), ElementsAre("a.md:1 one #task"));
}

}  // namespace
}  // namespace secondbrain::index
