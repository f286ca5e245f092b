#include "brain/vault/dialects/logseq_dialect.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>

#include "base/text.hpp"
#include "brain/vault/dialects/dialect_collection.hpp"
#include "brain/vault/dialects/repeater.hpp"

namespace secondbrain::vault::dialects {

namespace {

struct known_marker {
  std::string_view word;
  std::string_view next;  // of a click, as Logseq goes round
  status_type type;
};

constexpr auto known_markers = std::to_array<known_marker>({{"TODO", "DOING", status_type::todo},
                                                            {"LATER", "NOW", status_type::todo},
                                                            {"DOING", "DONE", status_type::in_progress},
                                                            {"NOW", "DONE", status_type::in_progress},
                                                            {"IN-PROGRESS", "DONE", status_type::in_progress},
                                                            {"WAIT", "DONE", status_type::on_hold},
                                                            {"WAITING", "DONE", status_type::on_hold},
                                                            {"DONE", "", status_type::done},
                                                            {"CANCELED", "", status_type::cancelled},
                                                            {"CANCELLED", "", status_type::cancelled}});

constexpr std::array<std::string_view, 7> weekday_names{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};

const known_marker* marker_named(std::string_view word) {
  for (const auto& each : known_markers)
    if (each.word == word) return &each;
  return nullptr;
}

task_priority priority_of(std::string_view letter) {
  const auto upper = ascii_upper_case(letter);
  return upper == "A"   ? task_priority::high
         : upper == "B" ? task_priority::medium
         : upper == "C" ? task_priority::low
                        : task_priority::none;
}

std::string_view letter_of(task_priority priority) {
  switch (priority) {
    case task_priority::highest:
    case task_priority::high: return "A";
    case task_priority::medium: return "B";
    case task_priority::low:
    case task_priority::lowest: return "C";
    case task_priority::none: break;
  }
  return "";
}

task_date date_of(const logseq_timestamp& stamp) {
  task_date date;
  date.text = stamp.date;
  date.date = parse_day(stamp.date);
  if (const auto colon = stamp.time.find(':'); colon != std::string::npos) {
    int hours = 0;
    int minutes = 0;
    std::from_chars(stamp.time.data(), stamp.time.data() + colon, hours);
    std::from_chars(stamp.time.data() + colon + 1, stamp.time.data() + stamp.time.size(), minutes);
    date.time = std::chrono::minutes{hours * 60 + minutes};
  }
  return date;
}

std::string stamp_text(std::string_view word, day date, std::string_view time, std::string_view repeater) {
  std::string text{word};
  text += ": <" + format_day(date) + " ";
  text += weekday_names[std::chrono::weekday{date}.c_encoding()];
  for (const auto part : {time, repeater})
    if (!part.empty()) text += " " + std::string{part};
  return text + ">";
}

/// A block and the lines of the note that it is made of.
struct found_block {
  logseq_block block;
  std::size_t begin = 0;
  std::size_t end = 0;
};

bool begins_block(std::string_view line) {
  const auto text = left_trimmed(line);
  return text == "-" || text.starts_with("- ");
}

std::optional<found_block> block_at(const note_view& note, std::size_t at, const logseq_settings& settings) {
  if (at >= note.lines.size() || !begins_block(note.lines[at])) return std::nullopt;
  found_block found;
  found.begin = at;
  found.end = at + 1;
  std::string text{note.lines[at]};
  while (found.end < note.lines.size() && (note.aside.holds(found.end) || !begins_block(note.lines[found.end]))) {
    text += '\n';
    text += note.lines[found.end++];
  }
  auto page = read_logseq_page("block.md", text, settings);
  if (page.blocks.empty() || page.blocks.front().marker.empty()) return std::nullopt;
  found.block = std::move(page.blocks.front());
  return found;
}

/// `.+` counts from the day of completion, `++` goes on until it lies ahead, `+` moves once. Nothing: no day follows
/// that can be written.
std::optional<day> next_day(const logseq_timestamp& stamp, day date, day today) {
  const auto digits = stamp.repeater.find_first_of("0123456789");
  std::int64_t count = 0;
  const auto read =
      std::from_chars(stamp.repeater.data() + digits, stamp.repeater.data() + stamp.repeater.size(), count);
  if (read.ec != std::errc{}) return std::nullopt;  // larger than any that leads to a day
  const char unit = stamp.repeater.back();
  if (count <= 0) return std::nullopt;
  if (unit == 'h') return std::max(date, today);
  if (stamp.repeater.starts_with(".+")) return moved_by(today, count, unit);
  return stamp.repeater.starts_with("++") ? moved_behind(date, count, unit, today) : moved_by(date, count, unit);
}

class block_editor {
 public:
  block_editor(const note_view& note, found_block found, const logseq_settings& settings)
      : found_{std::move(found)}, settings_{settings} {
    for (auto at = found_.begin; at < found_.end; ++at) lines_.emplace_back(note.lines[at]);
  }

