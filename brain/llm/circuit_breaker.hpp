// Whether a host that has failed again and again is asked at all.
//
// Closed: everybody may. After enough failures in a row it opens: nobody may, so that nobody waits for a host that is
// down. After the cool-down one call is let through; its outcome closes or opens it again. Thread-safe.
//
// Long before that the host is in doubt: from its first failure on, and while an answer is overdue. Whoever need not
// wait for it does not.
#pragma once

#include <chrono>
#include <cstdint>
#include <mutex>
#include <set>
#include <utility>

#include "base/clock.hpp"
#include "base/error.hpp"

namespace secondbrain::llm {

enum class call_verdict : std::uint8_t {
  host_answers,  // also when the answer was a refusal
  host_is_down,
  nobody_listens,  // it is down, and said so at once
  unknown,         // it was cancelled, or never made
};

class circuit_breaker {
 public:
  struct thresholds {
    int failures = 5;  // in a row
    std::chrono::seconds cool_down{30};
    std::chrono::seconds cool_down_where_nobody_listens{1};  // nobody has waited, and it may be starting
  };

  /// Leave to make one call. The breaker must outlive it; without a verdict its outcome is unknown.
  class pass {
   public:
    enum class kind : std::uint8_t { ordinary, probe };

    pass(circuit_breaker& from, kind what, steady_time due) : from_{&from}, kind_{what}, due_{due} {}
    ~pass() { settle(call_verdict::unknown); }
    pass(pass&& other) noexcept : from_{std::exchange(other.from_, nullptr)}, kind_{other.kind_}, due_{other.due_} {}
    pass& operator=(pass&&) = delete;

    void settle(call_verdict verdict) {
      if (auto* from = std::exchange(from_, nullptr)) from->settle(*this, verdict);
    }

   private:
    friend circuit_breaker;

    circuit_breaker* from_;
    kind kind_;
    steady_time due_;
  };

  /// The clock outlives it.
  circuit_breaker(thresholds limits, const clock& time) : limits_{limits}, time_{time} {}

  /// An answer is overdue that has not come by `due`. errc::unavailable while it is open.
  result<pass> admit(steady_time due = steady_time::max());

  /// Whether the host was found to be down lately, or an answer of it is long overdue. One that nobody has asked since
  /// is not known to be.
  bool knows_host_is_down() const;

  bool is_in_doubt() const;

 private:
  enum class breaker_state : std::uint8_t { closed, open, half_open };

  void settle(const pass& call, call_verdict verdict);

  thresholds limits_;
  const clock& time_;
  mutable std::mutex mutex_;
  breaker_state state_ = breaker_state::closed;
  int failures_ = 0;
  bool is_nobody_there_ = false;  // as the last failure was
  bool probing_ = false;
  steady_time open_until_;
  std::multiset<steady_time> due_;  // of the calls that are under way
};

}  // namespace secondbrain::llm
