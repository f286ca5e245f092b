// The ways that notices leave by, as they stand: for the page, the command line, metrics and health.
//
// Values. Moments are texts (UTC, ISO 8601; empty: never).
#pragma once

#include <cstdint>
#include <string>

#include "base/enum_names.hpp"
#include "base/fields.hpp"

namespace secondbrain {

enum class test_outcome : std::uint8_t { none, waiting, delivered, failed };

constexpr auto names_of(test_outcome) {
  using enum test_outcome;
  return named_values<test_outcome>(
      {{none, "none"}, {waiting, "waiting"}, {delivered, "delivered"}, {failed, "failed"}});
}

/// One channel as it stands.
struct channel_state {
  std::string name;
  std::uint64_t waiting = 0;  // notices still to be sent
  std::uint64_t delivered = 0;
  std::uint64_t failed = 0;  // attempts
  std::uint64_t dropped = 0;
  std::uint64_t set_aside = 0;
  std::string last_set_aside;
  std::int64_t failures = 0;  // in a row
  std::string delivered_at;
  std::string failed_at;
  std::string next_attempt_at;  // empty: nothing waits, or it is tried now
  std::string trouble;          // why the last attempt failed; empty: it did not
  bool needs_owner = false;
  std::string test_id;
  test_outcome test = test_outcome::none;
  std::string briefing_id;
  test_outcome briefing = test_outcome::none;
};

constexpr auto fields_of(const channel_state*) {
  return record<channel_state>(field_list{
      field("name", &channel_state::name),
      field("waiting", &channel_state::waiting, "Notices still to be sent"),
      field("delivered", &channel_state::delivered),
      field("failed", &channel_state::failed, "Attempts that failed"),
      field("dropped", &channel_state::dropped, "Notices that made room for later ones; the next that arrives says so"),
      field("set_aside", &channel_state::set_aside,
            "Notices that are not sent any more, because the receiver refused them and took others"),
      field("last_set_aside", &channel_state::last_set_aside, "Which that was last, and why",
            {.empty = when_empty::null}),
      field("failures_in_a_row", &channel_state::failures),
      field("delivered_at", &channel_state::delivered_at, "", {.empty = when_empty::null}),
      field("failed_at", &channel_state::failed_at, "", {.empty = when_empty::null}),
      field("next_attempt_at", &channel_state::next_attempt_at, "", {.empty = when_empty::null}),
      field("error", &channel_state::trouble, "Why the last attempt failed; null: it did not",
            {.empty = when_empty::null}),
      field("needs_owner", &channel_state::needs_owner,
            "Another attempt cannot help before somebody changes a setting here or at the receiver"),
      field("test_id", &channel_state::test_id, "The last test alarm", {.empty = when_empty::null}),
      field("test", &channel_state::test, "What became of it"),
      field("briefing_id", &channel_state::briefing_id, "The last briefing that somebody asked for",
            {.empty = when_empty::null}),
      field("briefing", &channel_state::briefing, "What became of it"),
  });
}

/// What became of a briefing. It comes rather once than twice: where nobody knows whether it arrived, that is said, and
/// it is not sent again.
enum class briefing_outcome : std::uint8_t { none, waiting, delivered, may_have_arrived };

constexpr auto names_of(briefing_outcome) {
  using enum briefing_outcome;
  return named_values<briefing_outcome>(
      {{none, "none"}, {waiting, "waiting"}, {delivered, "delivered"}, {may_have_arrived, "may_have_arrived"}});
}

/// How the calls to a service elsewhere go, which raises the alarm when they stop.
struct ping_state {
  std::string sent_at;  // the last that was taken
  std::string failed_at;
  std::int64_t failures = 0;  // in a row
  std::string trouble;        // why the last one failed; empty: it did not
};

constexpr auto fields_of(const ping_state*) {
  return record<ping_state>(field_list{
      field("sent_at", &ping_state::sent_at, "The last that was taken", {.empty = when_empty::null}),
      field("failed_at", &ping_state::failed_at, "", {.empty = when_empty::null}),
      field("failures_in_a_row", &ping_state::failures),
      field("error", &ping_state::trouble, "Why the last one failed; null: it did not", {.empty = when_empty::null}),
  });
}

}  // namespace secondbrain
