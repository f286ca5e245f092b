#include "brain/vault/dialects/dataview_page.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "base/utf8.hpp"
#include "brain/vault/dialects/dataview_fields.hpp"
#include "brain/vault/dialects/dataview_names.hpp"
#include "brain/vault/planner/calendar.hpp"
#include "brain/vault/planner/code_and_comments.hpp"
#include "brain/vault/planner/line_shape.hpp"
#include "brain/vault/text_lines.hpp"

namespace secondbrain::vault::dialects {

namespace {

constexpr std::size_t longest_line = 32768;  // beyond that Dataview looks for no fields

struct item_line {
  std::string_view symbol;  // empty: the line is no list item
  std::optional<std::string_view> box;
  std::string_view text;
  std::size_t quotes = 0;
  std::size_t column = 0;  // where the symbol stands, counted behind the quotes
};

/// Behind `>` marks; `column` counts what indents the rest, a tab as four.
std::string_view behind_quotes(std::string_view line, std::size_t& quotes, std::size_t& column) {
  quotes = 0;
  column = 0;
  for (std::size_t at = 0; at < line.size(); ++at) {
    if (line[at] == '>') {
      ++quotes;
      column = 0;
      if (at + 1 < line.size() && line[at + 1] == ' ') ++at;
    } else if (line[at] == ' ') {
      ++column;
    } else if (line[at] == '\t') {
      column += 4 - column % 4;
    } else {
      return line.substr(at);
    }
  }
  return {};
}

item_line read_item_line(std::string_view line) {
  item_line item;
  const auto content = behind_quotes(line, item.quotes, item.column);
  const auto digits = std::min(content.find_first_not_of("0123456789"), content.size());
  const std::size_t length = digits == 0 ? 1 : digits + 1;
  const auto marks = digits == 0 ? std::string_view{"-*+"} : std::string_view{".)"};
  if (content.size() < length || marks.find(content[length - 1]) == std::string_view::npos) return item;
  auto behind = content.substr(length);
  if (!behind.empty() && behind[0] != ' ' && behind[0] != '\t') return item;
  item.symbol = content.substr(0, length);
  behind = left_trimmed(behind);
  if (behind.starts_with('[') && behind.size() > 2) {
    const auto sign = code_point_at(behind, 1);
    const auto closing = 1 + sign.length;
    if (closing < behind.size() && behind[closing] == ']' && sign.value != ']') {
      item.box = behind.substr(1, sign.length);
      behind = left_trimmed(behind.substr(closing + 1));
    }
  }
  item.text = behind;
  return item;
}

std::string block_id_of(std::string_view line) {
  line = right_trimmed(line);
  const auto caret = line.rfind('^');
  if (caret == std::string_view::npos || caret + 1 == line.size() || (caret > 0 && line[caret - 1] != ' ')) return {};
  const auto id = line.substr(caret + 1);
  const bool is_id = std::all_of(id.begin(), id.end(), [](char each) {
    return (each >= 'a' && each <= 'z') || (each >= 'A' && each <= 'Z') || (each >= '0' && each <= '9') || each == '-';
  });
  return is_id ? std::string{id} : std::string{};
}

void add_value(std::vector<dataview_field>& fields, const std::string& key, dataview_value value) {
  for (auto& each : fields)
    if (each.key == key) {
      each.values.push_back(std::move(value));
      return;
    }
  fields.push_back({key, {std::move(value)}});
}

void add_fields(std::vector<dataview_field>& target, const std::vector<dataview_field>& source) {
  for (const auto& each : source)
    for (const auto& value : each.values) add_value(target, each.key, value);
}

/// Obsidian's tags: behind white space, not of digits alone.
void add_text_tags(std::vector<std::string>& tags, std::string_view line) {
  for (auto at = line.find('#'); at != std::string_view::npos; at = line.find('#', at + 1)) {
    if (at > 0 && !is_white_space(code_point_at(line, at - 1).value) && line[at - 1] != '>' && line[at - 1] != '(')
      continue;
    auto end = at + 1;
    bool only_digits = true;
    while (end < line.size()) {
      const auto next = code_point_at(line, end);
      if (ends_dataview_tag(next.value)) break;
      only_digits &= next.value >= '0' && next.value <= '9';
      end += next.length;
    }
    const std::string tag{line.substr(at, end - at)};
    if (!only_digits && std::find(tags.begin(), tags.end(), tag) == tags.end()) tags.push_back(tag);
  }
}

std::string without_code_and_links(std::string_view line) {
  std::string plain;
  for (std::size_t at = 0; at < line.size();) {
    std::size_t end = at;
    if (line[at] == '`') {
      end = behind_inline_code(line, at);
    } else if (line.substr(at).starts_with("[[")) {
      const auto closing = line.find("]]", at);
      if (closing != std::string_view::npos) end = closing + 2;
    }
    if (end > at) {
      plain.append(end - at, '`');
      at = end;
    } else {
      plain += line[at++];
    }
  }
  return plain;
}

void find_links(std::string_view line, std::vector<dataview_link>& links, std::vector<dataview_link>& embeds) {
  for (std::size_t at = 0; at < line.size();) {
    if (line[at] == '`') {
      at = std::max(at + 1, behind_inline_code(line, at));
      continue;
    }
    if (!line.substr(at).starts_with("[[")) {
      ++at;
      continue;
    }
    const auto closing = line.find_first_of("[]", at + 2);
    if (closing == std::string_view::npos || !line.substr(closing).starts_with("]]") || closing == at + 2) {
      at += 2;
      continue;
    }
    const bool is_embed = at > 0 && line[at - 1] == '!';
    (is_embed ? embeds : links).push_back(link_of(line.substr(at + 2, closing - at - 2), is_embed));
    at = closing + 2;
  }
}

void find_property_links(const frontmatter_value& value, std::vector<dataview_link>& links) {
  for (const auto& each : value.items) find_property_links(each, links);
  for (const auto& each : value.entries) find_property_links(each.value, links);
  if (value.kind != value_kind::string) return;
  std::vector<dataview_link> embeds;
  const std::string_view text = trimmed(value.text);
  if (text.starts_with("[[") && text.ends_with("]]")) find_links(text, links, embeds);
}

std::vector<std::string> split_at(std::string_view text, bool at_space) {
  std::vector<std::string> parts;
  std::string part;
  const auto finish = [&] {
    if (const auto plain = trimmed(part); !plain.empty()) parts.emplace_back(plain);
    part.clear();
  };
  for (const char letter : text) {
    if (letter == ',' || (at_space && (letter == ' ' || letter == '\t' || letter == '\n')))
      finish();
    else
      part += letter;
  }
  finish();
  return parts;
}

std::vector<std::string> names_in(const frontmatter_value& metadata, std::string_view one, std::string_view many) {
  const bool are_tags = one == "tag";
  std::vector<std::string> names;
  const auto add = [&](const frontmatter_value& value, bool whole) {
    if (value.kind == value_kind::null || value.kind == value_kind::mapping || value.kind == value_kind::list) return;
    if (whole) {
      names.emplace_back(trimmed(value.text));
      return;
    }
    for (auto& part : split_at(value.text, are_tags)) names.push_back(std::move(part));
  };
  for (const auto& each : metadata.entries) {
    const auto key = ascii_lower_case(each.key);
    if (key != one && key != many) continue;
    if (each.value.kind == value_kind::list)
      for (const auto& item : each.value.items) add(item, !are_tags);
    else
      add(each.value, false);
  }
  return names;
}

std::optional<std::string> date_in(std::string_view text) {
  for (const std::string_view shape : {"0000-00-00", "00000000"})
    for (std::size_t at = 0; at + shape.size() <= text.size(); ++at) {
      bool fits = true;
      std::string digits;
      for (std::size_t each = 0; each < shape.size() && fits; ++each) {
        const char letter = text[at + each];
        fits = shape[each] == '-' ? letter == '-' : letter >= '0' && letter <= '9';
        if (letter != '-') digits += letter;
      }
      if (!fits) continue;
      const auto iso = digits.substr(0, 4) + "-" + digits.substr(4, 2) + "-" + digits.substr(6, 2);
      return parse_day(iso) ? std::optional{iso} : std::nullopt;
    }
  return std::nullopt;
}

class page_reader {
 public:
  page_reader(dataview_page& page, const text_lines& lines)
      : page_{page}, lines_{lines}, aside_{lines}, in_item_(lines.size(), false) {}

