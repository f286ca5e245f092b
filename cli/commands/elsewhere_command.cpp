#include <boost/json.hpp>
#include <memory>
#include <optional>

#include "base/error.hpp"
#include "base/human_text.hpp"
#include "base/record_json.hpp"
#include "base/text.hpp"
#include "cli/commands/commands.hpp"
#include "ops/elsewhere/copying.hpp"
#include "ops/log/logging.hpp"

namespace secondbrain::cli {

namespace {

constexpr auto footer =
    "A place is a second directory (SECONDBRAIN_BACKUP_COPY_PATH) or a repository of restic "
    "(SECONDBRAIN_RESTIC_REPOSITORY).\n"
    "A copy is a backup that lies there. To verify is to read it there, and to compare it with its checksums. The\n"
    "running server copies and verifies by itself.\n"
    "Examples:\n"
    "  secondbrain elsewhere               look at the places: which copies are there, and what is wrong\n"
    "  secondbrain elsewhere init          create the repository; take the folder for the one to copy to\n"
    "  secondbrain elsewhere copy          copy now what is not there yet, and verify the newest copy\n"
    "  secondbrain elsewhere verify        verify all copies; what is damaged is copied again\n"
    "  secondbrain elsewhere fetch         bring the newest sound copy back into the backup folder\n"
    "  secondbrain elsewhere fetch --from-another    on a new machine: that of another data directory\n"
    "Exit codes: 0 done, 1 a copy is not well or it did not work, 2 wrong command line.";

constexpr auto nothing_set =
    "There is no place elsewhere: SECONDBRAIN_BACKUP_COPY_PATH names a second directory, "
    "SECONDBRAIN_RESTIC_REPOSITORY a repository of restic. On a new machine, set it as it was on the old one; then "
    "`secondbrain restore --from directory --from-another` (or `--from restic`) brings back what was copied there.\n";

ops::copying make_copying(const ops::config& settings) {
  return {ops::make_copy_places(settings),
          {settings.data_path, [&settings] { return ops::copy_source_of(settings); }, settings.copy_interval}};
}

/// The answer says it.
status keep_the_log_silent() {
  ops::logging_options silent;
  silent.console = ops::log_to_stderr::no;
  return ops::set_up_logging(silent);
}

/// " (1.2 GB there, 30 GB free)"
std::string room(const backup_copy& copy) {
  std::vector<std::string> parts;
  if (copy.bytes > 0) parts.push_back(byte_count(static_cast<std::int64_t>(copy.bytes)) + " there");
  if (copy.free_bytes) parts.push_back(byte_count(static_cast<std::int64_t>(*copy.free_bytes)) + " free");
  return parts.empty() ? std::string{} : " (" + join(parts, ", ") + ")";
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
      ctx.out << "no copy of this data directory yet";
    else
      ctx.out << counted(static_cast<std::int64_t>(copy.snapshots), "copy", "copies") << room(copy) << ", the newest "
              << copy.snapshot << (copy.verified_at.empty() ? "" : ", verified there " + copy.verified_at);
    if (!copy.all_verified_since.empty()) ctx.out << ", all of it since " << copy.all_verified_since;
    if (!copy.increments_at.empty()) ctx.out << ", with what was written until " << copy.increments_at;
    ctx.out << '\n';
    if (copy.others > 0)
      ctx.out << "  "
              << "It also holds " << counted(static_cast<std::int64_t>(copy.others), "copy", "copies")
              << " of another data directory; `secondbrain restore --from " << to_string(copy.kind)
              << " --from-another` brings the newest back.\n";
    if (!copy.mended_at.empty())
      ctx.out << "  "
              << screen.paint(tone::caution, "At " + copy.mended_at +
                                                 " this was damaged there, and was copied again: " +
                                                 printable(copy.mended) + "; look at that disk")
              << '\n';
    for (const auto& file : copy.damaged)
      ctx.out << "  " << screen.paint(tone::bad, "Damaged there: " + printable(file)) << '\n';
    if (!copy.problem.empty()) ctx.out << "  " << screen.paint(tone::bad, printable(copy.problem)) << '\n';
  }
}

namespace {

enum class work : std::uint8_t { look, prepare, copy, verify };

status carry_out(work wanted, ops::copying& places) {
  switch (wanted) {
    case work::look: return {};
    case work::prepare: return places.prepare();
    case work::copy: return places.copy_now();
    case work::verify: return places.verify_now();
  }
  return {};
}

/// Whatever comes of it, how the places stand is told; one that is not well is a failure.
status run(work wanted, output_format format, context& ctx) {
  const auto loaded = ops::load_config(ctx.environment);
  RETURN_IF_ERROR(loaded);
  RETURN_IF_ERROR(keep_the_log_silent());
  auto places = make_copying(loaded->values);
  if (wanted != work::look && places.standing().empty())
    return fail(errc::invalid_argument,
                "there is no place elsewhere: set SECONDBRAIN_BACKUP_COPY_PATH or "
                "SECONDBRAIN_RESTIC_REPOSITORY");
  const auto done = carry_out(wanted, places);
  auto copies = wanted == work::look ? places.look_now() : places.standing();
  for (const auto& copy : copies)
    if (!copy.problem.empty() || !copy.damaged.empty()) ctx.outcome = exit_code::failure;
  if (format == output_format::json) {
    boost::json::object answer{{"copies", to_json(copies)}, {"error", nullptr}};
    if (!done) answer["error"] = done.error().message;
    print_json(ctx, answer);
    return done;
  }
  if (!done)  // stderr says it
    for (auto& copy : copies) copy.problem.clear();
  print_copies(copies, ctx);
  if (copies.empty()) ctx.out << nothing_set;
  return done;
}

struct fetch_options {
  ops::fetch_order order;
  std::string from;
  output_format format = output_format::text;
};

status fetch(const fetch_options& options, context& ctx) {
  const auto loaded = ops::load_config(ctx.environment);
  RETURN_IF_ERROR(loaded);
  const auto done = fetch_from_elsewhere(loaded->values, options.from, options.order, ctx);
  RETURN_IF_ERROR(done);
  if (options.format == output_format::json) {
    print_json(ctx, {{"id", done->id},
                     {"path", (loaded->values.backup_path / done->id).string()},
                     {"remarks", boost::json::value_from(done->remarks)}});
    return {};
  }
  const bool foreign = options.order.foreign == ops::foreign_snapshots::accepted;
  ctx.out << "Brought back and verified: " << ctx.out_terminal.paint(tone::strong, done->id)
          << ". `secondbrain restore " << done->id << (foreign ? " --from-another" : "") << "` puts it in place.\n";
  return {};
}

void add_work(command parent, const std::string& name, const std::string& description, work wanted, context& ctx) {
  auto format = std::make_shared<output_format>(output_format::text);
  auto command = parent.add_subcommand(name, description);
  add_json_option(command, *format);
  command.callback([wanted, format, &ctx] { conclude(ctx, run(wanted, *format, ctx)); });
}

}  // namespace

result<ops::fetched> fetch_from_elsewhere(const ops::config& settings, const std::string& from,
                                          const ops::fetch_order& order, context& ctx) {
  RETURN_IF_ERROR(keep_the_log_silent());
  std::vector<std::string> remarks;
  std::optional<error> first;
  for (const auto& place : ops::make_copy_places(settings)) {
    if (!from.empty() && from != to_string(place->kind())) continue;
    auto done = place->fetch(order, ops::copy_source_of(settings));
    if (done) {
      done->remarks.insert(done->remarks.begin(), remarks.begin(), remarks.end());
      for (const auto& remark : done->remarks) ctx.err << remark << '\n';
      return done;
    }
    if (!first) first = done.error();
    remarks.push_back("Not from " + place->shown() + ": " + with_full_stop(done.error().message));
  }
  if (first) return fail(*first);
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
  add_work(command, "copy", "Copy now what is not there yet, and verify the newest copy", work::copy, ctx);
  add_work(command, "verify", "Verify all copies, and copy again what is damaged", work::verify, ctx);
  auto options = std::make_shared<fetch_options>();
  auto fetching = command.add_subcommand("fetch", "Bring a backup back into the backup folder");
  fetching.add_option("id", options->order.id, "A backup; otherwise the newest that is sound");
  fetching.add_option("--from", options->from, "`directory` or `restic`; otherwise the first that has one")
      .check(value_rule::one_of({"directory", "restic"}));
  fetching.add_flag(
      "--from-another", [options] { options->order.foreign = ops::foreign_snapshots::accepted; },
      "One of another data directory");
  add_json_option(fetching, options->format);
  fetching.callback([options, &ctx] { conclude(ctx, fetch(*options, ctx)); });
  command.callback([format, command, &ctx] {
    if (!command.has_subcommand()) conclude(ctx, run(work::look, *format, ctx));
  });
}

}  // namespace secondbrain::cli
