#include <CLI/CLI.hpp>
#include <memory>

#include "cli/commands.hpp"
#include "cli/json_fields.hpp"
#include "cli/server_client.hpp"
#include "ops/data_directory.hpp"
#include "ops/logging.hpp"
#include "ops/reindex_markers.hpp"
#include "ops/rotating_file.hpp"
#include "ops/sync_markers.hpp"

namespace secondbrain::cli {

namespace {

using namespace std::chrono_literals;

struct sync_options {
  std::string step;
  std::string vault_path;
  bool verbose = false;
  output_format format = output_format::text;
};

constexpr auto component = "daily_sync";
constexpr auto server_patience = 120s;  // contract: operations §2.4

constexpr auto footer =
    "Steps:\n"
    "  index    asks the running server to index; if none runs, leaves a request for the next one\n"
    "Examples:\n"
    "  secondbrain sync index\n"
    "  secondbrain sync index --vault-path ~/notes --verbose\n"
    "Log lines go to stderr. --vault-path is for this command only: the server indexes its own vault.\n"
    "Exit codes: 0 done or requested, 1 vault problem or a step failed, 2 wrong command line.";

/// How the index step went, when it did not fail.
struct index_outcome {
  std::string summary;
  bool covered = false;  // the server has done it; otherwise the request waits in the trigger file
};

result<ops::loaded_config> configured(const sync_options& asked, const context& ctx) {
  ops::variables command_line;
  if (!asked.vault_path.empty())
    command_line.emplace("SECONDBRAIN_VAULT_PATH", std::filesystem::absolute(asked.vault_path).string());
  return ops::load_config(ctx.environment, command_line);
}

status set_up_logging(const sync_options& asked, const ops::config& config) {
  ops::logging_options options;
  options.level = asked.verbose ? ops::log_level::debug : ops::log_level::info;
  options.secrets = ops::secrets_of(config);
  return ops::set_up_logging(options);
}

result<std::string> vault_of(const ops::config& config) {
  if (!config.vault_path)
    return fail(errc::vault_missing, "no vault is configured; set SECONDBRAIN_VAULT_PATH or give --vault-path");
  std::error_code unreadable;
  if (!std::filesystem::is_directory(*config.vault_path, unreadable))
    return fail(errc::vault_missing, "the vault " + config.vault_path->string() +
                                         " is not a directory; set SECONDBRAIN_VAULT_PATH or give --vault-path");
  return config.vault_path->string();
}

/// The server could not take the request now; the trigger file keeps it. Any other error is the server's verdict.
bool may_wait(errc code) {
  return code == errc::unavailable || code == errc::timeout || code == errc::io_failure || code == errc::busy;
}

result<index_outcome> run_index(const ops::config& config) {
  auto vault = vault_of(config);
  if (!vault) return tl::unexpected(vault.error());
  if (auto written = ops::write_trigger(config.data_path, *vault); !written) return tl::unexpected(written.error());
  auto trigger = ops::read_trigger(config.data_path);
  if (!trigger) return tl::unexpected(trigger.error());

  auto answer = server_client{config}.post("/api/v1/index", server_patience);
  if (!answer) {
    if (!may_wait(answer.error().code)) return tl::unexpected(answer.error());
    return index_outcome{"Index requested through the trigger file: " + answer.error().message};
  }
  // The server removes the trigger itself; one that works in another data directory has not seen it.
  if (*trigger)
    if (auto consumed = ops::consume_trigger(config.data_path, **trigger); !consumed)
      return tl::unexpected(consumed.error());
  return index_outcome{"The server reindexed: " + text_at(*answer, "message"), true};
}

std::int64_t milliseconds_since(std::chrono::steady_clock::time_point began) {
  return std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now() - began).count();
}

/// One step on its own leaves `.sync_completed` alone: it would hide that the full sync is dead.
void record_success(const std::string& step, const index_outcome& done, std::int64_t duration_ms) {
  ops::logger_for(component)->info(done.summary);
  ops::log_event(component, "reindex_complete", {{"summary", done.summary}, {"duration_ms", duration_ms}});
  ops::log_event(component, "sync_complete", {{"command", step}, {"duration_ms", duration_ms}});
}

/// The log tells people, the marker tells the server.
void record_failure(const ops::config& config, const error& why) {
  ops::logger_for(component)->error(why.message);
  ops::log_event(component, "sync_failed", {{"error", why.message}});
  if (auto marked = ops::mark_sync_failed(config.data_path, why.message); !marked)
    ops::logger_for(component)->error(marked.error().message);
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

status sync(const sync_options& asked, context& ctx) {
  auto loaded = configured(asked, ctx);
  if (!loaded) return tl::unexpected(loaded.error());
  const auto& config = loaded->values;
  if (auto ready = set_up_logging(asked, config); !ready) return ready;
  if (auto data = ops::data_directory::create(config.data_path); !data) return tl::unexpected(data.error());
  for (const auto* log : {"daily-sync.log", "ui.log"})
    if (auto rotated = ops::rotate_if_large(config.data_path / log); !rotated) return rotated;

  auto began = std::chrono::steady_clock::now();
  auto done = run_index(config);
  auto duration = milliseconds_since(began);
  if (done)
    record_success(asked.step, *done, duration);
  else
    record_failure(config, done.error());
  if (!done) ctx.outcome = exit_code::failure;
  if (asked.format == output_format::json) print_json(ctx, as_json(asked.step, done, duration));
  return {};
}

}  // namespace

void add_sync(CLI::App& app, context& ctx) {
  auto asked = std::make_shared<sync_options>();
  auto* command = app.add_subcommand("sync", "Run a step of the daily sync");
  command->add_option("step", asked->step, "What to run")->required()->check(CLI::IsMember({"index"}));
  command->add_option("--vault-path", asked->vault_path, "The vault, instead of SECONDBRAIN_VAULT_PATH");
  command->add_flag("--verbose,-v", asked->verbose, "Log at debug level");
  add_json_option(*command, asked->format);
  command->footer(footer);
  command->callback([asked, &ctx] { conclude(ctx, sync(*asked, ctx)); });
}

}  // namespace secondbrain::cli
