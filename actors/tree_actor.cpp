#include "actors/tree_actor.hpp"

#include <stdexcept>
#include <thread>

#include "ops/log/logger.hpp"

namespace secondbrain::actors {

tree_actor::tree_actor(caf::actor_config& config, child_context context)
    : caf::event_based_actor{config}, context_{std::move(context)} {
  compat::post(self(), acquire_resources{});
}

caf::behavior tree_actor::make_behavior() {
  caf::message_handler lifecycle{
      [this](const acquire_resources&) { guarded(accounting::silent, [&] { start(); }); },
      [this](const stop_actor& request) { guarded(accounting::silent, [&] { stop(request.purpose); }); },
      [this](const probe& request) {
        guarded(accounting::silent, [&] {
          record().probe_answered = request.sequence;
          if (auto examined = examine(); !examined) collapse(examined.error().message);
        });
      },
      [this](const answer_arrived& answered) { guarded(accounting::counted, answered.body); },
      [this](const crash_actor& request) { guarded(accounting::silent, [&] { crash(request.kind); }); }};
  return handlers().or_else(lifecycle);
}

compat::enqueue_result tree_actor::enqueue(caf::mailbox_element_ptr element, compat::enqueue_context* host) {
  context_.record->mailbox_depth.fetch_add(1, std::memory_order_relaxed);
  return caf::event_based_actor::enqueue(std::move(element), host);
}

const ops::logger& tree_actor::log() {
  if (!log_) log_ = ops::logger_for(record().name);
  return *log_;
}

void tree_actor::start() {
  record().set_handle(self());
  if (auto acquired = acquire(); !acquired) return collapse(acquired.error().message);
  if (leaving_) return;
  record().running();
  context_.on_up({context_.name, context_.life});
}

void tree_actor::leave() {
  if (leaving_) return;
  leaving_ = true;
  quit(caf::exit_reason::user_shutdown);
}

void tree_actor::collapse(std::string reason) {
  if (leaving_) return;
  exit_ = exit_kind::failed;
  reason_ = std::move(reason);
  leave();
}

void tree_actor::on_exit() {
  if (ended_) return;
  ended_ = true;
  record().at_work = true;  // until it is gone
  if (!leaving_) {          // ended from outside: a kill after the grace period
    exit_ = exit_kind::failed;
    reason_ = "killed: it did not stop within its grace period";
  }
  release();
  auto notify_supervisor = std::move(context_.on_down);
  context_.on_up = nullptr;  // both hold the supervisor: a dead actor must not keep it
  finish_exit([notify_supervisor, notice = child_down{context_.name, context_.life, exit_, std::move(reason_)}] {
    notify_supervisor(notice);
  });
}

void tree_actor::break_down(const char* reason) {
  try {
    broke(reason);
  } catch (...) {  // too broken even for that
    collapse(reason);
  }
}

void tree_actor::crash(crash_kind kind) {
  switch (kind) {
    case crash_kind::between_requests: throw std::runtime_error("crashed on purpose");
    case crash_kind::during_request: crash_during_request_ = true; return;
    case crash_kind::hang:
      for (;;) std::this_thread::sleep_for(std::chrono::hours{1});
  }
}

}  // namespace secondbrain::actors
