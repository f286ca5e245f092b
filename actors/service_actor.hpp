// The base of the workers behind a front: one `handle` overload per request of the service's `api`.
//
//   class lexical_actor final : public service_actor<lexical_actor, lexical_api> {
//    public:
//     result<nothing> handle(const write_notes& asked);                   // answered when it returns
//     void handle(const run_index& asked, reply_slot<run_index> reply);   // answered later, through the slot
//   };
//
// A missing overload does not compile. A domain error is returned as a value; an exception ends the worker, and the
// front repeats or settles the request.
#pragma once

#include <stdexcept>

#include "actors/front.hpp"
#include "actors/tree_actor.hpp"

namespace secondbrain::actors {

/// The worker's end of a request that is answered later. Used on the worker's own thread. Dropped unanswered, the
/// request counts as being handled until the worker ends.
template <request R>
class reply_slot {
 public:
  reply_slot(std::shared_ptr<work_for<R>> item, caf::actor front, caf::actor_id worker)
      : item_{std::move(item)}, front_{std::move(front)}, worker_{worker} {}

  const R& request() const noexcept { return item_->request; }

  void deliver(result<typename R::reply> answer) {
    item_->settle(std::move(answer));
    compat::post(front_, work_finished{worker_, item_});
    front_ = nullptr;
  }

 private:
  std::shared_ptr<work_for<R>> item_;
  caf::actor front_;
  caf::actor_id worker_;
};

class service_base : public tree_actor {
 public:
  service_base(caf::actor_config& config, child_context context, const front_ptr& front)
      : tree_actor{config, std::move(context)}, front_{front->handle()} {}

 protected:
  /// Opens what the worker needs; only then does it get requests.
  virtual status open() { return {}; }
  virtual void close() noexcept {}
  virtual void perform(const work_ptr& item) = 0;
  /// Whether this answer shows that the worker itself is broken: it then ends instead of answering, and the front
  /// gives the request to the successor or settles it.
  virtual bool ends_worker(const error&) { return false; }
  /// Further messages of the derived class.
  virtual caf::message_handler own_handlers() { return {}; }

  const caf::actor& front_handle() const noexcept { return front_; }

 private:
  status acquire() final {
    if (auto opened = open(); !opened) return opened;
    compat::post(front_, worker_up{self()});
    return {};
  }

  void release() noexcept final {
    close();
    compat::post(front_, worker_down{id()});
    front_ = nullptr;
  }

  caf::message_handler handlers() final {
    caf::message_handler own{on<work>([this](const work& request) {
      request.item->started = true;
      if (crash_during_request_) throw std::runtime_error("crashed on purpose during a request");
      perform(request.item);
    })};
    return own.or_else(own_handlers());
  }

  caf::actor front_;
};

template <class Derived, class Api>
class service_actor;

template <class Derived, class... Rs>
class service_actor<Derived, api<Rs...>> : public service_base {
 public:
  using service_base::service_base;

 private:
  void perform(const work_ptr& item) final {
    bool known = (perform_as<Rs>(item) || ...);
    if (!known) throw std::logic_error("a request that this service does not answer");
  }

  template <class R>
  bool perform_as(const work_ptr& item) {
    if (item->request_type != typeid(R)) return false;
    auto typed = std::static_pointer_cast<work_for<R>>(item);
    reply_slot<R> slot{typed, front_handle(), id()};
    auto& derived = static_cast<Derived&>(*this);
    if constexpr (requires { derived.handle(typed->request, std::move(slot)); }) {
      derived.handle(typed->request, std::move(slot));
    } else {
      result<typename R::reply> answer = derived.handle(typed->request);
      if (!answer && ends_worker(answer.error())) throw std::runtime_error(answer.error().message);
      if (!answer) record().failed.fetch_add(1, std::memory_order_relaxed);
      slot.deliver(std::move(answer));
    }
    return true;
  }
};

}  // namespace secondbrain::actors
