#include "brain/vault/dialects/org_dialect.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <memory>
#include <utility>

#include "base/text.hpp"
#include "brain/vault/dialects/dialect_collection.hpp"
#include "brain/vault/dialects/repeater.hpp"

namespace secondbrain::vault::dialects {
namespace {

struct keyword {
  std::string_view word;
  std::string_view next;  // of a click
  status_type type;
};

constexpr auto keywords = std::to_array<keyword>({{"TODO", "DONE", status_type::todo},
                                                  {"NEXT", "DONE", status_type::in_progress},
                                                  {"WAITING", "DONE", status_type::on_hold},
                                                  {"DONE", "TODO", status_type::done},
                                                  {"CANCELLED", "TODO", status_type::cancelled}});

const keyword* keyword_named(std::string_view word) noexcept {
  const auto* found =
      std::find_if(keywords.begin(), keywords.end(), [&](const keyword& one) { return one.word == word; });
  return found == keywords.end() ? nullptr : found;
}

std::string_view word_for(status_type type) noexcept {
  const auto* found =
      std::find_if(keywords.begin(), keywords.end(), [&](const keyword& one) { return one.type == type; });
  return found == keywords.end() ? std::string_view{} : found->word;
}

task_priority priority_of_cookie(char letter) noexcept {
  return letter == 'A'   ? task_priority::high
         : letter == 'B' ? task_priority::medium
         : letter == 'C' ? task_priority::low
                         : task_priority::none;
}

char cookie_letter(task_priority priority) noexcept {
  switch (priority) {
    case task_priority::highest:
    case task_priority::high: return 'A';
    case task_priority::medium: return 'B';
    case task_priority::low:
    case task_priority::lowest: return 'C';
    case task_priority::none: break;
  }
  return '\0';
}

/// `<2026-05-01 Fri 10:00 +1w -2d>` behind `DEADLINE:`.
struct stamp {
  byte_span whole;  // from the word to the bracket
  std::string date;
  std::string behind;  // the date and its weekday: time of day, repeater, warning, as they are written
  std::string repeater;
};

constexpr std::size_t date_size = 10;

/// A weekday is a word without digits.
std::string_view behind_weekday(std::string_view text) noexcept {
  const auto begin = text.find_first_not_of(' ');
  if (begin == text.npos || begin == 0) return text;
  const auto end = std::min(text.find(' ', begin), text.size());
  return text.substr(begin, end - begin).find_first_of("0123456789+") == text.npos ? text.substr(end) : text;
}

std::optional<stamp> find_stamp(std::string_view line, std::string_view word) {
  const auto begin = line.find(std::string{word} + ": <");
  if (begin == line.npos) return std::nullopt;
  const auto inside = begin + word.size() + 3;
  const auto end = line.find('>', inside);
  if (end == line.npos || end - inside < date_size) return std::nullopt;
  stamp found{{begin, end + 1}, std::string{line.substr(inside, date_size)}, {}, {}};
  const auto text = line.substr(inside, end - inside);
  found.behind = behind_weekday(text.substr(date_size));
  const auto plus = text.find('+', date_size);
  if (plus != text.npos) {
    const auto from = text[plus - 1] == '.' ? plus - 1 : plus;
    found.repeater = text.substr(from, std::min(text.find(' ', from), text.size()) - from);
  }
  return found;
}

std::string stamp_text(std::string_view word, day date, std::string_view behind) {
  auto text = std::string{word} + ": <" + format_day(date) + " " + std::string{weekday_name(date).substr(0, 3)};
  return text.append(behind) + ">";
}

/// `.+` counts from today, `++` goes on until it lies ahead, `+` moves once. Nothing: the repeater says nothing.
std::optional<day> next_day(const stamp& old, day today) {
  const auto date = parse_day(old.date);
  const auto digits = old.repeater.find_first_of("0123456789");
  if (!date || digits == std::string::npos) return std::nullopt;
  int count = 0;
  std::from_chars(old.repeater.data() + digits, old.repeater.data() + old.repeater.size(), count);
  const char unit = old.repeater.back();
  constexpr int most = 10'000;
  if (count <= 0 || count > most || std::string_view{"dwmy"}.find(unit) == std::string_view::npos) return std::nullopt;
  if (old.repeater.starts_with(".+")) return moved_by(today, count, unit);
  return old.repeater.starts_with("++") ? moved_behind(*date, count, unit, today) : moved_by(*date, count, unit);
}

/// A headline and where its parts stand.
struct headline {
  byte_span marker;
  byte_span word;
  byte_span priority;  // with its brackets; empty: none
  byte_span title;
  std::vector<std::string> tags;
};

bool is_tag_sign(char each) noexcept {
  const auto lower = static_cast<char>(each | 0x20);
  const bool is_plain = (lower >= 'a' && lower <= 'z') || (each >= '0' && each <= '9');
  return is_plain || static_cast<unsigned char>(each) >= 0x80 ||
         std::string_view{"_@#%"}.find(each) != std::string_view::npos;
}

/// Where `:a:b:` begins at the end of a text; its size where there is none.
std::size_t begin_of_tags(std::string_view text) noexcept {
  if (text.size() < 3 || text.back() != ':') return text.size();
  auto at = text.size() - 1;
  while (at > 0 && (is_tag_sign(text[at - 1]) || text[at - 1] == ':')) --at;
  const bool stands_alone = at > 0 && (text[at - 1] == ' ' || text[at - 1] == '\t') && text[at] == ':';
  return stands_alone && text.substr(at).find("::") == text.npos ? at : text.size();
}

std::optional<headline> read_headline(std::string_view line) {
  const char sign = line.empty() ? '\0' : line.front();
  if (sign != '*' && sign != '#') return std::nullopt;
  const auto level = std::min(line.find_first_not_of(sign), line.size());
  if (level >= line.size() || line[level] != ' ') return std::nullopt;
  headline found;
  found.marker = {0, level};
  auto at = std::min(line.find_first_not_of(' ', level), line.size());
  found.word = {at, std::min(line.find(' ', at), line.size())};
  if (keyword_named(line.substr(at, found.word.size())) == nullptr) return std::nullopt;
  at = std::min(line.find_first_not_of(' ', found.word.end), line.size());
  const auto rest = line.substr(at);
  if (rest.size() >= 4 && rest.starts_with("[#") && rest[3] == ']') {
    found.priority = {at, at + 4};
    at = std::min(line.find_first_not_of(' ', at + 4), line.size());
  }
  const auto text = right_trimmed(line.substr(at));
  const auto tags = begin_of_tags(text);
  found.title = {at, at + right_trimmed(text.substr(0, tags)).size()};
  for (auto from = tags + 1; from < text.size();) {
    const auto end = text.find(':', from);
    found.tags.push_back("#" + std::string{text.substr(from, end - from)});
    from = end + 1;
  }
  return found;
}

bool is_planning(std::string_view line) {
  const auto text = trimmed(line);
  return text.starts_with("DEADLINE: ") || text.starts_with("SCHEDULED: ") || text.starts_with("CLOSED: ");
}

void take(task_line& task, std::string_view line, std::string_view word, date_field field) {
  const auto found = find_stamp(line, word);
  if (!found) return;
  task.fields.date(field) = task_date{found->date, parse_day(found->date), read_time_of_day(found->behind), false};
  task.written.push_back({kind_of(field), 1, found->whole, found->whole, true});
  if (task.fields.recurrence.empty()) task.fields.recurrence = found->repeater;
  const auto date = parse_day(found->date);
  if (date && !found->repeater.empty() && !next_day(*found, *date))
    task.unread.push_back(
        {1, found->whole,
         "“" + found->repeater +
             "” leads to no day, so the task does not come back; write it like +1w, in d, w, m or y."});
}

class task_editor {
 public:
  task_editor(const note_view& note, const task_line& task, headline head, day today)
      : head_{std::move(head)}, mark_{task.mark}, today_{today} {
    for (auto at = task.begin; at < task.end; ++at) lines_.emplace_back(note.lines[at]);
  }

