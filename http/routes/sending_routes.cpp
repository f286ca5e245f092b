// Sending notes to a paid language model without a question: whether that is allowed, what it would send, what it
// costs.
#include "base/error.hpp"
#include "http/routes/routes.hpp"
#include "http/wire/answers.hpp"
#include "http/wire/write_replies.hpp"

namespace secondbrain::http {

namespace {

constexpr std::chrono::seconds patience{60};  // every note is looked at

json::array texts(const std::vector<std::string>& list) {
  return json::array(list.begin(), list.end());
}

json::object sending_json(const sending_status& now) {
  json::array recipients;
  for (const auto& one : now.estimate.recipients)
    recipients.push_back({{"provider", one.provider}, {"title", one.title}, {"model", one.model}});
  const auto& cost = now.estimate.cost_usd;
  return {{"answer", to_string(now.sending.answer)},
          {"by", to_string(now.sending.by)},
          {"since", now.sending.since.empty() ? json::value(nullptr) : json::value(now.sending.since)},
          {"allowed", texts(now.allowed)},
          {"recipients", std::move(recipients)},
          {"set_up", now.estimate.set_up},
          {"notes", now.estimate.notes},
          {"captures", now.estimate.captures},
          {"input_tokens", now.estimate.input_tokens},
          {"output_tokens", now.estimate.output_tokens},
          {"cost_usd", cost ? json::value(*cost) : json::value(nullptr)},
          {"daily_budget", now.daily_budget},
          {"monthly_budget", now.monthly_budget}};
}

schema sending_schema() {
  const auto to =
      object({required("provider", text()), required("title", text(), "As people call it"), required("model", text())});
  return object({required("answer", one_of({"unanswered", "given", "refused"}), "Unanswered means no"),
                 required("by", text(), "page, command_line, api, setting, or nobody"),
                 required("since", nullable(text()), "UTC, ISO 8601"),
                 required("allowed", list_of(text()), "Providers that may be sent notes without a question"),
                 required("recipients", list_of(to), "Providers with a key, in the order in which they are asked"),
                 required("set_up", boolean(), "A language model can be asked as things are"),
                 required("notes", integer(0), "New or changed since a model read them"),
                 required("captures", integer(0), "In the inbox"), required("input_tokens", integer(0), "Estimate"),
                 required("output_tokens", integer(0), "Estimate"),
                 required("cost_usd", nullable(number()), "Estimate; null: the price is not known"),
                 required("daily_budget", number(), "0: no limit"),
                 required("monthly_budget", number(), "0: no limit")});
}

consent_source source_named(std::string_view name) {
  for (const auto source : {consent_source::page, consent_source::command_line})
    if (name == to_string(source)) return source;
  return consent_source::api;
}

result<http_response> show(const address<vault_api>& vault, const call& request) {
  const auto now = request.ask(vault, get_sending{}, patience);
  RETURN_IF_ERROR(now);
  return json_answer(sending_json(*now));
}

result<http_response> set(const address<vault_api>& vault, const call& request) {
  const auto& body = request.body.as_object();
  const auto said = request.ask(vault, set_sending{body.at("allowed").as_bool() ? consent::given : consent::refused,
                                                   source_named(json::value_to<std::string>(body.at("by")))});
  RETURN_IF_ERROR(said);
  return show(vault, request);
}

const reply no_vault{503, "The vault is not set, or not there"};

}  // namespace

std::vector<route> sending_routes(const address<vault_api>& vault) {
  return {{.verb = method::get,
           .path = "/api/v1/vault/sending",
           .summary = "Whether notes may be sent to a paid language model without a question, and what that would cost",
           .replies = {{200, "As it counts now", sending_schema()}, no_vault},
           .handler = [vault](const call& request) { return show(vault, request); }},
          {.verb = method::post,
           .path = "/api/v1/vault/sending",
           .summary = "Allow or forbid that, for the providers that have a key now",
           .access = scope::admin,
           .body = object({required("allowed", boolean()),
                           optional("by", one_of({"api", "page", "command_line"}), "api", "Who says it")}),
           .replies = with_write_replies(
               {{200, "As it counts now", sending_schema()}, {409, "A setting decides it"}, no_vault}),
           .handler = [vault](const call& request) { return set(vault, request); }}};
}

}  // namespace secondbrain::http
