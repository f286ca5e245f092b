// Sending notes to a paid language model without a question: whether that is allowed, what it would send, what it
// costs.
#include "base/error.hpp"
#include "http/routes/routes.hpp"
#include "http/routes/vault_replies.hpp"
#include "http/wire/answers.hpp"
#include "http/wire/record_schema.hpp"
#include "http/wire/write_replies.hpp"

namespace secondbrain::http {

namespace {

constexpr std::chrono::seconds sending_timeout{60};  // every note is looked at

result<http_response> show_sending(const address<vault_api>& vault, const call& request) {
  const auto now = request.ask(vault, get_sending{}, sending_timeout);
  RETURN_IF_ERROR(now);
  return json_answer(to_json(*now));
}

result<http_response> decide_sending(const address<vault_api>& vault, const call& request) {
  const auto answered = request.ask(vault, from_json<set_sending>(request.body.as_object()));
  RETURN_IF_ERROR(answered);
  return show_sending(vault, request);
}

}  // namespace

std::vector<route> sending_routes(const address<vault_api>& vault) {
  return {{.verb = method::get,
           .path = "/api/v1/vault/sending",
           .summary = "Whether notes may be sent to a paid language model without a question, and what that would cost",
           .replies = {{200, "As it counts now", schema_of<sending_status>()}, reply_without_vault},
           .handler = [vault](const call& request) { return show_sending(vault, request); }},
          {.verb = method::post,
           .path = "/api/v1/vault/sending",
           .summary = "Allow or forbid that, for the providers that have a key now",
           .access = scope::admin,
           .body = request_schema<set_sending>(),
           .replies = with_write_replies({{200, "As it counts now", schema_of<sending_status>()},
                                          {409, "A setting decides it"},
                                          reply_without_vault}),
           .handler = [vault](const call& request) { return decide_sending(vault, request); }}};
}

}  // namespace secondbrain::http
