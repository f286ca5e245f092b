// What language-model calls cost (contract: stores §7).
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "messages/request.hpp"

namespace secondbrain {

struct usage_record {
  std::string timestamp;  // UTC, ISO 8601 with +00:00
  std::string provider;   // anthropic, openai, ollama
  std::string model;
  std::string usage_type;  // chat_rerank, chat_answer, inbox, extraction
  std::int64_t input_tokens = 0;
  std::int64_t output_tokens = 0;
  double cost_usd = 0;
  std::optional<std::string> conversation_id;
  std::optional<std::string> metadata;  // JSON
};

struct usage_breakdown {
  double cost = 0;
  std::int64_t calls = 0;
  std::int64_t input_tokens = 0;
  std::int64_t output_tokens = 0;
};

struct usage_summary {
  double total_cost = 0;
  std::int64_t total_calls = 0;
  std::map<std::string, usage_breakdown> by_provider;
  std::map<std::string, usage_breakdown> by_usage_type;
};

struct daily_usage {
  std::string date;  // UTC, YYYY-MM-DD
  double cost_usd = 0;
  std::int64_t calls = 0;
  std::map<std::string, double> by_provider;
};

/// When spending is told of, and where it ends. USD; days and months are UTC; 0: no limit.
struct spending_limits {
  double daily_alert = 1.0;
  double daily_budget = 0;
  double monthly_budget = 0;
};

struct record_usage {
  using reply = nothing;
  static constexpr retry_policy retry = retry_policy::never;  // a repeat would count a call twice
  usage_record record;
};

struct summarize_usage {
  using reply = usage_summary;
  static constexpr retry_policy retry = retry_policy::idempotent;
  std::optional<std::string> since;  // inclusive, UTC ISO 8601
  std::optional<std::string> until;  // exclusive
};

struct list_daily_usage {
  using reply = std::vector<daily_usage>;
  static constexpr retry_policy retry = retry_policy::idempotent;
  int days = 30;
};

}  // namespace secondbrain
