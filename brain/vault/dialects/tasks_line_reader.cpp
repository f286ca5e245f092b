#include "brain/vault/dialects/tasks_line_reader.hpp"

#include <algorithm>
#include <utility>

#include "base/text.hpp"
#include "base/utf8.hpp"
#include "brain/vault/dialects/rule_words.hpp"
#include "brain/vault/dialects/script_text.hpp"
#include "brain/vault/dialects/tasks_fields_at_end.hpp"
#include "brain/vault/dialects/tasks_hidden_fields.hpp"

namespace secondbrain::vault::dialects {
namespace {

std::size_t marker_length(std::string_view text) noexcept {
  if (text.empty()) return 0;
  if (std::string_view{"-*+"}.find(text[0]) != std::string_view::npos) return 1;
  auto digits = std::min(text.find_first_not_of("0123456789"), text.size());
  bool is_number = digits > 0 && digits < text.size() && (text[digits] == '.' || text[digits] == ')');
  return is_number ? digits + 1 : 0;
}

std::size_t spaces_at(std::string_view text, std::size_t at) noexcept {
  return std::min(text.find_first_not_of(' ', at), text.size()) - at;
}

/// In the order in which the plugin tries them, again and again, from the end.
constexpr field_kind tried[] = {field_kind::priority, field_kind::done,       field_kind::cancelled,
                                field_kind::due,      field_kind::scheduled,  field_kind::start,
                                field_kind::created,  field_kind::recurrence, field_kind::on_completion,
                                field_kind::tag,      field_kind::id,         field_kind::depends_on};

class line_reader {
 public:
  line_reader(std::string_view line, const box_line& box, const tasks_settings& settings)
      : line_{line}, settings_{settings}, begin_{box.body.begin}, end_{box.body.end} {
    task_.indentation = line.substr(0, box.indentation);
    task_.marker = line.substr(box.marker.begin, box.marker.size());
    task_.mark = settings.mark_of(line.substr(box.symbol.begin, box.symbol.size()));
    if (box.block_link.size() > 0) {
      byte_span whole{box.block_link.begin + 1, box.block_link.end};
      task_.fields.block_link = std::string{slice(whole)};
      task_.written.push_back({field_kind::block_link, 0, whole, {whole.begin + 1, whole.end}, true});
    }
  }

  task_line read() {
    constexpr int most_passes = 21;
    bool found = true;
    for (int pass = 0; found && pass < most_passes; ++pass) {
      found = false;
      for (auto kind : tried) found = (kind == field_kind::tag ? take_tag() : take_field(kind)) || found;
    }
    std::reverse(task_.written.begin(), task_.written.end());
    describe();
    fill();
    for (auto& hidden : find_hidden_fields(settings_.format, rest())) {
      hidden.where = {begin_ + hidden.where.begin, begin_ + hidden.where.end};
      task_.unread.push_back(std::move(hidden));
    }
    return std::move(task_);
  }

 private:
  std::string_view slice(byte_span span) const noexcept { return line_.substr(span.begin, span.size()); }
  std::string_view rest() const noexcept { return slice({begin_, end_}); }

  void cut(std::size_t end) noexcept {
    end_ = end;
    while (auto length = space_at_end(rest())) end_ -= length;
    while (auto length = space_at_begin(rest())) begin_ += length;
  }

  bool take_tag() {
    auto tag = tag_at_end(rest());
    if (!tag) return false;
    byte_span whole{begin_ + *tag, end_};
    // A tag may end with white space of other kinds than the space.
    while (auto length = space_at_end(slice(whole))) whole.end -= length;
    task_.written.push_back({field_kind::tag, 0, whole, {whole.begin + 1, whole.end}, true});
    cut(begin_ + *tag);
    return true;
  }

  bool take_field(field_kind kind) {
    auto field = field_of_kind_at_end(settings_.format, kind, rest(), settings_.reads_times);
    if (!field) return false;
    written_field written{kind, 0, {begin_ + field->begin, end_}, {}, true};
    written.value = {begin_ + field->value.begin, begin_ + field->value.end};
    // Of several of a kind the first on the line counts.
    for (auto& other : task_.written)
      if (other.kind == kind) other.counts = false;
    task_.written.push_back(written);
    cut(begin_ + field->begin);
    return true;
  }

  void describe() {
    auto& description = task_.fields.description;
    description = std::string{rest()};
    for (const auto& field : task_.written)
      if (field.kind == field_kind::tag) description.append(" ").append(slice(field.whole));
    std::string_view text = description;
    for (auto at = text.find('#'); at != text.npos; at = text.find('#', at + 1)) {
      auto end = std::min(text.find_first_of(" !@#$%^&*(),.?\":{}|<>", at + 1), text.size());
      bool is_tag = end > at + 1 && (at == 0 || space_at_end(text.substr(0, at)) > 0);
      if (!is_tag) continue;
      auto tag = script_trimmed(text.substr(at, end - at));
      if (settings_.global_filter.empty() || tag != settings_.global_filter) task_.fields.tags.emplace_back(tag);
    }
  }

