#include "brain/index/index_run.hpp"

#include <algorithm>
#include <iterator>
#include <string_view>
#include <unordered_set>
#include <utility>

#include "brain/vault/planner/calendar.hpp"
#include "messages/no_vault.hpp"

namespace secondbrain::index {
namespace {

constexpr std::chrono::seconds guard_refresh_interval{30};

}  // namespace

index_run::index_run(index_order order, index_run_parts parts, index_memory memory)
    : order_{std::move(order)},
      parts_{std::move(parts)},
      stock_{memory.stock},
      journal_{memory.journal},
      tally_{order_.run_id, memory.ledger, memory.stock, *parts_.time},
      started_at_{parts_.time->now()},
      began_{parts_.time->steady()} {}

// ---- to the stores and back ----

std::uint64_t index_run::request(store_request request) {
  steps_.push_back({++last_number_, std::move(request)});
  return last_number_;
}

void index_run::go_on_with(index_stage stage, store_request request) {
  stage_ = stage;
  awaited_ = this->request(std::move(request));
}

std::optional<store_step> index_run::next() {
  if (steps_.empty()) return std::nullopt;
  auto step = std::move(steps_.front());
  steps_.pop_front();
  return step;
}

void index_run::take(std::uint64_t number, result<store_reply> reply) {
  auto stored = batches_.extract(number);
  if (ended_ || (!stored && number != awaited_)) return;
  if (!reply) return fail_with(std::move(reply.error()));
  if (stored) return batch_went_on(std::move(stored.mapped()));
  switch (stage_) {
    case index_stage::loading:
      if (order_.extent == index_extent::places) return loaded(std::get<tracked_part>(*std::move(reply)));
      return loaded(std::get<std::vector<tracked_file>>(*std::move(reply)));
    case index_stage::comparing: return counted(std::get<std::vector<chunk_count_of_note>>(*std::move(reply)));
    case index_stage::clearing_tracker: return go_on_with(index_stage::clearing_index, clear_lexical{});
    case index_stage::clearing_index: return cleared();
    case index_stage::removing_chunks: return go_on_with(index_stage::removing_vectors, remove_vectors{gone_});
    case index_stage::removing_vectors:
      if (for_good_.empty()) return go_on_with(index_stage::removing_rows, forget_files{gone_});
      return go_on_with(index_stage::removing_metadata, delete_metadata{for_good_});
    case index_stage::removing_metadata: return go_on_with(index_stage::removing_rows, forget_files{gone_});
    case index_stage::removing_rows: return removed();
    case index_stage::beginning:
    case index_stage::scanning:
    case index_stage::looking_for_lost:
    case index_stage::preparing:
    case index_stage::over: return;  // nothing is under way
  }
}

// ---- finding out what there is to do ----

status index_run::begin() {
  if (begun()) return {};
  const auto frozen = [this](error why) {
    fail_with(why, index_phase::frozen);
    return fail(std::move(why));
  };
  if (!parts_.vault) return frozen({errc::vault_missing, no_vault_yet});
  if (parts_.may_index)
    if (const auto allowed = parts_.may_index(); !allowed) return frozen(allowed.error());
  auto guard = parts_.take_guard();
  if (!guard && guard.error().code != errc::locked) fail_with(guard.error());
  RETURN_IF_ERROR(guard);
  guard_ = *std::move(guard);
  guard_refreshed_ = parts_.time->steady();
  load();
  return {};
}

void index_run::load() {
  if (order_.extent == index_extent::vault) return go_on_with(index_stage::loading, load_tracked_files{});
  places_ = stock_.with_links(order_.look.paths);
  go_on_with(index_stage::loading, find_tracked_files{{places_.begin(), places_.end()}});
}

void index_run::loaded(tracked_part tracked) {
  tracked_ = std::move(tracked.files);
  tracked_in_all_ = tracked.total;
  stage_ = index_stage::scanning;
}

void index_run::loaded(std::vector<tracked_file> tracked) {
  tracked_ = std::move(tracked);
  tracked_in_all_ = tracked_.size();
  tally_.loaded(tracked_);
  go_on_with(index_stage::comparing, count_chunks_by_note{});
}

void index_run::counted(std::vector<chunk_count_of_note> counts) {
  counts_ = std::move(counts);
  stage_ = index_stage::scanning;
}

void index_run::scan() {
  scanned_at_ = parts_.time->now();
  const bool all = order_.extent == index_extent::vault;
  found_ =
      all ? vault::scan_vault(*parts_.vault, parts_.copies) : vault::scan_places(*parts_.vault, places_, parts_.copies);
  find_conventions();
  const auto changes = vault::classify(found_, tracked_, {order_.look.everywhere, all ? order_.look.paths : places_});
  if (!all && is_doubtful(changes)) {
    order_.extent = index_extent::vault;
    places_.clear();
    return load();
  }
  if (!reason_to_freeze(changes) || changes.added.empty()) return decide(changes);
  losses_.emplace(*parts_.vault, changes, tracked_);
  stage_ = index_stage::looking_for_lost;
}

/// What the index holds of notes whose tasks were read by other conventions counts as missing.
void index_run::find_conventions() {
  const auto today = vault::local_day(scanned_at_);
  const bool all = order_.extent == index_extent::vault;
  // Of a vault that has gone nothing is to be learnt, and what is known of it stays.
  if (parts_.conventions && all && found_.condition == vault::vault_condition::ok) {
    std::vector<std::string> notes;
    notes.reserve(found_.files.size());
    for (const auto& file : found_.files) notes.push_back(file.path);
    reading_ = parts_.conventions->find(notes, today);
  } else if (parts_.conventions) {
    reading_ = parts_.conventions->current(today);
  }
  if (!all) return;
  stored_.emplace();
  for (auto& each : counts_) {
    const bool is_as_now = !reading_ || each.read_with == reading_->dialects.fingerprint();
    stored_->emplace(std::move(each.path), is_as_now ? each.chunks : read_otherwise);
  }
  counts_.clear();
}

void index_run::look_for_lost() {
  losses_->advance(*parts_.time);
  if (!losses_->done()) return;
  const auto changes = losses_->take();
  losses_.reset();
  decide(changes);
}

std::optional<std::string> index_run::reason_to_freeze(const vault::file_changes& changes) const {
  const bool insisted = order_.mode == index_mode::full_rebuild && found_.condition == vault::vault_condition::ok;
  if (insisted) return std::nullopt;
  const auto held = std::max(tracked_in_all_, stored_ ? stored_->size() : 0);
  return vault::reason_to_freeze(found_, changes, held, parts_.deletions);
}

void index_run::decide(const vault::file_changes& changes) {
  if (const auto reason = reason_to_freeze(changes))
    return fail_with({errc::vault_missing, *reason}, index_phase::frozen);
  if (order_.mode == index_mode::full_rebuild) return go_on_with(index_stage::clearing_tracker, clear_tracker{});
  plan(changes);
}

/// A look at some places does not tell a vault that has gone from notes that have.
bool index_run::is_doubtful(const vault::file_changes& changes) const {
  if (vault::reason_to_freeze(found_, changes, tracked_in_all_, parts_.deletions)) return true;
  return !changes.deleted.empty() && !vault::holds_notes(*parts_.vault, parts_.copies);
}

/// The vectors stay: they are of texts, and those that are found again need not be paid for again.
void index_run::cleared() {
  tally_.cleared();
  journal_.forgive();
  tracked_.clear();
  tracked_in_all_ = 0;
  stored_.reset();
  plan(vault::classify(found_, {}));
}

void index_run::plan(const vault::file_changes& changes) {
  auto plan = make_index_plan(found_, changes, tracked_, stored_);
  if (order_.extent == index_extent::vault)
    stock_.take(found_, changes, tracked_, stored_);
  else
    stock_.update(places_, found_, changes, tracked_);
  tally_.listed(found_, tracked_, places_);
  tally_.planned(changes, plan, tracked_in_all_ - tracked_.size());
  std::unordered_set<std::string_view> listed;
  for (const auto& file : found_.files) listed.insert(file.path);
  journal_.forget_others([&](const std::string& path) {
    const bool was_looked_at = order_.extent == index_extent::vault || vault::covers(places_, path);
    return !was_looked_at || listed.contains(path);
  });
  gone_ = std::move(plan.gone);
  preparer_.emplace(
      preparer_parts{*parts_.vault, journal_, tally_, parts_.before_preparing, parts_.notify, *parts_.time, reading_},
      std::move(plan.to_do), departed_notes{gone_, tracked_}, scanned_at_);
  found_ = {};
  stage_ = index_stage::preparing;
}

// ---- slices ----

bool index_run::can_advance() const {
  if (ended_) return false;
  return stage_ == index_stage::scanning || stage_ == index_stage::looking_for_lost ||
         (stage_ == index_stage::preparing && preparer_->may_go_on(batches_.size()));
}

void index_run::advance() {
  if (!can_advance()) return;
  if (stage_ == index_stage::scanning) return scan();
  if (stage_ == index_stage::looking_for_lost) return look_for_lost();
  if (auto kept = keep_lock(); !kept) return fail_with(std::move(kept.error()));
  if (!preparer_->done()) prepare();
  if (!ended_ && preparer_->done() && batches_.empty()) remove_gone();
}

status index_run::keep_lock() {
  const auto now = parts_.time->steady();
  if (now - guard_refreshed_ < guard_refresh_interval) return {};
  guard_refreshed_ = now;
  return guard_->refresh();
}

void index_run::prepare() {
  auto prepared = preparer_->prepare();
  if (!prepared) return fail_with(std::move(prepared.error()));
  current_ = prepared->rows.empty() ? std::string{} : prepared->rows.back().path;
  if (!prepared->rows.empty()) store(*std::move(prepared));
}

void index_run::store(prepared_batch prepared) {
  if (prepared.notes.empty()) return commit(std::move(prepared.rows));
  for (const auto& move : prepared.moves) moved_.insert(move.from);
  const auto number = request(write_notes{std::move(prepared.notes), prepared.moves});
  batches_[number] = {std::move(prepared.rows), std::move(prepared.moves)};
}

void index_run::commit(std::vector<tracked_file> rows) {
  const auto number = request(mark_files{rows});
  batches_[number] = {std::move(rows), {}, batch_step::rows};
}

void index_run::batch_went_on(batch done) {
  if (done.step == batch_step::chunks && !done.moves.empty()) {
    batches_[request(move_metadata{std::move(done.moves)})] = {std::move(done.rows), {}, batch_step::metadata};
    return;
  }
  if (done.step != batch_step::rows) return commit(std::move(done.rows));
  for (const auto& row : done.rows) {
    tally_.indexed(row);
    journal_.passed(row.path);
  }
}

// ---- the end ----

/// Of notes that were moved only the rows of the tracker are left, and the links of their vectors, which are kept for
/// the new paths without any.
void index_run::remove_gone() {
  tally_.will_remove(gone_.size());
  if (gone_.empty()) return finish();
  std::copy_if(gone_.begin(), gone_.end(), std::back_inserter(for_good_),
               [&](const std::string& path) { return !moved_.contains(path); });
  if (for_good_.empty()) return go_on_with(index_stage::removing_vectors, remove_vectors{gone_});
  go_on_with(index_stage::removing_chunks, remove_notes{for_good_});
}

void index_run::removed() {
  tally_.removed(gone_);
  finish();
}

void index_run::finish() {
  settle_journal();  // before anybody learns that the run has ended: the lock is still held
  tally_.took(std::chrono::duration_cast<std::chrono::milliseconds>(parts_.time->steady() - began_));
  if (const auto announced = guard_->announce(order_.extent); !announced)
    parts_.notify(notice_level::warning, announced.error().message);
  stage_ = index_stage::over;
  ended_.emplace(index_outcome{index_phase::finished, tally_.report()});
}

void index_run::fail_with(error why, index_phase phase) {
  if (why.code == errc::worker_crashed) {
    if (const auto buried = journal_.died(); !buried) parts_.notify(notice_level::warning, buried.error().message);
  }
  settle_journal();
  steps_.clear();
  stage_ = index_stage::over;
  ended_.emplace(index_outcome{phase, fail(std::move(why))});
}

void index_run::settle_journal() {
  if (const auto settled = journal_.settle(); !settled) parts_.notify(notice_level::warning, settled.error().message);
}

void index_run::show(index_progress& progress) const {
  progress.run_id = order_.run_id;
  progress.trigger = order_.trigger;
  progress.started_at = started_at_;
  progress.current = current_;
  if (ended_)
    progress.phase = ended_->phase;
  else
    progress.phase = stage_ < index_stage::preparing ? index_phase::scanning : index_phase::indexing;
  tally_.show(progress);
}

}  // namespace secondbrain::index