  status operator()(const toggle_status&) { return set_word(mark_.next); }
  status operator()(const set_status_symbol& change) { return set_word(change.symbol); }
  status operator()(const set_status_type& change) { return set_word(word_for(change.type)); }

  status operator()(const set_date& change) {
    if (change.field == date_field::due) return set_stamp("DEADLINE", change.date);
    if (change.field == date_field::scheduled) return set_stamp("SCHEDULED", change.date);
    return fail(errc::invalid_argument, "Org's tasks have a deadline and a scheduled date, and no others.");
  }

  status operator()(const set_priority& change) {
    const auto letter = cookie_letter(change.priority);
    auto& line = lines_.front();
    const auto text = letter == '\0' ? std::string{} : std::string{"[#"} + letter + "]";
    if (head_.priority.size() > 0) {
      const bool takes_space = text.empty() && line.substr(head_.priority.end).starts_with(' ');
      line.replace(head_.priority.begin, head_.priority.size() + (takes_space ? 1 : 0), text);
    } else if (!text.empty()) {
      line.insert(head_.word.end, " " + text);
    }
    return {};
  }

  edited_lines lines() && { return std::move(lines_); }

 private:
  status set_word(std::string_view word) {
    const auto* wanted = keyword_named(word);
    if (wanted == nullptr)
      return fail(errc::invalid_argument,
                  "Org's keywords here are TODO, NEXT, WAITING, DONE and CANCELLED; choose one of these.");
    if (wanted->type == status_type::done && move_on()) word = "TODO";
    lines_.front().replace(head_.word.begin, head_.word.size(), word);
    return {};
  }

