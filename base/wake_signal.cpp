#include "base/wake_signal.hpp"

#include <fcntl.h>
#include <poll.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <limits>

#include "base/system_error.hpp"

namespace secondbrain {
namespace {

int milliseconds_of(std::chrono::milliseconds timeout) noexcept {
  constexpr auto longest = std::chrono::milliseconds{std::numeric_limits<int>::max()};
  return static_cast<int>(std::clamp(timeout, std::chrono::milliseconds{0}, longest).count());
}

}  // namespace

result<wake_signal> wake_signal::create() {
  std::array<int, 2> ends{-1, -1};
  if (::pipe(ends.data()) != 0) return fail_with_errno("cannot make a pipe");
  wake_signal made{file_descriptor{ends[0]}, file_descriptor{ends[1]}};
  for (const int end : ends) {
    ::fcntl(end, F_SETFD, FD_CLOEXEC);
    ::fcntl(end, F_SETFL, O_NONBLOCK);
  }
  return made;
}

void wake_signal::wake() const noexcept {
  const char sign = 0;
  [[maybe_unused]] const auto written = ::write(waking_.get(), &sign, 1);  // a pipe that is full wakes as well
}

void wake_signal::wait(std::chrono::milliseconds timeout, int other) const noexcept {
  std::array<pollfd, 2> watched{pollfd{waiting_.get(), POLLIN, 0}, pollfd{other, POLLIN, 0}};  // poll passes over -1
  ::poll(watched.data(), watched.size(), milliseconds_of(timeout));
  reset();
}

void wake_signal::reset() const noexcept {
  std::array<char, 256> ignored;
  while (::read(waiting_.get(), ignored.data(), ignored.size()) > 0) {
  }
}

void wait_until_readable(int descriptor, std::chrono::milliseconds timeout) noexcept {
  pollfd watched{descriptor, POLLIN, 0};
  ::poll(&watched, 1, milliseconds_of(timeout));
}

}  // namespace secondbrain
