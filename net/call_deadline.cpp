#include "net/call_deadline.hpp"

#include <algorithm>

namespace secondbrain::net {

call_deadline::clock::time_point call_deadline::at() const noexcept {
  return text_came_ ? limits_.deadline : std::min(limits_.deadline, limits_.first_text_by);
}

status call_deadline::check() const {
  if (limits_.cancelled && limits_.cancelled()) return fail(errc::cancelled, "the call was cancelled");
  if (left() <= clock::duration::zero()) return fail(errc::timeout, "the time for the call is over");
  return {};
}

status call_deadline::sleep(clock::duration time) const {
  const auto& own = *limits_.time;
  const auto end = own.steady() + time;
  for (auto now = own.steady(); now < end; now = own.steady()) {
    RETURN_IF_ERROR(check());
    own.sleep(std::max(clock::duration::zero(), std::min<clock::duration>({slice, end - now, left()})));
  }
  return {};
}

}  // namespace secondbrain::net
