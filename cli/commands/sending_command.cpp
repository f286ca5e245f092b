#include <boost/json/object.hpp>
#include <memory>

#include "base/error.hpp"
#include "base/human_text.hpp"
#include "base/record_json.hpp"
#include "cli/client/server_client.hpp"
#include "cli/commands/commands.hpp"
#include "cli/display/sending_words.hpp"
#include "messages/vault.hpp"

namespace secondbrain::cli {

namespace {

namespace json = boost::json;
using namespace std::chrono_literals;

constexpr auto sending_path = "/api/v1/vault/sending";
constexpr auto sending_timeout = 90s;

constexpr auto sending_footer =
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
std::string waiting_in_words(const sending_estimate& now) {
  auto words = counted(now.notes, "note", "notes");
  if (now.captures > 0) words += " and " + counted(now.captures, "capture", "captures");
  return words;
}

std::string cost_in_words(const sending_estimate& now) {
  return now.cost_usd ? "about " + dollars(*now.cost_usd)
                      : std::string{"an unknown amount, because the price of the model is not known"};
}

std::string budgets_in_words(const sending_status& now) {
  const auto part = [](double limit, const char* period) {
    return limit > 0 ? dollars(limit) + " a " + period : std::string{"no limit for a "} + period;
  };
  return "No more is spent than the budgets allow: " + part(now.daily_budget, "day") + ", " +
         part(now.monthly_budget, "month") + '.';
}

void describe(const sending_status& now, context& ctx) {
  const auto names = recipients_in_words(now);
  if (names.empty()) {
    ctx.out << "No paid language model is set up, so nothing is sent to one.\n"
            << (now.estimate.set_up ? "A model on this machine or in its private network reads "
                                    : "No other model is set up either; waiting: ")
            << waiting_in_words(now.estimate) << ".\n";
    return;
  }
  const auto decided =
      now.sending.by == consent_source::setting ? std::string{" (SECONDBRAIN_SEND_NOTES)"} : std::string{};
  if (now.sending.answer == consent::given && !now.allowed.empty())
    ctx.out << "Allowed" << decided << ": notes and captures go to " << names
            << " without a question, to extract metadata and to file captures.\n";
  else
    ctx.out << "Nothing is sent to " << names << " without a question"
            << (now.sending.answer == consent::refused ? decided + "." : ": you have not allowed it.") << '\n';
  ctx.out << "Waiting: " << waiting_in_words(now.estimate) << ". To have them read costs "
          << cost_in_words(now.estimate) << ".\n"
          << budgets_in_words(now) << '\n';
}

status finish(const result<json::object>& now, output_format format, context& ctx) {
  RETURN_IF_ERROR(now);
  if (format == output_format::json)
    print_json(ctx, *now);
  else
    describe(from_json<sending_status>(*now), ctx);
  return {};
}

status show_sending(output_format format, context& ctx) {
  auto server = server_client::configured(ctx);
  RETURN_IF_ERROR(server);
  return finish(server->get(sending_path), format, ctx);
}

result<json::object> set_allowed(const server_client& server, bool allowed) {
  return server.post(sending_path, sending_timeout, {},
                     to_json(set_sending{allowed ? consent::given : consent::refused, consent_source::command_line}));
}

/// What would be sent is shown first; it takes `--yes` to begin.
status allow(const allowing& options, context& ctx) {
  auto server = server_client::configured(ctx);
  RETURN_IF_ERROR(server);
  if (options.yes) return finish(set_allowed(*server, true), options.format, ctx);
  const auto now = server->get(sending_path);
  if (auto shown = finish(now, options.format, ctx); !shown) return shown;
  if (recipients_in_words(from_json<sending_status>(*now)).empty()) return {};
  return fail(errc::invalid_argument, "Nothing was changed. To allow it: secondbrain vault allow-sending --yes");
}

status forbid(output_format format, context& ctx) {
  auto server = server_client::configured(ctx);
  RETURN_IF_ERROR(server);
  return finish(set_allowed(*server, false), format, ctx);
}

template <class Work>
void add(command vault, const char* name, const char* description, context& ctx, Work work) {
  auto format = std::make_shared<output_format>(output_format::text);
  auto command = vault.add_subcommand(name, description);
  command.footer(sending_footer);
  add_json_option(command, *format);
  command.callback([format, work, &ctx] { conclude(ctx, work(*format, ctx)); });
}

}  // namespace

void add_sending(command vault, context& ctx) {
  add(vault, "sending", "What would be sent to a paid language model without a question, and what that costs", ctx,
      show_sending);
  add(vault, "stop-sending", "Send nothing to a paid language model without a question", ctx, forbid);
  auto options = std::make_shared<allowing>();
  auto command = vault.add_subcommand("allow-sending", "Allow it, once what would be sent and its cost were shown");
  command.footer(sending_footer);
  command.add_flag("--yes", options->yes, "Yes, send them");
  add_json_option(command, options->format);
  command.callback([options, &ctx] { conclude(ctx, allow(*options, ctx)); });
}

}  // namespace secondbrain::cli
