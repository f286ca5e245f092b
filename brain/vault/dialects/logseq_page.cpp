#include "brain/vault/dialects/logseq_page.hpp"

#include <algorithm>
#include <array>
#include <set>

#include "base/text.hpp"
#include "base/utf8.hpp"
#include "brain/vault/dialects/logseq_dates.hpp"
#include "brain/vault/dialects/logseq_text.hpp"

namespace secondbrain::vault::dialects {

namespace {

std::size_t indentation_of(std::string_view line) {
  return std::min(line.find_first_not_of(" \t"), line.size());
}

bool is_fence(std::string_view line) {
  const auto text = line.substr(indentation_of(line));
  return text.starts_with("```") || text.starts_with("~~~");
}

/// `- ` or a dash alone: where a block begins.
bool is_bullet(std::string_view line) {
  const auto text = line.substr(indentation_of(line));
  return text == "-" || text.starts_with("- ");
}

bool is_list_item(std::string_view line) {
  const auto text = line.substr(indentation_of(line));
  if (text.starts_with("* ") || text.starts_with("+ ")) return true;
  const auto digits = std::min(text.find_first_not_of("0123456789"), text.size());
  return digits > 0 && (text.substr(digits).starts_with(". ") || text.substr(digits).starts_with(") "));
}

bool opens_drawer(std::string_view line) {
  const auto text = trimmed(line);
  return text.size() > 2 && text.front() == ':' && text.back() == ':' && text != ":END:" &&
         text.find_first_of(" \t") == std::string_view::npos;
}

std::vector<std::string_view> split_lines(std::string_view text) {
  std::vector<std::string_view> lines;
  for (std::size_t begin = 0; begin <= text.size();) {
    const auto end = std::min(text.find('\n', begin), text.size());
    lines.push_back(text.substr(begin, end - begin));
    begin = end + 1;
  }
  if (lines.size() > 1 && lines.back().empty()) lines.pop_back();
  return lines;
}

/// What a person sees of a block: the lines without bullet and indentation. A line that is indented less than the block
/// loses what it has.
std::string content_of(const std::vector<std::string_view>& lines, std::size_t begin, std::size_t end) {
  const auto indentation = indentation_of(lines[begin]);
  const auto width = indentation + 2;
  auto first = lines[begin].substr(indentation + 1);
  std::string content{first.starts_with(' ') ? left_trimmed(first) : first};
  for (auto at = begin + 1; at < end; ++at) {
    content += '\n';
    const auto line = lines[at];
    const bool is_indented = trimmed(line.substr(0, width)).empty();
    content += is_indented ? line.substr(std::min(width, line.size())) : left_trimmed(line);
  }
  while (content.ends_with('\n')) content.pop_back();
  return content;
}

std::string percent_decoded(std::string_view text) {
  std::string plain;
  const auto digit = [](char letter) -> int {
    const auto at = std::string_view{"0123456789abcdef"}.find(static_cast<char>(letter | 0x20));
    return at == std::string_view::npos ? -1 : static_cast<int>(at);
  };
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (text[at] == '%' && at + 2 < text.size() && digit(text[at + 1]) >= 0 && digit(text[at + 2]) >= 0) {
      plain += static_cast<char>(digit(text[at + 1]) * 16 + digit(text[at + 2]));
      at += 2;
    } else {
      plain += text[at];
    }
  }
  return is_valid_utf8(plain) ? plain : std::string{text};
}

void replace_all(std::string& text, std::string_view from, std::string_view to) {
  for (auto at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size()))
    text.replace(at, from.size(), to);
}

/// Reads the lines of one block.
class block_reader {
 public:
  block_reader(logseq_block& block, const std::vector<std::string_view>& lines, const logseq_settings& settings)
      : block_{block}, lines_{lines}, settings_{settings} {}

  void read() {
    auto at = block_.begin;
    if (!block_.before_first) {
      read_title();
      ++at;
    }
    for (; at < block_.end; ++at) read_line(at);
    collect_references();
    if (property_lines_begin_ < property_lines_end_ && !block_.before_first)
      block_.properties.erase(std::remove_if(block_.properties.begin(), block_.properties.end(),
                                             [](const logseq_property& each) { return each.key == "collapsed"; }),
                              block_.properties.end());
  }

