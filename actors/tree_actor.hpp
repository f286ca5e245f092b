// The base of every supervised actor: counts and times its messages, turns exceptions into an orderly death, answers
// probes, and tells its supervisor of its end as the very last act, after everything it held has been released.
//
// A constructor must not throw and must not acquire: it runs in the supervisor. `acquire` runs as the actor's first
// message, where a failure is an ordinary supervised death.
#pragma once

#include <string>

#include <caf/message_handler.hpp>

#include "actors/child_spec.hpp"
#include "base/clock.hpp"
#include "messages/address.hpp"
#include "ops/log/logger.hpp"

namespace secondbrain::actors {

class tree_actor : public caf::event_based_actor {
 public:
  tree_actor(caf::actor_config& config, child_context context);

  caf::behavior make_behavior() final;
  compat::enqueue_result enqueue(caf::mailbox_element_ptr element, compat::enqueue_context* host) override;
  void on_exit() final;
  const char* name() const override { return "secondbrain.actor"; }

 protected:
  using steady_time = secondbrain::steady_time;  // not the member of that name that CAF 1.x has

  /// Opens what the actor needs. An error or an exception ends this life.
  virtual status acquire() { return {}; }

  /// Gives back what `acquire` took. Also called when it failed half-way.
  virtual void release() noexcept {}

  /// Asked to stop. The default leaves at once; an actor with children or work under way may take its time.
  virtual void stop(stop_purpose) { leave(); }

  /// A handler has thrown. The default ends this life at once; an actor with children ends theirs first.
  virtual void broke(std::string reason) { collapse(std::move(reason)); }

  /// The very last act: `done` tells the supervisor. An actor whose children still live has the last of them do it.
  virtual void finish_exit(std::function<void()> done) { done(); }  // NOLINT(performance-unnecessary-value-param): kept

  /// Called with every probe; an error ends this life (a part that the actor stands for is broken). Who has something
  /// to examine says so in its record, and is then probed now and then while it is at rest, too.
  virtual status examine() { return {}; }

  /// The messages of the derived class, each made with `on`.
  virtual caf::message_handler handlers() { return {}; }

  /// A handler that is counted, timed and guarded.
  template <class Message, class Body>
  auto on(Body body) {
    return [this, body](const Message& message) { guarded(accounting::counted, [&] { body(message); }); };
  }

  /// Asks another service and goes on in `next` with its answer, as a message of this actor. When this life has ended
  /// meanwhile, nothing happens.
  template <secondbrain::request R, class Api>
  void ask_then(const secondbrain::address<Api>& service, R request, std::chrono::milliseconds timeout,
                std::function<void(result<typename R::reply>)> next) {
    auto receiver = self().address();  // weak: an open question must not keep a dead actor
    service.send(std::move(request), timeout, [receiver, next = std::move(next)](result<typename R::reply> answer) {
      auto shared = std::make_shared<result<typename R::reply>>(std::move(answer));
      compat::post(caf::actor_cast<caf::actor>(receiver), answer_arrived{[next, shared] { next(std::move(*shared)); }});
    });
  }

  /// Ends this life as planned.
  void leave();
  /// Ends this life as a failure.
  void collapse(std::string reason);
  bool leaving() const noexcept { return leaving_; }

  /// For what blocks this actor: whether it has been asked to stop, which it hears of only afterwards. Any thread.
  std::function<bool()> stop_requested() const {
    return [record = context_.record] { return record->state == actor_state::stopping; };
  }

  caf::actor self() { return caf::actor_cast<caf::actor>(this); }
  generation life() const noexcept { return context_.life; }
  const child_context& given() const noexcept { return context_; }
  actor_record& record() noexcept { return *context_.record; }

  /// While it lives, the actor waits for whatever comes next, and a message ends that wait: it is not at work.
  class resting {
   public:
    explicit resting(tree_actor& who) : record_{who.record()} { record_.at_work = false; }
    ~resting() { record_.at_work = true; }
    resting(const resting&) = delete;
    resting& operator=(const resting&) = delete;

   private:
    actor_record& record_;
  };

  /// For log lines, which then carry this actor's name.
  const ops::logger& log();
  const secondbrain::clock& time() const noexcept { return context_.record->time(); }

 private:
  struct working {
    explicit working(actor_record& whose) : record{whose} { record.at_work = true; }
    ~working() { record.at_work = false; }
    working(const working&) = delete;
    working& operator=(const working&) = delete;
    actor_record& record;
  };
  enum class accounting : std::uint8_t { counted, silent };

  template <class Body>
  void guarded(accounting mode, Body&& body) {
    context_.record->mailbox_depth.fetch_sub(1, std::memory_order_relaxed);
    if (leaving_) return;
    const working here{*context_.record};
    auto begin = time().steady();
    try {
      body();
    } catch (const std::exception& thrown) {
      break_down(thrown.what());
    } catch (...) {
      break_down("unknown exception");
    }
    if (mode == accounting::silent) return;
    context_.record->latency.add(time().steady() - begin);
    context_.record->handled.fetch_add(1, std::memory_order_relaxed);
  }

  void start();
  void crash(crash_kind kind);
  void break_down(const char* reason);

 protected:
  bool crash_during_request_ = false;  // chaos: the next request is to fail half-way

 private:
  child_context context_;
  std::optional<ops::logger> log_;  // made when it is first needed
  bool leaving_ = false;
  bool ended_ = false;
  exit_kind exit_ = exit_kind::normal;
  std::string reason_;
};

}  // namespace secondbrain::actors
