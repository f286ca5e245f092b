// Random changes to the tasks of whole vaults: nothing but the task's own lines changes, and a second look reads the
// same tasks. The small vault is here; SECONDBRAIN_TASK_VAULTS names a folder of others, SECONDBRAIN_TASK_EDITS how
// many changes are made to each.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <map>
#include <random>

#include "brain/vault/conventions/known_conventions.hpp"
#include "brain/vault/dialects/noted_tasks.hpp"
#include "brain/vault/notes/note_text.hpp"
#include "brain/vault/planner/noted_edit.hpp"
#include "tests/brain/vault/days.hpp"
#include "tests/brain/vault/temporary_vault.hpp"

namespace secondbrain::vault {
namespace {

using note_map = std::map<std::string, std::string>;

note_map small_vault() {
  return {
      {"House.md",
       "---\ntags: [home]\n---\n# House\n- [ ] call Ann 📅 2026-02-10 ⏫ #home\n\t- [ ] her number 🆔 abc\n"
       "\t\twords of hers\n\n\t```\n\t- [ ] code\n\t```\n* [x] old ✅ 2026-01-01 ^block-1\n"
       "1. [ ] water 🔁 every 2 days ⏳ 2026-02-09\n> [!todo] Box\n> - [ ] quoted 🛫 2026-02-01\n"
       "%% - [ ] aside %%\n- [-] gone ❌ 2026-02-02\n- [ ] call Ann 📅 2026-02-10 ⏫ #home"},
      {"Windows.md",
       "\xEF\xBB\xBF## A\r\n- [ ] one [due:: 2026-02-12]\r\n- [ ] two (scheduled:: 2026-02-13)  \r\n"
       "- [/] three [repeat:: every month]  [due:: 2026-01-31]\r\n\r\n- [x] four [completion:: 2026-02-01]\r\n"},
      {"Old mac.md", "- [ ] a\r- [ ] b 📅 2026-02-30\r- [X] c\r"},
      {"Doubles.md",
       "- [ ] milk\n- [ ] milk\n- [x] milk\n- [ ] milk 🏁 delete\nText - [ ] no task\n- [ ] ünï 🎉 📅 2026-03-01\n"},
      {"Tasks/Ann.md",
       "---\ntitle: Ann # her\nstatus: open\ntags:\n  - task\nscheduled: 2026-02-10T09:30\n"
       "recurrence: FREQ=WEEKLY;INTERVAL=2\n---\n- [ ] below\n"},
      {"pages/log.md", "- TODO [#A] write\n  DEADLINE: <2026-02-12 Thu 10:00 .+1w>\n  - LATER child\n- DONE over\n"},
  };
}

std::vector<std::string> lines_with_ends(std::string_view text) {
  std::vector<std::string> lines;
  while (!text.empty()) {
    auto end = std::min(text.find_first_of("\r\n"), text.size());
    end = std::min(end + (text.substr(end, 2) == "\r\n" ? 2 : 1), text.size());
    lines.emplace_back(text.substr(0, end));
    text.remove_prefix(end);
  }
  return lines;
}

/// What a task says wherever it stands.
std::string said(const noted_task& one) {
  return one.dialect + "|" + one.text + "|" + one.heading + "|" + one.symbol + "|" + one.due + "|" + one.scheduled +
         "|" + one.start + "|" + one.done + "|" + one.cancelled + "|" + one.priority + "|" + one.recurrence;
}

class vault_player {
 public:
  vault_player(note_map notes, const dialects::dialect_set& dialects, unsigned seed)
      : notes_{std::move(notes)}, dialects_{dialects}, random_{seed} {
    for (const auto& [path, bytes] : notes_)
      if (!tasks_of(path).empty()) paths_.push_back(path);
  }

  void play(int changes) {
    for (int turn = 0; turn < changes && !testing::Test::HasFailure() && !paths_.empty(); ++turn) change_one();
  }

  int written() const { return written_; }
  int refused() const { return refused_; }

 private:
  std::vector<noted_task> tasks_of(const std::string& path) const {
    return dialects::noted_tasks_of(path, read_note_text(notes_.at(path)).text, dialects_);
  }

  int below(int count) { return std::uniform_int_distribution<int>{0, count - 1}(random_); }

