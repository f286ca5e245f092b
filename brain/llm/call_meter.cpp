#include "brain/llm/call_meter.hpp"

#include <boost/json/object.hpp>
#include <utility>

#include "base/error.hpp"
#include "base/json.hpp"

namespace secondbrain::llm {

namespace {

call_verdict verdict_of(const finished_call& call) {
  if (call.ended) return call_verdict::host_answers;
  if (call.nobody_listens) return call_verdict::nobody_listens;
  switch (call.ended.error().code) {
    case errc::timeout:
    case errc::unavailable: return call_verdict::host_is_down;
    case errc::cancelled: return call_verdict::unknown;
    default: return call_verdict::host_answers;
  }
}

}  // namespace

call_meter::call_meter(metered_name name, circuit_breaker& breaker, metering shared)
    : name_{std::move(name)},
      breaker_{breaker},
      shared_{std::move(shared)},
      price_{price_of(name_.provider, name_.model)} {
  if (!price_ && shared_.warn)
    shared_.warn("the price of " + name_.model + " (" + name_.title +
                 ") is not known; its calls are recorded as free, and a budget counts them at the provider's dearest "
                 "known price");
}

result<call_meter::admission> call_meter::admit(std::int64_t most_input, std::int64_t most_output, steady_time due) {
  auto pass = breaker_.admit(due);
  if (!pass) return fail(pass.error(), name_.title + " is not asked at the moment");
  const auto price = price_.value_or(dearest_price(name_.provider));
  auto money = shared_.spending.reserve(cost_of(price, most_input, most_output));
  RETURN_IF_ERROR(money);
  return admission{std::move(*pass), std::move(*money)};
}

status call_meter::standing() const {
  if (!breaker_.is_in_doubt()) return {};
  const std::lock_guard held{mutex_};
  return fail(errc::unavailable, trouble_.empty() ? name_.title + " does not answer at the moment" : trouble_);
}

void call_meter::settle(admission admitted, const finished_call& call) {
  const auto verdict = verdict_of(call);
  if (verdict != call_verdict::unknown) {
    const std::lock_guard held{mutex_};
    trouble_ = call.ended ? std::string{} : call.ended.error().message;
  }
  admitted.pass.settle(verdict);
  log(call);
  if (call.may_have_cost) record(call);
  // The money is given back only now, when the row says what was really spent.
}

void call_meter::log(const finished_call& call) {
  if (!shared_.warn) return;
  const std::lock_guard held{mutex_};
  if (call.ended) logged_.clear();
  if (call.ended || call.for_log.empty() || call.for_log == logged_) return;
  logged_ = call.for_log;
  shared_.warn(name_.title + ": " + call.for_log);
}

void call_meter::record(const finished_call& call) {
  usage_record row;
  row.provider = name_.provider;
  row.model = name_.model;
  row.usage_type = call.usage_type;
  row.input_tokens = call.reported.input.value_or(call.likely_input);
  row.output_tokens = call.reported.output.value_or(call.likely_output);
  row.cost_usd = cost_of(price_.value_or(token_price{}), row.input_tokens, row.output_tokens);
  row.conversation_id = call.conversation_id;

  boost::json::object remarks;
  if (!call.reported.input || !call.reported.output) remarks["estimated"] = true;
  if (!price_) remarks["price"] = "unknown";
  if (!call.ended) remarks["ended"] = std::string{to_string(call.ended.error().code)};
  if (!remarks.empty()) row.metadata = json_text(remarks);

  const auto written = shared_.ledger.record(row);
  if (!written && shared_.warn)
    shared_.warn("what a call to " + name_.title + " cost could not be recorded: " + written.error().message);
  if (!written || !price_) {
    const auto price = price_.value_or(dearest_price(name_.provider));
    shared_.spending.add_unrecorded(cost_of(price, row.input_tokens, row.output_tokens));
  }
}

}  // namespace secondbrain::llm
