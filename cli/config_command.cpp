#include <CLI/CLI.hpp>
#include <algorithm>
#include <memory>

#include "cli/commands.hpp"

namespace secondbrain::cli {

namespace {

namespace json = boost::json;

constexpr auto footer =
    "Examples:\n"
    "  secondbrain config                          every setting, its value and where it came from\n"
    "  secondbrain config --json | jq '.settings[] | select(.source != \"default\")'\n"
    "Secrets that are set read ****. What each setting means: docs/configuration.md.\n"
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

json::object as_json(const ops::loaded_config& loaded) {
  json::array settings;
  for (const auto& setting : loaded.explained)
    settings.push_back(json::object{{"name", setting.name}, {"value", setting.value}, {"source", setting.source}});
  return {{"env_file", loaded.env_file.string()},
          {"settings", std::move(settings)},
          {"warnings", json::array(loaded.warnings.begin(), loaded.warnings.end())}};
}

status show_config(output_format format, context& ctx) {
  auto loaded = ops::load_config(ctx.environment);
  if (!loaded) return tl::unexpected(loaded.error());
  if (format == output_format::json)
    print_json(ctx, as_json(*loaded));
  else
    print_table(*loaded, ctx);
  for (const auto& warning : loaded->warnings)
    ctx.err << ctx.err_terminal.paint(tone::caution, "warning:") << ' ' << printable(warning) << '\n';
  return {};
}

}  // namespace

void add_config(CLI::App& app, context& ctx) {
  auto format = std::make_shared<output_format>(output_format::text);
  auto* command = app.add_subcommand("config", "Every setting, its value and where it came from");
  add_json_option(*command, *format);
  command->footer(footer);
  command->callback([format, &ctx] { conclude(ctx, show_config(*format, ctx)); });
}

}  // namespace secondbrain::cli
