#include "brain/llm/circuit_breaker.hpp"

#include <algorithm>
#include <string>

namespace secondbrain::llm {

result<circuit_breaker::pass> circuit_breaker::admit(steady_time due) {
  const std::lock_guard lock{mutex_};
  const auto let_through = [&](pass::kind who) {
    due_.insert(due);
    return pass{*this, who, due};
  };
  if (state_ == breaker_state::closed) return let_through(pass::kind::ordinary);
  const auto left = std::chrono::ceil<std::chrono::seconds>(open_until_ - time_.steady()).count();
  if (state_ == breaker_state::open && left <= 0) state_ = breaker_state::half_open;
  if (state_ == breaker_state::half_open && !std::exchange(probing_, true)) return let_through(pass::kind::probe);
  if (is_nobody_there_) return fail(errc::unavailable, "nobody answers at its address; is it running?");
  return fail(errc::unavailable, "it has failed " + std::to_string(failures_) +
                                     " times in a row and is asked again in " +
                                     std::to_string(std::max<decltype(left)>(left, 1)) + " s");
}

bool circuit_breaker::knows_host_is_down() const {
  constexpr std::chrono::hours lately{2};
  constexpr std::chrono::seconds long_overdue{10};
  const std::lock_guard lock{mutex_};
  const auto now = time_.steady();
  const bool is_hanging = !due_.empty() && *due_.begin() <= now - long_overdue;
  return is_hanging || (state_ != breaker_state::closed && now - open_until_ < lately);
}

bool circuit_breaker::is_in_doubt() const {
  const std::lock_guard lock{mutex_};
  return failures_ > 0 || (!due_.empty() && *due_.begin() <= time_.steady());
}

void circuit_breaker::settle(const pass& call, call_verdict verdict) {
  const std::lock_guard lock{mutex_};
  due_.erase(due_.find(call.due_));
  if (call.kind_ == pass::kind::probe)
    probing_ = false;
  else if (state_ != breaker_state::closed)
    return;  // it began before the breaker opened, and says nothing about now
  if (verdict == call_verdict::host_answers) {
    state_ = breaker_state::closed;
    failures_ = 0;
  }
  const bool is_down = verdict == call_verdict::host_is_down || verdict == call_verdict::nobody_listens;
  if (!is_down) return;
  is_nobody_there_ = verdict == call_verdict::nobody_listens;
  ++failures_;
  if (call.kind_ == pass::kind::ordinary && failures_ < limits_.failures) return;
  state_ = breaker_state::open;
  open_until_ = time_.steady() + (is_nobody_there_ ? limits_.cool_down_where_nobody_listens : limits_.cool_down);
}

}  // namespace secondbrain::llm