  void fill() {
    for (const auto& field : task_.written)
      if (field.counts) fill(field);
    fill_recurrence();
  }

  void fill(const written_field& field) {
    auto value = slice(field.value);
    auto& fields = task_.fields;
    switch (field.kind) {
      case field_kind::priority: fields.priority = priority_named(settings_.format, value); return;
      case field_kind::recurrence: fields.recurrence = std::string{script_trimmed(value)}; return;
      case field_kind::id: fields.id = std::string{value}; return;
      case field_kind::depends_on: fields.depends_on = split_list(value); return;
      case field_kind::on_completion: {
        auto action = ascii_lower_case(value);
        if (action == "keep")
          fields.on_completion = completion_action::keep;
        else if (action == "delete")
          fields.on_completion = completion_action::remove;
        else
          tell(field, "\"" + std::string{value} +
                          "\" is nothing that can be done with a task that is done; write "
                          "\"keep\" or \"delete\".");
        return;
      }
      case field_kind::tag:
      case field_kind::block_link: return;
      default: break;
    }
    auto date = *date_field_of(field.kind);
    std::optional<std::chrono::minutes> time;
    if (settings_.reads_times)
      time = read_time_of_day(line_.substr(field.value.end, field.whole.end - field.value.end));
    fields.date(date) = task_date{std::string{value}, parse_day(value), time, false};
    if (!fields.day_of(date)) tell(field, std::string{value} + " is not a day of any calendar; correct it.");
  }

  void fill_recurrence() {
    auto& fields = task_.fields;
    if (fields.recurrence.empty()) return;
    auto field = std::find_if(task_.written.begin(), task_.written.end(), [](const written_field& one) {
      return one.kind == field_kind::recurrence && one.counts;
    });
    auto rule = read_rule_words(fields.recurrence);
    if (!rule) {
      tell(*field, "\"" + fields.recurrence +
                       "\" is not a rule that can be read; write it like \"every 2 weeks on "
                       "Monday\".");
      return;
    }
    fields.is_recurring = true;
    for (auto reference : {date_field::due, date_field::scheduled, date_field::start}) {
      if (!fields.date(reference)) continue;
      fields.is_recurring = rule->from_completion || fields.day_of(reference).has_value();
      return;
    }
  }

  void tell(const written_field& field, std::string reason) {
    task_.unread.push_back({0, field.whole, std::move(reason)});
  }

  std::string_view line_;
  const tasks_settings& settings_;
  std::size_t begin_;  // of what is not read yet
  std::size_t end_;
  task_line task_;
};

}  // namespace

item_beginning read_item_beginning(std::string_view line) noexcept {
  std::size_t at = 0;
  while (at < line.size()) {
    auto length = line[at] == '>' ? 1 : space_at_begin(line.substr(at));
    if (length == 0) break;
    at += length;
  }
  return {at, at + marker_length(line.substr(at))};
}

std::optional<box_line> read_box(std::string_view line) noexcept {
  auto [indentation, behind] = read_item_beginning(line);
  if (behind == indentation) return std::nullopt;
  box_line box;
  box.indentation = indentation;
  box.marker = {indentation, behind};
  auto gap = spaces_at(line, behind);
  auto at = behind + gap;
  if (gap == 0 || at + 2 >= line.size() || line[at] != '[') return std::nullopt;
  auto symbol = at + 1;
  if (end_of_script_line(line.substr(symbol)) == 0) return std::nullopt;
  auto length = code_point_at(line, symbol).length;
  box.symbol = {symbol, symbol + length};
  if (box.symbol.end >= line.size() || line[box.symbol.end] != ']') return std::nullopt;
  auto body = line.substr(box.symbol.end + 1);
  body = body.substr(0, end_of_script_line(body));
  auto text = script_trimmed(body);
  if (text.empty()) text = body.substr(spaces_at(body, 0), 0);
  auto offset = [&](std::string_view part) { return static_cast<std::size_t>(part.data() - line.data()); };
  box.body = {offset(text), offset(text) + text.size()};
  if (auto link = block_link_at_end(text)) {
    box.block_link = {box.body.begin + *link, box.body.end};
    auto rest = script_trimmed(text.substr(0, *link));
    box.body =
        rest.empty() ? byte_span{box.body.begin, box.body.begin} : byte_span{offset(rest), offset(rest) + rest.size()};
  }
  return box;
}

std::optional<task_line> read_tasks_line(std::string_view line, const tasks_settings& settings) {
  auto box = read_box(line);
  if (!box) return std::nullopt;
  auto body = line.substr(box->body.begin, box->body.size());
  if (body.find(settings.global_filter) == body.npos) return std::nullopt;
  return line_reader{line, *box, settings}.read();
}

}  // namespace secondbrain::vault::dialects
