#include "brain/vault/writing/quiet_watch.hpp"

#include "brain/vault/writing/file_times.hpp"

namespace secondbrain::vault {

namespace {

using std::chrono::seconds;

constexpr seconds quiet_time{1};
/// Older than this is quiet without a look at the clock: no two clocks of machines that share files differ by more.
constexpr seconds surely_quiet{60};

}  // namespace

status quiet_watch::check(const held_file& file, const std::string& path) {
  if (!was_left_alone(file)) return fail(errc::busy, path + " is being saved by another program");
  if (operations_.find_writers(file.file.get()) > 0) {
    return fail(errc::busy, path + " is open for writing in another program");
  }
  return {};
}

bool quiet_watch::was_left_alone(const held_file& file) {
  if (std::chrono::system_clock::now() - changed_at(file.attributes) > surely_quiet) return true;
  if (ours_.holds(file)) return true;
  auto now = operations_.now();
  if (!has_seen_ || !is_same_state(seen_, file.attributes)) {
    seen_ = file.attributes;
    since_ = now;
    has_seen_ = true;
  }
  return now - since_ >= quiet_time;
}

}  // namespace secondbrain::vault
