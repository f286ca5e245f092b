#include "brain/sync/tasks/tasks_lines.hpp"

#include <map>
#include <optional>

#include "base/text.hpp"
#include "base/utf8.hpp"
#include "brain/sync/tasks/generated_file.hpp"
#include "brain/sync/tasks/tasks_asides.hpp"
#include "brain/vault/planner/calendar.hpp"
#include "brain/vault/planner/task_line.hpp"
#include "brain/vault/planner/task_listing.hpp"
#include "brain/vault/planner/task_table.hpp"
#include "brain/vault/text_lines.hpp"

namespace secondbrain::sync {
namespace {

constexpr std::string_view frontmatter_mark = "---";
constexpr std::string_view mark_name = "mark";

struct sorted_line {
  std::string_view text;
  std::string_view end;  // of the line
  line_kind kind = line_kind::free;
  std::string name = {};  // of a line of ours, the same in every rendering
};

class line_sorter {
 public:
  line_sorter(std::string_view text, listed_in file) : source_{text}, file_{file} {
    auto aside = find_asides(text, file);
    for (std::size_t at = 0; at < source_.size(); ++at) {
      auto line = source_[at];
      auto next = at + 1 < source_.size() ? source_[at + 1].data() : text.data() + text.size();
      std::string_view end{line.data() + line.size(), static_cast<std::size_t>(next - line.data()) - line.size()};
      bool blank = trimmed(line).empty();
      auto kind = aside.holds[at] ? line_kind::fenced : blank ? line_kind::blank : line_kind::free;
      lines_.push_back({line, end, kind});
    }
    sort_body(sort_opening(aside.mark));
    sort_headings();
    name_lines();
  }

  const std::vector<sorted_line>& lines() const { return lines_; }

 private:
  /// Up to the mark, which is the last line of the opening. Answers where the rest begins.
  std::size_t sort_opening(std::optional<std::size_t> found) {
    if (!found) return 0;
    auto mark = lines_.begin() + static_cast<std::ptrdiff_t>(*found);
    mark->kind = line_kind::ours;
    mark->name = mark_name;
    bool in_frontmatter = false;
    for (auto line = lines_.begin(); line != mark; ++line) {
      auto text = trimmed(line->text);
      if (line->kind != line_kind::free) continue;
      bool is_edge = text == frontmatter_mark;
      if (is_edge) in_frontmatter = line == lines_.begin();
      bool is_ours = is_edge || text.starts_with("type:") || text.starts_with("updated:") || text == "# All Tasks" ||
                     text == "# Completed Tasks";
      line->kind = is_ours ? line_kind::ours : in_frontmatter ? line_kind::property : line_kind::free;
    }
    return static_cast<std::size_t>(mark - lines_.begin()) + 1;
  }

  void sort_body(std::size_t at) {
    while (at < lines_.size()) {
      auto& line = lines_[at];
      if (line.kind == line_kind::fenced) {
        ++at;
      } else if (is_table_line(line.text)) {
        at = sort_table(at);
      } else {
        auto text = trimmed(line.text);
        if (vault::read_task_line(line.text))
          line.kind = line_kind::row;
        else if (is_stamp(text) || text == no_completed_tasks)
          line.kind = line_kind::ours;
        ++at;
      }
    }
  }

  /// A table of tasks is known by its header or by its rows; any other is a person's. Answers where it ends.
  std::size_t sort_table(std::size_t begin) {
    auto end = begin;
    bool of_tasks = vault::is_task_table_header(lines_[begin].text);
    auto goes_on = [&] { return is_table_line(lines_[end].text) && lines_[end].kind != line_kind::fenced; };
    for (; end < lines_.size() && goes_on(); ++end) of_tasks = of_tasks || vault::names_status(lines_[end].text);
    for (auto at = begin; of_tasks && at < end; ++at) {
      auto text = trimmed(lines_[at].text);
      if (vault::read_table_row(text))
        lines_[at].kind = line_kind::row;
      else if (text.size() > 1 && text.ends_with('|'))
        lines_[at].kind = line_kind::ours;  // the header or its rule
    }
    return end;
  }

  /// A heading is ours where rows stand below it; in the completed list it is a day.
  void sort_headings() {
    for (std::size_t at = 0; at < lines_.size(); ++at) {
      auto& line = lines_[at];
      if (line.kind != line_kind::free || !is_list_heading(line.text)) continue;
      bool is_day = vault::parse_day(trimmed(line.text.substr(category_mark.size()))).has_value();
      if (file_ == listed_in::completed ? is_day : has_rows(at)) line.kind = line_kind::ours;
    }
  }

  bool has_rows(std::size_t heading) const {
    bool is_category = lines_[heading].text.starts_with(category_mark);
    for (auto at = heading + 1; at < lines_.size(); ++at) {
      if (lines_[at].kind == line_kind::row) return true;
      if (lines_[at].kind == line_kind::fenced) continue;
      if (lines_[at].text.starts_with(category_mark)) return false;
      if (!is_category && lines_[at].text.starts_with(sub_project_mark)) return false;
    }
    return false;
  }

