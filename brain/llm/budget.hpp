// What language models may cost in a day and in a month, and whether one more call still fits.
//
// Hard: before a call its worst case is set aside, so that calls made at the same time cannot exceed the limit
// together. Days and months are UTC, amounts USD. Thread-safe. Fails with over_budget, or with unavailable when the
// ledger cannot say what was spent.
#pragma once

#include <functional>
#include <mutex>
#include <string>
#include <string_view>
#include <utility>

#include "base/clock.hpp"
#include "base/error.hpp"
#include "brain/llm/usage_ledger.hpp"

namespace secondbrain::llm {

/// 0: no limit.
struct budget_limits {
  double daily_usd = 0;
  double monthly_usd = 0;
};

class budget {
 public:
  /// Told once for each period in which more than 80 % of its limit is spent.
  using warning = std::function<void(std::string_view sentence)>;

  /// Money set aside for a call that is under way; given back when it is over.
  class reservation {
   public:
    reservation(budget& from, double amount) : from_{&from}, amount_{amount} {}
    ~reservation();
    reservation(reservation&& other) noexcept : from_{std::exchange(other.from_, nullptr)}, amount_{other.amount_} {}
    reservation& operator=(reservation&&) = delete;

   private:
    budget* from_;
    double amount_;
  };

  budget(budget_limits limits, usage_ledger& ledger, const clock& time, warning warn);

  result<reservation> reserve(double worst_case_usd);

  /// What a call has cost beyond what the ledger knows: its row could not be written, or its price is a guess.
  void add_unrecorded(double usd);

 private:
  struct period {
    std::string_view name;  // "daily", "monthly"
    std::string_view setting;
    double limit;
    std::string since{};  // the UTC day it began on
    double unrecorded = 0;
    bool warned = false;

    void begin(const std::string& first_day);
  };

  void roll_over();
  status check(period& in, double more);
  void release(double amount);

  usage_ledger& ledger_;
  const clock& time_;
  warning warn_;
  std::mutex mutex_;
  period day_;
  period month_;
  double reserved_ = 0;
};

}  // namespace secondbrain::llm