  /// Whether a date of the task repeats.
  bool move_on() {
    bool moved_any = false;
    for (const auto* word : {"DEADLINE", "SCHEDULED"}) {
      const auto old = lines_.size() > 1 ? find_stamp(lines_[1], word) : std::nullopt;
      const auto next = old ? next_day(*old, today_) : std::nullopt;
      if (!next) continue;
      lines_[1].replace(old->whole.begin, old->whole.size(), stamp_text(word, *next, old->behind));
      moved_any = true;
    }
    return moved_any;
  }

  status set_stamp(std::string_view word, std::optional<day> date) {
    const auto old = lines_.size() > 1 ? find_stamp(lines_[1], word) : std::nullopt;
    if (old && date) {
      lines_[1].replace(old->whole.begin, old->whole.size(), stamp_text(word, *date, old->behind));
    } else if (old) {
      auto& line = lines_[1];
      const bool takes_space = line.substr(old->whole.end).starts_with(' ');
      line.erase(old->whole.begin, old->whole.size() + (takes_space ? 1 : 0));
      if (trimmed(line).empty()) lines_.pop_back();
    } else if (date && lines_.size() > 1) {
      const auto begin = lines_[1].find_first_not_of(" \t");
      lines_[1].insert(begin, stamp_text(word, *date, {}) + " ");
    } else if (date) {
      lines_.push_back(stamp_text(word, *date, {}));
    }
    return {};
  }

  headline head_;
  task_mark mark_;
  day today_;
  edited_lines lines_;
};

}  // namespace

std::vector<dialect_offer> offers_of_org_dialect() {
  return {{"org", [](const vault_conventions& conventions) { return conventions.uses("org"); },
           [](const vault_conventions&) -> std::unique_ptr<task_dialect> { return std::make_unique<org_dialect>(); }}};
}

std::optional<task_line> org_dialect::read(const note_view& note, std::size_t at) const {
  const auto line = note.lines[at];
  const auto head = read_headline(line);
  if (!head) return std::nullopt;
  const auto* word = keyword_named(line.substr(head->word.begin, head->word.size()));
  task_line task;
  task.dialect = name();
  task.begin = at;
  task.end = at + 1;
  task.indentation = line.substr(0, 0);
  task.marker = line.substr(0, head->marker.end);
  task.mark = {std::string{word->word}, std::string{word->word}, std::string{word->next}, word->type};
  task.fields.description = std::string{line.substr(head->title.begin, head->title.size())};
  task.fields.tags = head->tags;
  if (head->priority.size() > 0) {
    task.fields.priority = priority_of_cookie(line[head->priority.begin + 2]);
    task.written.push_back({field_kind::priority, 0, head->priority, head->priority, true});
  }
  if (at + 1 < note.lines.size() && !note.aside.holds(at + 1) && is_planning(note.lines[at + 1])) {
    task.end = at + 2;
    take(task, note.lines[at + 1], "DEADLINE", date_field::due);
    take(task, note.lines[at + 1], "SCHEDULED", date_field::scheduled);
  }
  task.fields.is_recurring = !task.fields.recurrence.empty();
  return task;
}

result<edited_lines> org_dialect::edit(const note_view& note, const task_line& task, const task_change& change,
                                       day today) const {
  auto head = read_headline(note.lines[task.begin]);
  if (!head) return fail(errc::conflict, "The task is not there any more.");
  task_editor editor{note, task, std::move(*head), today};
  RETURN_IF_ERROR(std::visit(editor, change));
  return std::move(editor).lines();
}

result<edited_lines> org_dialect::write(const task_fields& fields, day /*today*/) const {
  const auto title = trimmed(fields.description);
  if (title.empty() || title.find_first_of("\r\n") != title.npos)
    return fail(errc::invalid_argument, "A task needs words that say what is to be done, on one line.");
  std::string first = "* TODO ";
  if (const auto letter = cookie_letter(fields.priority); letter != '\0')
    first.append("[#").append(1, letter).append("] ");
  edited_lines lines{first.append(title)};
  std::string planning;
  for (const auto& [field, word] :
       {std::pair{date_field::due, "DEADLINE"}, std::pair{date_field::scheduled, "SCHEDULED"}})
    if (const auto date = fields.day_of(field))
      planning.append(planning.empty() ? "" : " ").append(stamp_text(word, *date, {}));
  if (!planning.empty()) lines.push_back(std::move(planning));
  return lines;
}

}  // namespace secondbrain::vault::dialects
