// Answers for the daily notes: tasks, events, the briefing; and changes tasks. Thin handlers over the vault's classes.
//
// Own thread. Looks at the vault again with every request, so that an edit, and a vault that vanished, show at once.
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "actors/service_actor.hpp"
#include "base/time_text.hpp"
#include "brain/sync/tasks/tasks_board.hpp"
#include "messages/planner.hpp"
#include "messages/vault.hpp"

namespace secondbrain::actors {

struct planner_parts {
  std::optional<std::filesystem::path> vault;  // nothing: not configured
  std::filesystem::path task_state;            // what the generated task files said last; in the data directory
  std::function<permission()> upkeep = {};     // whether the task lists follow; unset: they do not
  std::shared_ptr<vault::write_context> write_context = {};  // shared with the other writers of the vault
};

class planner_actor final : public service_actor<planner_actor, planner_api> {
 public:
  planner_actor(caf::actor_config& config, child_context context, const front_ptr& front, planner_parts parts)
      : service_actor{config, std::move(context), front}, parts_{std::move(parts)} {}

  result<std::vector<task>> handle(const list_tasks& request);
  result<std::vector<task>> handle(const list_upcoming_tasks& request);
  result<std::vector<category_count>> handle(const list_task_categories& request);
  result<task> handle(const update_task& request);
  result<std::vector<calendar_event>> handle(const list_events& request);
  result<briefing> handle(const get_briefing& request);

 private:
  /// What one life of the worker knows of the vault.
  struct vault_access {
    vault_access(const std::filesystem::path& vault, const std::filesystem::path& task_state,
                 const std::shared_ptr<vault::write_context>& write_context, const secondbrain::clock& time)
        : writer{vault, write_context}, view{vault, time}, board{writer, view, task_state} {}
    vault::vault_writer writer;
    vault::daily_view view;
    sync::tasks_board board;
  };

  status open() override;
  vault::day today() const { return vault::local_day(time().now()); }
  /// The notes as they are now.
  result<const vault::daily_view*> look();
  void report_problems();

  planner_parts parts_;
  std::unique_ptr<vault_access> vault_access_;  // none without a vault
  std::vector<std::string> problems_;
};

}  // namespace secondbrain::actors
