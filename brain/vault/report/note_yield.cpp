#include "brain/vault/report/note_yield.hpp"

#include <algorithm>
#include <utility>

#include "base/lower_case.hpp"
#include "base/text.hpp"
#include "base/utf8.hpp"
#include "brain/vault/dialects/logseq_note.hpp"
#include "brain/vault/dialects/note_tasks.hpp"
#include "brain/vault/links/link_reader.hpp"
#include "brain/vault/notes/note_fields.hpp"
#include "brain/vault/notes/note_language.hpp"
#include "brain/vault/notes/note_text.hpp"
#include "brain/vault/planner/code_and_comments.hpp"
#include "brain/vault/planner/daily_headings.hpp"
#include "brain/vault/planner/event_line.hpp"
#include "brain/vault/planner/event_note.hpp"
#include "brain/vault/planner/noted_events.hpp"
#include "brain/vault/report/task_signs.hpp"
#include "brain/vault/report/unread_lines.hpp"
#include "brain/vault/text_lines.hpp"

namespace secondbrain::vault {

namespace {

constexpr std::size_t shown_text = 200;  // code points
/// A rule by which no day ever comes takes long to find out.
constexpr int most_endless_rules = 20;

bool says_something(const dialects::written_field& field) {
  return field.kind != dialects::field_kind::tag && field.kind != dialects::field_kind::block_link;
}

std::string_view format_of(const dialects::task_line& task) {
  if (task.dialect != "tasks" && task.dialect != "dataview" && task.dialect != "due") return task.dialect;
  return std::any_of(task.written.begin(), task.written.end(), says_something) ? task.dialect : "plain";
}

bool has_dates(const dialects::task_fields& task) {
  using enum dialects::date_field;
  const auto fields = {due, scheduled, start, created, done, cancelled};
  return std::any_of(fields.begin(), fields.end(), [&](auto field) { return task.day_of(field).has_value(); });
}

class yield_reader {
 public:
  yield_reader(note_yield& yield, std::string_view path, const text_lines& lines, const code_and_comments& aside,
               const note_reading& how, bool is_daily)
      : yield_{yield},
        path_{path},
        lines_{lines},
        aside_{aside},
        how_{how},
        is_daily_{is_daily},
        is_predecessors_{how.conventions().uses("due") && day_of_daily_note(path)},
        is_read_{how.reading->dialects.reads(path)} {}

  void add_task(std::string_view format, bool is_open) {
    auto& count = yield_.tasks[std::string{format}];
    ++count.tasks;
    count.open += is_open ? 1 : 0;
  }

  /// As the lists have them.
  void read_tasks() {
    if (is_predecessors_) return read_daily_tasks();
    if (!is_read_) return;
    int endless = 0;
    for (const auto& task : dialects::read_note_tasks({path_, lines_, aside_}, how_.dialects())) {
      const auto& line = task.line;
      task_lines_.push_back(line.begin);
      if (line.mark.type == dialects::status_type::non_task || line.fields.description.empty()) continue;
      add_task(format_of(line), !dialects::is_closed(line.mark.type));
      for (const auto& part : line.unread) add_unread(line.begin + part.line, unread_kind::task, part.reason);
      if (line.unread.empty())
        for (auto& reason : trouble_with_dates(read_boxed_line(lines_[line.begin]).text))
          add_unread(line.begin, unread_kind::task, std::move(reason));
      if (line.unread.empty() && !has_dates(line.fields))
        tell(line.begin, unread_kind::task, trouble_with_other_dates(read_boxed_line(lines_[line.begin]).text));
      if (endless < most_endless_rules)
        if (auto reason = trouble_with_recurrence(line.fields); !reason.empty()) {
          ++endless;
          add_unread(line.begin, unread_kind::task, std::move(reason));
        }
    }
  }

  void read_daily_tasks() {
    for (auto& task : parse_tasks(lines_)) {
      task_lines_.push_back(task.line);
      const auto line = lines_[task.line];
      if (!task.due_date.empty() && !parse_day(task.due_date))
        add_unread(task.line, unread_kind::task, task.due_date + " is not a day of any calendar; correct it.");
      tell(task.line, unread_kind::task, trouble_with_daily_fields(line));
      yield_.daily_tasks.emplace_back(std::move(task.key), task.status != task_status::done);
    }
  }

  /// Logseq's dates stand on lines of their own.
  void read_stamps(std::string_view text) {
    const auto page = dialects::read_logseq_page(path_, text, *how_.conventions().logseq);
    for (const auto& block : page.blocks) {
      if (block.marker.empty()) continue;
      for (auto at = block.begin + 1; at < block.end && at < lines_.size(); ++at) {
        const auto line = trimmed(lines_[at]);
        const bool is_stamp = line.starts_with("SCHEDULED:") || line.starts_with("DEADLINE:");
        const bool was_read =
            (block.scheduled && block.scheduled->line == at) || (block.deadline && block.deadline->line == at);
        if (is_stamp && !was_read)
          add_unread(at, unread_kind::task,
                     "Logseq reads a date only as <2026-05-01 Fri>, with the weekday, at the beginning of its own "
                     "paragraph.");
      }
    }
  }

