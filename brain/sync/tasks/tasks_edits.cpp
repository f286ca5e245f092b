#include "brain/sync/tasks/tasks_edits.hpp"

#include <map>

#include "base/text.hpp"
#include "base/utf8.hpp"
#include "brain/sync/tasks/tasks_lines.hpp"
#include "brain/vault/planner/calendar.hpp"
#include "brain/vault/planner/tasks.hpp"

namespace secondbrain::sync {
namespace {

/// What stood there before a person came, when nothing is recorded: open tasks in one file, done ones in the other, and
/// whatever else the row says.
listed_state assumed_base(const vault::listed_task& row, listed_in file, const task& current) {
  listed_state base{row.status, row.due_date.value_or("")};
  if (file == listed_in::completed) base.status = task_status::done;
  if (file == listed_in::all && row.status == task_status::done) base.status = current.status;
  return base;
}

/// The name that stands for no category in the lists.
std::string category_of(const vault::listed_task& row, listed_in file) {
  bool is_day = file == listed_in::completed && vault::parse_day(row.category).has_value();
  return is_day || row.category == vault::shown_category(task{}) ? std::string{} : row.category;
}

class edit_finder {
 public:
  explicit edit_finder(const std::vector<task>& tasks) {
    for (auto& one : tasks) {
      auto [place, is_new] = tasks_.emplace(vault::listed_name_of(one), &one);
      if (!is_new) ambiguous_.insert(place->first);
    }
  }

  void examine(const seen_list& list, listed_in file) {
    if (is_untouched(list.place.text)) return;
    list_ = &list;
    file_ = file;
    for (auto& row : vault::read_listed_tasks(without_free_text(list.place.text, file))) examine(row);
  }

  task_edits take() {
    for (auto& [name, edit] : edits_) found_.edits.push_back(std::move(edit));
    return std::move(found_);
  }

 private:
  void examine(const vault::listed_task& row) {
    if (!row.more.empty()) found_.losing.insert(list_->place.path);
    auto known = tasks_.find(row.name);
    auto* recorded = recorded_state(row);
    if (known == tasks_.end()) return examine_unknown(row, recorded);
    auto& current = *known->second;
    if (is_added_again(row, recorded, current)) return add(row);
    auto base = recorded ? *recorded : assumed_base(row, file_, current);
    bool status_edited = row.names_status && row.status != base.status && row.status != current.status;
    bool due_edited = row.due_date && *row.due_date != base.due_date && *row.due_date != current.due_date;
    if (!status_edited && !due_edited) return;
    if (ambiguous_.count(row.name) > 0) return lose(row, "stands for several tasks; edit it in the daily note");
    if (status_edited) take_status(row, base, current);
    if (due_edited) take_due_date(row, base, current);
  }

  const listed_state* recorded_state(const vault::listed_task& row) const {
    if (!list_->base) return nullptr;
    auto found = list_->base->find(row.name);
    return found == list_->base->end() ? nullptr : &found->second;
  }

  /// No daily note holds it: it was taken out there, or a person wrote it here.
  void examine_unknown(const vault::listed_task& row, const listed_state* recorded) {
    if (recorded) return examine_gone(row, *recorded);
    bool is_exact = list_->base && !stamp_of(list_->place.text).empty();  // earlier versions named tasks otherwise
    if (is_exact || !row.links_day) return add(row);
    lose(row, "is in no daily note; the row is dropped");
  }

  /// A row of ours goes with its task; what a person changed in it meanwhile has no place any more.
  void examine_gone(const vault::listed_task& row, const listed_state& recorded) {
    bool status_edited = row.names_status && row.status != recorded.status;
    bool due_edited = row.due_date && *row.due_date != recorded.due_date;
    if (status_edited || due_edited) lose(row, "is in no daily note any more; the row is dropped");
  }

  /// The list of what is to be done never holds a done task by itself: a person wants it done once more.
  bool is_added_again(const vault::listed_task& row, const listed_state* recorded, const task& current) const {
    return file_ == listed_in::all && recorded && recorded->status == task_status::done &&
           current.status == task_status::done && row.status != task_status::done;
  }

  void add(const vault::listed_task& row) {
    added_task added;
    added.task.text = collapse_white_space(vault::without_day_links(row.text));
    if (added.task.text.empty()) return;
    added.task.category = category_of(row, file_);
    added.task.sub_project = added.task.category.empty() ? std::string{} : row.sub_project;
    added.task.due_date = row.due_date && !row.due_date->empty() ? *row.due_date : row.due_suffix;
    if (!added.task.due_date.empty() && !vault::parse_day(added.task.due_date)) {
      lose(row, "has a due date that is not a day (YYYY-MM-DD); it is noted without one");
      added.task.due_date.clear();
    }
    added.status = row.status;
    found_.added.push_back(std::move(added));
  }

  void take_status(const vault::listed_task& row, const listed_state& base, const task& current) {
    if (current.status != base.status) return lose(row, "was also changed in the daily note, whose status stays");
    edit_of(row, current).status = row.status;
  }

  void take_due_date(const vault::listed_task& row, const listed_state& base, const task& current) {
    if (row.due_date->empty()) return remark(row, "keeps its due date; remove it in the daily note");
    if (!vault::parse_day(*row.due_date))
      return lose(row, "has a due date that is not a day (YYYY-MM-DD); it is ignored");
    if (current.due_date != base.due_date) return lose(row, "was also changed in the daily note, whose due date stays");
    edit_of(row, current).due_date = row.due_date;
  }

  task_edit& edit_of(const vault::listed_task& row, const task& current) {
    auto& edit = edits_[row.name];
    edit.target = current;
    return edit;
  }

  void remark(const vault::listed_task& row, std::string_view what) {
    found_.remarks.push_back("\"" + row.text + "\" " + std::string{what} + ".");
  }

  void lose(const vault::listed_task& row, std::string_view what) {
    remark(row, what);
    found_.losing.insert(list_->place.path);
  }

  std::map<vault::listed_name, const task*> tasks_;
  std::set<vault::listed_name> ambiguous_;
  std::map<vault::listed_name, task_edit> edits_;
  task_edits found_;
  const seen_list* list_ = nullptr;
  listed_in file_ = listed_in::all;
};

}  // namespace

task_edits find_task_edits(const seen_lists& lists, const std::vector<task>& tasks) {
  edit_finder finder{tasks};
  finder.examine(lists.all, listed_in::all);
  finder.examine(lists.completed, listed_in::completed);
  return finder.take();
}

}  // namespace secondbrain::sync