  dialects::task_change some_change() {
    using namespace dialects;
    constexpr status_type types[] = {status_type::todo, status_type::done, status_type::in_progress,
                                     status_type::cancelled, status_type::done};
    constexpr date_field dates[] = {date_field::due, date_field::scheduled, date_field::start};
    switch (below(6)) {
      case 0: return toggle_status{};
      case 1:
      case 2: return set_status_type{types[below(5)]};
      case 3: return set_date{dates[below(3)], std::nullopt};
      case 4: return set_date{dates[below(3)], today + std::chrono::days{below(60) - 20}};
      default: return set_priority{static_cast<task_priority>(below(6))};
    }
  }

  /// The lines of the task in the note: behind the last of them.
  std::size_t end_of(const std::string& path, const std::string& bytes, std::size_t begin) const {
    const text_lines lines{bytes};
    const code_and_comments aside{lines};
    for (const auto& each : dialects::read_note_tasks({path, lines, aside}, dialects_.list()))
      if (each.line.begin == begin) return each.line.end;
    return begin;
  }

  void change_one() {
    const auto& path = paths_[static_cast<std::size_t>(below(static_cast<int>(paths_.size())))];
    const auto before = tasks_of(path);
    if (before.empty()) return;
    const auto at = static_cast<std::size_t>(below(static_cast<int>(before.size())));
    const auto old = notes_.at(path);
    if (below(8) == 0) return move_one(path, before, at);
    const auto change = some_change();
    const auto edited = change_task_in(path, old, task_place::of_task(before, at), {change}, dialects_.list(), today);
    if (!edited) {
      EXPECT_EQ(edited.error().code, errc::invalid_argument) << path << ": " << edited.error().message;
      ++refused_;
      return;
    }
    ++written_;
    SCOPED_TRACE(path + ", line " + std::to_string(before[at].line) + ": " + before[at].text + "\n--- before\n" + old +
                 "\n--- after\n" + edited->bytes);
    const auto begin = static_cast<std::size_t>(before[at].line - 1);
    expect_only_these(lines_with_ends(old), lines_with_ends(edited->bytes), begin, end_of(path, old, begin));
    notes_[path] = edited->bytes;
    expect_same_others(before, at, tasks_of(path), *edited);
    expect_done(change, path, *edited);
  }

  /// To another place of its note: the same lines stand there, in whatever order, and the same tasks.
  void move_one(const std::string& path, const std::vector<noted_task>& before, std::size_t at) {
    const auto old = notes_.at(path);
    const auto cut = cut_task_from(path, old, task_place::of_task(before, at), dialects_.list());
    if (!cut) {
      EXPECT_EQ(cut.error().code, errc::invalid_argument) << path << ": " << cut.error().message;
      ++refused_;
      return;
    }
    ++written_;
    const auto moved = add_lines_to(path, cut->bytes, below(2) == 0 ? "Moved" : "", cut->lines, dialects_.list());
    SCOPED_TRACE(path + ", moved: " + before[at].text + "\n--- before\n" + old + "\n--- after\n" + moved.bytes);
    const auto begin = static_cast<std::size_t>(before[at].line - 1);
    const auto lines = lines_with_ends(old);
    const auto left = lines_with_ends(cut->bytes);
    ASSERT_GE(left.size(), begin);
    ASSERT_TRUE(std::equal(lines.begin(), lines.begin() + static_cast<std::ptrdiff_t>(begin), left.begin()));
    ASSERT_TRUE(std::equal(left.begin() + static_cast<std::ptrdiff_t>(begin), left.end(),
                           lines.end() - static_cast<std::ptrdiff_t>(left.size() - begin)));
    notes_[path] = moved.bytes;
    ASSERT_EQ(words_of(before), words_of(tasks_of(path)));
  }

  static std::vector<std::string> words_of(const std::vector<noted_task>& tasks) {
    std::vector<std::string> words;
    for (const auto& one : tasks) words.push_back(one.text + "|" + one.due + "|" + one.symbol);
    std::sort(words.begin(), words.end());
    return words;
  }

  static void expect_only_these(const std::vector<std::string>& before, const std::vector<std::string>& after,
                                std::size_t begin, std::size_t end) {
    const auto behind = before.size() - end;
    ASSERT_GE(after.size(), begin + behind);
    for (std::size_t each = 0; each < begin; ++each) ASSERT_EQ(before[each], after[each]);
    for (std::size_t each = 1; each <= behind; ++each)
      ASSERT_EQ(before[before.size() - each], after[after.size() - each]);
  }