  void name_lines() {
    std::string category, place;
    for (auto& line : lines_) {
      auto text = std::string{trimmed(line.text)};
      if (line.kind == line_kind::row) {
        auto row = vault::read_table_row(text);
        line.name = place + "\n" + (row ? vault::normalise_task(vault::without_day_links(row->text)) : text);
      } else if (line.kind == line_kind::ours && is_list_heading(line.text)) {
        bool is_category = line.text.starts_with(category_mark);
        if (is_category) category = text;
        place = is_category ? text : std::string{category}.append("\n").append(text);
        line.name = place;
      }
    }
  }

  vault::text_lines source_;
  listed_in file_;
  std::vector<sorted_line> lines_;
};

/// A text between two rows would end the table there.
std::size_t end_of_table(const std::vector<sorted_line>& lines, std::size_t at) {
  while (is_table_line(lines[at].text) && at + 1 < lines.size() && is_table_line(lines[at + 1].text)) ++at;
  return at;
}

/// For each number of names the line of the rendering behind which a block goes that stood below so many.
std::vector<std::size_t> places_in(const std::vector<sorted_line>& rendered, const std::vector<std::string>& names) {
  std::map<std::string_view, std::size_t> lines;
  for (std::size_t at = 0; at < rendered.size(); ++at)
    if (!rendered[at].name.empty()) lines.emplace(rendered[at].name, at);
  auto mark = lines.find(mark_name);
  std::vector<std::size_t> places{mark == lines.end() ? 0 : mark->second};
  for (auto& name : names) {
    auto found = lines.find(name);
    places.push_back(found == lines.end() ? places.back() : found->second);
  }
  return places;
}

/// What is put aside keeps its own line ends.
std::string with_end(const sorted_line& line) {
  bool keeps_end = line.kind == line_kind::fenced && !line.end.empty();
  return std::string{line.text}.append(keeps_end ? line.end : "\n");
}

}  // namespace

void each_line(std::string_view text, listed_in file,
               const std::function<void(line_kind kind, std::string_view line)>& use) {
  line_sorter sorter{text, file};
  for (auto& line : sorter.lines()) use(line.kind, line.text);
}

free_text free_text_of(std::string_view text, listed_in file) {
  line_sorter sorter{text, file};
  free_text found;
  free_block block;
  std::vector<std::string> gap;  // blank lines that belong to the block if more of it follows
  auto end_block = [&] {
    if (!block.lines.empty()) found.blocks.push_back(std::move(block));
    block = {};
    gap.clear();
  };
  for (auto& line : sorter.lines()) {
    switch (line.kind) {
      case line_kind::blank:
        if (!block.lines.empty()) gap.push_back(std::string{line.text} + "\n");
        break;
      case line_kind::property: found.properties.emplace_back(line.text); break;
      case line_kind::free:
      case line_kind::fenced:
        if (block.lines.empty()) block.above = found.names.size();
        block.lines.insert(block.lines.end(), gap.begin(), gap.end());
        gap.clear();
        block.lines.push_back(with_end(line));
        break;
      case line_kind::ours:
      case line_kind::row:
        end_block();
        if (!line.name.empty()) found.names.push_back(line.name);
        break;
    }
  }
  end_block();
  return found;
}

std::string without_free_text(std::string_view text, listed_in file) {
  line_sorter sorter{text, file};
  std::string rows;
  for (auto& line : sorter.lines())
    if (line.kind == line_kind::row || (line.kind != line_kind::fenced && is_list_heading(line.text)))
      rows.append(line.text).append("\n");
  return rows;
}

std::string with_free_text(const std::string& rendered, const free_text& kept, listed_in file) {
  if (kept.blocks.empty() && kept.properties.empty()) return rendered;
  line_sorter sorter{rendered, file};
  auto& lines = sorter.lines();
  auto places = places_in(lines, kept.names);
  std::multimap<std::size_t, const free_block*> behind;
  for (auto& block : kept.blocks) behind.emplace(end_of_table(lines, places[block.above]), &block);

  std::string text;
  auto put = [&](std::string_view line) { text.append(line).append("\n"); };
  for (std::size_t at = 0; at < lines.size(); ++at) {
    bool ends_frontmatter = at > 0 && lines[at].text == frontmatter_mark && lines[at].kind == line_kind::ours;
    if (ends_frontmatter)
      for (auto& line : kept.properties) put(line);
    put(lines[at].text);
    auto [first, last] = behind.equal_range(at);
    for (auto block = first; block != last; ++block) {
      put("");
      for (auto& line : block->second->lines) text.append(line);
    }
    bool is_followed = at + 1 < lines.size() && lines[at + 1].kind != line_kind::blank;
    if (first != last && is_followed) put("");
  }
  return text;
}

}  // namespace secondbrain::sync
