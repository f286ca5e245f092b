#include "cli/service/sync_steps.hpp"

#include <chrono>
#include <memory>
#include <string>
#include <system_error>
#include <utility>

#include "base/error.hpp"
#include "base/time_text.hpp"
#include "brain/sync/extraction/sending_estimate.hpp"
#include "brain/sync/inbox/inbox.hpp"
#include "brain/sync/projects/projects.hpp"
#include "brain/sync/tasks/tasks_board.hpp"
#include "brain/sync/weekly/weekly.hpp"
#include "brain/vault/planner/calendar.hpp"
#include "brain/vault/planner/daily_view.hpp"
#include "brain/vault/writing/vault_writer.hpp"
#include "cli/service/sending_tools.hpp"
#include "cli/service/upkeep.hpp"
#include "messages/no_vault.hpp"
#include "ops/log/logger.hpp"

namespace secondbrain::cli {

namespace {

/// What the steps of one vault share; lives as long as any of them.
class vault_steps {
 public:
  explicit vault_steps(const sync_tools& tools)
      : writer_{*tools.vault, tools.write_context},
        view_{*tools.vault},
        board_{writer_, view_, tools.data.generated_tasks()},
        inbox_{writer_, tools.models.batch(), inbox_parts_of(tools)} {}

  result<sync::step_result> inbox(const sync::step_control& control) { return inbox_.process(control); }
  result<sync::step_result> tasks() { return board_.sync(today()); }
  result<sync::step_result> projects() { return sync::sync_projects(writer_, view_, today()); }
  result<sync::step_result> weekly() { return sync::write_weekly_review(writer_, view_, today(), today()); }

 private:
  static sync::inbox_parts inbox_parts_of(const sync_tools& tools) {
    sync::inbox_parts parts{tools.data.inbox_journal(), tools.categories};
    parts.inbox = tools.inbox;
    return parts;
  }
  static vault::day today() { return vault::local_day(std::chrono::system_clock::now()); }

  vault::vault_writer writer_;
  vault::daily_view view_;
  sync::tasks_board board_;
  sync::inbox inbox_;
};

/// The step once the owner has allowed it; else a sentence, which is no failure.
sync::step_function where_allowed(const std::function<permission()>& upkeep, sync::step_function step) {
  return [upkeep, step = std::move(step)](const sync::step_control& control) -> result<sync::step_result> {
    auto decision = upkeep();
    if (decision.answer != consent::given) return sync::step_result{not_enabled(decision), {}};
    return step(control);
  };
}

sync::step_result to_step_result(const extraction_report& done) {
  return {done.message, {}, done.trouble};
}

sending_tools sending_of(const sync_tools& tools) {
  return {tools.vault, tools.data, tools.models, tools.metadata, tools.sending, tools.copies, tools.inbox};
}

/// Said before anything is sent of many notes, so that a run which was not meant can still be ended.
void announce(const sending_estimate& estimate) {
  constexpr int many = 20;
  if (estimate.recipients.empty() || estimate.notes < many) return;
  ops::logger_for("extraction")
      .info("{} notes go to {}, {}", estimate.notes, sync::named_recipients(estimate), sync::cost_in_words(estimate));
}

sync::step_function extraction_step(const sync_tools& tools) {
  return [tools = sending_of(tools),
          extract = make_extraction(tools)](const sync::step_control& control) -> result<sync::step_result> {
    auto estimate = estimate_now(tools);
    RETURN_IF_ERROR(estimate);
    if (!estimate->set_up) return sync::step_result{sync::why_notes_wait(*estimate), {}};
    announce(*estimate);
    return extract({}, control).map(to_step_result);
  };
}

sync::step_function inbox_step(const sync_tools& tools, sync::step_function file) {
  return [&models = tools.models, vault = *tools.vault, where = tools.inbox,
          file = std::move(file)](const sync::step_control& control) -> result<sync::step_result> {
    std::error_code ignored;
    if (models.batch_is_set_up() || !std::filesystem::is_directory(vault, ignored)) return file(control);
    const auto captures = waiting_captures(vault, where());
    return sync::step_result{sync::why_captures_wait(sync::estimate_sending(models.batch().candidates(), {}, captures)),
                             {}};
  };
}

}  // namespace

sync::step_table make_sync_steps(const sync_tools& tools) {
  using sync::step_control;
  if (!tools.vault) {
    sync::step_function refuse = [](const step_control&) -> result<sync::step_result> { return no_vault(); };
    return {{sync_step::inbox, refuse},   {sync_step::tasks, refuse}, {sync_step::projects, refuse},
            {sync_step::extract, refuse}, {sync_step::index, refuse}, {sync_step::weekly, refuse}};
  }
  auto steps = std::make_shared<vault_steps>(tools);
  auto allowed = [&](sync::step_function step) { return where_allowed(tools.upkeep, std::move(step)); };
  return {{sync_step::inbox,
           allowed(inbox_step(tools, [steps](const step_control& control) { return steps->inbox(control); }))},
          {sync_step::tasks, allowed([steps](const step_control&) { return steps->tasks(); })},
          {sync_step::projects, allowed([steps](const step_control&) { return steps->projects(); })},
          {sync_step::weekly, [steps](const step_control&) { return steps->weekly(); }},
          {sync_step::index, tools.index},
          {sync_step::extract, extraction_step(tools)}};
}

extraction make_extraction(const sync_tools& tools) {
  if (!tools.vault)
    return [](const extract_notes&, const sync::step_control&) -> result<extraction_report> { return no_vault(); };
  sync::extraction_parts parts;
  parts.vault_root = *tools.vault;
  parts.failures_file = tools.data.extraction_failures();
  parts.metadata = tools.metadata;
  parts.copies = tools.copies;
  auto run = std::make_shared<sync::extraction_run>(tools.models.batch(), parts);
  return [run, &models = tools.models](const extract_notes& request,
                                       const sync::step_control& control) -> result<extraction_report> {
    if (models.batch_is_set_up()) return run->extract(request, control);
    const auto waiting = run->waiting(request.note_path);
    RETURN_IF_ERROR(waiting);
    return fail(errc::conflict, sync::why_not_sent(sync::estimate_sending(models.batch().candidates(), *waiting, 0)));
  };
}

}  // namespace secondbrain::cli
