#include <CLI/CLI.hpp>
#include <boost/json/object.hpp>
#include <memory>

#include "cli/commands.hpp"
#include "cli/human_text.hpp"
#include "cli/json_fields.hpp"
#include "cli/server_client.hpp"
#include "messages/vault.hpp"

namespace secondbrain::cli {

namespace {

namespace json = boost::json;
using namespace std::chrono_literals;

constexpr auto footer =
    "SecondBrain writes into a vault by itself only once its owner has said yes: task lists in `Tasks/`, sections in\n"
    "project notes, filing of captures. What you ask for by name (a tick, a capture) needs no yes.\n"
    "Examples:\n"
    "  secondbrain vault                   which vault it is, and what is allowed\n"
    "  secondbrain vault enable            let SecondBrain write into this vault\n"
    "  secondbrain vault disable           stop that; what was written stays\n"
    "Exit codes: 0 done, 1 it did not work, 2 wrong command line.";

constexpr auto patience = 30s;

std::string upkeep_in_words(const json::object& upkeep) {
  const auto answer = text_at(upkeep, "answer"), by = text_at(upkeep, "by");
  const auto decided = by == "setting" ? std::string{" (SECONDBRAIN_VAULT_UPKEEP)"} : std::string{};
  if (answer == "given") return "SecondBrain writes into this vault" + decided + ".";
  if (answer == "refused") return "SecondBrain does not write into this vault" + decided + ".";
  return "SecondBrain does not write into this vault until you allow it: `secondbrain vault enable`.";
}

status show(const result<json::object>& vault, output_format format, context& ctx) {
  if (!vault) return tl::unexpected(vault.error());
  if (format == output_format::json) {
    print_json(ctx, *vault);
    return {};
  }
  const auto path = text_at(*vault, "path");
  if (path.empty()) {
    ctx.out << "No vault is configured. Set SECONDBRAIN_VAULT_PATH to the folder of your notes.\n";
    return {};
  }
  ctx.out << printable(path) << '\n';
  if (const auto* upkeep = object_at(*vault, "upkeep")) ctx.out << upkeep_in_words(*upkeep) << '\n';
  return {};
}

status tell(output_format format, context& ctx) {
  auto server = server_client::configured(ctx.environment);
  if (!server) return tl::unexpected(server.error());
  return show(server->get("/api/v1/vault"), format, ctx);
}

status allow(consent answer, output_format format, context& ctx) {
  auto server = server_client::configured(ctx.environment);
  if (!server) return tl::unexpected(server.error());
  const json::object said{{"allowed", answer == consent::given}, {"by", to_string(consent_source::command_line)}};
  return show(server->post("/api/v1/vault/upkeep", patience, {}, said), format, ctx);
}

void add_answer(CLI::App& vault, const char* name, const char* meaning, consent answer, context& ctx) {
  auto format = std::make_shared<output_format>(output_format::text);
  auto* command = vault.add_subcommand(name, meaning);
  add_json_option(*command, *format);
  command->callback([format, answer, &ctx] { conclude(ctx, allow(answer, *format, ctx)); });
}

}  // namespace

void add_vault(CLI::App& app, context& ctx) {
  auto* command = app.add_subcommand("vault", "The vault, and whether SecondBrain may write into it by itself");
  command->require_subcommand(0, 1);
  command->footer(footer);
  add_answer(*command, "enable", "Let SecondBrain write into this vault", consent::given, ctx);
  add_answer(*command, "disable", "Stop that; what was written stays", consent::refused, ctx);
  auto format = std::make_shared<output_format>(output_format::text);
  add_json_option(*command, *format);
  command->callback([format, command, &ctx] {
    if (command->get_subcommands().empty()) conclude(ctx, tell(*format, ctx));
  });
}

}  // namespace secondbrain::cli