  void read_other_lines() {
    daily_headings headings;
    auto task = task_lines_.begin();
    for (std::size_t at = 0; at < lines_.size(); ++at) {
      const auto line = lines_[at];
      while (task != task_lines_.end() && *task < at) ++task;
      if (at < aside_.content_begin()) tell(at, unread_kind::date, trouble_with_property(line));
      if (aside_.holds(at) || headings.pass(line)) continue;
      if (is_predecessors_)
        tell(at, unread_kind::heading, trouble_with_heading(line, at + 1 < lines_.size() ? lines_[at + 1] : ""));
      if (is_daily_ && headings.section() == daily_section::events && read_event_line(line)) {
        if (is_predecessors_) ++yield_.events;
        tell(at, unread_kind::event, trouble_with_event(line));
      } else if (task == task_lines_.end() || *task != at) {
        if (is_predecessors_)
          tell(at, unread_kind::task,
               trouble_with_daily_box(
                   line, headings.section() == daily_section::tasks ? daily_place::tasks : daily_place::elsewhere));
        else if (!is_read_ && path_.starts_with(daily_folder) && path_.substr(daily_folder.size()).starts_with('/'))
          tell(at, unread_kind::task, trouble_among_daily_notes(line));
        if (!is_predecessors_ && !is_read_) continue;
        tell(at, unread_kind::task, trouble_with_box(line));
        if (!how_.conventions().logseq) tell(at, unread_kind::task, trouble_with_marker(line));
      }
    }
  }

  /// Outside of the predecessor's daily notes.
  void read_events(const note& source, std::string_view text) {
    for (const auto& each : noted_events_of(source, text))
      if (is_daily_ || !each.date.empty()) ++yield_.events;
    if (const auto event = read_event_properties(source.metadata); event && event->date.empty())
      add_unread(0, unread_kind::event, event->trouble);
  }

  void order_unread() {
    std::stable_sort(yield_.unread_lines.begin(), yield_.unread_lines.end(),
                     [](const unread_line& one, const unread_line& other) { return one.line < other.line; });
  }

 private:
  void add_unread(std::size_t at, unread_kind kind, std::string reason) {
    ++yield_.unread;
    if (yield_.unread_lines.size() == unread_lines_of_a_note) return;
    const auto text = at < lines_.size() ? lines_[at] : std::string_view{};
    yield_.unread_lines.push_back({std::string{path_}, static_cast<std::int64_t>(at) + 1, kind,
                                   std::string{first_code_points(trimmed(text), shown_text)}, std::move(reason)});
  }

  void tell(std::size_t at, unread_kind kind, std::string reason) {
    if (!reason.empty()) add_unread(at, kind, std::move(reason));
  }

  note_yield& yield_;
  std::string_view path_;
  const text_lines& lines_;
  const code_and_comments& aside_;
  const note_reading& how_;
  bool is_daily_;
  bool is_predecessors_;                 // one of its daily notes
  bool is_read_;                         // its tasks count, line by line
  std::vector<std::size_t> task_lines_;  // the first line of each, ascending
};

std::int64_t count_lines(std::string_view text) {
  return text.empty() ? 0 : 1 + std::count(text.begin(), text.end(), '\n');
}

/// What the index knows the note by, and where its links go.
void read_names(const note& source, std::string_view text, note_yield& yield) {
  for (auto& each : read_links(text).links)
    if (!each.link.target.empty()) yield.links.push_back(std::move(each.link.target));
  const auto fields = fields_of(source);
  yield.aliases = count_lines(fields.aliases);
  const auto tags = lower_case(fields.tags);
  for (std::string_view rest = tags; !rest.empty();) {
    const auto tag = rest.substr(0, rest.find('\n'));
    rest.remove_prefix(std::min(rest.size(), tag.size() + 1));
    yield.tags.emplace_back(tag);
  }
}

}  // namespace

note_yield read_yield(std::string_view path, std::string_view bytes, const note_reading& how, bool is_daily) {
  note_yield yield;
  const auto text = read_note_text(bytes).text;
  const auto top = read_frontmatter(text);
  note source;
  source.path = path;
  source.metadata = top.values;
  source.body = top.content;
  if (const auto& logseq = how.conventions().logseq) dialects::read_as_logseq_page(source, text, *logseq);
  read_names(source, text, yield);
  yield.language = language_of(top.values, top.content);
  if (how.left_out.hold(path)) return yield;

  const text_lines lines{text};
  const code_and_comments aside{lines};
  yield_reader reader{yield, path, lines, aside, how, is_daily};
  reader.read_tasks();
  if (how.conventions().logseq) reader.read_stamps(text);
  reader.read_other_lines();
  reader.read_events(source, text);
  reader.order_unread();
  return yield;
}

}  // namespace secondbrain::vault
