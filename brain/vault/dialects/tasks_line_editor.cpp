#include "brain/vault/dialects/tasks_line_editor.hpp"

#include <algorithm>
#include <utility>
#include <variant>
#include <vector>

#include "base/text.hpp"
#include "brain/vault/dialects/repeater.hpp"
#include "brain/vault/dialects/rule_words.hpp"
#include "brain/vault/dialects/script_text.hpp"
#include "brain/vault/dialects/tasks_fields_at_end.hpp"
#include "brain/vault/dialects/tasks_line_reader.hpp"

namespace secondbrain::vault::dialects {
namespace {

constexpr date_field reference_order[] = {date_field::due, date_field::scheduled, date_field::start};
constexpr date_field reference_order_without_scheduled[] = {date_field::due, date_field::start, date_field::scheduled};

/// A line with changes that are made all at once.
class line_draft {
 public:
  line_draft(std::string_view line, const task_line& task, tasks_format format)
      : line_{line}, task_{task}, format_{format}, box_{*read_box(line)} {}

  void set_mark(const task_mark& mark) { replace(box_.symbol, mark.symbol); }

  void set(field_kind kind, std::string_view value) {
    for (const auto& field : task_.written) {
      if (field.kind == kind && field.counts) return replace(field.value, std::string{value});
    }
    added_ += new_field(format_, kind, value);
  }

  void set(date_field field, day date) { set(kind_of(field), format_day(date)); }

  /// Every one of the kind: a second one would count once the first is gone.
  void remove(field_kind kind) {
    for (const auto& field : task_.written)
      if (field.kind == kind) remove(field.whole);
  }

  void remove(date_field field) { remove(kind_of(field)); }

  std::string text() {
    insert_added();
    std::stable_sort(changes_.begin(), changes_.end(),
                     [](const change& left, const change& right) { return left.where.begin < right.where.begin; });
    std::string text;
    std::size_t from = 0;
    for (const auto& each : changes_) {
      if (each.where.begin > from) text.append(line_.substr(from, each.where.begin - from));
      text.append(each.text);
      from = std::max(from, each.where.end);
    }
    return text.append(line_.substr(from));
  }

 private:
  struct change {
    byte_span where;
    std::string text;
  };

  void replace(byte_span where, std::string text) { changes_.push_back({where, std::move(text)}); }

  void remove(byte_span whole) {
    if (whole.begin == box_.body.begin) {
      while (auto length = space_at_begin(line_.substr(whole.end, box_.body.end - whole.end))) whole.end += length;
    } else if (whole.end == line_.size() || space_at_begin(line_.substr(whole.end)) > 0) {
      while (auto length = space_at_end(line_.substr(0, whole.begin))) whole.begin -= length;
    }
    replace(whole, {});
  }

  /// Behind the last word and field, before the block link, which works at the end of the line only.
  void insert_added() {
    if (added_.empty()) return;
    part_fields_from_tags();
    auto at = box_.body.end;
    std::string_view text = added_;
    bool has_space = at == box_.body.begin && at > 0 && line_[at - 1] == ' ';
    replace({at, at}, std::string{has_space ? left_trimmed(text) : text});
    added_.clear();
  }

  /// `#home📅2026-02-10` is a tag and a date at the end of a line, and one long tag before another field.
  void part_fields_from_tags() {
    for (const auto& field : task_.written) {
      if (field.kind == field_kind::tag || field.kind == field_kind::block_link) continue;
      auto tag = tag_at_end(line_.substr(box_.body.begin, field.whole.end - box_.body.begin));
      if (tag && box_.body.begin + *tag < field.whole.begin) replace({field.whole.begin, field.whole.begin}, " ");
    }
  }

  std::string_view line_;
  const task_line& task_;
  tasks_format format_;
  box_line box_;
  std::vector<change> changes_;
  std::string added_;
};

class line_editor {
 public:
  line_editor(std::string_view line, const task_line& task, const tasks_settings& settings, day today)
      : line_{line}, task_{task}, settings_{settings}, today_{today} {}

  edited_lines operator()(const toggle_status&) const { return with_mark(settings_.next_mark(task_.mark)); }
  edited_lines operator()(const set_status_symbol& change) const { return with_mark(settings_.mark_of(change.symbol)); }
  edited_lines operator()(const set_status_type& change) const {
    return task_.mark.type == change.type ? unchanged() : with_mark(settings_.mark_for(change.type));
  }

  edited_lines operator()(const set_date& change) const {
    auto changed = draft();
    change.date ? changed.set(change.field, *change.date) : changed.remove(change.field);
    return {changed.text()};
  }

  edited_lines operator()(const set_priority& change) const {
    auto changed = draft();
    auto name = priority_name(settings_.format, change.priority);
    name.empty() ? changed.remove(field_kind::priority) : changed.set(field_kind::priority, name);
    return {changed.text()};
  }

 private:
  line_draft draft() const { return {line_, task_, settings_.format}; }
  edited_lines unchanged() const { return {std::string{line_}}; }

  edited_lines with_mark(const task_mark& mark) const {
    if (mark == task_.mark) return unchanged();
    bool is_completed = mark.type == status_type::done && task_.mark.type != status_type::done;
    edited_lines lines;
    if (is_completed) {
      if (auto next = next_line(mark)) lines.push_back(std::move(*next));
      if (task_.fields.on_completion == completion_action::remove) return lines;
    }
    auto changed = draft();
    changed.set_mark(mark);
    set_closing_date(changed, mark, status_type::done, date_field::done, settings_.set_done_date);
    set_closing_date(changed, mark, status_type::cancelled, date_field::cancelled, settings_.set_cancelled_date);
    lines.push_back(changed.text());
    if (settings_.recurrence_on_next_line) std::reverse(lines.begin(), lines.end());
    return lines;
  }