  void set_marker(std::string_view marker, day today) {
    const auto* to = marker_named(marker);
    const bool is_done = to != nullptr && to->type == status_type::done;
    if (is_done && found_.block.repeated && move_on(today)) marker = first_marker();
    auto& line = lines_.front();
    const auto at = line.find(found_.block.marker);
    const auto length = found_.block.marker.size() + (marker.empty() ? 1 : 0);
    line.replace(at, length, marker);
  }

  std::string_view first_marker() const {
    const bool is_todo = found_.block.marker == "TODO" || found_.block.marker == "DOING";
    const bool is_later = found_.block.marker == "LATER" || found_.block.marker == "NOW";
    return is_todo || (!is_later && settings_.todo_workflow) ? "TODO" : "LATER";
  }

  void set_priority(std::string_view letter) {
    auto& line = lines_.front();
    const auto& old = found_.block.priority;
    const auto mark = "[#" + old + "]";
    if (!old.empty()) {
      const auto at = line.find(mark);
      if (!letter.empty())
        line.replace(at + 2, 1, letter);
      else
        line.erase(at, mark.size() + (line.substr(at + mark.size()).starts_with(' ') ? 1 : 0));
    } else if (!letter.empty()) {
      const auto behind = line.find(found_.block.marker) + found_.block.marker.size();
      line.insert(behind, " [#" + std::string{letter} + "]");
    }
  }

  void set_date(std::string_view word, const std::optional<logseq_timestamp>& old, std::optional<day> date) {
    if (old && date) {
      lines_[old->line].replace(old->begin, old->end - old->begin, stamp_text(word, *date, old->time, old->repeater));
    } else if (old) {
      auto& line = lines_[old->line];
      line.erase(old->begin, old->end - old->begin);
      if (trimmed(line).empty())
        lines_.erase(lines_.begin() + static_cast<std::ptrdiff_t>(old->line));
      else if (const auto text = line.find_first_not_of(" \t", old->begin);
               text != std::string::npos && old->begin < text)
        line.erase(old->begin, text - old->begin);
    } else if (date) {
      const auto& first = lines_.front();
      const auto indentation = first.substr(0, first.find('-')) + "  ";
      lines_.insert(lines_.begin() + 1, indentation + stamp_text(word, *date, {}, {}));
    }
  }

  edited_lines lines() && { return std::move(lines_); }

 private:
  /// All stamps that repeat, or none, and false: where no day follows the task is done for good.
  bool move_on(day today) {
    const auto before = lines_;
    bool moved_any = false;
    for (const auto& [word, stamp] :
         {std::pair{"SCHEDULED", &found_.block.scheduled}, std::pair{"DEADLINE", &found_.block.deadline}}) {
      if (!*stamp || (*stamp)->repeater.empty()) continue;
      if (!move_on(word, **stamp, today)) {
        lines_ = before;
        return false;
      }
      moved_any = true;
    }
    return moved_any;
  }

  bool move_on(std::string_view word, const logseq_timestamp& stamp, day today) {
    const auto date = parse_day(stamp.date);
    const auto next = date ? next_day(stamp, *date, today) : std::nullopt;
    auto& line = lines_[stamp.line];
    // Both may stand on one line, and the first may have moved the second.
    const auto old = line.find(stamp.date, line.find(word));
    if (!next || old == std::string::npos) return false;
    const auto begin = line.rfind(word, old);
    const auto end = line.find_first_of(">]", old) + 1;
    line.replace(begin, end - begin, stamp_text(word, *next, stamp.time, stamp.repeater));
    return true;
  }

