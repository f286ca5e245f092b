#include <algorithm>
#include <charconv>
#include <chrono>
#include <memory>
#include <thread>

#include "base/error.hpp"
#include "base/human_text.hpp"
#include "base/record_json.hpp"
#include "base/shown_time.hpp"
#include "base/text.hpp"
#include "cli/client/server_client.hpp"
#include "cli/commands/commands.hpp"
#include "cli/service/channel_setup.hpp"
#include "messages/alarms.hpp"

namespace secondbrain::cli {

namespace {

using namespace std::chrono_literals;

constexpr auto alarms_path = "/api/v1/alarms";
constexpr auto alarms_timeout = 15s;
constexpr auto longest_test = 45s;

constexpr auto test_footer =
    "Without a channel there is nothing to test; `secondbrain alarms --help` shows how to set one up.\n"
    "Exit codes: 0 delivered through every channel, 1 not through every one or not yet (the answer says why), 2 wrong\n"
    "command line.";

constexpr auto silence_footer =
    "Examples:\n"
    "  secondbrain alarms silence 2h disk-low      while you make room\n"
    "  secondbrain alarms silence 1d model-host-down\n"
    "  secondbrain alarms unsilence disk-low       be told again\n"
    "`secondbrain alarms` lists the rules. For good: `secondbrain config set` the setting that it names to off.\n"
    "Exit codes: 0 done, 1 it did not work (stderr says why), 2 wrong command line.";

constexpr auto alarms_footer =
    "What you can do:\n"
    "  secondbrain alarms                            rules, how they stand, what each channel delivered last\n"
    "  secondbrain alarms test                       send a test through every channel, and wait for the outcome\n"
    "  secondbrain alarms silence 2h disk-low        say nothing about that rule for two hours\n"
    "  secondbrain alarms unsilence disk-low\n"
    "  secondbrain alarms --json | jq -r '.rules[] | select(.state == \"firing\") | .rule'\n"
    "To be told, set up one channel or several: ntfy (a message on your phone), webhook (Slack, Discord, "
    "Alertmanager,\n"
    "anything else by HTTP), email, desktop, command (a program of yours). For example:\n"
    "  secondbrain config set SECONDBRAIN_ALARM_NTFY https://ntfy.sh/my-secret-topic\n"
    "  secondbrain config set SECONDBRAIN_QUIET_HOURS 22:00-07:00            only what is urgent wakes you\n"
    "  secondbrain config set SECONDBRAIN_BRIEFING_AT 07:30                  the day's tasks and events, each morning\n"
    "  secondbrain config set SECONDBRAIN_BRIEFING_CHANNEL ntfy              where there are several channels\n"
    "  secondbrain config set SECONDBRAIN_ALARM_MODEL_HOST_DOWN off          a rule you do not want\n"
    "Settings take effect when the service is next started. docs/alarm-channels.md has a recipe for each channel and\n"
    "for the briefing; docs/operations.md lists the rules.\n"
    "Exit codes: 0 done, 1 it did not work (stderr says why), 2 wrong command line.";

std::string padded_name(std::string text, std::size_t width) {
  if (text.size() < width) text.resize(width, ' ');
  return text;
}

std::string describe(const alarm_state& rule, const context& ctx) {
  const auto& screen = ctx.out_terminal;
  if (!rule.grace_seconds) return screen.paint(tone::muted, "off (" + rule.setting + ")");
  std::string words;
  switch (rule.phase) {
    case alarm_phase::calm: words = screen.paint(tone::good, "well"); break;
    case alarm_phase::pending:
      words = screen.paint(tone::caution, "in trouble since " + shown_time(rule.since) +
                                              "; you are told once it has lasted " +
                                              elapsed(std::chrono::seconds{*rule.grace_seconds}));
      break;
    case alarm_phase::firing: words = screen.paint(tone::bad, "alarm since " + shown_time(rule.since)); break;
    case alarm_phase::over: words = screen.paint(tone::caution, "over, but you have not been told yet"); break;
  }
  if (rule.phase == alarm_phase::firing && rule.told_at.empty()) words += screen.paint(tone::muted, ", not told yet");
  if (!rule.silenced_until.empty())
    words += screen.paint(tone::muted, ", silenced until " + shown_time(rule.silenced_until));
  return words;
}

void print_rule(const alarm_state& rule, context& ctx) {
  constexpr std::size_t widest_name = 18;
  ctx.out << "  " << padded_name(rule.rule, widest_name) << describe(rule, ctx) << '\n';
  if (!rule.text.empty()) ctx.out << "    " << ctx.out_terminal.paint(tone::muted, printable(rule.text)) << '\n';
}

void print_channel(const channel_state& channel, context& ctx) {
  const auto& screen = ctx.out_terminal;
  ctx.out << "  " << padded_name(channel.name, 18)
          << (channel.delivered_at.empty() ? std::string{"nothing delivered yet"}
                                           : "last delivered " + shown_time(channel.delivered_at));
  if (channel.waiting > 0)
    ctx.out << ", " << counted(static_cast<std::int64_t>(channel.waiting), "notice waits", "notices wait");
  ctx.out << '\n';
  if (!channel.last_set_aside.empty()) ctx.out << "    " << screen.paint(tone::caution, channel.last_set_aside) << '\n';
  if (channel.trouble.empty()) return;
  ctx.out << "    " << screen.paint(tone::bad, "failed " + shown_time(channel.failed_at) + ": " + channel.trouble)
          << '\n';
  if (!channel.next_attempt_at.empty())
    ctx.out << "    "
            << screen.paint(tone::muted, "tried again " + shown_time(channel.next_attempt_at) +
                                             ", or now with `secondbrain alarms test`")
            << '\n';
}

std::string last_briefing(const alarms_report& report) {
  const auto day = "; the one of " + report.briefing_day;
  switch (report.briefing) {
    case briefing_outcome::waiting: return day + " waits to be sent";
    case briefing_outcome::delivered: return day + " was delivered";
    case briefing_outcome::may_have_arrived:
      return day + " was sent and may have arrived, but no answer came; it is not sent again";
    case briefing_outcome::none: break;
  }
  return {};
}

void print_report(const alarms_report& report, context& ctx) {
  const auto& screen = ctx.out_terminal;
  ctx.out << screen.paint(tone::strong, "Rules") << '\n';
  for (const auto& rule : report.rules) print_rule(rule, ctx);
  ctx.out << screen.paint(tone::strong, "Channels") << '\n';
  for (const auto& channel : report.channels) print_channel(channel, ctx);
  if (report.channels.empty())
    ctx.out << "  None is set up, so nobody is told; `secondbrain alarms --help` shows how to set one up.\n";
  if (report.ping)
    ctx.out << "Signs of life: "
            << (report.ping->trouble.empty()
                    ? report.ping->sent_at.empty() ? "none sent yet" : "last " + shown_time(report.ping->sent_at)
                    : screen.paint(tone::bad,
                                   "failed " + shown_time(report.ping->failed_at) + ": " + report.ping->trouble))
            << '\n';
  if (!report.quiet_hours.empty())
    ctx.out << "Quiet hours: " << report.quiet_hours << (report.quiet_now ? " (now)" : "") << '\n';
  if (!report.briefing_at.empty())
    ctx.out << "Briefing: daily at " << report.briefing_at << " through " << report.briefing_channel
            << last_briefing(report) << '\n';
  if (!report.next_test_at.empty()) ctx.out << "Next test: " << shown_time(report.next_test_at) << '\n';
}

status list_alarms(output_format format, context& ctx) {
  auto server = server_client::configured(ctx);
  RETURN_IF_ERROR(server);
  const auto report = server->get(alarms_path);
  RETURN_IF_ERROR(report);
  if (format == output_format::json)
    print_json(ctx, *report);
  else
    print_report(from_json<alarms_report>(*report), ctx);
  return {};
}

bool is_over(const alarms_report& report, const std::string& test) {
  for (const auto& channel : report.channels)
    if (channel.test_id == test && channel.test == test_outcome::waiting) return false;
  return true;
}

/// The report once each channel has tried, or when that has taken too long.
result<boost::json::object> outcome_of(const std::string& test, const server_client& server) {
  constexpr auto between_looks = 200ms;
  const auto deadline = std::chrono::steady_clock::now() + longest_test;
  for (;;) {
    auto report = server.get(alarms_path);
    RETURN_IF_ERROR(report);
    if (is_over(from_json<alarms_report>(*report), test) || std::chrono::steady_clock::now() >= deadline) return report;
    std::this_thread::sleep_for(between_looks);
  }
}

/// Channels that are set up for the next start, while the service that runs does not know them; empty: there are none.
std::string channels_after_restart(const std::vector<channel_state>& known, const context& ctx) {
  const auto loaded = ops::load_config(ctx.environment);
  const auto ways = loaded ? set_up_channels(loaded->values) : result<alarm_ways>{fail(loaded.error())};
  if (!ways) return {};
  std::vector<std::string> names;
  for (const auto& channel : ways->channels)
    if (std::none_of(known.begin(), known.end(), [&](const auto& one) { return one.name == channel->name(); }))
      names.emplace_back(channel->name());
  if (names.empty()) return {};
  return join(names, ", ") + (names.size() == 1 ? " was" : " were") +
         " set up after the service started: restart the service to use " + (names.size() == 1 ? "it" : "them");
}

status send_test(output_format format, context& ctx) {
  auto server = server_client::configured(ctx);
  RETURN_IF_ERROR(server);
  const auto begun = server->post(std::string{alarms_path} + "/test", alarms_timeout);
  if (const auto later = begun ? "" : channels_after_restart({}, ctx); !later.empty())
    return fail(begun.error().code, begun.error().message + " " + later);
  RETURN_IF_ERROR(begun);
  const auto answer = outcome_of(from_json<alarm_test_started>(*begun).id, *server);
  RETURN_IF_ERROR(answer);
  const auto report = from_json<alarms_report>(*answer);
  for (const auto& channel : report.channels)
    if (channel.test != test_outcome::delivered) ctx.outcome = exit_code::failure;
  if (const auto later = channels_after_restart(report.channels, ctx); !later.empty())
    ctx.err << ctx.err_terminal.paint(tone::caution, "warning:") << ' ' << printable(later) << '\n';
  if (format == output_format::json) {
    print_json(ctx, *answer);
    return {};
  }
  for (const auto& channel : report.channels) {
    const auto& screen = ctx.out_terminal;
    ctx.out << channel.name << ": ";
    switch (channel.test) {
      case test_outcome::delivered: ctx.out << screen.paint(tone::good, "delivered"); break;
      case test_outcome::failed: ctx.out << screen.paint(tone::bad, "failed: " + channel.trouble); break;
      default:
        ctx.out << screen.paint(
            tone::caution,
            "not known yet; it is tried again" + (channel.trouble.empty() ? "" : ". Last failure: " + channel.trouble));
        break;
    }
    ctx.out << '\n';
  }
  return {};
}

/// "90s", "30m", "2h", "1d" in seconds.
result<std::int64_t> parse_duration(const std::string& text) {
  std::int64_t number = 0;
  const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), number);
  const std::string unit{end, text.data() + text.size()};
  constexpr std::int64_t most = 31'536'000;
  std::int64_t seconds = 0;
  if (unit == "s") seconds = 1;
  if (unit == "m") seconds = 60;
  if (unit == "h") seconds = 3600;
  if (unit == "d") seconds = 86'400;
  if (failure != std::errc{} || seconds == 0 || number < 1 || number > most / seconds)
    return fail(errc::invalid_argument,
                "'" + text + "' is not a duration of up to a year; say 90s, 30m, 2h or 1d. Nothing was silenced.");
  return number * seconds;
}

