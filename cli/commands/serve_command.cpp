#include <pthread.h>

#include <atomic>
#include <csignal>
#include <cstdlib>
#include <memory>
#include <optional>
#include <thread>

#include "base/error.hpp"
#include "cli/commands/commands.hpp"
#include "cli/commands/executable_path.hpp"
#include "cli/service/backup_setup.hpp"
#include "cli/service/convention_setup.hpp"
#include "cli/service/live_restore.hpp"
#include "cli/service/running_service.hpp"
#include "http/server/listening_socket.hpp"
#include "ops/backup/migration_snapshot.hpp"
#include "ops/backup/restore.hpp"
#include "ops/config/config_load.hpp"
#include "ops/data/held_directory.hpp"
#include "ops/data/server_lock.hpp"
#include "ops/log/logger.hpp"
#include "ops/log/logging.hpp"

namespace secondbrain::cli {
namespace {

using std::chrono::seconds;

constexpr seconds stop_deadline{40};
constexpr seconds last_deadline{50};    // then the process ends however things stand
constexpr seconds give_up_deadline{5};  // nothing is to be saved in a tree that has failed for good

constexpr auto serve_footer =
    "Examples:\n"
    "  secondbrain serve --vault ~/notes          keep ~/notes searchable at http://127.0.0.1:8000\n"
    "  secondbrain serve --port 0                 on any free port; the address is printed\n"
    "Stops on SIGTERM and SIGINT: requests under way are finished and everything is saved.\n"
    "Exit codes: 0 stopped, 1 could not start (stderr says why), 2 wrong command line, 70 a part failed too often,\n"
    "71 a part hung and could not be restarted. A service manager should start it again after 70 and 71.";

/// Sent by a restore that waits for the parts to stop.
constexpr int restore_signal = SIGUSR1;

/// Signals are taken by `sigwait` on the main thread only, so they are blocked before any other thread exists.
sigset_t block_stop_signals() {
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGTERM);
  sigaddset(&signals, SIGINT);
  sigaddset(&signals, restore_signal);
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);
  std::signal(SIGPIPE, SIG_IGN);
  return signals;
}

/// The restore that the parts are to be stopped for, or nothing: the service is to end.
std::optional<ops::prepared_restore> wait_for_restore_or_end(const sigset_t& signals, live_restore& restore) {
  for (;;) {
    int received = 0;
    sigwait(&signals, &received);
    if (received != restore_signal) return std::nullopt;
    if (auto prepared = restore.take()) return prepared;
  }
}

ops::logger log() {
  return ops::logger_for("secondbrain");
}

[[noreturn]] void end_at_once(exit_code code) {
  std::_Exit(static_cast<int>(code));
}

void announce(const ops::loaded_config& loaded, const alarm_ways& ways) {
  const auto& settings = loaded.values;
  auto vault = settings.vault_path ? settings.vault_path->string() : "(none)";
  log().info("SecondBrain {} starts: vault {}, data {}, address {}:{}, settings from {}", SECONDBRAIN_VERSION, vault,
             settings.data_path.string(), settings.host, settings.port, loaded.env_file.string());
  for (const auto* warnings : {&loaded.warnings, &ways.warnings})
    for (const auto& warning : *warnings) log().warn("{}", warning);
  std::error_code ignored;
  if (!settings.vault_path || !std::filesystem::is_directory(*settings.vault_path, ignored))
    log().error(
        "VAULT PATH NOT CONFIGURED or missing: {}. Nothing can be indexed; set SECONDBRAIN_VAULT_PATH to the folder of "
        "your notes.",
        vault);
  if (settings.provider == ops::embedding_provider::openai && settings.openai_api_key.empty())
    log().warn(
        "SECONDBRAIN_EMBEDDING_PROVIDER is openai, but there is no SECONDBRAIN_OPENAI_API_KEY: search is by words "
        "alone.");
}

/// Ends the process when stopping takes longer than it may.
class stop_watch {
 public:
  stop_watch(std::chrono::seconds longest, exit_code code) {
    std::thread{[stopped = stopped_, longest, code] {
      std::this_thread::sleep_for(longest);
      if (*stopped) return;
      log().critical("the service did not stop in time and exits with {}", static_cast<int>(code));
      end_at_once(code);
    }}.detach();
  }
  stop_watch(const stop_watch&) = delete;
  stop_watch& operator=(const stop_watch&) = delete;
  ~stop_watch() { *stopped_ = true; }

 private:
  std::shared_ptr<std::atomic<bool>> stopped_ = std::make_shared<std::atomic<bool>>(false);
};

/// So that there is a way back when the files of an earlier version are brought to this one.
void back_up_before_migration(const ops::config& settings) {
  auto options = backup_options_of(settings, nullptr);
  options.vault.reset();  // what is recorded is enough, and a start does not wait for a large vault
  const auto made = ops::snapshot_before_migration(settings.data_path, settings.metadata_db_name, options);
  if (!made)
    log().error("no backup could be made before databases are brought to this version: {}; each keeps a copy of itself",
                made.error().message);
  else if (*made)
    log().info("the backup {} was made before databases are brought to this version", (*made)->id);
}

