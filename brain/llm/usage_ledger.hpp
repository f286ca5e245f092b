// Where the cost of every call to a language model is written down, and what was spent so far.
//
// A reference to it is asked for wherever calls are made, so that nothing can be built that calls without recording.
// Implementations block until the row is stored, and are thread-safe.
#pragma once

#include <string>

#include "base/error.hpp"
#include "messages/usage.hpp"

namespace secondbrain::llm {

class usage_ledger {
 public:
  virtual ~usage_ledger() = default;

  virtual status record(const usage_record& call) = 0;

  /// USD spent since the beginning of that UTC day, `YYYY-MM-DD`.
  virtual result<double> spent_since(const std::string& utc_day) = 0;
};

}  // namespace secondbrain::llm
