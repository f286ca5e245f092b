#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <memory>
#include <optional>

#include "base/error.hpp"
#include "base/files.hpp"
#include "base/human_text.hpp"
#include "base/record_json.hpp"
#include "base/utf8.hpp"
#include "cli/client/kept_texts.hpp"
#include "cli/client/parameters_of.hpp"
#include "cli/client/server_client.hpp"
#include "cli/commands/commands.hpp"
#include "cli/display/choices.hpp"
#include "messages/captures.hpp"

namespace secondbrain::cli {

namespace {

namespace json = boost::json;
using namespace std::chrono_literals;

constexpr auto captures_footer =
    "Examples:\n"
    "  secondbrain captures                                       what waits, the oldest first\n"
    "  secondbrain captures file Inbox/a.md --tasks --due 2026-05-01\n"
    "  secondbrain captures file Inbox/a.md --note 'Tea ceremony'\n"
    "  secondbrain captures --json | jq -r '.captures[].path'\n"
    "A capture that was filed is kept in Inbox/_processed. The sync files captures by itself where a language model is "
    "set\n"
    "up and you have let it write into this vault.\n"
    "Texts that could not be captured are named as well; `secondbrain capture --kept` captures them.\n"
    "Exit codes: 0 done, 1 it did not work (stderr says why), 2 wrong command line.";

struct captures_options {
  list_captures page;
  output_format format = output_format::text;
};

struct file_options {
  file_capture capture;
  output_format format = output_format::text;
};

std::string first_line(const std::string& text) {
  constexpr std::size_t columns = 70;
  auto begin = text.find_first_not_of(" \r\n\t");
  if (begin == std::string::npos) return "(blank)";
  auto line = text.substr(begin, text.find_first_of("\r\n", begin) - begin);
  auto shown = first_code_points(line, columns);
  return std::string{shown} + (shown.size() < line.size() ? "…" : "");
}

void print_page(const capture_page& page, context& ctx) {
  const auto all = page.counts.waiting + page.counts.failed;
  if (all == 0) {
    ctx.out << "No capture waits to be filed.\n";
    return;
  }
  ctx.out << ctx.out_terminal.paint(tone::strong,
                                    counted(static_cast<std::int64_t>(all), "capture waits", "captures wait") +
                                        " to be filed, the oldest for " +
                                        elapsed(std::chrono::seconds{page.counts.oldest_seconds}))
          << '\n';
  for (const auto& one : page.captures) {
    ctx.out << "  " << ctx.out_terminal.paint(tone::accent, one.path) << "  " << printable(first_line(one.text))
            << '\n';
    if (!one.reason.empty()) ctx.out << "    " << ctx.out_terminal.paint(tone::muted, one.reason) << '\n';
  }
  if (all > page.captures.size())
    ctx.out << "  and " << grouped(static_cast<std::int64_t>(all - page.captures.size()))
            << " more; --limit shows them\n";
}

/// Those of the command line, which no server knows of.
void print_kept(const std::vector<std::filesystem::path>& kept, context& ctx) {
  if (kept.empty()) return;
  ctx.out << ctx.out_terminal.paint(tone::caution, kept_in_words(kept)) << '\n';
  for (const auto& file : kept)
    ctx.out << "  " << ctx.out_terminal.paint(tone::accent, printable(file.string())) << "  "
            << printable(first_line(read_file(file).value_or("(cannot be read)"))) << '\n';
}

status list_kept(const captures_options& options, context& ctx) {
  auto loaded = ops::load_config(ctx.environment);
  RETURN_IF_ERROR(loaded);
  const auto kept = kept_texts(loaded->values.data_path);
  auto page = server_client{*loaded, ctx.err}.get("/api/v1/captures", parameters_of(options.page));
  if (options.format == output_format::text) {
    if (page) print_page(from_json<capture_page>(*page), ctx);
    print_kept(kept, ctx);
  }
  RETURN_IF_ERROR(page);
  if (options.format == output_format::json) {
    json::array files;
    for (const auto& file : kept) files.emplace_back(file.string());
    (*page)["not_captured"] = std::move(files);
    print_json(ctx, *page);
  }
  return {};
}

status file(const file_options& options, context& ctx) {
  auto server = server_client::configured(ctx);
  RETURN_IF_ERROR(server);
  auto filed = server->post("/api/v1/captures/file", 30s, {}, body_of(options.capture));
  RETURN_IF_ERROR(filed);
  if (options.format == output_format::json)
    print_json(ctx, *filed);
  else
    ctx.out << printable(from_json<filed_capture>(*filed).action) << '\n';
  return {};
}

void add_file(command captures, context& ctx) {
  auto options = std::make_shared<file_options>();
  auto command = captures.add_subcommand("file", "File one capture where you say");
  command.add_option("path", options->capture.path, "The capture, as `secondbrain captures` lists it").required();
  auto places = command.add_option_group("where", "Where it goes, exactly one of:");
  auto place = [&](const char* option, filing_place to, const char* description) {
    return places.add_flag(
        option, [options, to] { options->capture.place = to; }, description);
  };
  auto named = [&](const char* option, filing_place to, std::string file_capture::*field, const char* description) {
    return places.add_option(
        option,
        [options, to, field](const std::string& value) {
          options->capture.place = to;
          options->capture.*field = value;
        },
        description);
  };
  auto tasks = place("--tasks", filing_place::tasks, "Each line becomes a task in today's daily note");
  place("--day", filing_place::day, "In today's daily note: under Notes, or at its end");
  auto note = named("--note", filing_place::note, &file_capture::title, "A note of its own with this title");
  named("--append-to", filing_place::existing_note, &file_capture::note_path,
        "The end of this note, a path in the vault");
  place("--put-away", filing_place::nowhere, "Nowhere: it is no longer needed");
  places.require_one_option();
  command.add_option("--folder", options->capture.folder, "Folder of the new note").needs(note);
  command
      .add_option("--category", options->capture.category, "Category of the tasks, or the heading below which they go")
      .needs(tasks);
  command.add_option("--sub-project", options->capture.sub_project, "Sub-project of the tasks").needs(tasks);
  command.add_option("--due", options->capture.due_date, "Day on which the tasks are due, YYYY-MM-DD").needs(tasks);
  add_json_option(command, options->format);
  command.callback([options, &ctx] { conclude(ctx, file(*options, ctx)); });
}

}  // namespace

void add_captures(command app, context& ctx) {
  auto command = app.add_subcommand("captures", "What waits in the inbox, and filing it by hand");
  command.allow_one_subcommand();
  command.footer(captures_footer);
  add_file(command, ctx);
  auto options = std::make_shared<captures_options>();
  command.add_option("--limit", options->page.limit, "How many to show")
      .check(within_bounds_of(&list_captures::limit))
      .show_default();
  add_json_option(command, options->format);
  command.callback([options, command, &ctx] {
    if (!command.has_subcommand()) conclude(ctx, list_kept(*options, ctx));
  });
}

}  // namespace secondbrain::cli
