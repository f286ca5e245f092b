// A ledger in memory.
#pragma once

#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "brain/llm/usage_ledger.hpp"

namespace secondbrain::llm {

class memory_ledger final : public usage_ledger {
 public:
  status record(const usage_record& call) override {
    const std::lock_guard lock{mutex_};
    if (trouble) return fail(trouble->code, trouble->message);
    rows_.push_back(call);
    spent_ += call.cost_usd;
    return {};
  }

  result<double> spent_since(const std::string& utc_day) override {
    const std::lock_guard lock{mutex_};
    days_queried.push_back(utc_day);
    if (trouble) return fail(trouble->code, trouble->message);
    return spent_;
  }

  std::vector<usage_record> rows() const {
    const std::lock_guard lock{mutex_};
    return rows_;
  }

  void spend(double usd) { spent_ += usd; }

  std::optional<error> trouble;           // what every request meets
  std::vector<std::string> days_queried;  // the days that were asked about

 private:
  mutable std::mutex mutex_;
  std::vector<usage_record> rows_;
  double spent_ = 0;
};

}  // namespace secondbrain::llm
