#include "actors/planner_actor.hpp"

#include "base/error.hpp"
#include "brain/vault/planner/briefing.hpp"
#include "brain/vault/planner/events.hpp"
#include "brain/vault/planner/tasks.hpp"
#include "brain/vault/writing/write_context.hpp"
#include "messages/no_vault.hpp"

namespace secondbrain::actors {

status planner_actor::open() {
  if (parts_.vault) vault_access_ = std::make_unique<vault_access>(parts_, time());
  return {};
}

result<planner_version> planner_actor::handle(const get_planner_version&) {
  return look().map([&](auto* view) {
    const auto revision = view->source().revision();
    if (!state_ || state_->revision != revision || state_->today != view->today())
      state_ = {revision, view->today(), ++*parts_.last_version};
    return planner_version{state_->version};
  });
}

result<std::vector<task>> planner_actor::handle(const list_tasks& request) {
  return look().map([&](auto* view) { return vault::filter_tasks(view->tasks(), request); });
}

result<std::vector<task>> planner_actor::handle(const list_upcoming_tasks& request) {
  return look().map([&](auto* view) { return vault::upcoming_tasks(view->tasks(), view->today(), request.days); });
}

result<std::vector<category_count>> planner_actor::handle(const list_task_categories&) {
  return look().map([](auto* view) { return vault::count_categories(view->tasks()); });
}

result<task> planner_actor::handle(const update_task& request) {
  bool follows = parts_.upkeep && parts_.upkeep().answer == consent::given;
  auto lists = follows ? sync::list_upkeep::follow : sync::list_upkeep::leave;
  return look().and_then([&](auto*) {
    auto updated = vault_access_->board.update(request, today(), lists);
    if (updated && !vault_access_->board.lists_trouble().empty())
      log().warn("a task was changed, but the lists could not follow: {}", vault_access_->board.lists_trouble());
    return updated;
  });
}

result<std::vector<calendar_event>> planner_actor::handle(const list_events& request) {
  auto start = vault::parse_iso_date(request.start), end = vault::parse_iso_date(request.end);
  if (!start || !end) return fail(errc::invalid_argument, "Start and end must be days that exist, YYYY-MM-DD.");
  return look().map([&](auto* view) {
    return vault::events_between(view->notes(), vault::format_day(*start), vault::format_day(*end));
  });
}

result<briefing> planner_actor::handle(const get_briefing&) {
  return look().map([](auto* view) { return vault::make_briefing(view->notes(), view->tasks(), view->today()); });
}

result<const vault::daily_view*> planner_actor::look() {
  if (!vault_access_) return no_vault();
  // What lies in another folder, and what is missing in an emptied one, says nothing of this vault.
  if (parts_.write_context && parts_.write_context->may_write) RETURN_IF_ERROR(parts_.write_context->may_write());
  RETURN_IF_ERROR(vault_access_->watched.look(today()));
  report_problems();
  return &vault_access_->view;
}

void planner_actor::report_problems() {
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
