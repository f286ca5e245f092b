#include "brain/sync/tasks_edits.hpp"

#include <map>
#include <set>

#include "brain/vault/planner/calendar.hpp"

namespace secondbrain::sync {
namespace {

enum class listed_in : std::uint8_t { all, completed };

/// What stood there before a person came, when nothing is recorded: open tasks in one file, done ones in the other, and
/// whatever else the row says.
listed_state assumed_base(const vault::listed_task& row, listed_in file, const task& current) {
  listed_state base{row.status, row.due_date.value_or("")};
  if (file == listed_in::completed) base.status = task_status::done;
  if (file == listed_in::all && row.status == task_status::done) base.status = current.status;
  return base;
}

class edit_finder {
 public:
  edit_finder(const task_listing& base, const std::vector<task>& tasks) : base_{base} {
    for (auto& one : tasks) {
      auto [place, is_new] = tasks_.emplace(vault::listed_name_of(one), &one);
      if (!is_new) ambiguous_.insert(place->first);
    }
  }

  void examine(const std::string& text, listed_in file) {
    for (auto& row : vault::read_listed_tasks(text)) examine(row, file);
  }

  task_edits take() {
    for (auto& [name, edit] : edits_) found_.edits.push_back(std::move(edit));
    return std::move(found_);
  }

 private:
  void examine(const vault::listed_task& row, listed_in file) {
    auto known = tasks_.find(row.name);
    auto recorded = base_.find(row.name);
    if (known == tasks_.end()) {
      // A row of ours whose task is gone from the notes goes with it.
      if (recorded == base_.end()) remark(row, "is in no daily note; the row is dropped");
      return;
    }
    auto& current = *known->second;
    auto base = recorded == base_.end() ? assumed_base(row, file, current) : recorded->second;
    bool status_edited = row.status != base.status && row.status != current.status;
    bool due_edited = row.due_date && *row.due_date != base.due_date && *row.due_date != current.due_date;
    if (!status_edited && !due_edited) return;
    if (ambiguous_.count(row.name) > 0) return remark(row, "stands for several tasks; edit it in the daily note");
    if (status_edited) take_status(row, base, current);
    if (due_edited) take_due_date(row, base, current);
  }

  void take_status(const vault::listed_task& row, const listed_state& base, const task& current) {
    if (current.status != base.status) return remark(row, "was also changed in the daily note, whose status stays");
    edit_of(row, current).status = row.status;
  }

  void take_due_date(const vault::listed_task& row, const listed_state& base, const task& current) {
    if (row.due_date->empty()) return remark(row, "keeps its due date; take it away in the daily note");
    if (!vault::parse_day(*row.due_date))
      return remark(row, "has a due date that is no day, YYYY-MM-DD; it is ignored");
    if (current.due_date != base.due_date)
      return remark(row, "was also changed in the daily note, whose due date stays");
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

  const task_listing& base_;
  std::map<vault::listed_name, const task*> tasks_;
  std::set<vault::listed_name> ambiguous_;
  std::map<vault::listed_name, task_edit> edits_;
  task_edits found_;
};

}  // namespace

task_edits find_task_edits(const task_file_texts& files, const task_listing& base, const std::vector<task>& tasks) {
  edit_finder finder{base, tasks};
  finder.examine(files.all, listed_in::all);
  finder.examine(files.completed, listed_in::completed);
  return finder.take();
}

}  // namespace secondbrain::sync