status silence(const std::string& rule, std::int64_t seconds, output_format format, context& ctx) {
  auto server = server_client::configured(ctx);
  RETURN_IF_ERROR(server);
  const auto answer =
      server->post(std::string{alarms_path} + "/silence", alarms_timeout, {}, {{"rule", rule}, {"seconds", seconds}});
  RETURN_IF_ERROR(answer);
  if (format == output_format::json) {
    print_json(ctx, *answer);
    return {};
  }
  const auto state = from_json<alarm_state>(*answer);
  if (state.silenced_until.empty())
    ctx.out << "You are told of " << state.rule << " again.\n";
  else
    ctx.out << state.rule << " is silenced until " << shown_time(state.silenced_until) << ".\n";
  return {};
}

struct silence_options {
  std::string duration;
  std::string rule;
  output_format format = output_format::text;
};

void add_silence(command alarms, context& ctx) {
  auto options = std::make_shared<silence_options>();
  auto command = alarms.add_subcommand("silence", "Say nothing about a rule for some time");
  command.footer(silence_footer);
  command.add_option("duration", options->duration, "For how long: 90s, 30m, 2h, 1d").required();
  command.add_option("rule", options->rule, "As `secondbrain alarms` lists it").required();
  add_json_option(command, options->format);
  command.callback([options, &ctx] {
    const auto seconds = parse_duration(options->duration);
    conclude(ctx, seconds ? silence(options->rule, *seconds, options->format, ctx) : status{fail(seconds.error())});
  });
}

