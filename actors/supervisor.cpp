#include "actors/supervisor.hpp"
#include "base/text.hpp"
#include "ops/log/logger.hpp"

#include <random>

namespace secondbrain::actors {
namespace {

double draw_uniform() {
  thread_local std::minstd_rand engine{std::random_device{}()};
  return std::uniform_real_distribution<double>{0, 1}(engine);
}

actor_kind kind_of(const child_spec& spec) {
  return spec.subtree ? actor_kind::supervisor : actor_kind::worker;
}

}  // namespace

void register_subtree(actor_registry& registry, const supervisor_spec& spec, const std::string& path) {
  for (const auto& child : spec.children) {
    auto child_path = path + "/" + child.name;
    registry.declare(child_path, path, kind_of(child), child.hang);
    if (child.subtree) register_subtree(registry, *child.subtree, child_path);
  }
}

supervisor::supervisor(caf::actor_config& config, child_context context, std::shared_ptr<const supervisor_spec> spec,
                       actor_registry& registry)
    : tree_actor{config, std::move(context)}, spec_{std::move(spec)}, registry_{registry}, window_{spec_->intensity} {}

status supervisor::acquire() {
  children_.reserve(spec_->children.size());
  for (const auto& child_spec : spec_->children) {
    child entry{&child_spec, registry_.obtain(record().name + "/" + child_spec.name),
                {},          backoff{spec_->backing_off, draw_uniform},
                {},          {},
                0,           phase::down,
                {}};
    if (child_spec.intensity) entry.own_window.emplace(*child_spec.intensity);
    children_.push_back(std::move(entry));
  }
  for (auto& each : children_) start_child(each);
  return {};
}

void supervisor::release() noexcept {
  for (auto& each : children_)  // some live only when this supervisor was killed, or is too broken to stop them
    if (each.handle) caf::anon_send_exit(each.handle, caf::exit_reason::kill);
  children_.clear();
}

void supervisor::finish_exit(std::function<void()> done) {
  children_alive_->when_gone(std::move(done));
}

caf::message_handler supervisor::handlers() {
  return {on<child_up>([this](const child_up& notice) { child_came_up(notice); }),
          on<child_down>([this](const child_down& notice) { child_ended(notice); }),
          on<retry_child>([this](const retry_child& due) { retry(due); }),
          on<grace_over>([this](const grace_over& due) { grace_ended(due); }),
          on<restart_actor>([this](const restart_actor& request) { restart_on_request(request); })};
}

supervisor::child* supervisor::find(const std::string& name) {
  for (auto& each : children_)
    if (each.spec->name == name) return &each;
  return nullptr;
}

std::pair<std::size_t, std::size_t> supervisor::group_of(const child& which) const {
  switch (spec_->strategy) {
    case restart_strategy::one_for_one: return {index_of(which), index_of(which) + 1};
    case restart_strategy::one_for_all: return {0, children_.size()};
    case restart_strategy::rest_for_one: return {index_of(which), children_.size()};
  }
  return {0, children_.size()};
}

// ---- starting ----

void supervisor::start_child(child& which) {
  ++which.life;
  which.started_at = time().steady();
  which.now = phase::starting;
  which.record->starting();
  which.gone = children_alive_->join();
  auto parent = self();
  child_context context{which.spec->name,
                        which.life,
                        which.record,
                        [parent](child_up notice) { compat::post(parent, std::move(notice)); },
                        [parent, gone = which.gone](child_down notice) {
                          compat::post(parent, std::move(notice));
                          gone();
                        },
                        {}};
  which.handle = which.spec->subtree ? caf::actor_cast<caf::actor>(system().spawn<supervisor>(
                                           std::move(context), which.spec->subtree, std::ref(registry_)))
                                     : which.spec->start(system(), std::move(context));
}

void supervisor::start_group(const child& first) {
  auto [begin, end] = group_of(first);
  for (auto i = begin; i < end; ++i) {
    auto& each = children_[i];
    if (each.now == phase::stopping || each.now == phase::killed) {  // somebody must leave first
      start_when_stopped_.insert(index_of(first));
      return;
    }
  }
  for (auto i = begin; i < end; ++i)
    if (!is_running(children_[i]) && children_[i].spec->restart != restart_type::temporary) start_child(children_[i]);
}

// ---- failing ----

void supervisor::child_came_up(const child_up& notice) {
  auto* which = find(notice.name);
  if (which != nullptr && which->life == notice.life && which->now == phase::starting) which->now = phase::alive;
}

void supervisor::child_ended(const child_down& notice) {
  auto* which = find(notice.name);
  if (which == nullptr || which->life != notice.life) return;
  auto was = which->now;
  which->handle = nullptr;
  which->now = phase::down;
  which->record->ended(actor_state::stopped);

  bool expected = was == phase::stopping || was == phase::killed;
  if (!expected && !terminating_) {
    bool restart = which->spec->restart == restart_type::permanent ||
                   (which->spec->restart == restart_type::transient && notice.kind == exit_kind::failed);
    if (restart) {
      failed(*which, was, notice.reason.empty() ? "ended without being told to" : notice.reason);
    } else {
      if (notice.kind == exit_kind::failed)
        ops::logger_for(which->record->name).error("failed for good: {}", notice.reason);
      if (which->spec->weight == significance::significant) {
        terminating_ = true;
        stop_range(0, children_.size());
      }
    }
  }
  stop_next();
}

void supervisor::failed(child& which, phase was, const std::string& reason) {
  auto now = time().steady();
  const auto& name = which.record->name;
  bool counts = was != phase::starting;
  if (counts && which.own_window && !which.own_window->admit(now))
    return give_up(name + " failed too often: " + reason);
  if (counts && !window_.admit(now)) {
    const auto& limit = window_.limit();
    return give_up("more than " + std::to_string(limit.max_restarts) + " restarts in " +
                   std::to_string(limit.window.count() / 1000) + " s; the last was " + name + ": " + reason);
  }
  auto delay = which.delays.next(which.started_at, now);
  which.now = phase::held;
  which.record->state = actor_state::backing_off;
  which.record->restarting({{}, reason, was == phase::starting}, delay);
  ops::logger_for(name).warn("failed, restart in {} ms: {}", delay.count(), reason);

  auto [begin, end] = group_of(which);
  stop_range(begin, end);
  retry_child due{which.spec->name, which.life};
  if (delay.count() == 0) return retry(due);
  compat::post_after(self(), delay, std::move(due));
}

void supervisor::retry(const retry_child& due) {
  auto* which = find(due.name);
  if (terminating_ || which == nullptr || which->life != due.life || which->now != phase::held) return;
  if (spec_->strategy != restart_strategy::one_for_one)
    for (std::size_t i = 0; i < index_of(*which); ++i)
      if (children_[i].now == phase::held) {  // an earlier one is due later, and brings this one along
        which->now = phase::down;
        return;
      }
  start_group(*which);
}

void supervisor::restart_on_request(const restart_actor& request) {
  if (terminating_) return;
  for (auto& each : children_) {
    if (each.record->name == request.path) {
      ops::logger_for(request.path).info("restart on request");
      each.record->restarting({{}, "restarted on request"}, std::nullopt);
      auto [begin, end] = group_of(each);
      stop_range(begin, end);
      start_group(each);
      return;
    }
    if (each.spec->subtree && request.path.rfind(each.record->name + "/", 0) == 0 && each.handle)
      return compat::post(each.handle, request);
  }
}

// ---- stopping ----

void supervisor::stop(stop_purpose purpose) {
  terminating_ = true;
  if (purpose == stop_purpose::shutdown) shutting_down_ = true;
  stop_range(0, children_.size());
  stop_next();
}

void supervisor::broke(std::string reason) {
  if (failure_.empty()) give_up(std::move(reason));
  stop_next();
}

void supervisor::give_up(std::string reason) {
  log().critical("gives up: {}", reason);
  record().state = actor_state::stopping;
  terminating_ = true;
  failure_ = std::move(reason);
  if (given().on_failing) given().on_failing(failure_);
  stop_range(0, children_.size());
}

stop_purpose supervisor::purpose_of_stopping() const noexcept {
  return shutting_down_ ? stop_purpose::shutdown : stop_purpose::replacement;
}

void supervisor::ask_to_stop(const child& which) {
  compat::post(which.handle, stop_actor{purpose_of_stopping()});
  compat::post_after(self(), which.spec->grace, grace_over{which.spec->name, which.life});
}

void supervisor::stop_range(std::size_t begin, std::size_t end) {
  bool idle = to_stop_.empty();
  for (auto i = end; i-- > begin;)
    if (is_running(children_[i])) {
      children_[i].now = phase::stopping;
      children_[i].record->state = actor_state::stopping;
      to_stop_.push_back(i);
    }
  if (idle && !to_stop_.empty()) ask_to_stop(children_[to_stop_.front()]);
}

void supervisor::stop_next() {
  bool advanced = false;
  while (!to_stop_.empty() && children_[to_stop_.front()].now == phase::down) {
    to_stop_.pop_front();
    advanced = true;
  }
  if (to_stop_.empty()) return all_stopped();
  if (!advanced) return;
  ask_to_stop(children_[to_stop_.front()]);
}

void supervisor::grace_ended(const grace_over& due) {
  auto* which = find(due.name);
  if (which == nullptr || which->life != due.life) return;
  const auto after_kill = which->spec->after_kill.value_or(which->spec->grace);
  if (which->now == phase::stopping) {
    ops::logger_for(which->record->name).warn("did not stop within {} ms: killed", which->spec->grace.count());
    which->now = phase::killed;
    caf::anon_send_exit(which->handle, caf::exit_reason::kill);
    compat::post_after(self(), after_kill, due);
  } else if (which->now == phase::killed && !shutting_down_) {
    // A successor beside it would be a second writer. The hang monitor ends the process if this goes on.
    ops::logger_for(which->record->name).error("does not react to a kill: its successor waits until it is gone");
    compat::post_after(self(), after_kill, due);
  } else if (which->now == phase::killed) {
    ops::logger_for(which->record->name).error("does not react to a kill: its thread is stuck and is left behind");
    which->gone();
    which->handle = nullptr;
    ++which->life;  // a late notice of its is about nobody
    which->now = phase::down;
    which->record->ended(actor_state::failed);
    stop_next();
  }
}

void supervisor::all_stopped() {
  if (terminating_) {
    if (failure_.empty()) return leave();
    return collapse(failure_);
  }
  auto waiting = std::exchange(start_when_stopped_, {});
  for (auto i : waiting) start_group(children_[i]);
}

}  // namespace secondbrain::actors
