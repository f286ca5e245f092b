#include <boost/json/object.hpp>
#include <memory>

#include "base/error.hpp"
#include "base/human_text.hpp"
#include "base/record_json.hpp"
#include "cli/client/server_client.hpp"
#include "cli/commands/commands.hpp"
#include "cli/display/sending_words.hpp"
#include "cli/display/text_difference.hpp"
#include "cli/display/vault_report_words.hpp"
#include "cli/service/local_vault.hpp"
#include "messages/vault.hpp"

namespace secondbrain::cli {

namespace {

namespace json = boost::json;
using namespace std::chrono_literals;

constexpr auto vault_footer =
    "SecondBrain writes into a vault by itself only once its owner has said yes: task lists in `Tasks/` and\n"
    "sections in project notes (where daily notes are in `00_Daily`), filing of captures (by a language model,\n"
    "where one is set up). What you ask for by name (a tick, a capture) needs no yes.\n"
    "The data directory knows its vault by its notes: one that was moved or restored is recognised, another one is\n"
    "asked about, and nothing is indexed or written until `adopt` confirms it.\n"
    "Examples:\n"
    "  secondbrain vault                   which vault it is, what is allowed, and what was found in it\n"
    "  secondbrain vault preview           what it would write, without writing it\n"
    "  secondbrain vault enable            let SecondBrain write into this vault\n"
    "  secondbrain vault disable           stop that; what was written stays\n"
    "  secondbrain vault sending           what would be sent to a paid language model, and what that costs\n"
    "  secondbrain vault adopt             index the configured folder in place of the former vault\n"
    "Exit codes: 0 done, 1 it did not work, 2 wrong command line.";

constexpr auto vault_timeout = 30s;

std::string upkeep_in_words(const permission& upkeep) {
  const auto decided =
      upkeep.by == consent_source::setting ? std::string{" (SECONDBRAIN_VAULT_UPKEEP)"} : std::string{};
  switch (upkeep.answer) {
    case consent::given: return "SecondBrain writes into this vault" + decided + ".";
    case consent::refused: return "SecondBrain does not write into this vault" + decided + ".";
    case consent::unanswered: break;
  }
  return "SecondBrain does not write into this vault until you allow it: `secondbrain vault enable`.";
}

status print_vault(const result<json::object>& vault, output_format format, context& ctx) {
  RETURN_IF_ERROR(vault);
  if (format == output_format::json) {
    print_json(ctx, *vault);
    return {};
  }
  const auto now = from_json<vault_status>(*vault);
  if (!now.path.empty()) ctx.out << printable(now.path) << '\n';
  if (!now.message.empty()) ctx.out << printable(now.message) << '\n';
  if (!now.path.empty()) ctx.out << upkeep_in_words(now.upkeep) << '\n';
  return {};
}

/// From the running server; when none runs, from the record itself.
template <class Remote, class Local>
result<json::object> ask(context& ctx, Remote remote, Local local) {
  auto loaded = ops::load_config(ctx.environment);
  RETURN_IF_ERROR(loaded);
  const server_client server{*loaded, ctx.err};
  if (server.reachable()) return remote(server);
  return local(*loaded).map([](const auto& found) { return to_json(found); });
}

/// What may be sent is a part of what is allowed.
status show_vault(output_format format, context& ctx) {
  std::string sending;
  auto remote = [&](const server_client& server) {
    return server.get("/api/v1/vault").map([&](json::object vault) {
      auto answer = server.get("/api/v1/vault/sending");
      sending = answer ? sending_in_words(from_json<sending_status>(*answer))
                       : "What may be sent is not known: " + printable(answer.error().message);
      vault["sending"] = answer ? json::value(std::move(*answer)) : json::value(nullptr);
      return vault;
    });
  };
  auto local = [&](const ops::loaded_config& loaded) {
    return vault_here(loaded.values).map([&](vault_overview vault) {
      sending = sending_in_words(sending_here(loaded.values));
      return vault;
    });
  };
  const auto vault = ask(ctx, remote, local);
  if (auto shown = print_vault(vault, format, ctx); !shown || format == output_format::json) return shown;
  const auto overview = from_json<vault_overview>(*vault);
  if (!overview.vault.path.empty()) ctx.out << sending << '\n';
  if (overview.found) print_found(*overview.found, ctx);
  if (!overview.found_error.empty() && overview.found_error != overview.vault.message)
    ctx.out << '\n' << printable(overview.found_error) << '\n';
  return {};
}

status allow(consent answer, output_format format, context& ctx) {
  const auto body = to_json(set_upkeep{answer, consent_source::command_line});
  return print_vault(
      ask(
          ctx,
          [&](const server_client& server) { return server.post("/api/v1/vault/upkeep", vault_timeout, {}, body); },
          [&](const ops::loaded_config& loaded) { return set_upkeep_here(loaded.values, answer); }),
      format, ctx);
}

void print_lines(const previewed_file& file, context& ctx) {
  for (const auto& line : differences(file.before, file.after)) {
    const auto shown = std::string{line.sign} + " " + printable(line.text);
    if (line.sign == ' ')
      ctx.out << "    " << ctx.out_terminal.paint(tone::muted, shown) << '\n';
    else
      ctx.out << "    " << ctx.out_terminal.paint(line.sign == '+' ? tone::good : tone::bad, shown) << '\n';
  }
}

void print_preview(const upkeep_preview& preview, context& ctx) {
  for (const auto& file : preview.files) {
    ctx.out << (file.kind == file_change::create ? "Would be created: " : "Would be changed: ")
            << ctx.out_terminal.paint(tone::strong, printable(file.path)) << '\n';
    print_lines(file, ctx);
  }
  for (const auto& name : preview.captures)
    ctx.out << "Would be filed: " << printable(preview.inbox + "/" + name) << '\n';
  for (const auto& remark : preview.remarks) ctx.out << printable(remark) << '\n';
  if (preview.files.empty() && preview.captures.empty()) ctx.out << "Nothing would be written right now.\n";
}

status preview(output_format format, context& ctx) {
  auto found = ask(
      ctx, [](const server_client& server) { return server.get("/api/v1/vault/upkeep/preview"); }, preview_here);
  RETURN_IF_ERROR(found);
  if (format == output_format::json)
    print_json(ctx, *found);
  else
    print_preview(from_json<upkeep_preview>(*found), ctx);
  return {};
}

void add_preview(command vault, context& ctx) {
  auto format = std::make_shared<output_format>(output_format::text);
  auto command = vault.add_subcommand("preview", "What SecondBrain would write into this vault; nothing is written");
  add_json_option(command, *format);
  command.callback([format, &ctx] { conclude(ctx, preview(*format, ctx)); });
}

status adopt(output_format format, context& ctx) {
  constexpr auto longest = 6min;  // the index of the former vault is cleared
  auto server = server_client::configured(ctx);
  RETURN_IF_ERROR(server);
  auto vault = server->post("/api/v1/vault/adopt", longest, {});
  if (vault && format == output_format::text) ctx.out << "This data belongs to this vault now; it is being indexed.\n";
  return print_vault(vault, format, ctx);
}

void add_adopt(command vault, context& ctx) {
  auto format = std::make_shared<output_format>(output_format::text);
  auto command =
      vault.add_subcommand("adopt", "Index the configured folder in place of the vault this data belongs to");
  add_json_option(command, *format);
  command.callback([format, &ctx] { conclude(ctx, adopt(*format, ctx)); });
}

void add_answer(command vault, const char* name, const char* description, consent answer, context& ctx) {
  auto format = std::make_shared<output_format>(output_format::text);
  auto command = vault.add_subcommand(name, description);
  add_json_option(command, *format);
  command.callback([format, answer, &ctx] { conclude(ctx, allow(answer, *format, ctx)); });
}

}  // namespace

void add_vault(command app, context& ctx) {
  auto command = app.add_subcommand(
      "vault", "The vault, what was found in it, and whether SecondBrain may write into it by itself");
  command.allow_one_subcommand();
  add_sending(command, ctx);
  command.footer(vault_footer);
  add_preview(command, ctx);
  add_adopt(command, ctx);
  add_answer(command, "enable", "Let SecondBrain write into this vault", consent::given, ctx);
  add_answer(command, "disable", "Stop that; what was written stays", consent::refused, ctx);
  auto format = std::make_shared<output_format>(output_format::text);
  add_json_option(command, *format);
  command.callback([format, command, &ctx] {
    if (!command.has_subcommand()) conclude(ctx, show_vault(*format, ctx));
  });
}

}  // namespace secondbrain::cli
