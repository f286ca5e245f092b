#include <memory>

#include "base/error.hpp"
#include "base/text.hpp"
#include "cli/client/configured_vault.hpp"
#include "cli/commands/commands.hpp"
#include "cli/commands/executable_path.hpp"
#include "cli/service/channel_setup.hpp"
#include "cli/service/convention_setup.hpp"
#include "ops/config/config_table.hpp"
#include "ops/service/installer.hpp"

namespace secondbrain::cli {

namespace {

struct service_options {
  ops::service_manager manager = ops::native_service_manager();
  output_format format = output_format::text;
};

constexpr auto service_footer =
    "Examples:\n"
    "  secondbrain service print --systemd     look at the definition first\n"
    "  secondbrain service install             start now, at every login, and again after a crash\n"
    "  secondbrain service uninstall\n"
    "The service reads the .env file; settings of your shell do not reach it. `install` wants the vault to be in it:\n"
    "  secondbrain config set SECONDBRAIN_VAULT_PATH ~/notes\n"
    "Exit codes: 0 done, 1 it did not work (stderr says why), 2 wrong command line.";

result<ops::service_params> params_for(const ops::loaded_config& loaded) {
  return executable_path().map([&](std::filesystem::path program) {
    ops::service_params params;
    params.program = std::move(program);
    params.data_directory = loaded.values.data_path;
    params.env_file = loaded.env_file;
    return params;
  });
}

/// The settings as the service will see them: without those of this shell, save for where the file lies.
ops::variables without_shell_settings(ops::variables environment) {
  std::erase_if(environment, [](const auto& variable) {
    const auto name = ascii_upper_case(variable.first);
    return name.starts_with("SECONDBRAIN_") && name != ops::env_file_variable;
  });
  return environment;
}

/// A service without a vault, or with settings that it refuses, would be started at every login in vain.
status can_serve(const context& ctx) {
  auto seen = ops::load_config(without_shell_settings(ctx.environment));
  RETURN_IF_ERROR(seen);
  // As it will itself, and then with nobody there to read it.
  RETURN_IF_ERROR(check_conventions(seen->values));
  RETURN_IF_ERROR(set_up_channels(seen->values));
  const auto& vault = seen->values.vault_path;
  const std::string with_what = " with `secondbrain config set SECONDBRAIN_VAULT_PATH FOLDER`";
  if (!vault)
    return fail(errc::vault_missing, "the service would have no notes to serve: no vault is named in " +
                                         seen->env_file.string() + "; name it" + with_what);
  std::error_code unreadable;
  if (!std::filesystem::is_directory(*vault, unreadable))
    return fail(errc::vault_missing, "the service would have no notes to serve: there is no folder " + vault->string() +
                                         "; bring it back, or name another" + with_what);
  return {};
}

/// A setting that only this shell knows would be missing in the service, silently.
void warn_about_shell_settings(const ops::loaded_config& loaded, context& ctx) {
  for (const auto& setting : loaded.explained)
    if (setting.source == "environment")
      ctx.err << ctx.err_terminal.paint(tone::caution, "warning:") << ' ' << setting.name
              << " is set in this shell only; write it into " << loaded.env_file.string()
              << " for the service to see it\n";
}

void print_installation(const char* what, const ops::installation& done, output_format format, context& ctx) {
  if (format == output_format::json) {
    boost::json::array commands;
    for (const auto& command : done.commands)
      commands.push_back(boost::json::object{{"line", command.line}, {"exit_code", command.exit_code}});
    print_json(
        ctx, {{"status", what}, {"file", done.file.string()}, {"commands", std::move(commands)}, {"note", done.note}});
    return;
  }
  ctx.out << what << ": " << done.file.string() << '\n';
  for (const auto& command : done.commands) {
    ctx.out << "ran: " << command.line;
    if (command.exit_code != 0) ctx.out << " (exit code " << command.exit_code << ")";
    ctx.out << '\n';
  }
  if (!done.note.empty()) ctx.out << done.note << '\n';
}

status print_definition(const service_options& options, context& ctx) {
  auto loaded = ops::load_config(ctx.environment);
  RETURN_IF_ERROR(loaded);
  auto params = params_for(*loaded);
  RETURN_IF_ERROR(params);
  auto text = options.manager == ops::service_manager::systemd ? ops::render_systemd_unit(*params)
                                                               : ops::render_launchd_plist(*params);
  if (options.format == output_format::text)
    ctx.out << text;
  else
    print_json(ctx, {{"file", ops::service_file_path(options.manager, ctx.environment).string()}, {"content", text}});
  return {};
}

status install(const service_options& options, context& ctx) {
  auto loaded = ops::load_config(ctx.environment);
  RETURN_IF_ERROR(loaded);
  if (auto usable = can_serve(ctx); !usable) return usable;
  auto params = params_for(*loaded);
  RETURN_IF_ERROR(params);
  warn_about_shell_settings(*loaded, ctx);
  auto done = ops::install_service(options.manager, *params, ctx.environment);
  RETURN_IF_ERROR(done);
  for (const auto& command : done->commands)
    if (command.exit_code != 0) ctx.outcome = exit_code::failure;
  print_installation("installed", *done, options.format, ctx);
  return {};
}

status uninstall(const service_options& options, context& ctx) {
  auto done = ops::uninstall_service(options.manager, ctx.environment);
  RETURN_IF_ERROR(done);
  print_installation("uninstalled", *done, options.format, ctx);
  return {};
}

}  // namespace

void add_service(command app, context& ctx) {
  auto service = app.add_subcommand("service", "Run the server as a service of this user");
  service.require_one_subcommand();
  service.footer(service_footer);

  auto add_action = [&](const char* name, const char* description, status (*act)(const service_options&, context&)) {
    auto options = std::make_shared<service_options>();
    auto action = service.add_subcommand(name, description);
    auto systemd = action.add_flag(
        "--systemd", [options] { options->manager = ops::service_manager::systemd; }, "A systemd user unit");
    action
        .add_flag(
            "--launchd", [options] { options->manager = ops::service_manager::launchd; }, "A launchd agent")
        .excludes(systemd);
    add_json_option(action, options->format);
    action.footer(service_footer);
    action.callback([options, act, &ctx] { conclude(ctx, act(*options, ctx)); });
  };
  add_action("install", "Write the definition and start the service", install);
  add_action("uninstall", "Stop the service and remove its definition", uninstall);
  add_action("print", "Show the definition, change nothing", print_definition);
}

}  // namespace secondbrain::cli
