#include "actors/reindexer.hpp"

#include <utility>
#include <variant>

#include "actors/data_directory_guard.hpp"
#include "base/sign_of_life.hpp"
#include "ops/log/logger.hpp"
#include "ops/log/logging.hpp"
#include "stores/earlier_index.hpp"

namespace secondbrain::actors {
namespace {

constexpr auto event_component = "index";  // contract: operations §2.3
constexpr std::chrono::seconds store_timeout{120};
constexpr std::chrono::milliseconds often_enough{100};  // between two values of the progress

std::string describe(const index_report& report) {
  return std::to_string(report.files_new) + " new, " + std::to_string(report.files_modified) + " modified, " +
         std::to_string(report.files_deleted) + " deleted, " + std::to_string(report.files_unchanged) +
         " unchanged notes; " + std::to_string(report.chunks_created) +
         (report.chunks_created == 1 ? " passage written" : " passages written");
}

bool is_news(const index_progress& latest, const index_progress& next) {
  const bool is_first_count = !next.notes_total && next.notes_searchable != latest.notes_searchable;
  return next.phase != latest.phase || next.message != latest.message || is_first_count;
}

}  // namespace

reindexer::reindexer(caf::actor_config& config, child_context context, const front_ptr& front, reindexer_parts parts)
    : service_actor{config, std::move(context), front},
      parts_{std::move(parts)},
      journal_{parts_.data_directory, notices(), *parts_.time},
      last_run_id_{parts_.progress->latest().value.run_id} {}

caf::message_handler reindexer::own_handlers() {
  return {on<next_slice>([this](const next_slice&) { step(); })};
}

status reindexer::open() {
  journal_.recall();
  if (journal_.suspects() > 0)
    log().warn("the last run ended while {} notes were prepared; these come last, one at a time", journal_.suspects());
  return {};
}

void reindexer::close() noexcept {
  settle_journal();  // an orderly end: nobody is suspected
  if (run_) publish(index_phase::failed, "the run was interrupted; it is done again");
  run_.reset();  // releases the lock
  next_.reset();
  waiting_.clear();
}

void reindexer::settle_journal() {
  if (const auto settled = journal_.settle(); !settled) log().warn("{}", settled.error().message);
}

index::notice_sink reindexer::notices() {
  return [log = log()](index::notice_level level, const std::string& sentence) {
    log.log(level == index::notice_level::error ? ops::severity::error : ops::severity::warning, "{}", sentence);
  };
}

index::guard_source reindexer::guard_source() const {
  return [this] {
    return data_directory_guard::take(parts_.data_directory, parts_.vault.value_or(std::filesystem::path{}).string(),
                                      *parts_.time, parts_.directory_in_place);
  };
}

index::index_run_parts reindexer::run_parts() {
  return {parts_.vault, parts_.deletions, guard_source(), parts_.may_index,  parts_.before_preparing,
          notices(),    parts_.time,      parts_.copies,  parts_.conventions};
}

// ---- requests ----

/// The number of the run that does it.
std::uint64_t reindexer::order(index_mode mode, index_trigger trigger, const std::vector<std::string>& paths) {
  if (!paths.empty()) pacing_.ordered(parts_.time->steady(), paths.size());
  schedule();
  if (run_ && !run_->begun()) {
    run_->join(mode, trigger, paths);
    return run_->order().run_id;
  }
  if (!next_) next_.emplace(index::index_order{++last_run_id_, mode, trigger, {}});
  next_->merge(mode, trigger, paths);
  return next_->run_id;
}

void reindexer::handle(const run_index& request, reply_slot<run_index> slot) {
  waiting_.emplace(order(request.mode, request.trigger, {}), std::move(slot));
}

result<index_accepted> reindexer::handle(const start_index& request) {
  return index_accepted{order(request.mode, request.trigger, request.paths)};
}

void reindexer::handle(const clear_index&, reply_slot<clear_index> slot) {
  if (run_)
    return slot.deliver(secondbrain::fail(errc::busy, "an index run is under way; clear the index when it has ended"));
  auto guard = guard_source()();
  if (!guard) return slot.deliver(fail(guard.error()));
  clear_step(std::make_shared<clearing>(clearing{{*std::move(guard), ledger_}, std::move(slot)}));
}

void reindexer::clear_step(const std::shared_ptr<clearing>& under_way) {
  while (auto step = under_way->work.next()) {
    const auto number = step->number;
    send(*std::move(step), [this, under_way, number](result<index::store_reply> reply) {
      under_way->work.take(number, std::move(reply));
      clear_step(under_way);
    });
  }
  const auto& outcome = under_way->work.outcome();
  if (!outcome) return;
  stock_is_due_ = true;
  under_way->slot.deliver(outcome->map([] { return nothing{}; }));
  if (run_ || next_) schedule();  // it has waited for the lock
}

// ---- a run ----

void reindexer::schedule() {
  if (std::exchange(slice_is_due_, true)) return;
  compat::post(self(), next_slice{});
}

void reindexer::step() {
  slice_is_due_ = false;
  if (!run_ && next_ && may_start_next())
    run_.emplace(*std::exchange(next_, std::nullopt), run_parts(), index::index_memory{ledger_, stock_, journal_});
  if (!run_) return;
  if (!run_->begun()) return begin_run();
  {
    const sign_of_life_listener answering{[this] { record().probe_answered = record().probe_sent.load(); }};
    run_->advance();
  }
  go_on();
}

bool reindexer::may_start_next() {
  if (stock_is_due_) next_->extent = index::index_extent::vault;
  const auto now = parts_.time->steady();
  const auto start = pacing_.start_of(*next_, now);
  if (start <= now) return true;
  if (!std::exchange(is_pausing_, true))
    compat::post_after(self(), std::chrono::ceil<std::chrono::milliseconds>(start - now), answer_arrived{[this] {
                         is_pausing_ = false;
                         step();
                       }});
  return false;
}

void reindexer::begin_run() {
  const auto begun = run_->begin();
  if (begun || run_->outcome()) return go_on();
  publish(index_phase::waiting_for_lock, begun.error().message);  // the next order tries again
}

void reindexer::go_on() {
  while (auto step = run_->next()) {
    const auto number = step->number;
    send(*std::move(step), [this, id = run_->order().run_id, number](result<index::store_reply> reply) {
      if (!run_ || run_->order().run_id != id) return;  // it has ended meanwhile
      run_->take(number, std::move(reply));
      go_on();
    });
  }
  if (run_->outcome()) return end_run();
  publish_progress();
  if (run_->can_advance()) schedule();
}

void reindexer::remember_changed(const index::store_request& request) {
  if (std::holds_alternative<clear_lexical>(request)) changed_.reset();
  if (!parts_.on_indexed || !changed_) return;
  if (const auto* writing = std::get_if<write_notes>(&request))
    for (const auto& note : writing->notes) changed_->push_back(note.path);
  if (const auto* forgetting = std::get_if<forget_files>(&request))
    changed_->insert(changed_->end(), forgetting->paths.begin(), forgetting->paths.end());
}

void reindexer::send(index::store_step step, reply_handler take) {
  remember_changed(step.request);
  std::visit(
      [&](auto& request) {
        using reply_type = typename std::decay_t<decltype(request)>::reply;
        const auto& store = store_of(request);
        ask_then(store, std::move(request), store_timeout, [take = std::move(take)](result<reply_type> reply) {
          take(std::move(reply).map([](reply_type value) { return index::store_reply{std::move(value)}; }));
        });
      },
      step.request);
}

void reindexer::end_run() {
  const auto outcome = *run_->outcome();
  const auto& report = outcome.report;
  const auto message = report ? describe(*report) : report.error().message;
  if (report) {
    log_report(*report);
  } else {
    const bool news = parts_.progress->latest().value.trouble != message;
    log().log(news ? ops::severity::error : ops::severity::debug, "{}: {}", to_string(outcome.phase), message);
  }
  if (report) count_stock();  // before anybody hears of the run, and asks for what it found
  deliver(report);
  if (report && parts_.on_indexed) parts_.on_indexed(std::exchange(changed_, std::vector<std::string>{}));
  record().set_note(report ? std::string{} : std::string{to_string(outcome.phase)} + ": " + message);
  publish(outcome.phase, message);
  if (!report || run_->order().extent == index::index_extent::vault) stock_is_due_ = !report;
  pacing_.ended(run_->order(), parts_.time->steady());
  run_.reset();  // releases the lock
  if (next_) schedule();
}

/// Only a look at everything finds what no event told of, and leaves nothing that an earlier index alone would know.
void reindexer::count_stock() {
  if (run_->order().extent != index::index_extent::vault) return;
  if (parts_.stock_taken) ++*parts_.stock_taken;
  if (const auto removed = stores::remove_earlier_index(parts_.data_directory / "lexical.db"); !removed)
    log().log(ops::severity::warning, "{}", removed.error().message);
}

void reindexer::log_report(const index_report& report) const {
  const auto trigger = run_->order().trigger;
  const bool changed = report.files_new + report.files_modified + report.files_deleted > 0;
  const bool may_be_silent = trigger == index_trigger::sweep || run_->order().extent == index::index_extent::places;
  if (!changed && may_be_silent) return;
  ops::log_event(
      event_component, "reindex_complete",
      {{"summary", describe(report)}, {"trigger", to_string(trigger)}, {"duration_ms", report.duration.count()}});
}

void reindexer::deliver(const result<index_report>& report) {
  const auto [first, last] = waiting_.equal_range(run_->order().run_id);
  for (auto each = first; each != last; ++each) each->second.deliver(report);
  waiting_.erase(first, last);
}

/// While something is wrong, it stays to be seen until it is known to be over.
void reindexer::publish_progress() {
  const auto trouble = parts_.progress->latest().value.trouble;
  index_progress shown;
  run_->show(shown);
  if (shown.phase == index_phase::scanning && !trouble.empty()) return;
  publish(shown.phase, {});
}

void reindexer::publish(index_phase phase, const std::string& message) {
  const auto latest = parts_.progress->latest().value;
  auto next = latest;
  if (run_) {
    run_->show(next);
    next.finished_at.reset();
    if (phase == index_phase::finished || phase == index_phase::failed || phase == index_phase::frozen) {
      next.current.clear();
      next.finished_at = parts_.time->now();
    }
    if (phase == index_phase::finished) {
      next.last_report = *run_->outcome()->report;
      next.trouble.clear();
    }
    if (phase == index_phase::failed || phase == index_phase::frozen) next.trouble = message;
  }
  next.phase = phase;
  next.message = message;
  const auto now = parts_.time->steady();
  if (!is_news(latest, next) && published_at_ && now - *published_at_ < often_enough) return;
  published_at_ = now;
  parts_.progress->publish(std::move(next));
}

}  // namespace secondbrain::actors
