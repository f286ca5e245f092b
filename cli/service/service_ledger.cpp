#include "cli/service/service_ledger.hpp"

#include <chrono>

namespace secondbrain::cli {

namespace {

constexpr std::chrono::seconds timeout{10};

}  // namespace

status service_ledger::record(const usage_record& call) {
  return usage_.ask(record_usage{call}, timeout).map([this](nothing) { ++recorded_; });
}

result<double> service_ledger::spent_since(const std::string& utc_day) {
  return usage_.ask(summarize_usage{utc_day, std::nullopt}, timeout).map([](const usage_summary& sums) {
    return sums.total_cost;
  });
}

status file_ledger::record(const usage_record& call) {
  std::lock_guard lock{mutex_};
  return store_.record(call);
}

result<double> file_ledger::spent_since(const std::string& utc_day) {
  std::lock_guard lock{mutex_};
  return store_.summarize(utc_day, std::nullopt).map([](const usage_summary& sums) { return sums.total_cost; });
}

}  // namespace secondbrain::cli