  void read() {
    find_items();
    relate_items();
    for (const auto& each : page_.items)
      if (!each.status) add_fields(page_.fields, each.fields);
    find_page_fields();
    find_tags_and_links();
  }

  std::size_t content_begin() const { return aside_.content_begin(); }

 private:
  /// Only what Markdown takes for code and comments: a list in Obsidian's `%%` is one to its parser.
  bool is_code(std::size_t at) const {
    const auto* block = aside_.block_of(at);
    return at < aside_.content_begin() || (block != nullptr && block->kind != aside_kind::obsidian_comment);
  }

  void find_items() {
    std::optional<std::string> section;
    std::vector<std::pair<std::size_t, std::size_t>> above;  // column and place among the items
    std::size_t quotes = 0;
    for (std::size_t at = aside_.content_begin(); at < lines_.size(); ++at) {
      if (is_code(at)) {
        above.clear();
        continue;
      }
      const auto line = lines_[at];
      if (const auto heading = heading_of(line)) {
        section = dataview_heading(*heading);
        above.clear();
        continue;
      }
      const auto read = read_item_line(line);
      if (read.symbol.empty()) {
        if (!page_.items.empty() && goes_on(at, line, above.empty())) {
          auto& item = page_.items.back();
          item.text += '\n';
          item.text += trimmed(line);
          if (item.block_id.empty()) item.block_id = block_id_of(line);
          ++item.line_count;
          in_item_[at] = true;
        } else if (!trimmed(line).empty()) {
          above.clear();
        }
        continue;
      }
      if (read.quotes != quotes) above.clear();
      quotes = read.quotes;
      while (!above.empty() && above.back().first >= read.column) above.pop_back();
      dataview_item item;
      item.line = at;
      item.symbol = read.symbol;
      item.text = trimmed(read.text);
      item.section = section;
      item.block_id = block_id_of(line);
      if (read.box) item.status = std::string{*read.box};
      if (!above.empty()) item.parent = page_.items[above.back().second].line;
      above.emplace_back(read.column, page_.items.size());
      in_item_[at] = true;
      page_.items.push_back(std::move(item));
    }
    for (auto& each : page_.items) find_item_fields(each);
  }