void add_unsilence(command alarms, context& ctx) {
  auto options = std::make_shared<silence_options>();
  auto command = alarms.add_subcommand("unsilence", "Report a rule again");
  command.footer(silence_footer);
  command.add_option("rule", options->rule, "As `secondbrain alarms` lists it").required();
  add_json_option(command, options->format);
  command.callback([options, &ctx] { conclude(ctx, silence(options->rule, 0, options->format, ctx)); });
}

void add_test(command alarms, context& ctx) {
  auto format = std::make_shared<output_format>(output_format::text);
  auto command = alarms.add_subcommand("test", "Send a test through every channel, and wait for the outcome");
  command.footer(test_footer);
  add_json_option(command, *format);
  command.callback([format, &ctx] { conclude(ctx, send_test(*format, ctx)); });
}

}  // namespace

void add_alarms(command app, context& ctx) {
  auto command = app.add_subcommand("alarms", "Who is told when something breaks, and what they were told");
  command.allow_one_subcommand();
  command.footer(alarms_footer);
  add_test(command, ctx);
  add_silence(command, ctx);
  add_unsilence(command, ctx);
  auto format = std::make_shared<output_format>(output_format::text);
  add_json_option(command, *format);
  command.callback([format, command, &ctx] {
    if (!command.has_subcommand()) conclude(ctx, list_alarms(*format, ctx));
  });
}

}  // namespace secondbrain::cli