 private:
  void read_title() {
    const auto& content = block_.content;
    std::string_view title{content.data(), std::min(content.find('\n'), content.size())};
    has_title_ = !trimmed(title).empty();
    const auto signs = std::min(title.find_first_not_of('#'), title.size());
    if (signs > 0 && signs <= 6 && title.substr(signs).starts_with(' ')) {
      block_.heading = static_cast<int>(signs);
      title = left_trimmed(title.substr(signs));
    }
    for (const auto marker : logseq_markers)
      if (title.starts_with(marker) && title.substr(marker.size()).starts_with(' ') &&
          !trimmed(title.substr(marker.size())).empty()) {
        block_.marker = marker;
        title = left_trimmed(title.substr(marker.size()));
        break;
      }
    const auto is_letter = [](char value) { return (value | 0x20) >= 'a' && (value | 0x20) <= 'z'; };
    if (title.size() >= 4 && title.starts_with("[#") && is_letter(title[2]) && title[3] == ']') {
      block_.priority = title[2];
      title = left_trimmed(title.substr(4));
    }
    block_.title = title;
  }

  void read_line(std::size_t at) {
    const auto line = lines_[at];
    if (is_fence(line)) {
      in_fence_ = !in_fence_;
      begin_paragraph();
      return;
    }
    if (in_fence_) return;
    if (in_drawer_) {
      in_drawer_ = trimmed(line) != ":END:";
      return;
    }
    if (trimmed(line).empty()) {
      begin_paragraph();
      return;
    }
    const auto indentation = indentation_of(line);
    if (is_list_item(line)) {
      in_list_ = true;
      list_indentation_ = indentation;
      property_run_ = false;
      return;
    }
    if (in_list_ && indentation > list_indentation_) return;
    if (in_list_) begin_paragraph();
    if (opens_drawer(line)) {
      in_drawer_ = true;
      begin_paragraph();
      return;
    }
    if (auto property = read_logseq_property(line)) {
      take_property(std::move(*property), at);
      return;
    }
    property_run_ = false;
    if (at_paragraph_begin_ && has_title_ && !block_.before_first)
      take_timestamps(line, at);
    else
      at_paragraph_begin_ = false;
    if (is_dated_) passed_over_.push_back(at);
  }

  void begin_paragraph() {
    at_paragraph_begin_ = true;
    is_dated_ = false;
    in_list_ = false;
    property_run_ = false;
  }

  /// Those of the first run count. A key that comes again takes the place of the one before.
  void take_property(logseq_property property, std::size_t at) {
    at_paragraph_begin_ = true;
    is_dated_ = false;
    if (!property_run_ && property_lines_begin_ < property_lines_end_) {
      passed_over_.push_back(at);
      return;
    }
    if (!property_run_) property_lines_begin_ = at;
    property_run_ = true;
    property_lines_end_ = at + 1;
    const auto same = std::find_if(block_.properties.begin(), block_.properties.end(),
                                   [&property](const logseq_property& each) { return each.key == property.key; });
    if (same == block_.properties.end())
      block_.properties.push_back(std::move(property));
    else
      *same = std::move(property);
  }

  void take_timestamps(std::string_view line, std::size_t at) {
    std::string_view rest;
    const auto found = leading_timestamps(line, rest);
    at_paragraph_begin_ = !found.empty() && trimmed(rest).empty();
    is_dated_ |= !found.empty();
    for (auto each : found) {
      each.stamp.line = at;
      if (each.word != "CLOSED") (each.word == "SCHEDULED" ? block_.scheduled : block_.deadline) = each.stamp;
    }
    block_.repeated = (block_.scheduled && !block_.scheduled->repeater.empty()) ||
                      (block_.deadline && !block_.deadline->repeater.empty());
  }

  std::string page_named(const std::string& name) const {
    const auto date = logseq_journal_day(name, settings_);
    return date ? logseq_date_text(settings_.page_title_format, *date) : name;
  }

  void collect_references() {
    std::set<std::string> pages;
    const auto add = [&](const std::string& name) {
      if (const auto slash = name.find('/');
          slash != std::string::npos && slash > 0 && name.find("://") == std::string::npos)
        for (auto at = slash; at != std::string::npos; at = name.find('/', at + 1)) pages.insert(name.substr(0, at));
      pages.insert(page_named(name));
    };
    std::string text;
    if (!block_.before_first)
      text = block_.priority.empty() ? block_.content.substr(0, block_.content.find('\n')) : block_.title;
    text += '\n';
    for (auto at = block_.begin + (block_.before_first ? 0 : 1); at < block_.end; ++at) {
      const bool is_counted = at >= property_lines_begin_ && at < property_lines_end_;
      if (is_counted || std::binary_search(passed_over_.begin(), passed_over_.end(), at)) continue;
      text += lines_[at];
      text += '\n';
    }
    for (const auto& each : logseq_references(text)) add(each);
    if (!block_.marker.empty()) pages.insert(block_.marker);
    if (!block_.priority.empty()) pages.insert(ascii_upper_case(block_.priority));
    for (const auto& each : block_.properties) {
      if (!is_built_in_property(each.key)) pages.insert(each.key);
      for (const auto& name : each.references) add(name);
    }
    block_.references.assign(pages.begin(), pages.end());
  }

