#include <boost/json/object.hpp>
#include <memory>
#include <optional>

#include "base/error.hpp"
#include "base/human_text.hpp"
#include "base/record_json.hpp"
#include "cli/client/parameters_of.hpp"
#include "cli/client/server_client.hpp"
#include "cli/commands/commands.hpp"
#include "cli/display/choices.hpp"
#include "cli/display/planner_text.hpp"

namespace secondbrain::cli {

namespace {

namespace json = boost::json;

constexpr auto list_path = "/api/v1/tasks";

constexpr auto tasks_footer =
    "Examples:\n"
    "  secondbrain tasks                                         what is open, in the order it was noted\n"
    "  secondbrain tasks list --category Work --status in_progress\n"
    "  secondbrain tasks list --path Projects --tag garden --due 2026-05..2026-06\n"
    "  secondbrain tasks today\n"
    "  secondbrain tasks upcoming --days 14\n"
    "  secondbrain tasks categories\n"
    "  secondbrain tasks update \"Water the plants\" --status done\n"
    "  secondbrain tasks update \"Water the plants\" --due 2026-05-01 --to-category Home\n"
    "  secondbrain tasks add \"Call Ann\" --due 2026-05-01 --priority high\n"
    "  secondbrain tasks add \"Order tiles\" --note Projects/House.md --heading Roof\n"
    "  secondbrain tasks change 0123456789abcdef --status done\n"
    "Exit codes: 0 done, 1 it did not work, 2 wrong command line.";

enum class listed : std::uint8_t { unfinished, all };

struct task_list_options {
  list_tasks filters;
  listed which = listed::unfinished;
  shown_ids ids = shown_ids::no;
  output_format format = output_format::text;
};

struct upcoming_options {
  list_upcoming_tasks request;
  output_format format = output_format::text;
};

struct update_options {
  std::string text;
  std::optional<std::string> category, sub_project;  // needed only when the text alone is not clear
  std::optional<std::string> status, due, to_category, to_sub_project;
  bool no_due = false;
  output_format format = output_format::text;
};

status show_tasks(const result<json::array>& tasks, output_format format, context& ctx, shown_ids ids = shown_ids::no) {
  RETURN_IF_ERROR(tasks);
  if (format == output_format::json) {
    print_json(ctx, *tasks);
    return {};
  }
  print_tasks(from_json<task>(*tasks), ctx, ids);
  ctx.out << ctx.out_terminal.paint(tone::muted, counted(static_cast<std::int64_t>(tasks->size()), "task", "tasks"))
          << '\n';
  return {};
}

/// Where there is no task at all; an older server does not say.
void tell_what_was_looked_for(const server_client& server, context& ctx) {
  const auto day = server.get("/api/v1/briefing");
  const auto* message = day ? day->if_contains("tasks_message") : nullptr;
  if (message != nullptr && message->is_string() && !message->get_string().empty())
    ctx.out << printable(std::string{message->get_string()}) << '\n';
}

status list(const task_list_options& options, context& ctx) {
  auto server = server_client::configured(ctx);
  RETURN_IF_ERROR(server);
  auto filters = options.filters;
  if (!filters.status && options.which == listed::unfinished) filters.completed = false;
  const auto tasks = server->get_list(list_path, parameters_of(filters));
  RETURN_IF_ERROR(show_tasks(tasks, options.format, ctx, options.ids));
  if (tasks->empty() && options.format == output_format::text) tell_what_was_looked_for(*server, ctx);
  return {};
}

status list_of_now(const char* which, output_format format, context& ctx) {
  auto server = server_client::configured(ctx);
  RETURN_IF_ERROR(server);
  return show_tasks(server->get_list(std::string{list_path} + "/" + which), format, ctx);
}

status list_upcoming(const upcoming_options& options, context& ctx) {
  auto server = server_client::configured(ctx);
  RETURN_IF_ERROR(server);
  return show_tasks(server->get_list("/api/v1/tasks/upcoming", parameters_of(options.request)), options.format, ctx);
}

void print_category(const category_count& category, context& ctx) {
  ctx.out << ctx.out_terminal.paint(tone::accent, category.category) << "  " << category.total << '\n';
  for (const auto& part : category.sub_projects)
    if (!part.name.empty()) ctx.out << "    " << printable(part.name) << "  " << part.count << '\n';
}

status list_categories(output_format format, context& ctx) {
  auto server = server_client::configured(ctx);
  RETURN_IF_ERROR(server);
  auto categories = server->get_list("/api/v1/tasks/categories");
  RETURN_IF_ERROR(categories);
  if (format == output_format::json) {
    print_json(ctx, *categories);
    return {};
  }
  for (const auto& category : from_json<category_count>(*categories)) print_category(category, ctx);
  return {};
}

bool is_meant(const task& one, const update_options& options) {
  return one.text == options.text && (!options.category || one.category == *options.category) &&
         (!options.sub_project || one.sub_project == *options.sub_project);
}

/// The one task of that text, so that its place need not be typed.
result<task> find_task(const server_client& server, const update_options& options) {
  const auto listed = server.get_list(list_path);
  RETURN_IF_ERROR(listed);
  std::optional<task> found;
  for (auto& one : from_json<task>(*listed)) {
    if (!is_meant(one, options)) continue;
    if (found)
      return fail(
          errc::conflict,
          "several tasks say “" + options.text +
              "”; name one with --category and --sub-project, or by its id: `secondbrain tasks list --ids` shows "
              "it, `secondbrain tasks change` takes it");
    found = std::move(one);
  }
  if (!found) return fail(errc::not_found, "no task says “" + options.text + "”; see `secondbrain tasks list --all`");
  return *std::move(found);
}

update_task change_of(const task& one, const update_options& options) {
  update_task change;
  change.text = one.text;
  change.category = one.category;
  change.sub_project = one.sub_project;
  if (options.status) change.status = value_named<task_status>(*options.status);
  change.due_date = options.due;
  if (options.no_due) change.due_date.emplace();
  change.new_category = options.to_category;
  change.new_sub_project = options.to_sub_project;
  if (change.new_sub_project && !change.new_category) change.new_category = one.category;
  return change;
}

/// The same, wherever the task stands.
std::string change_by_id(const task& one, const update_options& options) {
  auto command = "secondbrain tasks change " + one.id;
  if (options.status) command += " --status " + *options.status;
  if (options.due) command += " --due " + *options.due;
  if (options.no_due) command += " --no-due";
  if (options.to_category) command += " --to-heading \"" + *options.to_category + '"';
  return command;
}

status update(const update_options& options, context& ctx) {
  auto server = server_client::configured(ctx);
  RETURN_IF_ERROR(server);
  const auto found = find_task(*server, options);
  RETURN_IF_ERROR(found);
  auto changed = server->patch("/api/v1/tasks/update", body_of(change_of(*found, options)));
  if (!changed && changed.error().code == errc::not_found && !found->id.empty())
    return fail(errc::not_found, changed.error().message + "; it stands in " + found->path +
                                     ", where this changes it: `" + change_by_id(*found, options) + '`');
  RETURN_IF_ERROR(changed);
  if (options.format == output_format::json)
    print_json(ctx, *changed);
  else
    print_tasks({from_json<task>(*changed)}, ctx);
  return {};
}

void add_filters(command list, const std::shared_ptr<task_list_options>& options) {
  auto& filters = options->filters;
  list.add_option("--path", filters.path, "Only of this note, or of notes in this folder");
  list.add_option("--dialect", filters.dialect,
                  "Only what is written so: tasks, dataview, tasknotes, logseq, due, org");
  list.add_option("--due", filters.due, "Due on a day, in a month or year, or 2026-05..2026-06; empty: on none");
  list.add_option("--scheduled", filters.scheduled, "Likewise");
  list.add_option("--start", filters.start, "Likewise");
  list.add_option("--priority", filters.priority, "Only of this priority: highest, high, medium, none, low or lowest");
  list.add_option("--tag", filters.tag, "Only with this tag, or one below it");
  list.add_option("--depends-on", filters.depends_on, "Only what has to wait for this");
  list.add_flag(
      "--recurring", [options] { options->filters.recurring = true; }, "Only those that come back");
}

void add_list(command tasks, context& ctx) {
  auto options = std::make_shared<task_list_options>();
  auto command = tasks.add_subcommand("list", "Tasks, one a line; without options those that are not done");
  command.add_option("--category", options->filters.category, "Only of this category; empty: those without");
  command.add_option("--sub-project", options->filters.sub_project, "Only of this sub-project; empty: those without");
  command.add_option("--status", options->filters.status, "Only in this state").check(one_of_names<task_status>());
  add_filters(command, options);
  command.add_flag(
      "--all", [options] { options->which = listed::all; }, "Also those that are done");
  command.add_flag(
      "--ids", [options] { options->ids = shown_ids::yes; }, "With the id of each, which `tasks change` takes");
  add_json_option(command, options->format);
  command.callback([options, &ctx] { conclude(ctx, list(*options, ctx)); });
}

void add_upcoming(command tasks, context& ctx) {
  auto options = std::make_shared<upcoming_options>();
  auto command = tasks.add_subcommand("upcoming", "Tasks due soon, overdue ones included");
  command.add_option("--days", options->request.days, "How far to look ahead")
      .check(within_bounds_of(&list_upcoming_tasks::days))
      .show_default();
  add_json_option(command, options->format);
  command.callback([options, &ctx] { conclude(ctx, list_upcoming(*options, ctx)); });
}

void add_now(command tasks, const char* which, const char* what, context& ctx) {
  auto format = std::make_shared<output_format>(output_format::text);
  auto command = tasks.add_subcommand(which, what);
  add_json_option(command, *format);
  command.callback([which, format, &ctx] { conclude(ctx, list_of_now(which, *format, ctx)); });
}

void add_categories(command tasks, context& ctx) {
  auto format = std::make_shared<output_format>(output_format::text);
  auto command = tasks.add_subcommand("categories", "How many tasks are open, by category");
  add_json_option(command, *format);
  command.callback([format, &ctx] { conclude(ctx, list_categories(*format, ctx)); });
}

void add_update(command tasks, context& ctx) {
  auto options = std::make_shared<update_options>();
  auto command = tasks.add_subcommand("update", "Change a task, by its text");
  command.add_option("text", options->text, "What the task says").required();
  command.add_option("--category", options->category, "Its category, when several tasks have the same text");
  command.add_option("--sub-project", options->sub_project, "Likewise");
  command.add_option("--status", options->status, "Its new state").check(one_of_names<task_status>());
  auto due = command.add_option("--due", options->due, "Due on this day, YYYY-MM-DD");
  command.add_flag("--no-due", options->no_due, "Remove its due date").excludes(due);
  command.add_option("--to-category", options->to_category, "Move it there");
  command.add_option("--to-sub-project", options->to_sub_project, "Move it there");
  add_json_option(command, options->format);
  command.callback([options, &ctx] { conclude(ctx, update(*options, ctx)); });
}

}  // namespace

void add_tasks(command app, context& ctx) {
  auto command = app.add_subcommand("tasks", "Tasks of the notes");
  command.allow_one_subcommand();
  command.footer(tasks_footer);
  add_list(command, ctx);
  add_now(command, "today", "Tasks due, scheduled or beginning today, and what was put off", ctx);
  add_now(command, "overdue", "Tasks that were due before today", ctx);
  add_upcoming(command, ctx);
  add_categories(command, ctx);
  add_update(command, ctx);
  add_task_writing(command, ctx);
  auto options = std::make_shared<task_list_options>();
  add_json_option(command, options->format);
  command.callback([options, command, &ctx] {
    if (!command.has_subcommand()) conclude(ctx, list(*options, ctx));
  });
}

}  // namespace secondbrain::cli
