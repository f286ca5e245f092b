#include <algorithm>
#include <future>
#include <memory>

#include "base/error.hpp"
#include "base/record_json.hpp"
#include "cli/client/configured_vault.hpp"
#include "cli/client/server_client.hpp"
#include "cli/commands/commands.hpp"
#include "cli/commands/index_step.hpp"
#include "cli/display/choices.hpp"
#include "cli/display/sync_display.hpp"
#include "cli/service/local_sync.hpp"
#include "cli/service/upkeep.hpp"
#include "ops/data/data_directory.hpp"
#include "ops/data/sync_history.hpp"
#include "ops/data/sync_markers.hpp"
#include "ops/log/logger.hpp"
#include "ops/log/logging.hpp"
#include "ops/log/rotating_file.hpp"

namespace secondbrain::cli {

namespace {

using namespace std::chrono_literals;

struct sync_options {
  std::string command = "all";
  std::string vault_path;
  bool verbose = false;
  output_format format = output_format::text;
};

constexpr auto component = "daily_sync";
constexpr auto longest_sync_run = 24h;
constexpr auto sync_progress_interval = 300ms;

constexpr auto sync_footer =
    "Steps, in the order of `all`:\n"
    "  inbox     sorts the files of the Inbox into the vault\n"
    "  tasks     brings the generated Tasks files up to date, and takes over what was changed in them\n"
    "  projects  brings the generated sections of the project notes up to date\n"
    "  index     asks the running server to index; if none runs, leaves a request for the next one\n"
    "  extract   extracts metadata from the notes that changed\n"
    "  weekly    writes the weekly review; not part of `all`\n"
    "Examples:\n"
    "  secondbrain sync\n"
    "  secondbrain sync inbox --json\n"
    "  secondbrain sync index --vault-path ~/notes --verbose\n"
    "inbox, tasks and projects write into the vault, and do so only once you have run `secondbrain vault enable`.\n"
    "The running server does the work, on its own vault; when none runs, this process does, on the configured one.\n"
    "--vault-path is for the latter. In a terminal you see its progress; elsewhere log lines go to stderr.\n"
    "Exit codes: 0 done or requested, 1 vault problem, a step failed or may not write, 2 wrong command line.";

constexpr auto weekly_footer =
    "The same as `secondbrain sync weekly`: the review of the current week is written into the vault.\n"
    "Exit codes: 0 written, 1 it did not work, 2 wrong command line.";

/// A person at a terminal is told in sentences, each once; a file or a pipe gets the log.
bool prints_text(const sync_options& options, const context& ctx) {
  return ctx.err_terminal.interactive() && !options.verbose;
}

status set_up_logging(const sync_options& options, const ops::config& config, const context& ctx) {
  ops::logging_options logging;
  logging.console = prints_text(options, ctx) ? ops::log_to_stderr::no : ops::log_to_stderr::yes;
  logging.level = options.verbose ? ops::log_level::debug : ops::log_level::info;
  logging.secrets = ops::secrets_of(config);
  return ops::set_up_logging(logging);
}

std::int64_t milliseconds_since(std::chrono::steady_clock::time_point began) {
  return std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now() - began).count();
}

/// One step on its own leaves `.sync_completed` alone: it would hide that the full sync is dead.
void record_success(const ops::config& config, const std::string& step, const index_outcome& done,
                    std::int64_t duration_ms) {
  ops::logger_for(component).info("{}", done.summary);
  ops::log_event(component, "reindex_complete", {{"summary", done.summary}, {"duration_ms", duration_ms}});
  ops::log_event(component, "sync_complete", {{"command", step}, {"duration_ms", duration_ms}});
  if (!done.covered) return;  // only asked for
  if (auto ended = ops::end_failure_of(config.data_path, sync_step::index); !ended)
    ops::logger_for(component).error("{}", ended.error().message);
}

/// The sentence or the log tells people, the marker tells the server of this vault. Without a vault there is no sync
/// that has failed: the data directory may be that of a server which is well (contract: operations §2.2, no marker).
void record_failure(const ops::config& config, const sync_options& options, const error& why, context& ctx) {
  const auto& command = options.command;
  ctx.outcome = exit_code::failure;
  if (prints_text(options, ctx)) report(ctx, why);
  ops::logger_for(component).error("{}", why.message);
  ops::log_event(component, "sync_failed", {{"error", why.message}});
  if (!vault_of(config)) return;
  auto marked = ops::data_directory::create(config.data_path).and_then([&](const ops::data_directory&) {
    return ops::mark_sync_failed(config.data_path,
                                 value_named<sync_step>(command) ? command + ": " + why.message : why.message);
  });
  if (!marked) ops::logger_for(component).error("{}", marked.error().message);
}

/// A run that never began has no report; who reads JSON is told all the same.
void answer_failure(const sync_options& options, const error& why, context& ctx) {
  if (options.format == output_format::json)
    print_json(ctx, {{"status", "failed"}, {"command", options.command}, {"error", why.message}});
}

boost::json::object as_json(const std::string& step, const result<index_outcome>& done, std::int64_t duration_ms) {
  boost::json::object answer{{"status", done ? "success" : "failed"}, {"command", step}, {"duration_ms", duration_ms}};
  if (done) {
    answer["summary"] = done->summary;
    answer["covered"] = done->covered;
  } else {
    answer["error"] = done.error().message;
  }
  return answer;
}

/// The index step on its own, answered as it always was.
void run_index(const sync_options& options, const ops::config& config, const server_client& server, context& ctx) {
  auto vault = vault_of(config);
  auto began = std::chrono::steady_clock::now();
  auto done = run_index_step(config, server, vault ? std::optional{*vault} : std::nullopt);
  auto duration = milliseconds_since(began);
  if (done)
    record_success(config, options.command, *done, duration);
  else
    record_failure(config, options, done.error(), ctx);
  if (options.format == output_format::json)
    print_json(ctx, as_json(options.command, done, duration));
  else if (done)
    ctx.out << options.command << ": " << printable(done->summary) << '\n';
}

/// The server writes down what the run came to; here it is logged.
result<sync_report> run_on_server(const server_client& server, const sync_options& options, context& ctx) {
  const query_parameters parameters{{"step", options.command},
                                    {"trigger", std::string{to_string(sync_trigger::command_line)}}};
  auto answer =
      std::async(std::launch::async, [&] { return server.post("/api/v1/admin/sync", longest_sync_run, parameters); });
  sync_display display{ctx.err, ctx.err_terminal};
  while (answer.wait_for(sync_progress_interval) != std::future_status::ready)
    if (auto progress = server.get("/api/v1/admin/sync/progress")) display.show(*progress);
  display.clear();
  return answer.get()
      .and_then([](const boost::json::object& report) { return checked_from_json<sync_report>(report); })
      .map([](sync_report report) {
        ops::log_sync(report);
        return report;
      });
}

result<sync_report> run_here(const ops::loaded_config& loaded, const sync_options& options, context& ctx) {
  sync_display display{ctx.err, ctx.err_terminal};
  auto report = run_sync_here(loaded, value_named<sync_step>(options.command),
                              [&display](const sync_progress& progress) { display.show(progress); });
  display.clear();
  return report;
}

/// What was done, one by one, is in the log where there is one.
void print_step(const sync_step_report& done, bool one_by_one, context& ctx) {
  ctx.out << to_string(done.step) << (done.succeeded ? ": " : " failed: ") << printable(done.summary) << '\n';
  if (!one_by_one) return;
  for (const auto& action : done.actions) ctx.out << "  " << printable(action) << '\n';
}

void run_steps(const sync_options& options, const ops::loaded_config& loaded, const server_client* server,
               context& ctx) {
  auto report = server ? run_on_server(*server, options, ctx) : run_here(loaded, options, ctx);
  if (!report) {
    record_failure(loaded.values, options, report.error(), ctx);
    return answer_failure(options, report.error(), ctx);
  }
  if (!report->succeeded) ctx.outcome = exit_code::failure;
  // Who names a step wants to know that nothing came of it; the whole sync goes on with what needs no yes.
  if (value_named<sync_step>(options.command) &&
      std::any_of(report->steps.begin(), report->steps.end(), is_not_enabled))
    ctx.outcome = exit_code::failure;
  if (options.format == output_format::json) return print_json(ctx, to_json(*report));
  for (const auto& done : report->steps) print_step(done, prints_text(options, ctx), ctx);
}

status sync(const sync_options& options, context& ctx) {
  auto loaded = configuration_for(ctx.environment, options.vault_path);
  RETURN_IF_ERROR(loaded);
  const auto& config = loaded->values;
  if (auto ready = set_up_logging(options, config, ctx); !ready) return ready;
  for (const auto* log : {"daily-sync.log", "ui.log"})
    if (auto rotated = ops::rotate_if_large(config.data_path / log); !rotated) return rotated;

  // A running server knows its vault; which one is meant needs no setting, but where one is named, it has to be that.
  const server_client server{*loaded, ctx.err};
  const auto served = server.reachable();
  // Before a request is left in the data directory; the server checks again when it is asked to write.
  if (auto same = server.same_vault(); served && !same) return same;
  if (auto vault = vault_of(config); !served && !vault) {
    record_failure(config, options, vault.error(), ctx);
    answer_failure(options, vault.error(), ctx);
    return {};
  }
  if (!served) RETURN_IF_ERROR(ops::data_directory::create(config.data_path));
  if (options.command == to_string(sync_step::index))
    run_index(options, config, server, ctx);
  else
    run_steps(options, *loaded, served ? &server : nullptr, ctx);
  return {};
}

void add_options(command to, const std::shared_ptr<sync_options>& options, context& ctx) {
  to.add_option("--vault-path", options->vault_path, "The vault, instead of SECONDBRAIN_VAULT_PATH");
  to.add_flag("--verbose,-v", options->verbose, "Show the log, at debug level");
  add_json_option(to, options->format);
  to.callback([options, &ctx] { conclude(ctx, sync(*options, ctx)); });
}

}  // namespace

void add_sync(command app, context& ctx) {
  auto options = std::make_shared<sync_options>();
  auto command = app.add_subcommand("sync", "Run the daily sync, or a step of it");
  command.add_option("step", options->command, "What to run").check(one_of_names<sync_step>({"all"})).show_default();
  add_options(command, options, ctx);
  command.footer(sync_footer);
}

void add_weekly(command app, context& ctx) {
  auto options = std::make_shared<sync_options>();
  options->command = to_string(sync_step::weekly);
  auto command = app.add_subcommand("weekly", "Write the weekly review");
  add_options(command, options, ctx);
  command.footer(weekly_footer);
}

}  // namespace secondbrain::cli
