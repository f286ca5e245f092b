#include "brain/sync/tasks_board.hpp"

#include <algorithm>
#include <set>

#include "brain/sync/tasks_lock.hpp"
#include "brain/sync/tasks_patience.hpp"
#include "brain/sync/tasks_update.hpp"
#include "brain/vault/planner/task_edit.hpp"
#include "brain/vault/planner/task_files.hpp"
#include "brain/vault/planner/tasks.hpp"

namespace secondbrain::sync {
namespace {

constexpr int attempts = 5;  // while a person keeps saving the generated files

std::filesystem::path lock_beside(std::filesystem::path file) {
  return file += ".lock";
}

std::string counted(std::size_t count, std::string_view one, std::string_view several) {
  return std::to_string(count).append(" ").append(count == 1 ? one : several);
}

std::string summary_of(const std::vector<task>& tasks, std::size_t changed_notes) {
  auto done = static_cast<std::size_t>(
      std::count_if(tasks.begin(), tasks.end(), [](auto& one) { return one.status == task_status::done; }));
  return counted(tasks.size() - done, "open task", "open tasks") + ", " + std::to_string(done) + " completed; " +
         counted(changed_notes, "daily note", "daily notes") + " changed.";
}

bool apply_edit(vault::text_lines& lines, const task_edit& edit) {
  auto key = vault::key_of(edit.target);
  return (!edit.status || vault::set_status(lines, key, *edit.status)) &&
         (!edit.due_date || vault::set_due_date(lines, key, *edit.due_date));
}

std::string describe(const task_edit& edit) {
  auto told = "\"" + edit.target.text + "\" in the note of " + edit.target.latest_date + ":";
  if (edit.status) told.append(" ").append(to_string(*edit.status));
  if (edit.due_date) told.append(" due ").append(*edit.due_date);
  return told;
}

result<std::string> read_or_empty(const vault::vault_writer& writer, std::string_view path) {
  auto bytes = writer.read(path);
  if (!bytes && bytes.error().code == errc::not_found) return std::string{};
  return bytes;
}

/// Replaces a file only if it still says what was seen.
status replace_seen(const vault::vault_writer& writer, std::string_view path, const std::string& seen,
                    const std::string& text) {
  return writer
      .edit(path,
            [&](const std::string* current) -> result<std::optional<std::string>> {
              if ((current ? *current : std::string{}) == seen) return text;
              return fail(errc::conflict, std::string{path} + " was changed meanwhile. Try again.");
            })
      .map([](auto) {});
}

const task* find_task(const std::vector<task>& tasks, const vault::task_key& key) {
  auto found = std::find_if(tasks.begin(), tasks.end(), [&](auto& one) {
    return one.category == key.category && one.sub_project == key.sub_project && vault::key_of(one) == key;
  });
  return found == tasks.end() ? nullptr : &*found;
}

}  // namespace

result<step_result> tasks_board::sync(vault::day today) {
  auto lock = lock_tasks(lock_beside(state_file_));
  if (!lock) return tl::unexpected(lock.error());
  return bring_in_step(today);
}

result<task> tasks_board::update(const update_task& asked, vault::day today) {
  auto checked = check_update(asked);
  if (!checked) return tl::unexpected(checked.error());
  auto lock = lock_tasks(lock_beside(state_file_));
  if (!lock) return tl::unexpected(lock.error());
  carried_edits carried;  // first, while a row that was edited still bears the old name
  if (auto files = carry_over(today, carried); !files) return tl::unexpected(files.error());
  if (auto there = await_task(view_, key_before(*checked), today); !there) return tl::unexpected(there.error());
  if (auto applied = apply(*checked); !applied) return tl::unexpected(applied.error());
  if (auto stepped = bring_in_step(today); !stepped) return tl::unexpected(stepped.error());
  auto* updated = find_task(view_.tasks(), key_after(*checked));
  if (updated && is_updated(*updated, *checked)) return *updated;
  return fail(errc::conflict, "The daily note was changed meanwhile. Try again.");
}

result<step_result> tasks_board::bring_in_step(vault::day today) {
  carried_edits carried;
  auto stepped = bring_in_step_once(today, carried);
  for (int attempt = 1; !stepped && stepped.error().code == errc::conflict && attempt < attempts; ++attempt) {
    stepped = bring_in_step_once(today, carried);
  }
  if (!stepped) return tl::unexpected(stepped.error());
  auto told = std::move(carried.actions);
  told.insert(told.end(), carried.remarks.begin(), carried.remarks.end());
  return step_result{summary_of(view_.tasks(), carried.days.size()), std::move(told)};
}

status tasks_board::bring_in_step_once(vault::day today, carried_edits& carried) {
  auto seen = carry_over(today, carried);
  if (!seen) return tl::unexpected(seen.error());
  return write_files(*seen);
}

result<task_file_texts> tasks_board::carry_over(vault::day today, carried_edits& carried) {
  auto all = read_or_empty(writer_, vault::all_tasks_path);
  if (!all) return tl::unexpected(all.error());
  auto completed = read_or_empty(writer_, vault::completed_tasks_path);
  if (!completed) return tl::unexpected(completed.error());
  auto base = load_task_listing(state_file_);
  if (!base) return tl::unexpected(base.error());
  if (auto refreshed = view_.refresh(today); !refreshed) return tl::unexpected(refreshed.error());

  task_file_texts files{std::move(*all), std::move(*completed)};
  auto found = find_task_edits(files, *base, view_.tasks());
  for (auto& edit : found.edits) {
    auto& day = edit.target.latest_date;
    auto changed = change_notes({day}, [&](auto& lines) { return apply_edit(lines, edit); });
    if (!changed) return tl::unexpected(changed.error());
    carried.days.insert(day);
    carried.actions.push_back(describe(edit));
  }
  carried.remarks = std::move(found.remarks);
  if (auto refreshed = view_.refresh(today); !refreshed) return tl::unexpected(refreshed.error());
  return files;
}

status tasks_board::apply(const update_task& asked) {
  auto before = key_before(asked), after = key_after(asked);
  auto days = days_of(view_.notes(), before);
  if (days.empty()) return fail(errc::not_found, "Task not found in daily notes");
  if (auto changed = change_latest(asked); !changed) return changed;
  if (asked.due_date && asked.due_date->empty()) {
    auto cleared = change_notes(days, [&](auto& lines) { return vault::clear_due_dates(lines, before); });
    if (!cleared) return cleared;
    // Those of the task that it joins would come back otherwise.
    cleared = change_notes(before == after ? std::vector<std::string>{} : days_of(view_.notes(), after),
                           [&](auto& lines) { return vault::clear_due_dates(lines, after); });
    if (!cleared) return cleared;
  }
  if (before == after) return {};
  return change_notes(days,
                      [&](auto& lines) { return vault::move_task(lines, before, after.category, after.sub_project); });
}

status tasks_board::change_latest(const update_task& asked) {
  bool has_date = asked.due_date && !asked.due_date->empty();
  if (!asked.status && !has_date) return {};
  auto latest = latest_appearance(view_.notes(), asked);
  return change_notes({latest->date}, [&](auto& lines) {
    return (!asked.status || vault::set_status(lines, latest->key, *asked.status)) &&
           (!has_date || vault::set_due_date(lines, latest->key, *asked.due_date));
  });
}

status tasks_board::change_notes(const std::vector<std::string>& days, const note_change& change) {
  for (auto& day : days) {
    auto changed = writer_.edit(
        vault::daily_note_path(day), [&](const std::string* current) -> result<std::optional<std::string>> {
          vault::text_lines lines{current ? *current : std::string_view{}};
          if (change(lines)) return lines.bytes();
          return fail(errc::busy, "The task was changed in the note of " + day + " meanwhile");  // looked at again
        });
    if (!changed) return tl::unexpected(changed.error());
  }
  return {};
}

status tasks_board::write_files(const task_file_texts& seen) {
  auto& tasks = view_.tasks();
  auto all = replace_seen(writer_, vault::all_tasks_path, seen.all, vault::render_all_tasks(tasks, view_.today()));
  if (!all) return all;
  auto completed = replace_seen(writer_, vault::completed_tasks_path, seen.completed,
                                vault::render_completed_tasks(tasks, view_.today()));
  if (!completed) return completed;
  return save_task_listing(state_file_, listing_of(tasks));
}

}  // namespace secondbrain::sync
