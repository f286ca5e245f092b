#include <future>
#include <memory>

#include "base/error.hpp"
#include "cli/client/server_client.hpp"
#include "cli/commands/commands.hpp"
#include "cli/display/json_fields.hpp"
#include "cli/display/progress_display.hpp"

namespace secondbrain::cli {

namespace {

using namespace std::chrono_literals;

enum class waiting : std::uint8_t { until_done, no };

struct index_options {
  bool full = false;
  waiting wait = waiting::until_done;
  output_format format = output_format::text;
};

constexpr auto progress_interval = 200ms;
constexpr auto longest_run = 24h;  // of a full run over a very large vault

constexpr auto footer =
    "Examples:\n"
    "  secondbrain index                 what changed since the last run\n"
    "  secondbrain index --full          everything, from empty; answers stay available as it fills\n"
    "  secondbrain index --no-wait       start it and return; follow it with `secondbrain status`\n"
    "Interrupting the command does not interrupt the run: the server finishes it.\n"
    "Exit codes: 0 done (or started), 1 it did not work, 2 wrong command line.";

/// Asks for a run and shows its progress until the answer is there.
result<boost::json::object> run_visibly(const server_client& server, const query_parameters& parameters, context& ctx) {
  auto answer = std::async(std::launch::async, [&] { return server.post("/api/v1/index", longest_run, parameters); });
  progress_display display{ctx.err, ctx.err_terminal};
  while (answer.wait_for(progress_interval) != std::future_status::ready)
    if (auto progress = server.get("/api/v1/index/progress")) display.show(*progress);
  return answer.get();
}

status index(const index_options& options, context& ctx) {
  auto server = server_client::configured(ctx);
  RETURN_IF_ERROR(server);
  query_parameters parameters;
  if (options.full) parameters.emplace_back("full_rebuild", "true");
  if (options.wait == waiting::no) parameters.emplace_back("wait", "false");
  auto answer = options.wait == waiting::no ? server->post("/api/v1/index", 30s, parameters)
                                            : run_visibly(*server, parameters, ctx);
  RETURN_IF_ERROR(answer);
  if (options.format == output_format::json)
    print_json(ctx, *answer);
  else if (options.wait == waiting::no)
    ctx.out << "Run " << integer_at(*answer, "run_id") << " is under way; follow it with `secondbrain status`.\n";
  else
    ctx.out << printable(text_at(*answer, "message")) << '\n';
  return {};
}

}  // namespace

void add_index(command app, context& ctx) {
  auto options = std::make_shared<index_options>();
  auto command = app.add_subcommand("index", "Bring the index up to date with the vault");
  command.add_flag("--full", options->full, "Rebuild the index from empty");
  command.add_flag(
      "--no-wait", [options] { options->wait = waiting::no; }, "Return as soon as the run has begun");
  add_json_option(command, options->format);
  command.footer(footer);
  command.callback([options, &ctx] { conclude(ctx, index(*options, ctx)); });
}

}  // namespace secondbrain::cli
