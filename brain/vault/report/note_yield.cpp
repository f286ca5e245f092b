#include "brain/vault/report/note_yield.hpp"

#include <algorithm>
#include <set>

#include "base/lower_case.hpp"
#include "base/text.hpp"
#include "base/utf8.hpp"
#include "brain/vault/dialects/dataview_page.hpp"
#include "brain/vault/planner/code_and_comments.hpp"
#include "brain/vault/planner/daily_headings.hpp"
#include "brain/vault/planner/event_line.hpp"
#include "brain/vault/report/task_signs.hpp"
#include "brain/vault/text_lines.hpp"

namespace secondbrain::vault {

namespace {

constexpr std::size_t shown_text = 200;  // code points

class yield_reader {
 public:
  yield_reader(note_yield& yield, std::string_view path, const vault_conventions& conventions)
      : yield_{yield}, path_{path}, conventions_{conventions} {}

  void add_task(std::string_view format, bool is_open) {
    auto& count = yield_.tasks[std::string{format}];
    ++count.tasks;
    count.open += is_open ? 1 : 0;
  }

  void add_unread(std::size_t line, unread_kind kind, std::string_view text, std::string reason) {
    ++yield_.unread;
    if (yield_.unread_lines.size() == unread_lines_of_a_note) return;
    yield_.unread_lines.push_back({std::string{path_}, static_cast<std::int64_t>(line) + 1, kind,
                                   std::string{first_code_points(trimmed(text), shown_text)}, std::move(reason)});
  }

  void read_boxes(const text_lines& lines, const code_and_comments& aside, bool is_daily) {
    daily_headings headings;
    const bool is_predecessors = is_daily && conventions_.uses("due");
    for (std::size_t at = 0; at < lines.size(); ++at) {
      if (aside.holds(at)) continue;
      const auto line = lines[at];
      if (headings.pass(line)) continue;
      const auto boxed = read_boxed_line(line);
      if (boxed.sign.empty()) {
        if (is_daily && headings.section() == daily_section::events && read_event_line(line)) ++yield_.events;
        continue;
      }
      if (boxed.text.empty()) continue;
      const auto format = format_of_task(boxed.text);
      const bool is_open = boxed.sign != "x" && boxed.sign != "X" && boxed.sign != "-";
      add_task(is_predecessors && headings.section() == daily_section::tasks && format == "plain" ? "due" : format,
               is_open);
      for (auto& reason : trouble_with_dates(boxed.text)) add_unread(at, unread_kind::task, line, std::move(reason));
    }
  }

  void read_logseq(std::string_view text, const text_lines& lines) {
    const auto page = dialects::read_logseq_page(path_, text, *conventions_.logseq);
    for (const auto& block : page.blocks) {
      if (block.marker.empty()) continue;
      add_task("logseq", block.marker != "DONE" && !block.marker.starts_with("CANCEL"));
      for (auto at = block.begin + 1; at < block.end && at < lines.size(); ++at) {
        const auto line = trimmed(lines[at]);
        const bool is_stamp = line.starts_with("SCHEDULED:") || line.starts_with("DEADLINE:");
        const bool was_read =
            (block.scheduled && block.scheduled->line == at) || (block.deadline && block.deadline->line == at);
        if (is_stamp && !was_read)
          add_unread(
              at, unread_kind::task, line,
              "Logseq reads a date only as <2026-05-01 Fri>, with the weekday, at the beginning of its own paragraph.");
      }
    }
  }

 private:
  note_yield& yield_;
  std::string_view path_;
  const vault_conventions& conventions_;
};

std::string target_of(const dialects::dataview_link& link) {
  return link.path;
}

}  // namespace

note_yield read_yield(std::string_view path, std::string_view bytes, const vault_conventions& conventions,
                      bool is_daily) {
  note_yield yield;
  const auto text = decode_text(bytes);
  const auto page = dialects::read_dataview_page(path, text);
  const text_lines lines{text};
  const code_and_comments aside{lines};
  yield_reader reader{yield, path, conventions};

  for (const auto& each : page.links) {
    auto target = target_of(each);
    if (!target.empty()) yield.links.push_back(std::move(target));
  }
  std::set<std::string> tags;
  for (const auto& each : page.tags) tags.insert(lower_case(each));
  yield.tags.assign(tags.begin(), tags.end());
  yield.aliases = static_cast<std::int64_t>(page.aliases.size());

  if (conventions.task_notes)
    if (const auto task = dialects::read_task_note(path, read_frontmatter(text).values, *conventions.task_notes))
      reader.add_task("tasknotes", !task->is_completed && !task->is_archived);
  if (conventions.logseq) reader.read_logseq(text, lines);
  reader.read_boxes(lines, aside, is_daily);
  return yield;
}

}  // namespace secondbrain::vault
