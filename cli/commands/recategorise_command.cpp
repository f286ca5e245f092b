#include <boost/json/object.hpp>
#include <boost/json/value_from.hpp>
#include <chrono>
#include <memory>
#include <string>

#include "base/error.hpp"
#include "base/files.hpp"
#include "base/time_text.hpp"
#include "brain/sync/tasks/recategorise.hpp"
#include "brain/vault/planner/calendar.hpp"
#include "cli/client/configured_vault.hpp"
#include "cli/commands/commands.hpp"
#include "cli/service/known_vault_setup.hpp"
#include "cli/service/upkeep.hpp"
#include "ops/data/data_directory.hpp"

namespace secondbrain::cli {

namespace {

struct recategorise_options {
  std::string rules;
  bool dry_run = false;
  std::string vault_path;
  output_format format = output_format::text;
};

constexpr auto recategorise_footer =
    "The rules are [{\"text\": part of the task's text, \"old_category\": …, \"old_sub_project\": …,\n"
    "\"new_category\": …, \"new_sub_project\": …}]; only text and new_category must be there. Each rule moves the\n"
    "first task that it fits, in all daily notes.\n"
    "Example:\n"
    "  secondbrain recategorise --rules moves.json --dry-run\n"
    "Exit codes: 0 done, 1 it did not work, 2 wrong command line.";

status recategorise(const recategorise_options& options, context& ctx) {
  auto loaded = configuration_for(ctx.environment, options.vault_path);
  RETURN_IF_ERROR(loaded);
  auto vault = vault_of(loaded->values);
  RETURN_IF_ERROR(vault);
  auto data = ops::data_directory::create(loaded->values.data_path);
  RETURN_IF_ERROR(data);
  auto json = read_file(options.rules);
  RETURN_IF_ERROR(json);
  auto rules = sync::parse_category_rules(*json);
  RETURN_IF_ERROR(rules);

  vault::vault_writer writer{*vault,
                             options.vault_path.empty() ? write_context_of_known_vault(loaded->values) : nullptr};
  vault::daily_view view{*vault};
  sync::tasks_board board{writer, view, data->generated_tasks()};
  auto today = vault::local_day(std::chrono::system_clock::now());
  auto mode = options.dry_run ? sync::recategorise_mode::preview : sync::recategorise_mode::write;
  auto may_write = upkeep_now(loaded->values, *data).answer == consent::given;
  auto lists = may_write ? sync::list_upkeep::follow : sync::list_upkeep::leave;
  auto done = sync::recategorise(board, view, *rules, today, mode, lists);
  RETURN_IF_ERROR(done);
  if (options.format == output_format::json) {
    print_json(ctx,
               boost::json::object{{"summary", done->summary}, {"actions", boost::json::value_from(done->actions)}});
    return {};
  }
  for (const auto& action : done->actions) ctx.out << printable(action) << '\n';
  ctx.out << printable(done->summary) << '\n';
  return {};
}

}  // namespace

void add_recategorise(command app, context& ctx) {
  auto options = std::make_shared<recategorise_options>();
  auto command = app.add_subcommand("recategorise", "Move tasks to other categories by a list of rules");
  command.add_option("--rules", options->rules, "JSON file with the rules")
      .required()
      .check(value_rule::existing_file());
  command.add_flag("--dry-run", options->dry_run, "Say what would be moved, and write nothing");
  command.add_option("--vault-path", options->vault_path, "The vault, instead of SECONDBRAIN_VAULT_PATH");
  add_json_option(command, options->format);
  command.footer(recategorise_footer);
  command.callback([options, &ctx] { conclude(ctx, recategorise(*options, ctx)); });
}

}  // namespace secondbrain::cli
