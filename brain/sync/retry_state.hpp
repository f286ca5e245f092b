// When something that failed is tried again: after a while that doubles with every failure.
//
// A value; the moments are UTC.
#pragma once

#include <boost/json/object.hpp>
#include <chrono>
#include <string>

namespace secondbrain::sync {

struct retry_delays {
  std::chrono::seconds first;
  std::chrono::seconds longest;
};

struct retry_state {
  int failures = 0;
  std::chrono::system_clock::time_point next_try;
  std::string reason;  // of the last failure, a sentence

  bool is_due(std::chrono::system_clock::time_point now) const noexcept { return now >= next_try; }

  void failed(std::string why, std::chrono::system_clock::time_point now, const retry_delays& delays);
};

/// As members of a JSON object; the moment in seconds since the epoch.
void write_retry(boost::json::object& to, const retry_state& state);

/// Throws when a member is missing or of another type.
retry_state read_retry(const boost::json::object& from);

}  // namespace secondbrain::sync