/// Runs until it is told to stop or the tree fails for good. A restore stops the parts, and they begin anew.
exit_code serve(ops::loaded_config loaded, ops::data_directory data, ops::server_lock lock, alarm_ways ways,
                const ops::logging_options& logging, context& ctx) {
  auto signals = block_stop_signals();
  ops::service_notifier notifier{ctx.environment};
  std::atomic<bool> gave_up{false};
  std::atomic<int> served_port{loaded.values.port};
  const auto held = std::make_shared<ops::held_directory>(data.root());
  live_restore restore{loaded.values, *held, [] { kill(getpid(), restore_signal); }};
  running_service::events events;
  events.on_serving = [&, host = loaded.values.host](int port) {
    served_port = port;
    ctx.out << "Serving http://" << host << ':' << port << std::endl;
    log().info("serving http://{}:{}", host, port);
  };
  events.on_give_up = [&](const std::string& why) {
    log().critical("the service gives up and exits with 70: {}", why);
    gave_up = true;
    kill(getpid(), SIGTERM);
  };
  events.program = executable_path().value_or(std::filesystem::path{});
  events.restore = &restore;
  events.held = held;
  events.on_stuck = [](const std::string& why) {
    log().critical("the service exits with 71: {}", why);
    end_at_once(exit_code::hung);
  };
  for (;;) {
    std::optional<ops::prepared_restore> prepared;
    settle_identity(loaded.values.data_path);
    back_up_before_migration(loaded.values);
    {
      running_service service{loaded, data, notifier, events, ways};
      service.start();
      prepared = wait_for_restore_or_end(signals, restore);
      if (!prepared) static_cast<void>(notifier.stopping());
      if (!gave_up) log().info("stopping{}", prepared ? ", to restore a backup" : "");
      const auto forced_exit_code = gave_up ? exit_code::gave_up : exit_code::hung;
      const stop_watch watch{gave_up ? 2 * give_up_deadline : last_deadline, forced_exit_code};
      if (!service.stop(gave_up ? give_up_deadline : stop_deadline)) end_at_once(forced_exit_code);
    }
    if (!prepared) break;
    const auto outcome = ops::put_in_place(std::move(*prepared), loaded.values.data_path, lock);
    held->hold();
    // The log went away with the state from before.
    if (const auto begun = ops::set_up_logging(logging); !begun) log().error("{}", begun.error().message);
    restore.conclude(outcome);
    loaded.values.port = served_port;  // where clients know it to be
  }
  log().info("stopped");
  return gave_up ? exit_code::gave_up : exit_code::success;
}

result<exit_code> start(const ops::variables& command_line, context& ctx) {
  auto loaded = ops::load_config(ctx.environment, command_line);
  RETURN_IF_ERROR(loaded);
  RETURN_IF_ERROR(check_conventions(loaded->values));
  auto ways = set_up_channels(loaded->values);
  RETURN_IF_ERROR(ways);
  ops::tidy_interrupted_restores(loaded->values.data_path);
  auto data = ops::data_directory::create(loaded->values.data_path);
  RETURN_IF_ERROR(data);
  auto lock = ops::server_lock::take(data->root());
  RETURN_IF_ERROR(lock);
  // What is in the way at the start is told to the person there; later, the part that serves tries again by itself.
  RETURN_IF_ERROR(http::listening_socket::open(loaded->values.host, loaded->values.port));
  ops::logging_options logging;
  logging.level = loaded->values.level;
  logging.console = loaded->values.log_stderr ? ops::log_to_stderr::yes : ops::log_to_stderr::no;
  logging.file = data->api_log();
  logging.secrets = ops::secrets_of(loaded->values);
  RETURN_IF_ERROR(ops::set_up_logging(logging));
  announce(*loaded, *ways);
  return serve(std::move(*loaded), std::move(*data), std::move(*lock), std::move(*ways), logging, ctx);
}

}  // namespace

void add_serve(command app, context& ctx) {
  auto given = std::make_shared<ops::variables>();
  auto command = app.add_subcommand("serve", "Keep a vault searchable until told to stop");
  auto setting = [&](const char* option, const char* variable, const char* description) {
    return command.add_option(
        option, [given, variable](const std::string& value) { (*given)[variable] = value; }, description);
  };
  auto from_here = [](const std::string& path) {  // what one types in a shell is meant from where one stands
    return path.starts_with('~') ? path : std::filesystem::absolute(path).string();
  };
  setting("--vault", "SECONDBRAIN_VAULT_PATH", "Folder of Markdown notes").transform(from_here);
  setting("--data", "SECONDBRAIN_DATA_PATH", "Where index and history are kept").transform(from_here);
  setting("--host", "SECONDBRAIN_HOST", "Address to listen on (anything but loopback needs SECONDBRAIN_TOKEN)");
  setting("--port", "SECONDBRAIN_PORT", "Port to listen on; 0: any free one");
  setting("--log-level", "SECONDBRAIN_LOG_LEVEL", "debug, info, warning or error");
  command.footer(serve_footer);
  command.callback([given, &ctx] {
    auto ended = start(*given, ctx);
    if (ended)
      ctx.outcome = *ended;
    else
      report(ctx, ended.error());
  });
}

}  // namespace secondbrain::cli
