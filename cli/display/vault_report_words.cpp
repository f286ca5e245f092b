#include "cli/display/vault_report_words.hpp"

#include <algorithm>
#include <string>

#include "base/human_text.hpp"
#include "cli/display/terminal.hpp"

namespace secondbrain::cli {

namespace {

constexpr std::size_t shown_lines = 20;

std::string counts_in_words(const vault_report& found) {
  auto words = counted(found.notes, "note", "notes");
  if (found.daily_notes > 0)
    words += ", " + counted(found.daily_notes, "daily note", "daily notes") + " (" + found.first_day +
             (found.first_day == found.last_day ? "" : " to " + found.last_day) + ")";
  words += ", " + counted(found.events, "event", "events");
  words += ", " + counted(found.links_resolved, "link", "links") + " to notes";
  if (found.links_unresolved > 0) words += " and " + grouped(found.links_unresolved) + " to notes that do not exist";
  return words + ", " + counted(found.tags, "tag", "tags") + ", " + counted(found.aliases, "alias", "aliases") + ".";
}

std::string format_in_words(const task_yield& found) {
  const std::string_view format = found.format;
  if (format == "tasks") return "with signs (📅)";
  if (format == "dataview") return "with fields ([due:: …])";
  if (format == "tasknotes") return found.tasks == 1 ? "as a note of its own" : "as notes of their own";
  if (format == "logseq") return "with markers (TODO)";
  if (format == "due") return "with (due: …)";
  if (format == "org") return "as Org's headlines (* TODO)";
  return found.tasks == 1 ? "plain box" : "plain boxes";
}

std::string tasks_in_words(const vault_report& found) {
  if (!found.tasks_message.empty()) return found.tasks_message;
  auto words = counted(found.tasks, "task", "tasks") + ": ";
  for (const auto& each : found.tasks_by_format) {
    if (&each != &found.tasks_by_format.front()) words += ", ";
    words += grouped(each.tasks) + " " + format_in_words(each) + " (" + grouped(each.open) + " open)";
  }
  return words + ".";
}

std::string languages_in_words(const vault_report& found) {
  std::string words = "Languages: ";
  std::string rest;
  for (const auto& each : found.languages) {
    if (each.language.empty()) {
      rest = counted(each.notes, "note is", "notes are") + " too short or too mixed to tell";
      continue;
    }
    words += (words.ends_with(' ') ? "" : ", ") + printable(each.language) + " " + grouped(each.notes);
  }
  if (words.ends_with(' ')) return "Languages: " + rest + ".";
  return words + (rest.empty() ? "" : "; " + rest) + ".";
}

void print_unread(const vault_report& found, context& ctx) {
  if (found.unread == 0) return;
  ctx.out << counted(found.unread, "place looks", "places look") << " like a task, an event or a date and "
          << (found.unread == 1 ? "was" : "were") << " not understood:\n";
  const auto shown = std::min(found.unread_lines.size(), shown_lines);
  for (std::size_t at = 0; at < shown; ++at) {
    const auto& each = found.unread_lines[at];
    ctx.out << "  " << printable(each.path);
    if (each.line > 0) ctx.out << ':' << each.line;
    ctx.out << ": " << printable(each.reason) << '\n';
    if (!each.text.empty()) ctx.out << "    " << ctx.out_terminal.paint(tone::muted, printable(each.text)) << '\n';
  }
  if (const auto rest = found.unread - static_cast<std::int64_t>(shown); rest > 0)
    ctx.out << "  and " << grouped(rest) << " more (--json lists the first five hundred)\n";
}

}  // namespace

void print_found(const vault_report& found, context& ctx) {
  ctx.out << '\n' << counts_in_words(found) << '\n' << tasks_in_words(found) << '\n';
  if (found.left_out > 0)
    ctx.out << counted(found.left_out, "note lies", "notes lie")
            << " in folders that are left out: their tasks and events do not count.\n";
  if (!found.languages.empty()) ctx.out << languages_in_words(found) << '\n';
  std::size_t width = 0;
  for (const auto& each : found.conventions) width = std::max(width, each.name.size());
  for (const auto& each : found.conventions)
    ctx.out << "  " << each.name << std::string(width + 2 - each.name.size(), ' ') << printable(each.value) << "  "
            << ctx.out_terminal.paint(tone::muted, printable("(" + each.origin + ")")) << '\n';
  for (const auto& each : found.problems)
    ctx.out << (each.file.empty() ? std::string{} : printable(each.file) + ": ") << printable(each.message) << '\n';
  print_unread(found, ctx);
}

}  // namespace secondbrain::cli