  static void expect_same_others(const std::vector<noted_task>& before, std::size_t changed,
                                 const std::vector<noted_task>& after, const edited_note& edited) {
    std::vector<std::string> old_ones, new_ones;
    for (std::size_t each = 0; each < before.size(); ++each)
      if (each != changed) old_ones.push_back(said(before[each]));
    for (const auto& each : after) {
      const auto line = static_cast<std::size_t>(each.line - 1);
      if (line != edited.line && line != edited.next) new_ones.push_back(said(each));
    }
    ASSERT_EQ(old_ones, new_ones);
  }

  void expect_done(const dialects::task_change& change, const std::string& path, const edited_note& edited) const {
    if (!edited.line) return;
    const auto tasks = tasks_of(path);
    const auto now = std::find_if(tasks.begin(), tasks.end(), [&](const noted_task& one) {
      return static_cast<std::size_t>(one.line - 1) == *edited.line;
    });
    ASSERT_NE(now, tasks.end());
    if (const auto* date = std::get_if<dialects::set_date>(&change)) {
      const auto& is = date->field == dialects::date_field::due         ? now->due
                       : date->field == dialects::date_field::scheduled ? now->scheduled
                                                                        : now->start;
      EXPECT_EQ(is.substr(0, is.find('T')), date->date ? format_day(*date->date) : "");
    }
    if (const auto* type = std::get_if<dialects::set_status_type>(&change)) {
      const bool comes_back_in_place = !now->recurrence.empty() && type->type == dialects::status_type::done;
      EXPECT_TRUE(comes_back_in_place || now->status == to_string(type->type)) << now->status;
    }
  }

  note_map notes_;
  const dialects::dialect_set& dialects_;
  std::mt19937 random_;
  std::vector<std::string> paths_;
  int written_ = 0;
  int refused_ = 0;
};

note_map notes_in(const std::filesystem::path& root) {
  note_map notes;
  for (const auto& entry : std::filesystem::recursive_directory_iterator{root}) {
    if (!entry.is_regular_file() || entry.path().extension() != ".md") continue;
    std::ifstream in{entry.path(), std::ios::binary};
    notes[std::filesystem::relative(entry.path(), root).string()] = {std::istreambuf_iterator<char>{in}, {}};
  }
  return notes;
}

std::vector<std::string> paths_of(const note_map& notes) {
  std::vector<std::string> paths;
  paths.reserve(notes.size());
  for (const auto& [path, bytes] : notes) paths.push_back(path);
  return paths;
}

TEST(noted_edit_differential, the_small_vault) {
  constexpr int changes = 400;
  for (const auto* settings : {"{}", R"({"recurrenceOnNextLine":true,"setDoneDate":false})"}) {
    vault_conventions conventions;
    conventions.tasks_plugin = settings;
    conventions.task_notes.emplace();
    conventions.logseq.emplace();
    const dialects::dialect_set dialects{conventions};
    for (unsigned seed = 1; seed <= 3; ++seed) {
      SCOPED_TRACE(seed);
      vault_player player{small_vault(), dialects, seed};
      player.play(changes);
      EXPECT_GT(player.written(), changes / 3);
    }
  }
}

TEST(noted_edit_differential, vaults_that_are_named) {
  const auto* folder = std::getenv("SECONDBRAIN_TASK_VAULTS");
  if (folder == nullptr || !std::filesystem::is_directory(folder))
    GTEST_SKIP() << "SECONDBRAIN_TASK_VAULTS names no folder of vaults";
  const auto* wanted = std::getenv("SECONDBRAIN_TASK_EDITS");
  const int changes = wanted == nullptr ? 300 : std::atoi(wanted);
  for (const auto& entry : std::filesystem::directory_iterator{folder}) {
    if (!entry.is_directory()) continue;
    SCOPED_TRACE(entry.path().string());
    auto notes = notes_in(entry.path());
    known_conventions conventions{entry.path()};
    const auto reading = conventions.find(paths_of(notes), today);
    vault_player player{std::move(notes), reading->dialects, 1};
    player.play(changes);
    std::cout << entry.path().filename().string() << ": " << player.written() << " changes, " << player.refused()
              << " refused by the dialect\n";
  }
}

}  // namespace
}  // namespace secondbrain::vault
