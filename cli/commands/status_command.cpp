#include <algorithm>
#include <memory>

#include "base/error.hpp"
#include "base/human_text.hpp"
#include "base/record_json.hpp"
#include "base/time_ago.hpp"
#include "cli/client/kept_texts.hpp"
#include "cli/client/server_client.hpp"
#include "cli/commands/commands.hpp"
#include "cli/display/json_fields.hpp"
#include "messages/health.hpp"
#include "messages/index.hpp"

namespace secondbrain::cli {

namespace {

namespace json = boost::json;

/// What the server says of itself.
struct service_state {
  json::object health;
  json::object sync;
  json::object index;
  json::object tree;
  json::object embedding;
};

constexpr auto status_footer =
    "Examples:\n"
    "  secondbrain status                                 in words\n"
    "  secondbrain status --json | jq .health.status      for scripts\n"
    "Exit codes: 0 the verdict is ok or warning, 1 it is error or the server is not running, 2 wrong command line.";

result<service_state> ask(const server_client& server) {
  service_state state;
  auto questions = {std::pair{"/api/v1/health", &state.health}, std::pair{"/api/v1/admin/sync-status", &state.sync},
                    std::pair{"/api/v1/index/progress", &state.index}, std::pair{"/api/v1/admin/actors", &state.tree}};
  for (auto [path, answer] : questions) {
    auto received = server.get(path);
    RETURN_IF_ERROR(received);
    *answer = std::move(*received);
  }
  state.embedding = server.get("/api/v1/embedding").value_or(json::object{});  // earlier versions do not tell
  return state;
}

tone tone_of(std::string_view state) {
  if (state == "ok" || state == "running") return tone::good;
  if (state == "warning" || state == "stale" || state == "backing_off" || state == "starting") return tone::caution;
  if (state == "error" || state == "failed" || state == "hung") return tone::bad;
  return tone::muted;
}

std::string padded_column(std::string text, std::size_t columns) {
  text.append(columns - std::min(columns, length_of(text)), ' ');
  return text;
}

/// Its display name; earlier versions tell no title.
std::string title_of(const json::object& named) {
  auto title = text_at(named, "title");
  return printable(title.empty() ? text_at(named, "name") : title);
}

void print_health(const json::object& health, const std::string& url, context& ctx) {
  const auto& screen = ctx.out_terminal;
  auto verdict = text_at(health, "status");
  ctx.out << screen.paint(tone_of(verdict), verdict) << "  " << screen.paint(tone::strong, text_at(health, "summary"))
          << '\n'
          << screen.paint(tone::muted, url + ", version " + text_at(health, "version") + ", up " +
                                           elapsed(std::chrono::seconds{integer_at(health, "uptime_seconds")}))
          << "\n\n";
  constexpr std::size_t narrowest = 12;
  constexpr std::size_t widest = 28;
  std::size_t columns = narrowest;
  for (const auto& entry : array_at(health, "checks"))
    if (entry.is_object()) columns = std::max(columns, std::min(widest, length_of(title_of(entry.get_object()))));
  for (const auto& entry : array_at(health, "checks")) {
    if (!entry.is_object()) continue;
    const auto& check = entry.get_object();
    auto state = text_at(check, "status");
    ctx.out << "  " << screen.paint(tone_of(state), padded_column(state, 8)) << ' '
            << padded_column(title_of(check), columns) << ' ' << printable(text_at(check, "message")) << '\n';
  }
}

std::string_view sync_in_words(sync_state state) {
  return state == sync_state::unknown ? "has not run yet" : to_string(state);
}

void print_sync(const sync_status& sync, context& ctx) {
  ctx.out << "\nSync    " << ctx.out_terminal.paint(tone_of(to_string(sync.state)), sync_in_words(sync.state));
  if (sync.hours_ago)
    ctx.out << ", completed " << time_ago(std::chrono::duration<double, std::ratio<3600>>{*sync.hours_ago});
  if (sync.error && !sync.error->empty()) ctx.out << ": " << printable(*sync.error);
  if (!sync.trouble.empty()) ctx.out << ", but: " << printable(sync.trouble);
  ctx.out << '\n';
}

/// The phase as a person would say it.
std::string_view in_words(index_phase phase) {
  switch (phase) {
    case index_phase::idle: break;
    case index_phase::waiting_for_lock: return "waits for another process";
    case index_phase::scanning: return "is looking for changes";
    case index_phase::indexing: return "is being brought up to date";
    case index_phase::finished: return "is up to date";
    case index_phase::failed: return "could not be updated";
    case index_phase::frozen: return "stays as it is for the time being";
  }
  return "has nothing to do";
}

std::string_view part_state(std::string_view state) {
  if (state == "hung") return "not answering";
  if (state == "backing_off") return "about to start again";
  return state;
}

void print_index(const index_progress& index, context& ctx) {
  ctx.out << "Index   " << in_words(index.phase);
  if (index.phase == index_phase::indexing)
    ctx.out << ", " << grouped(index.files_done) << " of " << counted(index.files_total, "note", "notes");
  if (!index.message.empty()) ctx.out << ": " << printable(index.message);
  ctx.out << '\n';
}

/// How many actors run, then a line for each that does not.
void print_actors(const json::object& tree, context& ctx) {
  const auto& actors = array_at(tree, "actors");
  std::int64_t running = 0;
  std::int64_t restarts = 0;
  for (const auto& entry : actors) {
    if (!entry.is_object()) continue;
    running += text_at(entry.get_object(), "state") == "running";
    restarts += integer_at(entry.get_object(), "restarts");
  }
  ctx.out << "Parts   " << running << " of " << actors.size() << " running, "
          << counted(restarts, "restart", "restarts") << '\n';
  for (const auto& entry : actors) {
    if (!entry.is_object()) continue;
    const auto& actor = entry.get_object();
    auto state = text_at(actor, "state");
    if (state == "running") continue;
    ctx.out << "        " << title_of(actor) << "  " << ctx.out_terminal.paint(tone_of(state), part_state(state));
    if (auto retry = text_at(actor, "next_retry"); !retry.empty()) ctx.out << ", next try " << printable(retry);
    if (auto note = text_at(actor, "note"); !note.empty()) ctx.out << ": " << printable(note);
    ctx.out << '\n';
  }
}

status show_status(output_format format, context& ctx) {
  auto loaded = ops::load_config(ctx.environment);
  RETURN_IF_ERROR(loaded);
  const server_client server{*loaded, ctx.err};
  const auto kept = kept_texts(loaded->values.data_path);
  auto state = ask(server);
  if (!state) {
    if (format == output_format::text && !kept.empty()) ctx.out << kept_in_words(kept) << '\n';
    return fail(state.error());
  }
  if (text_at(state->health, "status") == "error") ctx.outcome = exit_code::failure;
  if (format == output_format::json) {
    print_json(ctx, {{"url", server.url()},
                     {"health", state->health},
                     {"sync", state->sync},
                     {"index", state->index},
                     {"embedding", state->embedding},
                     {"actors", array_at(state->tree, "actors")},
                     {"not_captured", static_cast<std::int64_t>(kept.size())}});
    return {};
  }
  print_health(state->health, server.url(), ctx);
  print_sync(from_json<sync_status>(state->sync), ctx);
  print_index(from_json<index_progress>(state->index), ctx);
  print_actors(state->tree, ctx);
  return {};
}

}  // namespace

void add_status(command app, context& ctx) {
  auto format = std::make_shared<output_format>(output_format::text);
  auto command = app.add_subcommand("status", "How the service is: verdict, sync, index, parts");
  add_json_option(command, *format);
  command.footer(status_footer);
  command.callback([format, &ctx] { conclude(ctx, show_status(*format, ctx)); });
}

}  // namespace secondbrain::cli
