#include <unistd.h>

#include <algorithm>
#include <memory>
#include <optional>

#include "base/error.hpp"
#include "base/text.hpp"
#include "channels/make_channels.hpp"
#include "cli/commands/commands.hpp"
#include "cli/display/terminal.hpp"
#include "cli/service/channel_setup.hpp"
#include "cli/service/convention_setup.hpp"
#include "cli/service/model_setup.hpp"
#include "ops/config/config_save.hpp"
#include "ops/config/config_table.hpp"

namespace secondbrain::cli {

namespace {

namespace json = boost::json;

constexpr auto config_footer =
    "Examples:\n"
    "  secondbrain config                          every setting, its value and where it came from\n"
    "  secondbrain config --json | jq '.settings[] | select(.source != \"default\")'\n"
    "  secondbrain config set SECONDBRAIN_VAULT_PATH ~/notes\n"
    "  secondbrain config unset SECONDBRAIN_VAULT_PATH\n"
    "Secrets that are set are shown as ****. What each setting means: docs/configuration.md.\n"
    "Exit codes: 0 the configuration is valid, 1 it is not (stderr lists every problem), 2 wrong command line.";

void print_table(const ops::loaded_config& loaded, context& ctx) {
  std::size_t name_width = 0;
  std::size_t value_width = 0;
  for (const auto& setting : loaded.explained) {
    name_width = std::max(name_width, length_of(setting.name));
    value_width = std::max(value_width, length_of(setting.value));
  }
  auto gap = [](const std::string& text, std::size_t width) { return std::string(width - length_of(text) + 2, ' '); };
  for (const auto& setting : loaded.explained) {
    auto changed = setting.source != "default";
    ctx.out << setting.name << gap(setting.name, name_width)
            << (changed ? ctx.out_terminal.paint(tone::strong, setting.value) : printable(setting.value))
            << gap(setting.value, value_width) << ctx.out_terminal.paint(tone::muted, setting.source) << '\n';
  }
  ctx.out << "\n.env file: " << loaded.env_file.string() << '\n';
}

/// What the service would refuse to start with; nothing: it would start.
std::vector<std::string> start_problems(const status& conventions, const result<alarm_ways>& ways) {
  std::vector<std::string> problems;
  if (!conventions) problems.push_back(conventions.error().message);
  if (!ways) problems.push_back(ways.error().message);
  return problems;
}

json::object as_json(const ops::loaded_config& loaded, const std::vector<std::string>& problems) {
  json::array settings;
  for (const auto& setting : loaded.explained)
    settings.push_back(json::object{{"name", setting.name}, {"value", setting.value}, {"source", setting.source}});
  return {{"env_file", loaded.env_file.string()},
          {"settings", std::move(settings)},
          {"warnings", json::array(loaded.warnings.begin(), loaded.warnings.end())},
          {"problems", json::array(problems.begin(), problems.end())}};
}

/// Says what `serve` would say of these settings: with those that it refuses this fails, too.
status show_config(output_format format, context& ctx) {
  auto loaded = ops::load_config(ctx.environment);
  RETURN_IF_ERROR(loaded);
  const auto conventions = check_conventions(loaded->values);
  const auto ways = set_up_channels(loaded->values);
  if (ways) loaded->warnings.insert(loaded->warnings.end(), ways->warnings.begin(), ways->warnings.end());
  if (format == output_format::json)
    print_json(ctx, as_json(*loaded, start_problems(conventions, ways)));
  else
    print_table(*loaded, ctx);
  for (const auto& warning : loaded->warnings)
    ctx.err << ctx.err_terminal.paint(tone::caution, "warning:") << ' ' << printable(warning) << '\n';
  RETURN_IF_ERROR(conventions);
  RETURN_IF_ERROR(ways);
  return {};
}

// ---- set, unset ----

struct setting_options {
  std::string name;
  std::string value;
  bool value_was_given = false;
  output_format format = output_format::text;
};

constexpr auto set_footer =
    "Examples:\n"
    "  secondbrain config set SECONDBRAIN_VAULT_PATH ~/notes\n"
    "  secondbrain config set SECONDBRAIN_ANTHROPIC_API_KEY      asks for the value, or reads what is piped in\n"
    "The .env file and its folder are created if need be, readable by you alone; comments in it stay.\n"
    "A value that is wrong, or contradicts the other settings, is refused. One that needs other settings as well, such "
    "as a\n"
    "user and a password, is written, and what is still missing is said. A secret is not shown while you type it.\n"
    "A running service sees the change at its next start.\n"
    "Exit codes: 0 written, 1 not (stderr says why), 2 wrong command line.";

constexpr auto unset_footer =
    "Example:\n"
    "  secondbrain config unset SECONDBRAIN_DAILY_BUDGET\n"
    "A running service sees the change at its next start.\n"
    "Exit codes: 0 no longer set, 1 not (stderr says why), 2 wrong command line.";

std::string full_name(const std::string& name) {
  auto full = ascii_upper_case(name);
  if (!full.starts_with("SECONDBRAIN_")) full.insert(0, "SECONDBRAIN_");
  return full;
}

bool is_secret(const std::string& name) {
  const auto* variable = ops::find_variable(full_name(name));
  return variable != nullptr && variable->shown == ops::visibility::secret;
}

/// So that a key need not stand in the history of the shell, nor on the screen.
result<std::string> value_to_set(const setting_options& options, context& ctx) {
  if (options.value_was_given) return options.value;
  std::string line;
  std::optional<hidden_typing> hidden;
  if (ctx.person && is_secret(options.name)) hidden.emplace(STDIN_FILENO);
  if (ctx.person) ctx.err << options.name << ": " << std::flush;
  auto* source = ctx.person ? ctx.person : ctx.piped;
  const bool is_given = source != nullptr && std::getline(*source, line);
  if (hidden) ctx.err << std::endl;
  if (!is_given) return fail(errc::invalid_argument, "there is no value; put it after the name, or pipe it in");
  return line;
}

void say_what_stands_in_the_way(const ops::saved_setting& saved, context& ctx) {
  auto warn = [&](const std::string& sentence) {
    ctx.err << ctx.err_terminal.paint(tone::caution, "warning:") << ' ' << printable(sentence) << '\n';
  };
  auto loaded = ops::load_config(ctx.environment);
  if (!loaded) return warn("other settings are still wrong: " + loaded.error().message);
  auto shadowed = std::any_of(loaded->explained.begin(), loaded->explained.end(), [&](const auto& setting) {
    return setting.name == saved.name && setting.source == "environment";
  });
  const bool is_of_alarms =
      saved.name.starts_with("SECONDBRAIN_ALARM_") || saved.name.starts_with("SECONDBRAIN_BRIEFING_");
  const auto ways = set_up_channels(loaded->values);
  const auto lacking = channels::problems_with_channels(loaded->values);
  for (const auto& one : lacking)
    warn("this is not complete yet, and the service does not start with it: " + one.sentence);
  if (!ways && lacking.empty())
    warn("this is not complete yet, and the service does not start with it: " + ways.error().message);
  if (ways)
    for (const auto& warning : ways->warnings)
      if (warning.starts_with(saved.name) || (is_of_alarms && warning.starts_with("SECONDBRAIN_BRIEFING_CHANNEL")))
        warn(warning);
  const auto& model = loaded->values.encoder_model;
  if (saved.name == "SECONDBRAIN_ENCODER_MODEL" && !model.empty() && !model_shelf_of(loaded->values).find(model))
    warn(model + " is not installed yet: `secondbrain model install " + model + "` brings it");
  if (shadowed) warn(saved.name + " is also set in this shell, and that value takes precedence here");
  std::error_code unreadable;
  for (const auto& [name, folder] : {std::pair{"SECONDBRAIN_VAULT_PATH", &loaded->values.vault_path},
                                     std::pair{"SECONDBRAIN_BACKUP_COPY_PATH", &loaded->values.backup_copy_path}})
    if (saved.name == name && *folder && !std::filesystem::is_directory(**folder, unreadable))
      warn("there is no folder " + (*folder)->string() + " yet");
}

status conclude_change(const result<ops::saved_setting>& saved, output_format format, context& ctx) {
  RETURN_IF_ERROR(saved);
  if (format == output_format::json)
    print_json(ctx, {{"name", saved->name}, {"value", saved->value}, {"env_file", saved->env_file.string()}});
  else if (saved->value.empty())
    ctx.out << saved->name << " is no longer set in " << printable(saved->env_file.string()) << ".\n";
  else
    ctx.out << saved->name << "=" << printable(saved->value) << " is written to " << printable(saved->env_file.string())
            << ".\n";
  if (format == output_format::text) ctx.out << "It takes effect when the service is next started.\n";
  say_what_stands_in_the_way(*saved, ctx);
  return {};
}

/// Of the setting that names the installed model: what cannot be one. A known one that is not installed yet is warned
/// of.
status can_be_model(const ops::config& settings) {
  const auto& name = settings.encoder_model;
  const auto shelf = model_shelf_of(settings);
  if (name.empty() || shelf.find(name) || encoder::find_known_model(name) != nullptr) return {};
  std::vector<std::string> names;
  for (const auto& one : shelf.list()) names.push_back(one.description.name);
  for (const auto& one : encoder::known_models())
    if (!shelf.find(one.description.name)) names.push_back(one.description.name);
  std::error_code unreadable;
  const auto of_own = std::filesystem::is_directory(name, unreadable) ? name : std::string{"FOLDER"};
  return fail(errc::invalid_argument, "SECONDBRAIN_ENCODER_MODEL: there is no model " + name + "; it takes one of " +
                                          join(names, ", ") + ", or one of your own once `secondbrain model install " +
                                          of_own + "` has installed it. Nothing was changed");
}

/// A value that no service would start with, whatever else is set, is not written.
status can_be_set(const setting_options& options, const std::string& value, context& ctx) {
  const auto name = full_name(options.name);
  const auto loaded = ops::load_config(ctx.environment, {{name, value}});
  if (!loaded) return {};  // whoever writes it says what is wrong
  for (const auto& trouble : vault::troubles_with(conventions_set_in(loaded->values)))
    if (trouble.starts_with(name)) return fail(errc::invalid_argument, trouble);
  if (name == "SECONDBRAIN_ENCODER_MODEL") RETURN_IF_ERROR(can_be_model(loaded->values));
  const auto before = ops::load_config(ctx.environment);
  const auto known = before ? channels::problems_with_channels(before->values) : std::vector<channels::setup_problem>{};
  for (const auto& one : channels::problems_with_channels(loaded->values)) {
    const bool is_new =
        std::none_of(known.begin(), known.end(), [&](const auto& other) { return other.sentence == one.sentence; });
    const bool is_of_this = one.sentence.starts_with(name) || is_new;
    if (one.fault == channels::setup_fault::wrong && is_of_this)
      return fail(errc::invalid_argument, one.sentence + "; nothing was changed");
  }
  return {};
}

status set_value(const setting_options& options, context& ctx) {
  auto value = value_to_set(options, ctx);
  RETURN_IF_ERROR(value);
  RETURN_IF_ERROR(can_be_set(options, *value, ctx));
  return conclude_change(ops::save_setting(ctx.environment, options.name, *value), options.format, ctx);
}

status unset_value(const setting_options& options, context& ctx) {
  return conclude_change(ops::forget_setting(ctx.environment, options.name), options.format, ctx);
}

void add_changes(command config, context& ctx) {
  auto to_set = std::make_shared<setting_options>();
  auto set = config.add_subcommand("set", "Write a setting into the .env file");
  set.add_option("name", to_set->name, "The setting, with or without SECONDBRAIN_").required();
  auto value = set.add_option("value", to_set->value, "Its value; you are asked for it if you leave it out");
  add_json_option(set, to_set->format);
  set.footer(set_footer);
  set.callback([to_set, value, &ctx] {
    to_set->value_was_given = value.was_given();
    conclude(ctx, set_value(*to_set, ctx));
  });

  auto to_unset = std::make_shared<setting_options>();
  auto unset = config.add_subcommand("unset", "Take a setting out of the .env file: its default counts again");
  unset.add_option("name", to_unset->name, "The setting, with or without SECONDBRAIN_").required();
  add_json_option(unset, to_unset->format);
  unset.footer(unset_footer);
  unset.callback([to_unset, &ctx] { conclude(ctx, unset_value(*to_unset, ctx)); });
}

}  // namespace

void add_config(command app, context& ctx) {
  auto format = std::make_shared<output_format>(output_format::text);
  auto command =
      app.add_subcommand("config", "Every setting, its value and where it came from; set and unset change one");
  add_json_option(command, *format);
  command.footer(config_footer);
  command.allow_one_subcommand();
  add_changes(command, ctx);
  command.callback([command, format, &ctx] {
    if (!command.has_subcommand()) conclude(ctx, show_config(*format, ctx));
  });
}

}  // namespace secondbrain::cli
