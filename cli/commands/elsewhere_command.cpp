#include <memory>

#include "base/error.hpp"
#include "base/human_text.hpp"
#include "base/record_json.hpp"
#include "cli/commands/commands.hpp"
#include "ops/elsewhere/copying.hpp"

namespace secondbrain::cli {

namespace {

constexpr auto footer =
    "SECONDBRAIN_BACKUP_COPY_PATH names a second directory, SECONDBRAIN_RESTIC_REPOSITORY a repository of restic; the\n"
    "running server copies every verified backup there by itself.\n"
    "Examples:\n"
    "  secondbrain elsewhere               where copies are, how old, and when they were verified there\n"
    "  secondbrain elsewhere init          create the repository; take the folder for the one to copy to\n"
    "  secondbrain elsewhere copy          copy and verify now what is not there yet\n"
    "  secondbrain elsewhere fetch         bring the newest backup back into the backup folder\n"
    "Exit codes: 0 done, 1 a copy is not well or it did not work, 2 wrong command line.";

constexpr auto nothing_set =
    "There is no place elsewhere: SECONDBRAIN_BACKUP_COPY_PATH names a second directory, "
    "SECONDBRAIN_RESTIC_REPOSITORY a repository of restic.\n";

ops::copying make_copying(const ops::config& settings) {
  return {ops::make_copy_places(settings),
          {settings.data_path, [&settings] { return ops::copy_source_of(settings); }, settings.copy_interval}};
}

}  // namespace

std::vector<backup_copy> known_copies(const ops::config& settings) {
  return make_copying(settings).standing();
}

void print_copies(const std::vector<backup_copy>& copies, context& ctx) {
  const auto& screen = ctx.out_terminal;
  for (const auto& copy : copies) {
    ctx.out << screen.paint(tone::strong, printable(copy.place)) << "  ";
    if (copy.snapshot.empty())
      ctx.out << "nothing copied yet";
    else
      ctx.out << counted(static_cast<std::int64_t>(copy.snapshots), "backup", "backups") << ", the newest "
              << copy.snapshot << ", verified there " << copy.verified_at;
    if (!copy.increments_at.empty()) ctx.out << ", with what was written until " << copy.increments_at;
    ctx.out << '\n';
    if (!copy.problem.empty()) ctx.out << "  " << screen.paint(tone::bad, printable(copy.problem)) << '\n';
  }
}

namespace {

/// How the places stand; one that is not well is a failure.
void answer(const std::vector<backup_copy>& copies, output_format format, context& ctx) {
  for (const auto& copy : copies)
    if (!copy.problem.empty()) ctx.outcome = exit_code::failure;
  if (format == output_format::json)
    print_json(ctx, {{"copies", to_json(copies)}});
  else
    print_copies(copies, ctx);
  if (copies.empty() && format == output_format::text) ctx.out << nothing_set;
}

enum class work : std::uint8_t { show, prepare, copy };

status run(work wanted, output_format format, context& ctx) {
  const auto loaded = ops::load_config(ctx.environment);
  RETURN_IF_ERROR(loaded);
  auto places = make_copying(loaded->values);
  if (wanted != work::show && places.standing().empty())
    return fail(errc::invalid_argument,
                "there is no place elsewhere: set SECONDBRAIN_BACKUP_COPY_PATH or "
                "SECONDBRAIN_RESTIC_REPOSITORY");
  if (wanted == work::prepare) RETURN_IF_ERROR(places.prepare());
  if (wanted == work::copy) RETURN_IF_ERROR(places.copy_now([](const auto&) {}));
  answer(places.standing(), format, ctx);
  return {};
}

struct fetch_options {
  std::string id;
  std::string from;
  output_format format = output_format::text;
};

status fetch(const fetch_options& options, context& ctx) {
  const auto loaded = ops::load_config(ctx.environment);
  RETURN_IF_ERROR(loaded);
  const auto id = fetch_from_elsewhere(loaded->values, options.from, options.id);
  RETURN_IF_ERROR(id);
  if (options.format == output_format::json)
    print_json(ctx, {{"id", *id}, {"path", (loaded->values.backup_path / *id).string()}});
  else
    ctx.out << "Brought back and verified: " << ctx.out_terminal.paint(tone::strong, *id) << ". `secondbrain restore "
            << *id << "` puts it in place.\n";
  return {};
}

void add_work(command parent, const std::string& name, const std::string& description, work wanted, context& ctx) {
  auto format = std::make_shared<output_format>(output_format::text);
  auto command = parent.add_subcommand(name, description);
  add_json_option(command, *format);
  command.callback([wanted, format, &ctx] { conclude(ctx, run(wanted, *format, ctx)); });
}

}  // namespace

result<std::string> fetch_from_elsewhere(const ops::config& settings, const std::string& from, const std::string& id) {
  const auto places = ops::make_copy_places(settings);
  for (const auto& place : places)
    if (from.empty() || from == to_string(place->kind())) return place->fetch(id, ops::copy_source_of(settings));
  return fail(errc::invalid_argument, "there is no " + (from.empty() ? "place elsewhere" : from) +
                                          " to fetch from: set SECONDBRAIN_BACKUP_COPY_PATH or "
                                          "SECONDBRAIN_RESTIC_REPOSITORY");
}

void add_elsewhere(command app, context& ctx) {
  auto format = std::make_shared<output_format>(output_format::text);
  auto command = app.add_subcommand("elsewhere", "The copies of the backups in other places");
  add_json_option(command, *format);
  command.footer(footer);
  command.allow_one_subcommand();
  add_work(command, "init", "Make the places ready: create the repository, take the folder", work::prepare, ctx);
  add_work(command, "copy", "Copy and verify now what is not there yet", work::copy, ctx);
  auto options = std::make_shared<fetch_options>();
  auto fetching = command.add_subcommand("fetch", "Bring a backup back into the backup folder");
  fetching.add_option("id", options->id, "A backup; otherwise the newest");
  fetching.add_option("--from", options->from, "`directory` or `restic`; otherwise the first that is set")
      .check(value_rule::one_of({"directory", "restic"}));
  add_json_option(fetching, options->format);
  fetching.callback([options, &ctx] { conclude(ctx, fetch(*options, ctx)); });
  command.callback([format, command, &ctx] {
    if (!command.has_subcommand()) conclude(ctx, run(work::show, *format, ctx));
  });
}

}  // namespace secondbrain::cli
