// Answers for what is to do: tasks, events, the briefing; and changes tasks. Thin handlers over the vault's classes.
//
// Own thread. With every request it asks whether anything has changed and looks at the daily notes that did, so that an
// edit, and a vault that vanished, show at once (ADR 0015). The tasks of other notes come from the index.
#pragma once

#include <atomic>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "actors/service_actor.hpp"
#include "base/time_text.hpp"
#include "brain/sync/tasks/tasks_board.hpp"
#include "brain/vault/planner/event_view.hpp"
#include "brain/vault/planner/noted_writer.hpp"
#include "brain/vault/planner/task_lists.hpp"
#include "brain/vault/planner/vouched_view.hpp"
#include "messages/planner.hpp"
#include "messages/vault.hpp"

namespace secondbrain::actors {

struct planner_parts {
  std::optional<std::filesystem::path> vault;  // nothing: not configured
  std::filesystem::path task_state;            // what the generated task files said last; in the data directory
  std::function<permission()> upkeep = {};     // whether the task lists follow; unset: they do not
  std::shared_ptr<vault::write_context> write_context = {};  // shared with the other writers of the vault
  bool watches_folder = true;                                // false: the files are looked at with every request
  vault::stock_count stock_taken = {};                       // by the index
  /// Outlives the workers, so that none gives a number that another one has given.
  std::shared_ptr<std::atomic<std::uint64_t>> last_version = std::make_shared<std::atomic<std::uint64_t>>(0);
  std::function<vault::noted_source()> open_index = {};        // for each life of a worker; unset: daily notes only
  std::function<vault::event_source()> open_events = {};       // likewise
  std::shared_ptr<vault::known_conventions> conventions = {};  // what tasks are read by; as the index has it
  std::filesystem::path written_notes = {};  // those that we wrote and the index may not know; in the data directory
};

class planner_actor final : public service_actor<planner_actor, planner_api> {
 public:
  planner_actor(caf::actor_config& config, child_context context, const front_ptr& front, planner_parts parts)
      : service_actor{config, std::move(context), front}, parts_{std::move(parts)} {}

  result<planner_version> handle(const get_planner_version& request);
  result<std::vector<task>> handle(const list_tasks& request);
  result<std::vector<task>> handle(const list_overdue_tasks& request);
  result<std::vector<task>> handle(const list_todays_tasks& request);
  result<std::vector<task>> handle(const list_upcoming_tasks& request);
  result<std::vector<category_count>> handle(const list_task_categories& request);
  result<task> handle(const update_task& request);
  result<changed_task> handle(const change_task& request);
  result<task> handle(const add_task& request);
  result<std::vector<calendar_event>> handle(const list_events& request);
  result<briefing> handle(const get_briefing& request);

 private:
  /// What one life of the worker knows of the vault.
  struct vault_access {
    vault_access(const planner_parts& parts, const secondbrain::clock& time)
        : writer{*parts.vault, parts.write_context},
          view{*parts.vault, time},
          watched{view, parts.watches_folder ? vault::make_folder_watch(*parts.vault / vault::daily_folder) : nullptr,
                  parts.stock_taken},
          board{writer, view, parts.task_state},
          noted{*parts.vault, parts.open_index ? parts.open_index() : vault::noted_source{}, parts.conventions,
                vault::written_notes{parts.written_notes}},
          lists{view, noted},
          changes{writer, noted},
          events{parts.open_events ? parts.open_events() : vault::event_source{}} {}
    vault::vault_writer writer;
    vault::daily_view view;
    vault::vouched_view watched;
    sync::tasks_board board;
    vault::noted_view noted;
    vault::task_lists lists;
    vault::noted_writer changes;
    vault::event_view events;
  };

  /// What a version stands for.
  struct known_state {
    std::uint64_t revision = 0;  // of the daily notes
    std::uint64_t noted = 0;     // of the tasks of all notes
    std::uint64_t events = 0;    // of the events of all notes
    vault::day today;
    std::uint64_t version = 0;
  };

  status open() override;
  vault::day today() const { return vault::local_day(time().now()); }
  /// The notes as they are now.
  result<const vault::task_lists*> look();
  std::string nothing_found() const;
  /// Of a task of the daily notes in the predecessor's layout.
  result<task> update_daily(const update_task& request);
  result<task> update_noted(const update_task& request, const task& one);
  void report_problems();

  planner_parts parts_;
  std::unique_ptr<vault_access> vault_access_;  // none without a vault
  std::optional<known_state> state_;            // when the version was asked for last
  std::vector<std::string> problems_;
  std::string memory_trouble_;
};

}  // namespace secondbrain::actors