  found_block found_;
  const logseq_settings& settings_;
  std::vector<std::string> lines_;
};

}  // namespace

std::vector<dialect_offer> offers_of_logseq_dialect() {
  return {{"logseq", [](const vault_conventions& conventions) { return conventions.logseq.has_value(); },
           [](const vault_conventions& conventions) -> std::unique_ptr<task_dialect> {
             return std::make_unique<logseq_dialect>(*conventions.logseq);
           }}};
}

std::optional<task_line> logseq_dialect::read(const note_view& note, std::size_t at) const {
  const auto found = block_at(note, at, settings_);
  if (!found) return std::nullopt;
  const auto& block = found->block;
  const auto* marker = marker_named(block.marker);
  task_line task;
  task.dialect = name();
  task.begin = found->begin;
  task.end = found->end;
  const auto line = note.lines[at];
  task.indentation = line.substr(0, line.find('-'));
  task.marker = line.substr(task.indentation.size(), 1);
  task.mark = {block.marker, block.marker, std::string{marker->next}, marker->type};
  auto& fields = task.fields;
  fields.description = block.title;
  if (block.scheduled) fields.date(date_field::scheduled) = date_of(*block.scheduled);
  if (block.deadline) fields.date(date_field::due) = date_of(*block.deadline);
  fields.priority = priority_of(block.priority);
  for (const auto& stamp : {block.scheduled, block.deadline})
    if (stamp && fields.recurrence.empty()) fields.recurrence = stamp->repeater;
  fields.is_recurring = !fields.recurrence.empty();
  for (const auto* stamp : {&block.scheduled, &block.deadline}) {
    if (!*stamp) continue;
    const auto date = parse_day((*stamp)->date);
    const byte_span whole{(*stamp)->begin, (*stamp)->end};
    if (!date)
      task.unread.push_back({(*stamp)->line, whole, (*stamp)->date + " is not a day of any calendar; correct it."});
    else if (!(*stamp)->repeater.empty() && !next_day(**stamp, *date, *date))
      task.unread.push_back({(*stamp)->line, whole,
                             "“" + (*stamp)->repeater +
                                 "” leads to no day that can be written, so the task does not come back; correct it."});
  }
  if (const auto* id = block.find("id")) fields.id = id->text;
  for (const auto& [kind, stamp] :
       {std::pair{field_kind::scheduled, &block.scheduled}, std::pair{field_kind::due, &block.deadline}})
    if (*stamp) {
      const byte_span whole{(*stamp)->begin, (*stamp)->end};
      task.written.push_back({kind, (*stamp)->line, whole, whole, true});
    }
  return task;
}

result<edited_lines> logseq_dialect::edit(const note_view& note, const task_line& task, const task_change& change,
                                          day today) const {
  auto found = block_at(note, task.begin, settings_);
  if (!found) return fail(errc::conflict, "The task is not there any more.");
  const auto block = found->block;
  block_editor editor{note, std::move(*found), settings_};
  if (std::holds_alternative<toggle_status>(change)) {
    editor.set_marker(is_closed(task.mark.type) ? editor.first_marker() : "DONE", today);
  } else if (const auto* symbol = std::get_if<set_status_symbol>(&change)) {
    if (!symbol->symbol.empty() && marker_named(symbol->symbol) == nullptr)
      return fail(errc::invalid_argument, "Logseq has no marker " + symbol->symbol +
                                              "; use TODO, DOING, LATER, NOW, WAITING, DONE or CANCELED.");
    editor.set_marker(symbol->symbol, today);
  } else if (const auto* type = std::get_if<set_status_type>(&change)) {
    const bool is_later = editor.first_marker() == "LATER";
    switch (type->type) {
      case status_type::todo: editor.set_marker(editor.first_marker(), today); break;
      case status_type::in_progress: editor.set_marker(is_later ? "NOW" : "DOING", today); break;
      case status_type::on_hold: editor.set_marker("WAITING", today); break;
      case status_type::done: editor.set_marker("DONE", today); break;
      case status_type::cancelled: editor.set_marker("CANCELED", today); break;
      case status_type::non_task: editor.set_marker("", today); break;
    }
  } else if (const auto* date = std::get_if<set_date>(&change)) {
    if (date->field == date_field::scheduled)
      editor.set_date("SCHEDULED", block.scheduled, date->date);
    else if (date->field == date_field::due)
      editor.set_date("DEADLINE", block.deadline, date->date);
    else
      return fail(errc::invalid_argument, "Logseq's tasks have a scheduled date and a deadline, and no others.");
  } else if (const auto* priority = std::get_if<set_priority>(&change)) {
    editor.set_priority(letter_of(priority->priority));
  }
  return std::move(editor).lines();
}

result<edited_lines> logseq_dialect::write(const task_fields& fields, day /*today*/) const {
  std::string first = settings_.todo_workflow ? "- TODO " : "- LATER ";
  if (const auto letter = letter_of(fields.priority); !letter.empty()) first += "[#" + std::string{letter} + "] ";
  first += fields.description;
  edited_lines lines{std::move(first)};
  for (const auto& [field, word] :
       {std::pair{date_field::scheduled, "SCHEDULED"}, std::pair{date_field::due, "DEADLINE"}})
    if (const auto date = fields.day_of(field)) lines.push_back("  " + stamp_text(word, *date, {}, {}));
  return lines;
}

}  // namespace secondbrain::vault::dialects