  bool goes_on(std::size_t at, std::string_view line, bool is_apart) const {
    const auto& item = page_.items.back();
    if (is_apart || item.line + item.line_count != at || trimmed(line).empty()) return false;
    std::size_t quotes = 0;
    std::size_t column = 0;
    std::size_t item_quotes = 0;
    std::size_t item_column = 0;
    const auto content = behind_quotes(line, quotes, column);
    behind_quotes(lines_[item.line], item_quotes, item_column);
    return !content.empty() && quotes == item_quotes && column > item_column;
  }

  std::optional<std::string_view> heading_of(std::string_view line) const {
    const auto signs = std::min(line.find_first_not_of('#'), line.size());
    if (signs == 0 || signs > 6 || signs == line.size() || (line[signs] != ' ' && line[signs] != '\t'))
      return std::nullopt;
    return trimmed(line.substr(signs));
  }

  void find_item_fields(dataview_item& item) {
    std::string flat = item.text;
    std::replace(flat.begin(), flat.end(), '\n', ' ');
    item.tags = dataview_tags(flat);
    if (flat.size() > longest_line) return;
    for (const auto& each : find_inline_fields(flat, with_signs::yes))
      add_value(item.fields, each.key, read_field_value(each.value));
    if (item.status || !item.fields.empty()) return;
    if (const auto whole = find_line_field(flat)) add_value(item.fields, whole->key, read_field_value(whole->value));
  }

