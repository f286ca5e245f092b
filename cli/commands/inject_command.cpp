#include <boost/json/object.hpp>
#include <boost/json/value_from.hpp>
#include <chrono>
#include <memory>
#include <string>

#include "base/error.hpp"
#include "base/files.hpp"
#include "base/time_text.hpp"
#include "brain/sync/inbox/inject.hpp"
#include "brain/vault/planner/calendar.hpp"
#include "brain/vault/writing/vault_writer.hpp"
#include "cli/client/configured_vault.hpp"
#include "cli/commands/commands.hpp"
#include "cli/service/known_vault_setup.hpp"

namespace secondbrain::cli {

namespace {

struct inject_options {
  std::string file;
  bool interactive = false;
  bool dry_run = false;
  std::string vault_path;
  output_format format = output_format::text;
};

constexpr auto inject_footer =
    "The file holds {\"date\": \"2026-02-05\", \"tasks\": [{\"text\": …, \"category\": …, \"sub_project\": …,\n"
    "\"due_date\": …}]}; all but the text may be left out; the date is then today's. The daily note must exist.\n"
    "Examples:\n"
    "  secondbrain inject --file tasks.json --dry-run\n"
    "  secondbrain inject --interactive\n"
    "Exit codes: 0 done, also when there was nothing to do; 1 no vault, no such daily note or not written; 2 wrong\n"
    "command line.";

/// Asks on the terminal; the fallback stands when the answer is empty.
std::string ask_person(context& ctx, const std::string& question, const std::string& fallback = {}) {
  ctx.err << question << (fallback.empty() ? "" : " [" + fallback + "]") << ": " << std::flush;
  std::string line;
  if (!std::getline(*ctx.person, line)) line.clear();
  return line.empty() ? fallback : line;
}

result<sync::injection> ask_for_tasks(context& ctx, vault::day today) {
  if (!ctx.person) return fail(errc::invalid_argument, "nobody to ask: --interactive needs a terminal; use --file");
  sync::injection request;
  request.date = ask_person(ctx, "Date", vault::format_day(today));
  if (!vault::parse_day(request.date))
    return fail(errc::invalid_argument, request.date + " is not a day; write it like 2026-02-05");
  while (true) {
    vault::new_task next;
    next.text = ask_person(ctx, "Task (empty: done)");
    if (next.text.empty()) return request;
    next.category = ask_person(ctx, "Category", "Personal");
    next.sub_project = ask_person(ctx, "Sub-project");
    next.due_date = ask_person(ctx, "Due date");
    request.tasks.push_back(std::move(next));
  }
}

result<sync::injection> tasks_of(const inject_options& options, context& ctx, vault::day today) {
  if (options.interactive) return ask_for_tasks(ctx, today);
  auto json = read_file(options.file);
  RETURN_IF_ERROR(json);
  return sync::parse_injection(*json, today);
}

/// Text of a note, line by line, with its control characters made harmless.
void print_note(std::string_view text, context& ctx) {
  ctx.out << '\n';
  for (auto end = text.find('\n'); end != std::string_view::npos; end = text.find('\n')) {
    ctx.out << printable(text.substr(0, end)) << '\n';
    text.remove_prefix(end + 1);
  }
  ctx.out << printable(text);
}

status inject(const inject_options& options, context& ctx) {
  auto loaded = configuration_for(ctx.environment, options.vault_path);
  RETURN_IF_ERROR(loaded);
  auto vault = vault_of(loaded->values);
  RETURN_IF_ERROR(vault);
  auto wanted = tasks_of(options, ctx, vault::local_day(std::chrono::system_clock::now()));
  RETURN_IF_ERROR(wanted);
  auto mode = options.dry_run ? sync::injection_mode::preview : sync::injection_mode::write;
  // A vault that is named on the command line is meant, whatever this data belongs to.
  vault::vault_writer writer{*vault,
                             options.vault_path.empty() ? write_context_of_known_vault(loaded->values) : nullptr};
  auto done = sync::inject_tasks(writer, *wanted, mode);
  RETURN_IF_ERROR(done);
  if (options.format == output_format::json) {
    print_json(ctx, boost::json::object{{"actions", boost::json::value_from(done->actions)}});
  } else {
    for (const auto& action : done->actions) ctx.out << printable(action) << '\n';
    if (options.dry_run) print_note(done->text, ctx);
  }
  if (!done->actions.empty() && done->actions.front().starts_with("ERROR")) ctx.outcome = exit_code::failure;
  return {};
}

}  // namespace

void add_inject(command app, context& ctx) {
  auto options = std::make_shared<inject_options>();
  auto command = app.add_subcommand("inject", "Put tasks from a list into a daily note");
  auto source = command.add_option_group("source");
  source.add_option("--file", options->file, "JSON file with the tasks").check(value_rule::existing_file());
  source.add_flag("--interactive", options->interactive, "Ask for the tasks one by one");
  source.require_one_option();
  command.add_flag("--dry-run", options->dry_run, "Show the note as it would be, and write nothing");
  command.add_option("--vault-path", options->vault_path, "The vault, instead of SECONDBRAIN_VAULT_PATH");
  add_json_option(command, options->format);
  command.footer(inject_footer);
  command.callback([options, &ctx] { conclude(ctx, inject(*options, ctx)); });
}

}  // namespace secondbrain::cli
