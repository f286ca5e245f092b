#include "actors/planner_actor.hpp"

#include <tuple>

#include "base/error.hpp"
#include "base/text.hpp"
#include "brain/vault/planner/briefing.hpp"
#include "brain/vault/planner/events.hpp"
#include "brain/vault/planner/task_dates.hpp"
#include "brain/vault/planner/task_filters.hpp"
#include "brain/vault/planner/task_line.hpp"
#include "brain/vault/planner/tasks.hpp"
#include "brain/vault/readable_path.hpp"
#include "brain/vault/report/convention_words.hpp"
#include "brain/vault/vault_path.hpp"
#include "brain/vault/writing/write_context.hpp"
#include "messages/no_vault.hpp"
#include "text/folding.hpp"

namespace secondbrain::actors {
namespace {

/// What is typed on one system is composed, what another one keeps in its files is not.
bool is_same(std::string_view one, std::string_view other) {
  return text::composed(one) == text::composed(other);
}

}  // namespace

namespace {

bool is_in_vault(const std::filesystem::path& root, std::string_view path) {
  while (path.ends_with('/')) path.remove_suffix(1);
  if (path.empty()) return true;
  std::error_code unknown;
  return vault::check_vault_path(path) &&
         (std::filesystem::exists(root / vault::system_path(path), unknown) || unknown);
}

}  // namespace

status planner_actor::open() {
  if (parts_.vault) vault_access_ = std::make_unique<vault_access>(parts_, time());
  return {};
}

result<planner_version> planner_actor::handle(const get_planner_version&) {
  return look().map([&](auto* lists) {
    const auto revision = lists->daily().source().revision();
    const auto noted = lists->revision();
    const auto events = vault_access_->events.revision();
    if (!state_ || state_->revision != revision || state_->noted != noted || state_->events != events ||
        state_->today != lists->today())
      state_ = {revision, noted, events, lists->today(), ++*parts_.last_version};
    return planner_version{state_->version};
  });
}

result<std::vector<task>> planner_actor::handle(const list_tasks& request) {
  RETURN_IF_ERROR(vault::check_filters(request));
  const auto lists = look();
  RETURN_IF_ERROR(lists);
  auto found = vault::filter_tasks((*lists)->tasks(), request);
  if (found.empty() && request.path && !request.path->empty() && !is_in_vault(*parts_.vault, *request.path))
    return fail(errc::invalid_argument, "There is no note or folder " + *request.path +
                                            " in the vault; a note is named with its folders and .md.");
  return found;
}

result<std::vector<task>> planner_actor::handle(const list_overdue_tasks&) {
  return look().map([](auto* lists) { return vault::overdue_tasks(lists->tasks(), lists->today()); });
}

result<std::vector<task>> planner_actor::handle(const list_todays_tasks&) {
  return look().map([](auto* lists) { return vault::todays_tasks(lists->tasks(), lists->today()); });
}

result<std::vector<task>> planner_actor::handle(const list_upcoming_tasks& request) {
  return look().map([&](auto* lists) { return vault::upcoming_tasks(lists->tasks(), lists->today(), request.days); });
}

result<std::vector<category_count>> planner_actor::handle(const list_task_categories&) {
  return look().map([](auto* lists) { return vault::count_categories(lists->tasks()); });
}

result<task> planner_actor::handle(const update_task& request) {
  const auto lists = look();
  RETURN_IF_ERROR(lists);
  auto updated = update_daily(request);
  if (updated || updated.error().code != errc::not_found) return updated;
  for (const auto& one : (*lists)->tasks())
    if (!vault::is_of_daily_notes(one) && is_same(one.text, request.text) && is_same(one.category, request.category) &&
        is_same(one.sub_project, request.sub_project))
      return update_noted(request, one);
  return updated;
}

result<task> planner_actor::update_daily(const update_task& request) {
  bool follows = parts_.upkeep && parts_.upkeep().answer == consent::given;
  auto lists = follows ? sync::list_upkeep::follow : sync::list_upkeep::leave;
  auto updated = vault_access_->board.update(request, today(), lists);
  if (updated && !vault_access_->board.lists_trouble().empty())
    log().warn("a task was changed, but the lists could not follow: {}", vault_access_->board.lists_trouble());
  return updated;
}

/// As a client of the predecessor asks for it: of several tasks of the same words the first one.
result<task> planner_actor::update_noted(const update_task& request, const task& one) {
  const bool moves = request.new_category && (*request.new_category != one.category ||
                                              request.new_sub_project.value_or(one.sub_project) != one.sub_project);
  if (moves)
    return fail(errc::invalid_argument, "This task is a line of " + one.path +
                                            ", and stands there under its heading; move it with `secondbrain tasks "
                                            "change " +
                                            one.id + " --to-heading HEADING`, or --to-note NOTE.");
  change_task change;
  change.id = one.id;
  change.line = one.line;
  if (request.status) change.status = value_named<wanted_status>(to_string(*request.status));
  change.due_date = request.due_date;
  auto gone = one;  // as it asks for when it is done
  gone.status = task_status::done;
  return vault_access_->changes.change(change, today()).map([&](changed_task now) {
    return now.changed ? *std::move(now.changed) : std::move(gone);
  });
}

result<changed_task> planner_actor::handle(const change_task& request) {
  const auto lists = look();
  RETURN_IF_ERROR(lists);
  for (const auto& one : (*lists)->tasks()) {
    if (one.id != request.id || !vault::is_of_daily_notes(one)) continue;
    const bool is_possible = request.scheduled.value_or("").empty() && request.start.value_or("").empty() &&
                             request.priority.value_or("none") == "none" && request.status != wanted_status::cancelled;
    if (!is_possible)
      return fail(errc::invalid_argument,
                  "A task of these daily notes is open, in progress or done, and has a due date; it has nothing else.");
    if (request.to_path)
      return fail(errc::invalid_argument, "A task of these daily notes stays in them; move it by hand.");
    update_task change{one.text, one.category, one.sub_project, {}, request.due_date, {}, {}};
    if (request.status) change.status = value_named<task_status>(to_string(*request.status));
    if (request.to_heading) {
      change.new_category = request.to_heading;
      change.new_sub_project.emplace();
    }
    return update_daily(change).map([](task now) { return changed_task{std::move(now), {}}; });
  }
  return vault_access_->changes.change(request, today());
}

result<task> planner_actor::handle(const add_task& request) {
  const auto lists = look();
  RETURN_IF_ERROR(lists);
  auto day = std::optional{today()};  // of the daily note that is meant, in the predecessor's layout
  if (!request.path.empty()) {
    const auto path = vault_access_->changes.note_named(request.path);
    RETURN_IF_ERROR(path);
    day = vault::day_of_daily_note(*path);
  }
  if (!day || !(*lists)->is_predecessors())
    return vault_access_->changes.add(request, today(), vault::local_time_of_day(time().now()));
  const auto written = vault_access_->changes.add_to_day(request, *day);
  RETURN_IF_ERROR(written);
  const auto path = vault::daily_note_path(vault::format_day(*day));
  const auto fresh = look();
  RETURN_IF_ERROR(fresh);
  // It may have been there already, under another category.
  const auto words = vault::normalise_task(request.text);
  const auto category = collapse_white_space(request.heading);
  const task* found = nullptr;
  int best = -1;
  for (const auto& one : (*fresh)->tasks()) {
    if (vault::normalise_task(one.text) != words || !vault::is_of_daily_notes(one)) continue;
    const int fit = (one.path == path ? 2 : 0) + (one.category == category ? 1 : 0);
    if (fit > best) std::tie(best, found) = std::tuple{fit, &one};
  }
  if (found != nullptr) return *found;
  return fail(errc::internal,
              "The task was written into " + path + ", and is not read there as one; look at the note.");
}

result<std::vector<calendar_event>> planner_actor::handle(const list_events& request) {
  auto start = vault::parse_iso_date(request.start), end = vault::parse_iso_date(request.end);
  if (!start || !end) return fail(errc::invalid_argument, "Start and end must be days that exist, YYYY-MM-DD.");
  return look().map([&](auto* lists) {
    return vault::events_between(lists->daily().notes(), vault_access_->events.events_with_repeating(*start, *end),
                                 vault::format_day(*start), vault::format_day(*end));
  });
}

result<briefing> planner_actor::handle(const get_briefing&) {
  return look().map([this](auto* lists) {
    auto day = vault::make_briefing(lists->daily().notes(), lists->tasks(), lists->today());
    day.today_events = vault::events_between(
        lists->daily().notes(), vault_access_->events.events_with_repeating(lists->today(), lists->today()), day.today,
        day.today);
    if (lists->tasks().empty()) day.tasks_message = nothing_found();
    return day;
  });
}

std::string planner_actor::nothing_found() const {
  if (!parts_.open_index) return {};
  const auto reading = vault_access_->noted.reading(today());
  const bool is_indexed =
      vault_access_->noted.trouble().empty() && (!parts_.stock_taken || parts_.stock_taken->load() > 0);
  if (!is_indexed || !reading) return "No task was found yet: the notes are still being read.";
  return vault::no_task_in_words(reading->conventions);
}

result<const vault::task_lists*> planner_actor::look() {
  if (!vault_access_) return no_vault();
  // What lies in another folder, and what is missing in an emptied one, says nothing of this vault.
  if (parts_.write_context && parts_.write_context->may_write) RETURN_IF_ERROR(parts_.write_context->may_write());
  RETURN_IF_ERROR(vault_access_->watched.look(today()));
  report_problems();
  vault_access_->noted.refresh(today());
  vault_access_->events.refresh(vault_access_->noted.reading(today()), today());
  vault_access_->lists.put_together(today());
  return &vault_access_->lists;
}

void planner_actor::report_problems() {
  if (const auto& trouble = vault_access_->noted.memory_trouble(); trouble != memory_trouble_) {
    memory_trouble_ = trouble;
    if (!trouble.empty()) log().warn("which notes were written cannot be kept for the next start: {}", trouble);
  }
  auto& now = vault_access_->view.source().problems();
  if (now == problems_) return;
  problems_ = now;
  for (auto& each : now) log().warn("a daily note is left out: {}", each);
  record().set_note(now.empty()
                        ? std::string{}
                        : std::to_string(now.size()) + (now.size() == 1 ? " daily note is" : " daily notes are") +
                              " left out of tasks and events, because they cannot be read; the log "
                              "says why.");
}

}  // namespace secondbrain::actors
