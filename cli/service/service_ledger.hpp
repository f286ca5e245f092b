// Where the calls to language models are written down: with the running service's usage store, or in a file of our own
// when no service runs.
//
// Thread-safe; blocks until the row is stored.
#pragma once

#include <atomic>
#include <cstdint>
#include <mutex>
#include <string>

#include "brain/llm/usage_ledger.hpp"
#include "messages/address.hpp"
#include "messages/service_addresses.hpp"
#include "stores/usage_store.hpp"

namespace secondbrain::cli {

class service_ledger final : public llm::usage_ledger {
 public:
  explicit service_ledger(address<usage_api> usage) : usage_{std::move(usage)} {}

  status record(const usage_record& call) override;
  result<double> spent_since(const std::string& utc_day) override;

  /// How many calls were written down since the service started: a sum is out of date when this has grown.
  std::uint64_t recorded() const noexcept { return recorded_; }

 private:
  address<usage_api> usage_;
  std::atomic<std::uint64_t> recorded_{0};
};

class file_ledger final : public llm::usage_ledger {
 public:
  explicit file_ledger(stores::usage_store store) : store_{std::move(store)} {}

  status record(const usage_record& call) override;
  result<double> spent_since(const std::string& utc_day) override;

 private:
  std::mutex mutex_;
  stores::usage_store store_;
};

}  // namespace secondbrain::cli
