#include "brain/llm/patience.hpp"

#include <poll.h>

#include <algorithm>
#include <cerrno>
#include <thread>

namespace secondbrain::llm {

patience::clock::time_point patience::deadline() const noexcept {
  return text_came_ ? limits_.deadline : std::min(limits_.deadline, limits_.first_text_by);
}

status patience::go_on() const {
  if (limits_.cancelled && limits_.cancelled()) return fail(errc::cancelled, "the call was cancelled");
  if (left() <= clock::duration::zero()) return fail(errc::timeout, "the time for the call is over");
  return {};
}

status patience::wait(int socket, short events, clock::time_point latest) const {
  for (;;) {
    if (auto waiting = go_on(); !waiting) return waiting;
    const auto time = std::min<clock::duration>({slice, left(), latest - clock::now()});
    if (time <= clock::duration::zero()) return fail(errc::timeout, "the time for this step is over");
    pollfd entry{socket, events, 0};
    const auto ready = ::poll(&entry, 1, static_cast<int>(std::chrono::ceil<std::chrono::milliseconds>(time).count()));
    if (ready > 0) return {};
    if (ready < 0 && errno != EINTR) return fail(errc::io_failure, "the socket cannot be waited for");
  }
}

status patience::sleep(clock::duration time) const {
  const auto end = clock::now() + time;
  for (auto now = clock::now(); now < end; now = clock::now()) {
    if (auto waiting = go_on(); !waiting) return waiting;
    std::this_thread::sleep_for(std::min<clock::duration>({slice, end - now, left()}));
  }
  return {};
}

}  // namespace secondbrain::llm
