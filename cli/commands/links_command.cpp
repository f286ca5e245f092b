#include <memory>

#include "base/error.hpp"
#include "base/human_text.hpp"
#include "base/record_json.hpp"
#include "cli/client/parameters_of.hpp"
#include "cli/client/server_client.hpp"
#include "cli/commands/commands.hpp"
#include "cli/display/choices.hpp"
#include "cli/display/json_fields.hpp"
#include "messages/links.hpp"

namespace secondbrain::cli {

namespace {

namespace json = boost::json;

struct links_options {
  list_links request{.note_path = {}, .limit = 50};
  output_format format = output_format::text;
};

constexpr auto links_footer =
    "A note is named by its path in the vault, or as a link would name it.\n"
    "Links lead where Obsidian takes them. Where it would find no note, one of that title or alias is\n"
    "a last resort, and marked so.\n"
    "Examples:\n"
    "  secondbrain links 30_Concepts/Compost.md    where its links lead, and what links to it\n"
    "  secondbrain links Compost --limit 5         the first five of each kind\n"
    "  secondbrain links Compost --json | jq -r '.backlinks[].note_path'\n"
    "Exit codes: 0 answered, 1 no answer or no such note, 2 wrong command line.";

/// Of a part of a URL path: whatever is not plain in one.
std::string percent_encoded(std::string_view path) {
  constexpr std::string_view plain = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~/";
  constexpr std::string_view digits = "0123456789ABCDEF";
  std::string encoded;
  for (const char each : path) {
    if (plain.find(each) != plain.npos) {
      encoded += each;
      continue;
    }
    const auto byte = static_cast<unsigned char>(each);
    encoded += '%';
    encoded += digits[byte >> 4U];
    encoded += digits[byte & 15U];
  }
  return encoded;
}

std::string as_written(const note_link& link) {
  return printable(link.subpath.empty() ? link.target : link.target + "#" + link.subpath);
}

std::string remark_on(link_way how) {
  if (how == link_way::title) return " (by its title, where Obsidian finds none)";
  if (how == link_way::alias) return " (by its alias, where Obsidian finds none)";
  return {};
}

void print_outgoing(const outgoing_link& one, context& ctx) {
  const auto& screen = ctx.out_terminal;
  ctx.out << "  " << screen.paint(tone::muted, "line " + std::to_string(one.link.line)) << "  " << as_written(one.link);
  if (one.path) ctx.out << " → " << screen.paint(tone::accent, *one.path) << remark_on(one.how);
  if (!one.why.empty()) ctx.out << "  " << screen.paint(tone::caution, one.why);
  ctx.out << '\n';
}

void print_place(const std::string& path, int line, const std::string& remark, const std::string& text, context& ctx) {
  ctx.out << "  " << ctx.out_terminal.paint(tone::accent, path) << ", line " << line << remark << '\n'
          << "    " << printable(text) << '\n';
}

void print_answer(const json::object& answered, context& ctx) {
  const auto found = from_json<links_of_note>(answered);
  const auto& screen = ctx.out_terminal;
  ctx.out << screen.paint(tone::strong, found.note_title) << "  " << screen.paint(tone::muted, found.note_path) << '\n'
          << counted(found.outgoing_total, "link", "links");
  if (found.unresolved > 0)
    ctx.out << ", " << grouped(found.unresolved) << (found.unresolved == 1 ? " leads" : " lead") << " nowhere";
  ctx.out << '\n';
  for (const auto& link : found.outgoing) print_outgoing(link, ctx);
  ctx.out << counted(found.backlinks_total, "backlink", "backlinks") << '\n';
  for (const auto& one : found.backlinks) print_place(one.note_path, one.line, remark_on(one.how), one.text, ctx);
  if (!found.mentions.empty()) ctx.out << "Named without a link\n";
  for (const auto& one : found.mentions) print_place(one.note_path, one.line, {}, one.text, ctx);
  for (const auto& remark : {found.note, coverage_at(answered)})
    if (!remark.empty()) ctx.out << screen.paint(tone::caution, remark) << '\n';
}

status show_links(const links_options& options, context& ctx) {
  auto server = server_client::configured(ctx);
  RETURN_IF_ERROR(server);
  auto found = server->get("/api/v1/notes/" + percent_encoded(options.request.note_path) + "/links",
                           parameters_of(options.request));
  RETURN_IF_ERROR(found);
  if (options.format == output_format::json)
    print_json(ctx, *found);
  else
    print_answer(*found, ctx);
  return {};
}

}  // namespace

void add_links(command app, context& ctx) {
  auto options = std::make_shared<links_options>();
  auto command = app.add_subcommand("links", "Where the links of a note lead, and what links to it");
  command.add_option("note", options->request.note_path, "Its path in the vault, or its name").required();
  command.add_option("--limit,-n", options->request.limit, "Links to show in each direction")
      .check(within_bounds_of(&list_links::limit))
      .show_default();
  command.add_option("--mentions", options->request.mentions, "Mentions without a link to show")
      .check(within_bounds_of(&list_links::mentions))
      .show_default();
  add_json_option(command, options->format);
  command.footer(links_footer);
  command.callback([options, &ctx] { conclude(ctx, show_links(*options, ctx)); });
}

}  // namespace secondbrain::cli
