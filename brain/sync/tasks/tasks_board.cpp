#include "brain/sync/tasks/tasks_board.hpp"

#include <algorithm>
#include <set>
#include <tuple>

#include "base/error.hpp"
#include "base/human_text.hpp"
#include "brain/sync/tasks/lost_text.hpp"
#include "brain/sync/tasks/tasks_asides.hpp"
#include "brain/sync/tasks/tasks_lines.hpp"
#include "brain/sync/tasks/tasks_lock.hpp"
#include "brain/sync/tasks/tasks_update.hpp"
#include "brain/sync/tasks/tasks_wait.hpp"
#include "brain/vault/planner/daily_note_edit.hpp"
#include "brain/vault/planner/task_edit.hpp"
#include "brain/vault/planner/task_files.hpp"
#include "brain/vault/planner/task_line.hpp"
#include "brain/vault/planner/tasks.hpp"
#include "brain/vault/writing/editable_text.hpp"
#include "text/folding.hpp"

namespace secondbrain::sync {
namespace {

constexpr int attempts = 5;  // while a person keeps saving the generated files

std::filesystem::path lock_beside(std::filesystem::path file) {
  return file += ".lock";
}

std::string summary_of(const std::vector<task>& tasks, std::size_t changed_notes) {
  auto done = static_cast<std::size_t>(
      std::count_if(tasks.begin(), tasks.end(), [](auto& one) { return one.status == task_status::done; }));
  return counted(static_cast<std::int64_t>(tasks.size() - done), "open task", "open tasks") + ", " +
         std::to_string(done) + " completed; " +
         counted(static_cast<std::int64_t>(changed_notes), "daily note", "daily notes") + " changed.";
}

/// Of a vault that is kept in another way.
constexpr auto nothing_to_list =
    "The lists in Tasks are made from the daily notes in 00_Daily, and this vault has none; so there is nothing to "
    "write. `secondbrain tasks` lists the tasks of all notes.";

/// Whether there is nothing to make the lists of, and none that would have to follow.
bool has_nothing_to_list(const vault::daily_view& view, const seen_lists& seen) {
  return view.notes().empty() && seen.all.place.text.empty() && seen.completed.place.text.empty();
}

bool apply_edit(vault::text_lines& lines, const task_edit& edit) {
  auto key = vault::key_of(edit.target);
  return (!edit.status || vault::set_status(lines, key, *edit.status)) &&
         (!edit.due_date || vault::set_due_date(lines, key, *edit.due_date));
}

std::string describe(const task_edit& edit) {
  auto text = "\"" + edit.target.text + "\" in the note of " + edit.target.latest_date + ":";
  if (edit.status) text.append(" ").append(to_string(*edit.status));
  if (edit.due_date) text.append(" due ").append(*edit.due_date);
  return text;
}

std::string describe(const added_task& added) {
  return "\"" + added.task.text + "\" was added to the list and is noted in today's note.";
}

std::string left_alone(const generated_place& place) {
  return place.person + " is not SecondBrain's and stays as it is; the list is in " + place.path + ".";
}

vault::task_key key_of(const vault::new_task& one) {
  return {text::composed(one.category), text::composed(one.sub_project), vault::normalise_task(one.text)};
}

/// The note with a task that a person put into a list; the same when it holds it already.
std::string with_task(const std::string* note, const added_task& added, const std::string& date) {
  vault::daily_additions addition;
  addition.tasks = {added.task};
  auto text = note ? vault::add_to_daily_note(*note, addition) : vault::make_daily_note(date, {}, addition);
  vault::text_lines lines{text};
  auto key = key_of(added.task);
  if (!vault::set_status(lines, key, added.status)) {
    key.category = vault::shown_category(task{});  // where a new note puts tasks without category
    vault::set_status(lines, key, added.status);
  }
  return lines.bytes();
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
  RETURN_IF_ERROR(lock);
  return bring_in_step(today);
}

result<task> tasks_board::update(const update_task& request, vault::day today, list_upkeep lists) {
  auto checked = check_update(request);
  RETURN_IF_ERROR(checked);
  auto lock = lock_tasks(lock_beside(state_file_));
  RETURN_IF_ERROR(lock);
  if (lists == list_upkeep::follow) {
    carried_edits carried;  // first, while a row that was edited still bears the old name
    RETURN_IF_ERROR(carry_over(today, carried));
  } else if (auto refreshed = view_.refresh(today); !refreshed) {
    return fail(refreshed.error());
  }
  RETURN_IF_ERROR(await_task(writer_, view_, key_before(*checked), today, suspended_waits_));
  RETURN_IF_ERROR(apply(*checked));
  // From here on the note is changed, and whoever asked is told so; lists that cannot be written follow with the sync.
  lists_trouble_.clear();
  if (lists == list_upkeep::follow)
    if (auto stepped = bring_in_step(today); !stepped) lists_trouble_ = stepped.error().message;
  if (lists == list_upkeep::leave || !lists_trouble_.empty())  // otherwise bringing the lists in step has looked
    RETURN_IF_ERROR(view_.refresh(today));
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
  RETURN_IF_ERROR(stepped);
  if (carried.nothing_to_list) return step_result{nothing_to_list, {}};
  auto actions = std::move(carried.actions);
  actions.insert(actions.end(), carried.remarks.begin(), carried.remarks.end());
  auto summary = summary_of(view_.tasks(), carried.days.size());
  for (auto& place : carried.places) summary.append(" ").append(place);
  for (auto& [path, kept] : carried.kept)
    summary.append(" What ").append(path).append(" said before is kept in ").append(kept).append(".");
  return step_result{std::move(summary), std::move(actions)};
}

status tasks_board::bring_in_step_once(vault::day today, carried_edits& carried) {
  auto seen = carry_over(today, carried);
  RETURN_IF_ERROR(seen);
  carried.nothing_to_list = has_nothing_to_list(view_, *seen);
  if (carried.nothing_to_list) return {};
  return write_files(*seen);
}

result<list_preview> tasks_board::preview(vault::day today) {
  RETURN_IF_ERROR(view_.refresh(today));
  return look().map([&](const seen_lists& seen) {
    if (has_nothing_to_list(view_, seen))
      return list_preview{{seen.all.place, {}}, {seen.completed.place, {}}, {nothing_to_list}};
    auto lists = render(seen);
    auto found = find_task_edits(seen, view_.tasks());
    for (auto& edit : found.edits) lists.edits.push_back("Changed in the list, to be noted: " + describe(edit) + ".");
    for (auto& one : found.added)
      lists.edits.push_back("\"" + one.task.text + "\" would become a task of today's note.");
    return lists;
  });
}

result<seen_lists> tasks_board::look() {
  auto bases = load_task_bases(state_file_);
  RETURN_IF_ERROR(bases);
  seen_lists seen;
  for (auto [list, wanted] :
       {std::pair{&seen.all, vault::all_tasks_path}, std::pair{&seen.completed, vault::completed_tasks_path}}) {
    auto place = find_place(writer_, wanted, is_marked);
    RETURN_IF_ERROR(place);
    list->place = std::move(*place);
    list->base = base_of(*bases, stamp_of(list->place.text));
  }
  return seen;
}

result<seen_lists> tasks_board::carry_over(vault::day today, carried_edits& carried) {
  auto seen = look();
  if (!seen) return seen;
  RETURN_IF_ERROR(view_.refresh(today));

  auto found = find_task_edits(*seen, view_.tasks());
  for (auto& edit : found.edits) {
    auto& day = edit.target.latest_date;
    auto changed = change_notes({day}, [&](auto& lines) { return apply_edit(lines, edit); });
    RETURN_IF_ERROR(changed);
    carried.days.insert(day);
    carried.actions.push_back(describe(edit));
  }
  RETURN_IF_ERROR(add_tasks(found.added, today, carried));
  carried.remarks = std::move(found.remarks);
  carried.places.clear();
  for (auto* list : {&seen->all, &seen->completed})
    if (!list->place.person.empty()) carried.places.push_back(left_alone(list->place));
  RETURN_IF_ERROR(view_.refresh(today));
  RETURN_IF_ERROR(keep_what_is_lost(*seen, found.losing, carried));
  return seen;
}

status tasks_board::add_tasks(const std::vector<added_task>& added, vault::day today, carried_edits& carried) {
  auto date = vault::format_day(today);
  for (auto& one : added) {
    auto written = writer_.edit(vault::daily_note_path(date),
                                [&](const std::string* current) -> result<std::optional<std::string>> {
                                  if (current == nullptr) return with_task(nullptr, one, date);
                                  const vault::editable_text note{*current};
                                  const std::string text{note.text()};
                                  return note.bytes_of(vault::daily_note_path(date), with_task(&text, one, date));
                                });
    RETURN_IF_ERROR(written);
    carried.days.insert(date);
    carried.actions.push_back(describe(one));
  }
  return {};
}

status tasks_board::keep_what_is_lost(const seen_lists& seen, const std::set<std::string>& losing,
                                      carried_edits& carried) {
  if (is_untouched(seen.all.place.text) && is_untouched(seen.completed.place.text)) return {};
  auto lists = render(seen);
  word_set written;
  written.add(lists.all.after);
  written.add(lists.completed.after);
  for (auto& day : carried.days) written.add(writer_.read(vault::daily_note_path(day)).value_or(std::string{}));
  for (auto [list, file, after] : {std::tuple{&seen.all, listed_in::all, &lists.all.after},
                                   std::tuple{&seen.completed, listed_in::completed, &lists.completed.after}}) {
    auto& place = list->place;
    if (losing.count(place.path) == 0 && !loses_text(*list, file, *after, written)) continue;
    auto kept = keep_beside(writer_, place.path, place.text, view_.today());
    RETURN_IF_ERROR(kept);
    carried.kept[place.path] = *kept;
  }
  return {};
}

status tasks_board::apply(const update_task& request) {
  auto before = key_before(request), after = key_after(request);
  auto days = days_of(view_.notes(), before);
  if (days.empty()) return fail(errc::not_found, "Task not found in daily notes");
  if (auto changed = change_latest(request); !changed) return changed;
  if (request.due_date && request.due_date->empty()) {
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

status tasks_board::change_latest(const update_task& request) {
  bool has_date = request.due_date && !request.due_date->empty();
  if (!request.status && !has_date) return {};
  auto latest = latest_appearance(view_.notes(), request);
  return change_notes({latest->date}, [&](auto& lines) {
    return (!request.status || vault::set_status(lines, latest->key, *request.status)) &&
           (!has_date || vault::set_due_date(lines, latest->key, *request.due_date));
  });
}

status tasks_board::change_notes(const std::vector<std::string>& days, const note_change& change) {
  for (auto& day : days) {
    auto changed = writer_.edit(
        vault::daily_note_path(day), [&](const std::string* current) -> result<std::optional<std::string>> {
          const vault::editable_text note{current ? *current : std::string_view{}};
          vault::text_lines lines{note.text()};
          if (change(lines)) return note.bytes_of(vault::daily_note_path(day), lines.bytes());
          return fail(errc::busy, "The task was changed in the note of " + day + " meanwhile");  // looked at again
        });
    RETURN_IF_ERROR(changed);
  }
  return {};
}

list_preview tasks_board::render(const seen_lists& seen) const {
  auto finish = [](const seen_list& list, const std::string& rendered, listed_in file) {
    auto kept = free_text_of(list.place.text, file);
    return list_preview_file{list.place, stamped(with_free_text(rendered, kept, file))};
  };
  auto& tasks = view_.tasks();
  return {finish(seen.all, vault::render_all_tasks(tasks, view_.today()), listed_in::all),
          finish(seen.completed, vault::render_completed_tasks(tasks, view_.today()), listed_in::completed),
          {}};
}

/// The base goes first: whichever of the files is then on the disk, the new one or the old one, its base is known.
status tasks_board::write_files(const seen_lists& seen) {
  auto lists = render(seen);
  auto bases = load_task_bases(state_file_);
  RETURN_IF_ERROR(bases);
  task_bases known{{stamp_of(lists.all.after), stamp_of(lists.completed.after), listing_of(view_.tasks())}};
  for (auto& base : *bases) {
    bool is_seen =
        base.all_stamp == stamp_of(seen.all.place.text) || base.completed_stamp == stamp_of(seen.completed.place.text);
    bool is_new = base.all_stamp == known.front().all_stamp && base.completed_stamp == known.front().completed_stamp;
    if (is_seen && !is_new) known.push_back(std::move(base));
  }
  if (auto saved = save_task_bases(state_file_, known); !saved) return saved;
  for (auto* list : {&lists.all, &lists.completed})
    if (auto put = replace_seen(writer_, list->place.path, list->place.text, list->after); !put) return put;
  return {};
}

}  // namespace secondbrain::sync
