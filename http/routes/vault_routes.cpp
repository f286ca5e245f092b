// The vault: which one it is, whether the service may write into it by itself, and what it would write.
#include "base/error.hpp"
#include "http/routes/routes.hpp"
#include "http/wire/answers.hpp"
#include "http/wire/write_replies.hpp"
#include "ops/data/vault_json.hpp"

namespace secondbrain::http {

namespace {

constexpr std::chrono::seconds patience{30};  // what would be written takes a look at every daily note

schema permission_schema() {
  return object({required("answer", one_of({"unanswered", "given", "refused"}), "Unanswered means no"),
                 required("by", text(), "page, command_line, api, setting, predecessor, or nobody"),
                 required("since", nullable(text()), "UTC, ISO 8601")});
}

schema vault_schema() {
  return object(
      {required("data_id", text(), "Of the data directory"),
       required("path", nullable(text()), "Null: no vault is configured"),
       required("state",
                one_of({"itself", "not_configured", "missing", "mistaken", "unreadable", "emptied", "another"}),
                "What the folder is, as against the vault that this data belongs to"),
       required("belongs_to", nullable(text()), "The vault that this data belongs to; null: none yet"),
       required("message", text(), "What is wrong and what to do; empty: nothing"),
       required("upkeep", permission_schema(), "Whether the service writes into the vault by itself")});
}

schema preview_schema() {
  const auto file =
      object({required("path", text(), "Relative to the vault"), required("change", one_of({"create", "change"})),
              required("before", text()), required("after", text())});
  return object({required("files", list_of(file)),
                 required("captures", list_of(text()), "Files of the inbox that would be filed"),
                 required("remarks", list_of(text()))});
}

consent_source source_named(std::string_view name) {
  for (const auto source : {consent_source::page, consent_source::command_line})
    if (name == to_string(source)) return source;
  return consent_source::api;
}

result<http_response> show(const address<vault_api>& vault, const call& request) {
  const auto known = request.ask(vault, get_vault{});
  RETURN_IF_ERROR(known);
  return json_answer(ops::to_json(*known));
}

result<http_response> set(const address<vault_api>& vault, const call& request) {
  const auto& body = request.body.as_object();
  const auto known = request.ask(vault, set_upkeep{body.at("allowed").as_bool() ? consent::given : consent::refused,
                                                   source_named(json::value_to<std::string>(body.at("by")))});
  RETURN_IF_ERROR(known);
  return json_answer(ops::to_json(*known));
}

result<http_response> adopt(const address<vault_api>& vault, const call& request) {
  constexpr std::chrono::minutes longest{6};  // the index of the former vault is cleared
  const auto known = request.ask(vault, adopt_vault{}, longest);
  RETURN_IF_ERROR(known);
  return json_answer(ops::to_json(*known));
}

result<http_response> preview(const address<vault_api>& vault, const call& request) {
  const auto found = request.ask(vault, preview_upkeep{}, patience);
  RETURN_IF_ERROR(found);
  return json_answer(ops::to_json(*found));
}

const reply no_vault{503, "The vault is not set, or not there"};

}  // namespace

std::vector<route> vault_routes(const address<vault_api>& vault) {
  return {{.verb = method::get,
           .path = "/api/v1/vault",
           .summary = "The vault, and what its owner has allowed",
           .replies = {{200, "As it counts now", vault_schema()}},
           .handler = [vault](const call& request) { return show(vault, request); }},
          {.verb = method::post,
           .path = "/api/v1/vault/upkeep",
           .summary = "Allow or forbid the service to write into the vault by itself",
           .access = scope::admin,
           .body = object({required("allowed", boolean()),
                           optional("by", one_of({"api", "page", "command_line"}), "api", "Who says it")}),
           .replies =
               with_write_replies({{200, "As it counts now", vault_schema()}, {409, "A setting decides it"}, no_vault}),
           .handler = [vault](const call& request) { return set(vault, request); }},
          {.verb = method::post,
           .path = "/api/v1/vault/adopt",
           .summary = "The configured folder, as it is now, becomes the vault of this data; it is indexed anew",
           .access = scope::admin,
           .replies = with_write_replies({{200, "As it counts now", vault_schema()}, no_vault}),
           .handler = [vault](const call& request) { return adopt(vault, request); }},
          {.verb = method::get,
           .path = "/api/v1/vault/upkeep/preview",
           .summary = "What the service would write into the vault by itself; nothing is written",
           .replies = {{200, "With the texts before and after", preview_schema()}, no_vault},
           .handler = [vault](const call& request) { return preview(vault, request); }}};
}

}  // namespace secondbrain::http
