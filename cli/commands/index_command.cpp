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
namespace json = boost::json;

enum class index_waiting : std::uint8_t { until_done, no };
enum class index_work : std::uint8_t { run, list };

struct index_options {
  bool full = false;
  index_waiting wait = index_waiting::until_done;
  index_work work = index_work::run;
  output_format format = output_format::text;
};

constexpr auto index_progress_interval = 200ms;
constexpr auto longest_index_run = 24h;  // of a full run over a very large vault

constexpr auto index_footer =
    "Examples:\n"
    "  secondbrain index                 what changed since the last run\n"
    "  secondbrain index --full          everything, from empty; answers stay available as it fills\n"
    "  secondbrain index --no-wait       start it and return; follow it with `secondbrain status`\n"
    "  secondbrain index --list          which files are left out and why, and what is odd in others\n"
    "Interrupting the command does not interrupt the run: the server finishes it.\n"
    "Exit codes: 0 done (or started), 1 it did not work, 2 wrong command line.";

/// Asks for a run and shows its progress until the answer is there.
result<boost::json::object> run_visibly(const server_client& server, const query_parameters& parameters, context& ctx) {
  auto answer =
      std::async(std::launch::async, [&] { return server.post("/api/v1/index", longest_index_run, parameters); });
  progress_display display{ctx.err, ctx.err_terminal};
  while (answer.wait_for(index_progress_interval) != std::future_status::ready)
    if (auto progress = server.get("/api/v1/index/progress")) display.show(*progress);
  return answer.get();
}

constexpr std::int64_t page_size = 500;

void print_entries(const json::array& entries, context& ctx) {
  for (const auto& entry : entries) {
    if (!entry.is_object()) continue;
    const auto& file = entry.get_object();
    ctx.out << printable(text_at(file, "path")) << " (" << text_at(file, "state")
            << "): " << printable(text_at(file, "reason")) << '\n';
  }
}

/// What is to be said of single files; nothing is said of those with which all is well.
status list_files(const server_client& server, output_format format, context& ctx) {
  json::array all;
  for (std::int64_t total = 1; static_cast<std::int64_t>(all.size()) < total;) {
    auto page =
        server.get("/api/v1/index/ledger",
                   {{"noted", "true"}, {"offset", std::to_string(all.size())}, {"limit", std::to_string(page_size)}});
    RETURN_IF_ERROR(page);
    total = integer_at(*page, "total");
    const auto& entries = array_at(*page, "entries");
    if (entries.empty()) break;
    all.insert(all.end(), entries.begin(), entries.end());
  }
  if (format == output_format::json)
    print_json(ctx, json::object{{"entries", std::move(all)}});
  else if (all.empty())
    ctx.out << "No file is left out, and nothing is odd in any note.\n";
  else
    print_entries(all, ctx);
  return {};
}

status index(const index_options& options, context& ctx) {
  auto server = server_client::configured(ctx);
  RETURN_IF_ERROR(server);
  if (options.work == index_work::list) return list_files(*server, options.format, ctx);
  query_parameters parameters;
  if (options.full) parameters.emplace_back("full_rebuild", "true");
  if (options.wait == index_waiting::no) parameters.emplace_back("wait", "false");
  auto answer = options.wait == index_waiting::no ? server->post("/api/v1/index", 30s, parameters)
                                                  : run_visibly(*server, parameters, ctx);
  RETURN_IF_ERROR(answer);
  if (options.format == output_format::json)
    print_json(ctx, *answer);
  else if (options.wait == index_waiting::no)
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
      "--no-wait", [options] { options->wait = index_waiting::no; }, "Return as soon as the run has begun");
  command.add_flag(
      "--list", [options] { options->work = index_work::list; },
      "List the files that are left out, with the reason, and what is odd in others; nothing is indexed");
  add_json_option(command, options->format);
  command.footer(index_footer);
  command.callback([options, &ctx] { conclude(ctx, index(*options, ctx)); });
}

}  // namespace secondbrain::cli