  void set_closing_date(line_draft& changed, const task_mark& mark, status_type type, date_field field,
                        bool is_wanted) const {
    if (mark.type == type && task_.mark.type == type) return;
    mark.type == type&& is_wanted ? changed.set(field, today_) : changed.remove(field);
  }

  /// The task as it comes back. Nothing: it does not.
  std::optional<std::string> next_line(const task_mark& done) const {
    const auto& fields = task_.fields;
    if (!fields.is_recurring) return std::nullopt;
    auto changed = draft();
    if (auto field = reference_field()) {
      auto reference = fields.day_of(*field);
      auto next = following_day(*read_rule_words(fields.recurrence), reference.value_or(today_), today_);
      if (!next) return std::nullopt;
      // Counted from today it needs no day on the line, and gives one that exists to what had none.
      if (!reference)
        changed.set(*field, *next);
      else if (!move_dates(changed, *next - *reference))
        return std::nullopt;
    }
    changed.set_mark(settings_.recurring_mark(done));
    for (auto gone :
         {field_kind::id, field_kind::depends_on, field_kind::block_link, field_kind::done, field_kind::cancelled})
      changed.remove(gone);
    settings_.set_created_date ? changed.set(date_field::created, today_) : changed.remove(date_field::created);
    return changed.text();
  }

  std::optional<date_field> reference_field() const {
    const auto& order =
        settings_.remove_scheduled_date_on_recurrence ? reference_order_without_scheduled : reference_order;
    for (auto field : order)
      if (task_.fields.date(field)) return field;
    return std::nullopt;
  }

  /// A day that does not exist stays as it is; one that the name of the file tells stands on no line. False: one of
  /// them would be none that can be read again.
  bool move_dates(line_draft& changed, std::chrono::days distance) const {
    const auto& fields = task_.fields;
    bool drops_scheduled = settings_.remove_scheduled_date_on_recurrence &&
                           (fields.date(date_field::due) || fields.date(date_field::start));
    for (auto field : reference_order) {
      if (field == date_field::scheduled && drops_scheduled) {
        changed.remove(field);
        continue;
      }
      const auto& written = fields.date(field);
      if (!written || !written->date || written->is_inferred) continue;
      if (!can_be_written(*written->date + distance)) return false;
      changed.set(field, *written->date + distance);
    }
    return true;
  }

  std::string_view line_;
  const task_line& task_;
  const tasks_settings& settings_;
  day today_;
};

bool is_one_line(std::string_view text) noexcept {
  return end_of_script_line(text) == text.size();
}

}  // namespace

result<edited_lines> edit_tasks_line(std::string_view line, const task_line& task, const tasks_settings& settings,
                                     const task_change& change, day today) {
  if (const auto* symbol = std::get_if<set_status_symbol>(&change)) {
    auto box = read_box("- [" + symbol->symbol + "] x");
    if (!box || box->symbol.size() != symbol->symbol.size()) {
      return fail(errc::invalid_argument,
                  "The sign of a status must be one character, as in `[x]`; \"" + symbol->symbol + "\" is not.");
    }
  }
  return std::visit(line_editor{line, task, settings, today}, change);
}

std::string with_toggled_box(std::string_view line, const tasks_settings& settings) {
  std::string changed{line};
  if (auto box = read_box(line)) {
    auto next = settings.next_mark(settings.mark_of(line.substr(box->symbol.begin, box->symbol.size())));
    return changed.replace(box->symbol.begin, box->symbol.size(), next.symbol);
  }
  auto item = read_item_beginning(line);
  bool has_marker = item.behind_marker > item.indentation;
  return changed.insert(item.behind_marker, has_marker ? " [ ]" : "- [ ] ");
}

result<std::string> new_tasks_line(const task_fields& fields, const tasks_settings& settings, day today) {
  auto description = std::string{script_trimmed(fields.description)};
  if (description.empty()) return fail(errc::invalid_argument, "A task needs words that say what is to be done.");
  if (!is_one_line(description))
    return fail(errc::invalid_argument, "A task stands on one line; take the line break out of its text.");
  if (!fields.recurrence.empty() && !read_rule_words(fields.recurrence)) {
    return fail(errc::invalid_argument, "\"" + fields.recurrence + "\" is not a rule of the Tasks plugin; write it " +
                                            "like \"every 2 weeks on Monday\" or \"every month when done\".");
  }
  std::string line = "- [ ] ";
  if (description.find(settings.global_filter) == description.npos) line.append(settings.global_filter).append(" ");
  line.append(description);
  auto add = [&](field_kind kind, std::string_view value) {
    if (!value.empty()) line.append(new_field(settings.format, kind, value));
  };
  add(field_kind::id, fields.id);
  add(field_kind::depends_on, join(fields.depends_on, ","));
  add(field_kind::priority, priority_name(settings.format, fields.priority));
  add(field_kind::recurrence, fields.recurrence);
  if (fields.on_completion != completion_action::none) add(field_kind::on_completion, to_string(fields.on_completion));
  for (auto field : {date_field::created, date_field::start, date_field::scheduled, date_field::due,
                     date_field::cancelled, date_field::done}) {
    auto date = fields.day_of(field);
    if (!date && field == date_field::created && settings.set_created_date) date = today;
    if (date) add(kind_of(field), format_day(*date));
  }
  if (!fields.block_link.empty()) line.append(" ").append(fields.block_link);
  return line;
}

}  // namespace secondbrain::vault::dialects
