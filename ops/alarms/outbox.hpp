// The queue of what is to be told, for each channel by itself: what goes next, what waits, how the channels are.
//
// A notice leaves the queue when its channel has taken it. At most a hundred wait for one channel; then the oldest make
// room. A newer test or briefing takes the place of one that still waits. A briefing comes rather once than twice: what
// may have arrived is not sent again, and that is remembered. A notice that its receiver refuses while it takes others
// is set aside, and that is said. Its state is a value that the owner makes
// durable after each change; owned by one thread, never fails.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "messages/alarm_records.hpp"
#include "ops/alarms/delivery_plan.hpp"

namespace secondbrain::ops {

class outbox {
 public:
  /// With what was kept of these channels; of others nothing is. A notice that was under way when the service ended is
  /// sent again, except for a briefing, which may have arrived, and one that somebody asked for, who waits no more.
  outbox(const std::vector<std::string>& channels, const alarm_records& kept, std::chrono::seconds first_pause);

  /// No channel pauses any longer, but for what its receiver asked for: at a start of the service, whose settings may
  /// have changed.
  void forget_pauses();

  /// For every channel; one that tells of broken channels for those that are not, if there are any. What is critical is
  /// tried at once.
  void add(const notice& one);

  /// For one channel; nothing happens when there is none of that name.
  void add_to(const std::string& channel, const notice& one);

  /// A briefing that somebody asked for, tried once and at once: it is none of the daily ones, and changes nothing for
  /// these.
  void add_asked_briefing(const std::string& channel, const notice& one);

  /// A test for every channel, tried at once.
  void add_test(const notice& one);

  /// What the channel is to send now: nothing while it sends, has nothing to send, or pauses after a failure.
  std::optional<outgoing> begin(const std::string& channel, std::int64_t now);

  /// What became of it.
  void end(const std::string& channel, const delivery_attempt& attempt, std::int64_t now);

  std::vector<channel_state> states(std::int64_t now) const;
  std::vector<std::string> names() const;

  /// What became of the last briefing.
  briefing_outcome briefing() const { return briefing_; }

  /// Writes channels and queue into the records.
  void keep_in(alarm_records& records) const;

 private:
  struct lane {
    channel_memory memory;
    std::vector<queued_notice> waiting;
    std::optional<outgoing> under_way;
  };

  std::vector<lane> lanes_;
  std::chrono::seconds first_pause_;
  std::int64_t last_number_ = 0;
  briefing_outcome briefing_ = briefing_outcome::none;

  lane* find(const std::string& channel);
  static void note_failure(lane& one, const delivery_attempt& attempt);
};

}  // namespace secondbrain::ops
