// One attempt to send something to the owner, or to a service elsewhere, and what became of it.
//
// Values.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>

#include "base/error.hpp"
#include "messages/notice.hpp"
#include "messages/request.hpp"

namespace secondbrain {

/// What became of one attempt.
struct delivery_attempt {
  std::optional<error> trouble;                 // nothing: it was delivered
  bool needs_owner = false;                     // another attempt cannot help
  std::optional<std::chrono::seconds> pause{};  // the receiver wants no further one before that
  bool may_have_arrived = false;                // it was sent as a whole, and no answer came
};

/// Sends through the channel that answers. Answered when the attempt is over.
struct deliver_notice {
  using reply = delivery_attempt;
  static constexpr retry_policy retry = retry_policy::never;  // the queue repeats it
  notice told;
};

enum class life_sign : std::uint8_t {
  start,    // the service has started
  success,  // it is well enough
  failure,  // it is not
};

/// Tells a service elsewhere how this one is. Answered when the attempt is over.
struct send_life_sign {
  using reply = delivery_attempt;
  static constexpr retry_policy retry = retry_policy::never;  // the next one says more
  life_sign sign = life_sign::success;
  std::string text;  // the verdict in words
};

}  // namespace secondbrain
