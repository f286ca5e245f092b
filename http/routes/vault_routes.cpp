// The vault: which one it is, whether the service may write into it by itself, and what it would write.
#include "base/error.hpp"
#include "http/routes/routes.hpp"
#include "http/routes/vault_replies.hpp"
#include "http/wire/answers.hpp"
#include "http/wire/record_schema.hpp"
#include "http/wire/write_replies.hpp"

namespace secondbrain::http {

namespace {

constexpr std::chrono::seconds report_timeout{15};   // its own patience is shorter
constexpr std::chrono::seconds preview_timeout{30};  // what would be written takes a look at every daily note

result<http_response> show_vault(const address<vault_api>& vault, const address<vault_report_api>& report,
                                 const call& request) {
  auto known = request.ask(vault, get_vault{});
  RETURN_IF_ERROR(known);
  vault_overview overview{*std::move(known), {}, {}};
  if (auto finding = request.ask(report, get_vault_report{}, report_timeout)) {
    overview.found = std::move(finding->found);
    overview.found_error = std::move(finding->error);
  } else {
    overview.found_error = finding.error().message;
  }
  return json_answer(to_json(overview));
}

result<http_response> decide_upkeep(const address<vault_api>& vault, const call& request) {
  const auto known = request.ask(vault, from_json<set_upkeep>(request.body.as_object()));
  RETURN_IF_ERROR(known);
  return json_answer(to_json(*known));
}

result<http_response> adopt(const address<vault_api>& vault, const call& request) {
  constexpr std::chrono::minutes longest{6};  // the index of the former vault is cleared
  const auto known = request.ask(vault, adopt_vault{}, longest);
  RETURN_IF_ERROR(known);
  return json_answer(to_json(*known));
}

result<http_response> preview(const address<vault_api>& vault, const call& request) {
  const auto found = request.ask(vault, preview_upkeep{}, preview_timeout);
  RETURN_IF_ERROR(found);
  return json_answer(to_json(*found));
}

}  // namespace

std::vector<route> vault_routes(const address<vault_api>& vault, const address<vault_report_api>& report) {
  return {
      {.verb = method::get,
       .path = "/api/v1/vault",
       .summary = "The vault, what its owner has allowed, and what was found in it",
       .replies = {{200, "As it counts now", schema_of<vault_overview>()}},
       .handler = [vault, report](const call& request) { return show_vault(vault, report, request); }},
      {.verb = method::post,
       .path = "/api/v1/vault/upkeep",
       .summary = "Allow or forbid the service to write into the vault by itself",
       .access = scope::admin,
       .body = request_schema<set_upkeep>(),
       .replies = with_write_replies(
           {{200, "As it counts now", schema_of<vault_status>()}, {409, "A setting decides it"}, reply_without_vault}),
       .handler = [vault](const call& request) { return decide_upkeep(vault, request); }},
      {.verb = method::post,
       .path = "/api/v1/vault/adopt",
       .summary = "The configured folder, as it is now, becomes the vault of this data; it is indexed again",
       .access = scope::admin,
       .replies = with_write_replies({{200, "As it counts now", schema_of<vault_status>()}, reply_without_vault}),
       .handler = [vault](const call& request) { return adopt(vault, request); }},
      {.verb = method::get,
       .path = "/api/v1/vault/upkeep/preview",
       .summary = "What the service would write into the vault by itself; nothing is written",
       .replies = {{200, "With the texts before and after", schema_of<upkeep_preview>()}, reply_without_vault},
       .handler = [vault](const call& request) { return preview(vault, request); }}};
}

}  // namespace secondbrain::http