  logseq_block& block_;
  const std::vector<std::string_view>& lines_;
  const logseq_settings& settings_;
  bool has_title_ = true;
  bool in_fence_ = false;
  bool in_drawer_ = false;
  bool in_list_ = false;
  std::size_t list_indentation_ = 0;
  bool at_paragraph_begin_ = true;
  bool is_dated_ = false;  // the paragraph began with timestamps: Logseq looks for no pages in it
  bool property_run_ = false;
  std::size_t property_lines_begin_ = 0;
  std::size_t property_lines_end_ = 0;
  std::vector<std::size_t> passed_over_;  // lines in which no pages are looked for
};

std::vector<logseq_block> blocks_of(const std::vector<std::string_view>& lines) {
  std::vector<logseq_block> blocks;
  bool in_fence = false;
  for (std::size_t at = 0; at < lines.size(); ++at) {
    if (!in_fence && is_bullet(lines[at])) {
      logseq_block next;
      next.begin = at;
      blocks.push_back(next);
    } else if (blocks.empty()) {
      logseq_block first;
      first.begin = at;
      first.before_first = true;
      blocks.push_back(first);
    }
    if (is_fence(lines[at])) in_fence = !in_fence;
    blocks.back().end = at + 1;
  }
  return blocks;
}

void find_parents(std::vector<logseq_block>& blocks, const std::vector<std::string_view>& lines) {
  std::vector<std::pair<std::size_t, std::size_t>> above;  // indentation and index
  for (std::size_t at = 0; at < blocks.size(); ++at) {
    const auto indentation = blocks[at].before_first ? 0 : indentation_of(lines[blocks[at].begin]);
    while (!above.empty() && above.back().first >= indentation) above.pop_back();
    if (!above.empty()) blocks[at].parent = above.back().second;
    above.emplace_back(indentation, at);
  }
}

std::vector<std::string> values_of(const std::vector<logseq_property>& properties, std::string_view key) {
  for (const auto& each : properties)
    if (each.key == key)
      return each.kind == property_kind::references ? each.references : std::vector<std::string>{each.text};
  return {};
}

}  // namespace

const logseq_property* logseq_block::find(std::string_view key) const noexcept {
  for (const auto& each : properties)
    if (each.key == key) return &each;
  return nullptr;
}

std::string logseq_page_name(std::string_view path, const logseq_settings& settings) {
  path.remove_prefix(path.rfind('/') + 1);
  if (path.ends_with(".md")) path.remove_suffix(3);
  std::string name{path};
  if (settings.legacy_names)
    replace_all(name, ".", "/");
  else
    replace_all(name, "___", "/");
  return percent_decoded(name);
}

std::optional<day> logseq_journal_day(std::string_view title, const logseq_settings& settings) {
  for (const std::string_view format : {std::string_view{settings.page_title_format}, std::string_view{"MMM do, yyyy"},
                                        std::string_view{"yyyy-MM-dd"}, std::string_view{"yyyy_MM_dd"}})
    if (const auto date = read_logseq_date(format, title)) return date;
  return std::nullopt;
}

logseq_page read_logseq_page(std::string_view path, std::string_view text, const logseq_settings& settings) {
  logseq_page page;
  page.name = logseq_page_name(path, settings);
  if (!text.empty()) {
    const auto lines = split_lines(text);
    page.blocks = blocks_of(lines);
    find_parents(page.blocks, lines);
    for (auto& each : page.blocks) {
      if (each.before_first) {
        const auto* begin = lines[each.begin].data();
        const auto* end = each.end < lines.size() ? lines[each.end].data() : text.data() + text.size();
        each.content.assign(begin, end);
      } else {
        each.content = content_of(lines, each.begin, each.end);
      }
      block_reader{each, lines, settings}.read();
    }
    const auto& first = page.blocks.front();
    if (first.before_first) page.properties = first.properties;
  }
  // A name counts only where the page begins with its properties.
  const auto title = values_of(page.properties, "title");
  if (!title.empty() && !title.front().empty() && read_logseq_property(text.substr(0, text.find('\n'))))
    page.name = title.front();
  page.journal = logseq_journal_day(page.name, settings);
  if (page.journal) page.name = logseq_date_text(settings.page_title_format, *page.journal);
  page.aliases = values_of(page.properties, "alias");
  page.tags = values_of(page.properties, "tags");
  if (const auto slash = page.name.rfind('/'); slash != std::string::npos)
    page.page_namespace = page.name.substr(0, slash);
  return page;
}

}  // namespace secondbrain::vault::dialects