  void relate_items() {
    for (std::size_t at = page_.items.size(); at-- > 0;) {
      auto& item = page_.items[at];
      std::reverse(item.children.begin(), item.children.end());
      // Items below have been seen; a parent that was not completed by one of them stays so.
      if (item.status) item.fully_completed = item.is_completed() && !incomplete_below_[item.line];
      if (!item.parent) continue;
      auto& parent = item_at(*item.parent);
      parent.children.push_back(item.line);
      if (incomplete_below_[item.line] || (item.status && !item.is_completed())) incomplete_below_[*item.parent] = true;
    }
  }

  dataview_item& item_at(std::size_t line) {
    return *std::lower_bound(page_.items.begin(), page_.items.end(), line,
                             [](const dataview_item& each, std::size_t wanted) { return each.line < wanted; });
  }

  void find_page_fields() {
    for (std::size_t at = 0; at < lines_.size(); ++at) {
      const auto line = trimmed(lines_[at]);
      if (in_item_[at] || line.size() > longest_line || line.find("::") == std::string_view::npos) continue;
      const auto inside = find_inline_fields(line, with_signs::no);
      for (const auto& each : inside) add_value(page_.fields, each.key, read_field_value(each.value));
      if (!inside.empty()) continue;
      if (const auto whole = find_line_field(line)) add_value(page_.fields, whole->key, read_field_value(whole->value));
    }
  }

  void find_tags_and_links() {
    std::vector<dataview_link> embeds;
    for (std::size_t at = aside_.content_begin(); at < lines_.size(); ++at) {
      if (is_code(at)) continue;
      add_text_tags(page_.tags, without_code_and_links(lines_[at]));
      find_links(lines_[at], page_.links, embeds);
    }
    page_.links.insert(page_.links.end(), embeds.begin(), embeds.end());
  }

  dataview_page& page_;
  const text_lines& lines_;
  code_and_comments aside_;
  std::vector<bool> in_item_;
  std::vector<bool> incomplete_below_ = std::vector<bool>(lines_.size(), false);
};

/// The names that queries use, where no field has them already.
void add_query_names(std::vector<dataview_field>& fields) {
  std::vector<dataview_field> renamed;
  for (const auto& each : fields) {
    const auto key = dataview_key(each.key);
    const bool is_taken =
        std::any_of(fields.begin(), fields.end(), [&key](const dataview_field& other) { return other.key == key; });
    if (key.empty() || is_taken) continue;
    for (const auto& value : each.values) add_value(renamed, key, value);
  }
  for (auto& each : renamed) fields.push_back(std::move(each));
}

std::string file_title(std::string_view path) {
  path.remove_prefix(path.rfind('/') + 1);
  if (path.ends_with(".md")) path.remove_suffix(3);
  return std::string{path};
}

}  // namespace

const dataview_value* first_value(const std::vector<dataview_field>& fields, std::string_view key) noexcept {
  for (const auto& each : fields)
    if (each.key == key) return &each.values.front();
  return nullptr;
}

dataview_page read_dataview_page(std::string_view path, std::string_view text) {
  dataview_page page;
  const auto metadata = read_frontmatter(text).values;
  for (const auto& each : metadata.entries)
    if (each.key != "position") add_value(page.fields, each.key, read_property_value(each.value));
  std::vector<std::string> property_tags;
  for (auto& tag : names_in(metadata, "tag", "tags")) property_tags.push_back(tag.starts_with('#') ? tag : "#" + tag);
  for (auto& alias : names_in(metadata, "alias", "aliases"))
    if (std::find(page.aliases.begin(), page.aliases.end(), alias) == page.aliases.end())
      page.aliases.push_back(std::move(alias));
  find_property_links(metadata, page.links);

  const text_lines lines{text};
  page_reader{page, lines}.read();
  for (auto& tag : property_tags)
    if (std::find(page.tags.begin(), page.tags.end(), tag) == page.tags.end()) page.tags.push_back(std::move(tag));
  for (const auto& each : page.fields) {
    const auto key = ascii_lower_case(each.key);
    if ((key == "date" || key == "day") && each.values.front().kind == dataview_kind::date) {
      page.day = each.values.front().text.substr(0, 10);
      break;
    }
  }
  if (!page.day) page.day = date_in(file_title(path));
  add_query_names(page.fields);
  return page;
}

}  // namespace secondbrain::vault::dialects
