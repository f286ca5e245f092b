#include <memory>

#include "base/error.hpp"
#include "base/record_json.hpp"
#include "cli/commands/backup_run.hpp"
#include "cli/commands/commands.hpp"
#include "cli/commands/executable_path.hpp"
#include "cli/service/backup_setup.hpp"
#include "ops/backup/backup_catalog.hpp"
#include "ops/backup/origin.hpp"
#include "ops/backup/trial_restore.hpp"

namespace secondbrain::cli {

namespace {

struct verify_options {
  std::string id;
  output_format format = output_format::text;
};

constexpr auto verify_footer =
    "Reads every byte of the backup, restores it into a scratch folder in the backup directory, and asks what was\n"
    "restored a search, its tasks and a conversation. The running server does it; when none runs, this command.\n"
    "Examples:\n"
    "  secondbrain backups try                         the newest\n"
    "  secondbrain backups try data-20260205-181005\n"
    "Exit codes: 0 it can be used, 1 it cannot, or could not be tried (stderr says why), 2 wrong command line.";

result<backup_info> try_here(const ops::config& config, std::string id) {
  if (id.empty()) {
    const auto own = ops::snapshots_of(config.backup_path, ops::origin_of(config.data_path));
    RETURN_IF_ERROR(own);
    for (const auto& each : *own)
      if (id.empty() && each.verified) id = each.id;
  }
  if (id.empty()) return fail(errc::not_found, "there is no backup to try yet; make one with `secondbrain backup`");
  const auto program = executable_path();
  RETURN_IF_ERROR(program);
  ops::trial_options trial;
  trial.directory = config.backup_path;
  trial.examine = examination_by(*program, config);
  const auto outcome = ops::try_snapshot(trial, id);
  RETURN_IF_ERROR(outcome);
  backup_info tried;
  tried.id = id;
  tried.trial = *outcome;
  return tried;
}

status verify(const verify_options& options, context& ctx) {
  auto loaded = ops::load_config(ctx.environment);
  RETURN_IF_ERROR(loaded);
  const server_client server{*loaded, ctx.err};
  auto tried = try_backup_on_server(server, options.id, ctx).map([](const boost::json::object& answer) {
    return from_json<backup_info>(answer);
  });
  if (!tried && tried.error().code == errc::unavailable && !server.reachable())
    tried = try_here(loaded->values, options.id);
  RETURN_IF_ERROR(tried);
  const auto trial = tried->trial.value_or(backup_trial{});
  if (trial.outcome == trial_outcome::failed) ctx.outcome = exit_code::failure;
  if (options.format == output_format::json) {
    auto answer = to_json(trial);
    answer["id"] = tried->id;
    print_json(ctx, answer);
  } else if (trial.outcome == trial_outcome::passed) {
    ctx.out << "The backup " << tried->id << " was restored for a trial. " << trial.message << '\n';
  } else {
    ctx.err << "The backup " << tried->id << " cannot be used: " << trial.message << '\n';
  }
  return {};
}

}  // namespace

void add_backup_verification(command backups, context& ctx) {
  for (const auto* name : {"try", "verify"}) {
    auto options = std::make_shared<verify_options>();
    auto command = backups.add_subcommand(name, "Restore a backup into a scratch folder and use it there");
    command.add_option("id", options->id, "Which, as `secondbrain backups` names it; without it the newest");
    add_json_option(command, options->format);
    command.footer(verify_footer);
    command.callback([options, &ctx] { conclude(ctx, verify(*options, ctx)); });
    if (name == std::string_view{"verify"}) command.hide();  // as earlier versions called it
  }
}

}  // namespace secondbrain::cli
