// What is to be told, and when: a state for each rule, fed with what the rules see.
//
// A rule in trouble is told once it has lasted its grace, again at its interval while it lasts, and once when it is
// over; what comes and goes counts as lasting. A further cause is told, too, once it has lasted the grace. Quiet hours
// hold back what is not most urgent, a silence holds back its rule; what was held back is told afterwards, in one
// notice where it is over by then. Durations pass by the steady clock, so that a wall clock that jumps tells nothing
// anew; only quiet hours, which are local time, follow the wall.
//
// Pure but for its state; owned by one thread. `memories` is what must be durable together with the notices.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.hpp"
#include "base/error.hpp"
#include "base/local_time.hpp"
#include "messages/alarm_records.hpp"
#include "ops/alarms/alarm_rules.hpp"
#include "ops/alarms/observation.hpp"
#include "ops/config/config.hpp"

namespace secondbrain::ops {

class alarm_book {
 public:
  /// `settle`: how long all must be well before an alarm is over.
  alarm_book(const config& settings, steady_time::duration settle, const clock& time);

  /// What is remembered from before; of rules that are off, or no rules any more, nothing. `last_seen`: the last look
  /// of that life, in seconds since 1970. What was in trouble until then goes on with what had passed of its grace.
  void remember(const std::vector<alarm_memory>& memories, std::int64_t last_seen);

  /// The notices that this calls for, without ids, in the order of the rules.
  std::vector<notice> take(const std::vector<observation>& seen);

  /// 0 ends a silence. errc::not_found: no such rule, or it is off.
  result<alarm_state> silence(std::string_view rule, std::chrono::seconds duration);

  std::vector<alarm_memory> memories() const;
  std::vector<alarm_state> states() const;
  bool is_quiet() const;

  /// How long until a rule that is in trouble has lasted its grace; nothing: none is pending.
  std::optional<steady_time::duration> next_due() const;

 private:
  struct cause {
    alarm_cause memory;
    steady_time since{};
    steady_time seen{};
  };

  struct entry {
    const alarm_rule* rule = nullptr;
    std::chrono::seconds grace{};
    alarm_memory memory;  // what is durable; without the causes
    std::vector<cause> causes;
    steady_time since{};
    steady_time told{};
    steady_time silenced_at{};
    std::optional<steady_time> well_since{};  // while it fires: it may be over
    std::optional<steady_time> recovered{};   // the last time
    int flaps = 0;
    bool is_from_before = false;  // pending, from an earlier life
  };

  void advance(entry& one, const observation& seen);
  void note_causes(entry& one, const observation& seen) const;
  void fire(entry& one);
  std::optional<notice> speak(entry& one);
  bool is_silenced(const entry& one) const;
  bool is_held_back(const entry& one) const;
  bool may_be_over(const entry& one) const;
  bool has_news(const entry& one) const;
  steady_time::duration settling(const entry& one) const;
  notice notice_of(const entry& one, notice_kind kind) const;
  alarm_state state_of(const alarm_rule& rule) const;
  const entry* find(std::string_view rule) const;
  std::int64_t now() const;

  const config& settings_;
  const steady_time::duration settle_;
  const clock& time_;
  std::vector<entry> entries_;  // of the rules that are on
  steady_time remembered_{};
  steady_time last_look_{};
};

}  // namespace secondbrain::ops
