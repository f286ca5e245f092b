#include "brain/sync/tasks/tasks_wait.hpp"

#include <algorithm>
#include <optional>
#include <string>

#include "brain/sync/tasks/tasks_update.hpp"

namespace secondbrain::sync {
namespace {

constexpr std::chrono::milliseconds rest{1000};  // without a change; an editor needs a few for what it does between
constexpr std::chrono::milliseconds pause{15};
constexpr std::chrono::seconds longest_wait{2};
constexpr std::chrono::seconds between_waits{10};

bool are_at_rest(const vault::daily_notes& notes) {
  auto age = notes.time().now() - notes.newest_change();
  // A time to come says nothing: somebody set it, or the clock.
  return age > rest || age < -rest;
}

/// Some editors empty a note, then take their time.
bool is_open_elsewhere(const vault::vault_writer& writer, const vault::daily_notes& notes) {
  auto& recent = notes.changed_lately();
  return std::any_of(recent.begin(), recent.end(), [&](auto& date) {
    auto since = writer.unchanged_since(vault::daily_note_path(date));
    return !since && since.error().code == errc::busy;
  });
}

error not_yet(const std::optional<std::string>& holder) {
  if (holder) {
    return {errc::conflict, "The note of " + *holder +
                                " is being changed right now or was moved away; nothing was written. Try again when "
                                "it is back."};
  }
  return {errc::conflict,
          "The daily notes kept changing while the task was looked for; nothing was written. Try again when they are "
          "saved."};
}

}  // namespace

status await_task(const vault::vault_writer& writer, vault::daily_view& view, const vault::task_key& key,
                  vault::day today, suspended_waits& suspended) {
  const auto& time = view.source().time();
  auto deadline = time.steady() + longest_wait;
  while (days_of(view.notes(), key).empty()) {
    auto holder = view.source().lost().holder_of(key);
    if (!holder && are_at_rest(view.source()) && !is_open_elsewhere(writer, view.source()))
      return fail(errc::not_found, "Task not found in daily notes");
    auto now = time.steady();
    auto waited = holder ? suspended.find(*holder) : suspended.end();
    if (waited != suspended.end() && now < waited->second) return fail(not_yet(holder));
    if (now >= deadline) {
      if (holder) suspended[*holder] = now + between_waits;
      return fail(not_yet(holder));
    }
    time.sleep(pause);
    if (auto refreshed = view.refresh(today); !refreshed) return refreshed;
  }
  return {};
}

}  // namespace secondbrain::sync
