#include "brain/vault/planner/listed_tasks.hpp"

#include <optional>
#include <string>

namespace secondbrain::vault {
namespace {

class lister {
 public:
  lister(const vault_conventions& conventions, day today)
      : daily_{conventions.daily ? std::optional{conventions.daily->paths()} : std::nullopt}, today_{today} {}

  task operator()(const noted_task& noted) {
    task one;
    one.text = noted.text;
    one.category = name_of_note(noted.path);
    one.sub_project = noted.heading;
    set(one.due_date, one.due_time, noted.due);
    set(one.scheduled, one.scheduled_time, noted.scheduled);
    set(one.start, one.start_time, noted.start);
    one.status = status_named(noted.status);
    one.first_date = noted.created.empty() ? day_of(noted.path) : noted.created;
    one.latest_date = one.first_date;
    const auto first = parse_day(one.first_date);
    if (first && one.status != task_status::done) one.days_open = static_cast<int>((today_ - *first).count());
    one.id = noted.id;
    one.path = noted.path;
    one.line = noted.line;
    one.dialect = noted.dialect;
    one.status_type = noted.status;
    one.priority = noted.priority;
    one.recurrence = noted.recurrence;
    one.tags = noted.tags;
    one.dependencies = noted.depends_on;
    return one;
  }

 private:
  static void set(std::string& date, std::string& time, const std::string& moment) {
    const auto behind = moment.find('T');
    date = moment.substr(0, behind);
    if (behind != std::string::npos) time = moment.substr(behind + 1);
  }

  /// Tasks of a note follow each other.
  const std::string& day_of(const std::string& path) {
    if (path == path_) return day_;
    path_ = path;
    const auto date = daily_ ? daily_->day_of(path, today_) : std::nullopt;
    day_ = date ? format_day(*date) : std::string{};
    return day_;
  }

  std::optional<daily_paths> daily_;
  day today_;
  std::string path_;
  std::string day_;
};

}  // namespace

std::vector<task> listed_tasks(const std::vector<noted_task>& noted, const vault_conventions& conventions, day today) {
  std::vector<task> tasks;
  tasks.reserve(noted.size());
  lister list{conventions, today};
  for (const auto& each : noted) tasks.push_back(list(each));
  return tasks;
}

task_status status_named(std::string_view type) noexcept {
  if (type == "DONE" || type == "CANCELLED") return task_status::done;
  return type == "IN_PROGRESS" ? task_status::in_progress : task_status::open;
}

std::string_view name_of_note(std::string_view path) noexcept {
  path.remove_prefix(path.rfind('/') + 1);
  if (path.ends_with(".md")) path.remove_suffix(3);
  return path;
}

}  // namespace secondbrain::vault
