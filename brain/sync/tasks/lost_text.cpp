#include "brain/sync/tasks/lost_text.hpp"

#include <cctype>

#include "base/lower_case.hpp"
#include "base/text.hpp"
#include "base/utf8.hpp"
#include "brain/sync/tasks/tasks_asides.hpp"
#include "brain/vault/planner/calendar.hpp"
#include "brain/vault/planner/task_listing.hpp"
#include "brain/vault/planner/task_table.hpp"
#include "brain/vault/text_lines.hpp"

namespace secondbrain::sync {
namespace {

bool is_of_word(char byte) noexcept {
  auto value = static_cast<unsigned char>(byte);
  return value >= 0x80 || std::isalnum(value) != 0;
}

/// Stops, and answers no, when `use` does.
template <class Use>
bool each_word(std::string_view text, Use use) {
  auto lowered = lower_case(text);
  for (std::size_t at = 0; at < lowered.size();) {
    auto end = at;
    while (end < lowered.size() && is_of_word(lowered[end])) ++end;
    if (end > at && !use(lowered.substr(at, end - at))) return false;
    at = end + 1;
  }
  return true;
}

/// Of the opening of a list, on whatever day.
bool is_plain_opening(std::string_view line) {
  constexpr std::string_view updated = "updated:";
  if (line == "type: tasks" || line == "# All Tasks" || line == "# Completed Tasks" || line == "---") return true;
  return line.starts_with(updated) && vault::parse_day(trimmed(line.substr(updated.size())));
}

std::string_view heading_text(std::string_view line) {
  return trimmed(line.substr(line.find_first_not_of('#')));
}

class loss_finder {
 public:
  loss_finder(const seen_list& list, listed_in file, std::string_view after, word_set written)
      : file_{file}, known_{std::move(written)} {
    vault::text_lines lines{after};
    for (std::size_t at = 0; at < lines.size(); ++at) after_.emplace(trimmed(lines[at]));
    if (!list.base) return;
    for (auto& [name, state] : *list.base) {  // a row of ours goes with its task
      known_.add(name.heading);
      known_.add(name.text);
      constexpr std::string_view between = " > ";
      auto split = name.heading.find(between);
      headings_.insert("## " + name.heading.substr(0, split));
      if (split != name.heading.npos) headings_.insert("### " + name.heading.substr(split + between.size()));
    }
  }

  bool is_lost(line_kind kind, std::string_view text) const {
    auto line = trimmed(text);
    if (line.empty() || after_.contains(std::string{line})) return false;
    switch (kind) {
      case line_kind::blank: return false;
      case line_kind::property:
      case line_kind::free:
      case line_kind::fenced: return true;
      case line_kind::ours: return !is_of_a_list(line);
      case line_kind::row: return loses_row(line);
    }
    return true;
  }

 private:
  bool is_of_a_list(std::string_view line) const {
    if (!line.starts_with("##"))
      return is_mark(line) || is_stamp(line) || line == no_completed_tasks || is_plain_opening(line) ||
             vault::is_plain_table_head(line);
    if (file_ == listed_in::completed) return vault::parse_day(heading_text(line)).has_value();
    return headings_.contains(std::string{line});
  }

  bool loses_row(std::string_view line) const {
    if (auto row = vault::read_table_row(line)) {
      bool has_day = !row->due_date || row->due_date->empty() || vault::parse_day(*row->due_date);
      return !row->more.empty() || !has_day || !known_.holds_all_of(vault::without_day_links(row->text));
    }
    auto box = line.find(']');  // its mark is the status
    return !known_.holds_all_of(vault::without_day_links(line.substr(box + 1)));
  }

  listed_in file_;
  word_set known_;
  std::unordered_set<std::string> after_;
  std::unordered_set<std::string> headings_;
};

}  // namespace

void word_set::add(std::string_view text) {
  each_word(text, [&](std::string word) {
    words_.insert(std::move(word));
    return true;
  });
}

bool word_set::holds_all_of(std::string_view text) const {
  return each_word(text, [&](const std::string& word) { return words_.contains(word); });
}

bool loses_text(const seen_list& list, listed_in file, std::string_view after, word_set written) {
  if (is_untouched(list.place.text)) return false;
  loss_finder finder{list, file, after, std::move(written)};
  bool loses = false;
  each_line(list.place.text, file,
            [&](line_kind kind, std::string_view line) { loses = loses || finder.is_lost(kind, line); });
  return loses;
}

}  // namespace secondbrain::sync
