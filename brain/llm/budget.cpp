#include "brain/llm/budget.hpp"
#include "base/error.hpp"
#include "base/time_text.hpp"

#include <algorithm>
#include <array>
#include <cstdio>
#include <utility>

namespace secondbrain::llm {

namespace {

constexpr double warning_share = 0.8;

std::string dollars(double amount) {
  std::array<char, 32> text;
  const auto size = std::snprintf(text.data(), text.size(), "$%.2f", amount);
  return {text.data(), static_cast<std::size_t>(std::clamp(size, 0, static_cast<int>(text.size()) - 1))};
}

}  // namespace

budget::reservation::~reservation() {
  if (from_ != nullptr) from_->release(amount_);
}

budget::budget(budget_limits limits, usage_ledger& ledger, const clock& time, warning warn)
    : ledger_{ledger},
      time_{time},
      warn_{std::move(warn)},
      day_{"daily", "SECONDBRAIN_DAILY_BUDGET", limits.daily_usd},
      month_{"monthly", "SECONDBRAIN_MONTHLY_BUDGET", limits.monthly_usd} {}

result<budget::reservation> budget::reserve(double worst_case_usd) {
  const std::lock_guard lock{mutex_};
  roll_over();
  if (worst_case_usd > 0)
    for (auto* period : {&day_, &month_}) RETURN_IF_ERROR(check(*period, worst_case_usd));
  reserved_ += worst_case_usd;
  return reservation{*this, worst_case_usd};
}

void budget::add_unrecorded(double usd) {
  const std::lock_guard lock{mutex_};
  roll_over();
  day_.unrecorded += usd;
  month_.unrecorded += usd;
}

void budget::roll_over() {
  const auto today = utc_date(time_.now());
  day_.begin(today);
  month_.begin(today.substr(0, today.rfind('-')) + "-01");
}

void budget::period::begin(const std::string& first_day) {
  if (since == first_day) return;
  since = first_day;
  unrecorded = 0;
  warned = false;
}

status budget::check(period& in, double more) {
  if (in.limit <= 0) return {};
  const auto recorded = ledger_.spent_since(in.since);
  if (!recorded)
    return fail(errc::unavailable, "what language models have cost so far is not known, so the " +
                                       std::string{in.name} + " budget cannot be kept (" + recorded.error().message +
                                       ")");
  const auto spent = *recorded + in.unrecorded;
  const auto what = "the " + std::string{in.name} + " budget of " + dollars(in.limit) + " for language models";
  if (spent + reserved_ + more > in.limit)
    return fail(errc::over_budget, what + " is used up (" + dollars(spent) + " spent, this call could cost " +
                                       dollars(more) + "); raise " + std::string{in.setting} + " or wait");
  if (spent >= warning_share * in.limit && !std::exchange(in.warned, true) && warn_)
    warn_(what + " is nearly used up: " + dollars(spent) + " spent");
  return {};
}

void budget::release(double amount) {
  const std::lock_guard lock{mutex_};
  reserved_ -= amount;
}

}  // namespace secondbrain::llm
