// `tasks add` and `tasks change`: a new task, and one changed by its id.
#include <boost/json/object.hpp>
#include <memory>
#include <optional>

#include "base/error.hpp"
#include "base/record_json.hpp"
#include "cli/client/parameters_of.hpp"
#include "cli/client/server_client.hpp"
#include "cli/commands/commands.hpp"
#include "cli/display/choices.hpp"
#include "cli/display/planner_text.hpp"

namespace secondbrain::cli {

namespace {

namespace json = boost::json;

constexpr std::chrono::seconds write_timeout{30};
constexpr auto priorities = "highest, high, medium, none, low or lowest";

struct new_task_options {
  add_task request;
  output_format format = output_format::text;
};

struct change_options {
  std::string id;
  change_task request;
  std::optional<std::string> status;
  int line = 0;  // none was named
  bool no_due = false;
  output_format format = output_format::text;
};

void print_place(const task& one, context& ctx) {
  ctx.out << ctx.out_terminal.paint(tone::muted, printable(one.path) + ":" + std::to_string(one.line)) << '\n';
}

status add(const new_task_options& options, context& ctx) {
  auto server = server_client::configured(ctx);
  RETURN_IF_ERROR(server);
  const auto added = server->post("/api/v1/tasks", write_timeout, {}, body_of(options.request));
  RETURN_IF_ERROR(added);
  if (options.format == output_format::json) {
    print_json(ctx, *added);
    return {};
  }
  const auto one = from_json<task>(*added);
  print_tasks({one}, ctx);
  print_place(one, ctx);
  return {};
}

status change(const change_options& options, context& ctx) {
  auto server = server_client::configured(ctx);
  RETURN_IF_ERROR(server);
  auto request = options.request;
  if (options.status) request.status = value_named<wanted_status>(*options.status);
  if (options.line > 0) request.line = options.line;
  if (options.no_due) request.due_date.emplace();
  const auto changed = server->patch("/api/v1/tasks/" + options.id, body_of(request));
  RETURN_IF_ERROR(changed);
  if (options.format == output_format::json) {
    print_json(ctx, *changed);
    return {};
  }
  const auto part = [&](const char* name) {
    const auto* found = changed->if_contains(name);
    return found != nullptr && found->is_object() ? &found->get_object() : nullptr;
  };
  if (const auto* now = part("task"))
    print_tasks({from_json<task>(*now)}, ctx);
  else
    ctx.out << "Done; it is gone from its note, as it asks for.\n";
  if (const auto* next = part("next")) print_tasks({from_json<task>(*next)}, ctx);
  return {};
}

}  // namespace

void add_task_writing(command tasks, context& ctx) {
  auto adding = std::make_shared<new_task_options>();
  auto& request = adding->request;
  auto add_command = tasks.add_subcommand("add", "Write a new task into today's daily note, or into a note");
  add_command.add_option("text", request.text, "What is to be done").required();
  add_command.add_option("--note", request.path, "Into this note, by its path in the vault");
  add_command.add_option("--heading", request.heading, "Below this heading; made at the end when it is not there");
  add_command.add_option("--due", request.due_date, "Due on this day, YYYY-MM-DD");
  add_command.add_option("--scheduled", request.scheduled, "Scheduled for this day");
  add_command.add_option("--start", request.start, "Not before this day");
  add_command.add_option("--priority", request.priority, priorities);
  add_command.add_option("--recurrence", request.recurrence, "When it comes back, as in \"every week\"");
  add_json_option(add_command, adding->format);
  add_command.callback([adding, &ctx] { conclude(ctx, add(*adding, ctx)); });

  auto changing = std::make_shared<change_options>();
  auto change_command = tasks.add_subcommand("change", "Change a task where it stands, by the id that --ids shows");
  change_command.add_option("id", changing->id, "Its id").required();
  change_command.add_option("--line", changing->line, "Where it was seen, if several say the same");
  change_command.add_option("--status", changing->status, "Its new state").check(one_of_names<wanted_status>());
  auto due = change_command.add_option("--due", changing->request.due_date, "Due on this day; empty: on none");
  change_command.add_flag("--no-due", changing->no_due, "Remove its due date").excludes(due);
  change_command.add_option("--scheduled", changing->request.scheduled, "Scheduled for this day; empty: for none");
  change_command.add_option("--start", changing->request.start, "Not before this day; empty: at any time");
  change_command.add_option("--priority", changing->request.priority, priorities);
  change_command.add_option("--to-note", changing->request.to_path,
                            "Move it into this note, with all that belongs to it");
  change_command.add_option("--to-heading", changing->request.to_heading, "Move it below this heading");
  add_json_option(change_command, changing->format);
  change_command.callback([changing, &ctx] { conclude(ctx, change(*changing, ctx)); });
}

}  // namespace secondbrain::cli
