#include <CLI/CLI.hpp>
#include <boost/json/object.hpp>
#include <memory>

#include "base/error.hpp"
#include "base/human_text.hpp"
#include "cli/client/server_client.hpp"
#include "cli/commands/commands.hpp"
#include "cli/display/json_fields.hpp"
#include "cli/display/sending_words.hpp"
#include "messages/vault.hpp"

namespace secondbrain::cli {

namespace {

namespace json = boost::json;
using namespace std::chrono_literals;

constexpr auto path = "/api/v1/vault/sending";
constexpr auto patience = 90s;

constexpr auto footer =
    "To extract metadata and to file captures, SecondBrain has a language model read notes without being asked a\n"
    "question. A paid provider is sent nothing for that until you say yes; a model on this machine or in its private\n"
    "network needs no yes. Questions are another matter: each sends the passages it found to the provider that "
    "answers.\n"
    "Exit codes: 0 done, 1 it did not work, 2 wrong command line.";

struct allowing {
  output_format format = output_format::text;
  bool yes = false;
};

/// "2,557 notes and 3 captures".
std::string waiting_in_words(const json::object& now) {
  auto words = counted(integer_at(now, "notes"), "note", "notes");
  if (const auto captures = integer_at(now, "captures"); captures > 0)
    words += " and " + counted(captures, "capture", "captures");
  return words;
}

std::string cost_in_words(const json::object& now) {
  const auto* cost = now.if_contains("cost_usd");
  return cost != nullptr && cost->is_number() ? "about " + dollars(number_at(now, "cost_usd"))
                                              : std::string{"an amount that is not known: the model's price is not"};
}

std::string budgets_in_words(const json::object& now) {
  const auto part = [](double limit, const char* period) {
    return limit > 0 ? dollars(limit) + " a " + period : std::string{"no limit for a "} + period;
  };
  return "No more is spent than the budgets allow: " + part(number_at(now, "daily_budget"), "day") + ", " +
         part(number_at(now, "monthly_budget"), "month") + '.';
}

void describe(const json::object& now, context& ctx) {
  const auto names = recipients_in_words(now);
  if (names.empty()) {
    ctx.out << "No paid language model is set up, so nothing is sent to one.\n"
            << (truth_at(now, "set_up") ? "A model on this machine or in its private network reads "
                                        : "No other model is set up either; waiting: ")
            << waiting_in_words(now) << ".\n";
    return;
  }
  const auto answer = text_at(now, "answer");
  const auto decided = text_at(now, "by") == "setting" ? std::string{" (SECONDBRAIN_SEND_NOTES)"} : std::string{};
  if (answer == "given" && !array_at(now, "allowed").empty())
    ctx.out << "Allowed" << decided << ": notes and captures go to " << names
            << " without a question, to extract metadata and to file captures.\n";
  else
    ctx.out << "Nothing is sent to " << names << " without a question"
            << (answer == "refused" ? decided + "." : ": you have not allowed it.") << '\n';
  ctx.out << "Waiting: " << waiting_in_words(now) << ". To have them read costs " << cost_in_words(now) << ".\n"
          << budgets_in_words(now) << '\n';
}

status finish(const result<json::object>& now, output_format format, context& ctx) {
  RETURN_IF_ERROR(now);
  if (format == output_format::json)
    print_json(ctx, *now);
  else
    describe(*now, ctx);
  return {};
}

status show(output_format format, context& ctx) {
  auto server = server_client::configured(ctx);
  RETURN_IF_ERROR(server);
  return finish(server->get(path), format, ctx);
}

result<json::object> say(const server_client& server, bool allowed) {
  return server.post(path, patience, {}, json::object{{"allowed", allowed}, {"by", "command_line"}});
}

/// What would be sent is shown first; it takes `--yes` to begin.
status allow(const allowing& options, context& ctx) {
  auto server = server_client::configured(ctx);
  RETURN_IF_ERROR(server);
  if (options.yes) return finish(say(*server, true), options.format, ctx);
  const auto now = server->get(path);
  if (auto shown = finish(now, options.format, ctx); !shown) return shown;
  if (recipients_in_words(*now).empty()) return {};
  return fail(errc::invalid_argument, "Nothing was changed. To allow it: secondbrain vault allow-sending --yes");
}

status forbid(output_format format, context& ctx) {
  auto server = server_client::configured(ctx);
  RETURN_IF_ERROR(server);
  return finish(say(*server, false), format, ctx);
}

template <class Work>
void add(CLI::App& vault, const char* name, const char* meaning, context& ctx, Work work) {
  auto format = std::make_shared<output_format>(output_format::text);
  auto* command = vault.add_subcommand(name, meaning);
  command->footer(footer);
  add_json_option(*command, *format);
  command->callback([format, work, &ctx] { conclude(ctx, work(*format, ctx)); });
}

}  // namespace

void add_sending(CLI::App& vault, context& ctx) {
  add(vault, "sending", "What would be sent to a paid language model without a question, and what that costs", ctx,
      show);
  add(vault, "stop-sending", "Send nothing to a paid language model without a question", ctx, forbid);
  auto options = std::make_shared<allowing>();
  auto* command = vault.add_subcommand("allow-sending", "Allow it, once what would be sent and its cost were shown");
  command->footer(footer);
  command->add_flag("--yes", options->yes, "Yes, send them");
  add_json_option(*command, options->format);
  command->callback([options, &ctx] { conclude(ctx, allow(*options, ctx)); });
}

}  // namespace secondbrain::cli
