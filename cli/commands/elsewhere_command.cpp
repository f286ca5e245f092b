#include <algorithm>
#include <boost/json.hpp>
#include <chrono>
#include <filesystem>
#include <memory>
#include <optional>

#include "base/deadline_call.hpp"
#include "base/error.hpp"
#include "base/human_text.hpp"
#include "base/record_json.hpp"
#include "base/shown_time.hpp"
#include "base/text.hpp"
#include "cli/commands/commands.hpp"
#include "ops/elsewhere/copying.hpp"
#include "ops/log/logging.hpp"

namespace secondbrain::cli {

namespace {

constexpr auto elsewhere_footer =
    "A place is a second directory (SECONDBRAIN_BACKUP_COPY_PATH) or a repository of restic "
    "(SECONDBRAIN_RESTIC_REPOSITORY).\n"
    "A copy is a backup that lies there. To verify is to read it there, and to compare it with its checksums. The\n"
    "running server copies and verifies by itself; while it does, init, copy and verify wait for it, up to ten "
    "minutes.\n"
    "Examples:\n"
    "  secondbrain elsewhere               look at the places: which copies are there, and what is wrong\n"
    "  secondbrain elsewhere init restic   create the repository; an existing one is left as it is\n"
    "  secondbrain elsewhere init directory    take another folder or a new disk instead of the one that was copied "
    "to\n"
    "  secondbrain elsewhere copy          copy now what is not there yet, and verify the newest copy\n"
    "  secondbrain elsewhere verify        verify all copies; what is damaged is copied again\n"
    "  secondbrain elsewhere fetch         bring the newest sound copy back into the backup folder\n"
    "  secondbrain elsewhere fetch --from-another    on a new machine: that of another data directory\n"
    "Exit codes: 0 done, 1 a copy is not well or it did not work, 2 wrong command line.";

constexpr auto nothing_set =
    "There is no place elsewhere: SECONDBRAIN_BACKUP_COPY_PATH names a second directory, "
    "SECONDBRAIN_RESTIC_REPOSITORY a repository of restic. On a new machine, set it as it was on the old one; then "
    "`secondbrain restore --from directory --from-another` (or `--from restic`) brings back what was copied there.\n";

ops::copying_options options_of(const ops::config& settings) {
  return {settings.data_path, [settings] { return ops::copy_source_of(settings); }, settings.copy_interval};
}

/// All places, or those of one kind.
ops::copying make_copying(const ops::config& settings, std::optional<copy_kind> kind = {}) {
  return {ops::make_copy_places(settings, kind), options_of(settings)};
}

/// What a person asked for is done after what the running server is at.
ops::copying make_patient_copying(const ops::config& settings, context& ctx) {
  auto options = options_of(settings);
  options.patience = std::chrono::minutes{10};
  options.waits = [&ctx](const std::string& place) {
    ctx.err << "Backups are being copied to " << printable(place) << " right now; waiting for that …\n" << std::flush;
  };
  return {ops::make_copy_places(settings), std::move(options)};
}

/// A mount that hangs answers nothing at all, and cannot be interrupted either. Restic has limits of its own.
constexpr std::chrono::seconds longest_directory_look{30};
constexpr std::chrono::minutes longest_restic_look{10};

std::vector<backup_copy> look_at_all(const ops::config& settings) {
  std::vector<backup_copy> all;
  for (const auto kind : {copy_kind::directory, copy_kind::restic}) {
    const auto place = std::make_shared<ops::copying>(make_copying(settings, kind));
    const auto longest = kind == copy_kind::directory ? longest_directory_look : longest_restic_look;
    for (auto& copy : ops::look_within(longest, place)) all.push_back(std::move(copy));
  }
  return all;
}

/// Before anything is done in the second directory that nobody could interrupt.
status ask_directory(const ops::config& settings) {
  if (!settings.backup_copy_path) return {};
  deadline_call<bool> call{longest_directory_look};
  const auto answer = call.run([folder = *settings.backup_copy_path]() -> result<bool> {
    std::error_code failure;
    return std::filesystem::directory_iterator{folder, failure} != std::filesystem::directory_iterator{};
  });
  if (answer || answer.error().code != errc::timeout) return {};  // what is wrong otherwise is said by the work itself
  return fail(errc::timeout, settings.backup_copy_path->string() + " " + ops::hangs_in_words(longest_directory_look));
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

std::string local(const std::string& utc) {
  return shown_time(std::string_view{utc});
}

/// What a place holds, as far as that is known: what could not be looked at is not said to hold nothing.
std::string standing_of(const backup_copy& copy, copies_seen seen) {
  const bool is_unseen = seen == copies_seen::earlier || !copy.problem.empty();
  if (copy.snapshot.empty() && seen == copies_seen::earlier)
    return "no copy is known; `secondbrain elsewhere` looks for what is there";
  if (copy.snapshot.empty()) return is_unseen ? "not known what is there" : "no copy of this data directory yet";
  const auto copies = counted(static_cast<std::int64_t>(copy.snapshots), "copy", "copies");
  auto text = copies + room(copy) + (seen == copies_seen::now && is_unseen ? " when last seen" : "") + ", the newest " +
              copy.snapshot;
  if (!copy.verified_at.empty()) text += ", verified there " + local(copy.verified_at);
  if (!copy.all_verified_since.empty())
    text +=
        (copy.snapshots == 1 ? "; the copy was read as a whole since " : "; all " + copies + " were verified since ") +
        local(copy.all_verified_since);
  if (!copy.increments_at.empty()) text += "; with what was written up to " + local(copy.increments_at);
  return text;
}

}  // namespace

std::vector<backup_copy> known_copies(const ops::config& settings) {
  return make_copying(settings).standing();
}

void print_copies(const std::vector<backup_copy>& copies, copies_seen seen, context& ctx) {
  const auto& screen = ctx.out_terminal;
  for (const auto& copy : copies) {
    ctx.out << screen.paint(tone::strong, printable(copy.place)) << "  " << standing_of(copy, seen) << '\n';
    if (copy.others > 0)
      ctx.out << "  "
              << "It also holds " << counted(static_cast<std::int64_t>(copy.others), "copy", "copies")
              << " of another data directory; `secondbrain restore --from " << to_string(copy.kind)
              << " --from-another` brings the newest back.\n";
    if (!copy.mended_at.empty())
      ctx.out << "  "
              << screen.paint(tone::caution, "On " + local(copy.mended_at) +
                                                 " this was damaged there, and was copied again: " +
                                                 printable(copy.mended) + "; look at that disk")
              << '\n';
    for (const auto& file : copy.damaged)
      ctx.out << "  " << screen.paint(tone::bad, "Damaged there: " + printable(file)) << '\n';
    for (const auto& backup : copy.not_copied)
      ctx.out << "  " << screen.paint(tone::bad, "One backup is not copied: " + printable(backup)) << '\n';
    if (!copy.problem.empty()) ctx.out << "  " << screen.paint(tone::bad, printable(copy.problem)) << '\n';
  }
}

namespace {

enum class work : std::uint8_t { look, copy, verify };

status carry_out(work wanted, ops::copying& places) {
  switch (wanted) {
    case work::look: break;
    case work::copy: return places.copy_now();
    case work::verify: return places.verify_now();
  }
  return {};
}

failed no_place() {
  return fail(errc::invalid_argument,
              "there is no place elsewhere: set SECONDBRAIN_BACKUP_COPY_PATH or SECONDBRAIN_RESTIC_REPOSITORY");
}

/// Whatever came of it, how the places stand is told; one that is not well is a failure.
status tell(const status& done, std::vector<backup_copy> copies, output_format format, context& ctx) {
  for (const auto& copy : copies)
    if (!copy.problem.empty() || !copy.damaged.empty() || !copy.not_copied.empty()) ctx.outcome = exit_code::failure;
  if (format == output_format::json) {
    boost::json::object answer{{"copies", to_json(copies)}, {"error", nullptr}};
    if (!done) answer["error"] = done.error().message;
    print_json(ctx, answer);
    return done;
  }
  if (!done)  // stderr says it
    for (auto& copy : copies) copy.problem.clear();
  print_copies(copies, copies_seen::now, ctx);
  if (copies.empty()) ctx.out << nothing_set;
  return done;
}

status run(work wanted, output_format format, context& ctx) {
  const auto loaded = ops::load_config(ctx.environment);
  RETURN_IF_ERROR(loaded);
  RETURN_IF_ERROR(keep_the_log_silent());
  if (wanted == work::look) return tell({}, look_at_all(loaded->values), format, ctx);
  auto places = make_patient_copying(loaded->values, ctx);
  if (places.standing().empty()) return no_place();
  RETURN_IF_ERROR(ask_directory(loaded->values));
  const auto done = carry_out(wanted, places);
  return tell(done, places.standing(), format, ctx);
}

struct init_options {
  std::string place;
  bool confirmed = false;
  output_format format = output_format::text;
};

/// What is in order is left as it is; what lies in the place of another is taken on a clear word only.
status prepare(const init_options& options, context& ctx) {
  const auto loaded = ops::load_config(ctx.environment);
  RETURN_IF_ERROR(loaded);
  RETURN_IF_ERROR(keep_the_log_silent());
  auto places = make_patient_copying(loaded->values, ctx);
  std::optional<copy_kind> kind;
  if (!options.place.empty()) kind = value_named<copy_kind>(options.place);
  const auto standing = places.standing();
  if (std::none_of(standing.begin(), standing.end(),
                   [&](const backup_copy& copy) { return !kind || copy.kind == *kind; }))
    return no_place();
  const auto may_take = [&](const error& changed) -> status {
    if (options.confirmed) return {};
    if (!ctx.person)
      return fail(errc::cancelled, changed.message +
                                       ". Nothing was changed: mount the disk; or add --yes to copy to "
                                       "what is there now, from now on");
    ctx.err << changed.message << ". Copy to what is there now, from now on? [y/N] " << std::flush;
    std::string answer;
    std::getline(*ctx.person, answer);
    if (answer == "y" || answer == "Y" || answer == "yes") return {};
    return fail(errc::cancelled, "nothing was changed");
  };
  if (kind != copy_kind::restic) RETURN_IF_ERROR(ask_directory(loaded->values));
  const auto done = places.prepare(kind, may_take);
  return tell(done, places.standing(), options.format, ctx);
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
    const auto answers = place->kind() == copy_kind::directory ? ask_directory(settings) : status{};
    auto done =
        answers ? place->fetch(order, ops::copy_source_of(settings)) : result<ops::fetched>{fail(answers.error())};
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
  command.footer(elsewhere_footer);
  command.allow_one_subcommand();
  auto initial = std::make_shared<init_options>();
  auto preparing = command.add_subcommand("init", "Make a place ready: create the repository, or take the folder");
  preparing.add_option("place", initial->place, "`directory` or `restic`; otherwise every place that is set")
      .check(value_rule::one_of({"directory", "restic"}));
  preparing.add_flag("--yes,-y", initial->confirmed, "Use what is there now instead of what was copied to before");
  add_json_option(preparing, initial->format);
  preparing.callback([initial, &ctx] { conclude(ctx, prepare(*initial, ctx)); });
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
