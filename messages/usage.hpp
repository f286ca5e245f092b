// What language-model calls cost (contract: stores §7).
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/enum_names.hpp"
#include "base/fields.hpp"
#include "messages/request.hpp"

namespace secondbrain {

struct usage_record {
  std::string timestamp;  // UTC, ISO 8601 with +00:00
  std::string provider;   // anthropic, openai, ollama
  std::string model;
  std::string usage_type;  // chat_rewrite, chat_rerank, chat_answer, inbox, extraction
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

constexpr auto fields_of(const usage_breakdown*) {
  return record<usage_breakdown>(field_list{
      field("cost", &usage_breakdown::cost),
      field("calls", &usage_breakdown::calls),
      field("input_tokens", &usage_breakdown::input_tokens),
      field("output_tokens", &usage_breakdown::output_tokens),
  });
}

struct usage_summary {
  double total_cost = 0;
  std::int64_t total_calls = 0;
  std::map<std::string, usage_breakdown> by_provider;
  std::map<std::string, usage_breakdown> by_usage_type;
};

constexpr auto fields_of(const usage_summary*) {
  return record<usage_summary>(field_list{
      field("total_cost", &usage_summary::total_cost, "USD"),
      field("total_calls", &usage_summary::total_calls),
      field("by_provider", &usage_summary::by_provider),
      field("by_usage_type", &usage_summary::by_usage_type),
  });
}

struct daily_usage {
  std::string date;  // UTC, YYYY-MM-DD
  double cost_usd = 0;
  std::int64_t calls = 0;
  std::map<std::string, double> by_provider;
};

constexpr auto fields_of(const daily_usage*) {
  return record<daily_usage>(field_list{
      field("date", &daily_usage::date, "UTC"),
      field("cost_usd", &daily_usage::cost_usd),
      field("calls", &daily_usage::calls),
      field("by_provider", &daily_usage::by_provider),
  });
}

/// A span of time that costs are summed over.
enum class cost_period : std::uint8_t { week, month, all };

constexpr auto names_of(cost_period) {
  using enum cost_period;
  return named_values<cost_period>({{week, "week"}, {month, "month"}, {all, "all"}});
}

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

constexpr auto fields_of(const list_daily_usage*) {
  return record<list_daily_usage>(field_list{
      field("days", &list_daily_usage::days, "", {.least = 1, .most = 365, .presence = in_requests::optional}),
  });
}

}  // namespace secondbrain
