#include "brain/vault/notes/markdown_blocks.hpp"

#include <algorithm>
#include <optional>

#include "base/sign_of_life.hpp"
#include "base/text.hpp"
#include "base/utf8.hpp"

namespace secondbrain::vault {

namespace {

constexpr std::string_view blanks = " \t";

struct text_line {
  std::size_t begin = 0;
  std::size_t end = 0;  // the line end not included
  int number = 0;
  std::string_view text;

  std::size_t indent() const noexcept { return std::min(text.find_first_not_of(blanks), text.size()); }
  std::string_view content() const noexcept { return text.substr(indent()); }
};

/// Walks a text line by line.
class line_reader {
 public:
  explicit line_reader(std::string_view text) : text_{text} {}

  std::optional<text_line> peek() const noexcept {
    if (at_ >= text_.size()) return std::nullopt;
    auto end = std::min(text_.find('\n', at_), text_.size());
    return text_line{at_, end, number_, text_.substr(at_, end - at_)};
  }

  void skip(const text_line& line) noexcept {
    at_ = line.end + 1;
    ++number_;
  }

 private:
  std::string_view text_;
  std::size_t at_ = 0;
  int number_ = 0;
};

// A longer line is prose behind a `#`: heading paths are copied to every chunk below them.
constexpr std::size_t longest_heading = 1000;  // bytes

bool is_blank(std::string_view line) noexcept {
  return left_trimmed(line).empty();
}

int heading_level(const text_line& line) noexcept {
  if (line.indent() > 3 || line.text.size() > longest_heading) return 0;
  auto content = line.content();
  auto level = std::min(content.find_first_not_of('#'), content.size());
  bool has_gap = level < content.size() && blanks.find(content[level]) != blanks.npos;
  if (level < 1 || level > 6 || !has_gap) return 0;
  return is_blank(content.substr(level)) ? 0 : static_cast<int>(level);
}

struct fence_mark {
  char character = '`';
  std::size_t length = 0;
  std::size_t indent = 0;
};

std::optional<fence_mark> fence_at(const text_line& line) noexcept {
  auto content = line.content();
  if (content.empty() || (content[0] != '`' && content[0] != '~')) return std::nullopt;
  auto length = std::min(content.find_first_not_of(content[0]), content.size());
  if (length < 3) return std::nullopt;
  return fence_mark{content[0], length, line.indent()};
}

/// An info string behind backticks holds no backtick; otherwise the line is inline code (CommonMark §4.5).
bool opens_fence(const text_line& line, const fence_mark& mark) noexcept {
  return mark.character == '~' || line.content().find('`', mark.length) == std::string_view::npos;
}

bool closes_fence(const text_line& line, const fence_mark& opening) noexcept {
  auto mark = fence_at(line);
  return mark && mark->character == opening.character && mark->length >= opening.length &&
         mark->indent <= opening.indent + 3 && is_blank(line.content().substr(mark->length));
}

bool starts_list_item(const text_line& line) noexcept {
  auto content = line.content();
  auto digits = std::min(content.find_first_not_of("0123456789"), content.size());
  constexpr std::size_t most_digits = 9;
  auto marks = digits == 0 ? std::string_view{"-*+"} : std::string_view{".)"};
  if (digits > most_digits || digits >= content.size() || marks.find(content[digits]) == marks.npos) return false;
  return digits + 1 == content.size() || blanks.find(content[digits + 1]) != blanks.npos;
}

bool starts_quote(const text_line& line) noexcept {
  return line.content().substr(0, 1) == ">";
}

/// `|---|:-:|`: the row below the head of a table (GFM §4.10).
bool is_table_rule(const text_line& line) noexcept {
  auto content = line.content();
  return content.find('-') != content.npos && content.find('|') != content.npos &&
         content.find_first_not_of("|:- \t") == content.npos;
}

class block_parser {
 public:
  explicit block_parser(std::string_view text) : lines_{text} {}

  std::vector<markdown_block> parse() {
    while (auto line = lines_.peek()) {
      give_sign_of_life();
      if (is_blank(line->text)) {
        open_ = false;
        lines_.skip(*line);
      } else if (auto level = heading_level(*line)) {
        single(block_kind::heading, *line).level = level;
      } else if (auto mark = fence_at(*line); mark && opens_fence(*line, *mark)) {
        fence(*line, *mark);
      } else {
        text(*line);
      }
    }
    return std::move(blocks_);
  }

 private:
  void begin(block_kind kind, const text_line& line) {
    blocks_.push_back({kind, line.begin, line.end, line.number, 0});
    open_ = true;
  }

  markdown_block& single(block_kind kind, const text_line& line) {
    begin(kind, line);
    open_ = false;
    lines_.skip(line);
    return blocks_.back();
  }

  /// To its closing mark, or to the end of the text.
  void fence(const text_line& opening, const fence_mark& mark) {
    auto& block = single(block_kind::fence, opening);
    while (auto line = lines_.peek()) {
      lines_.skip(*line);
      if (!is_blank(line->text)) block.end = line->end;
      if (closes_fence(*line, mark)) break;
    }
  }

  /// A line of a paragraph, list item, quote or table: it goes on with the open block or begins one.
  void text(const text_line& line) {
    lines_.skip(line);
    auto kind = starts_quote(line) ? block_kind::quote : starts_list_item(line) ? block_kind::list_item : goes_on(line);
    bool continues = open_ && kind == blocks_.back().kind && kind != block_kind::list_item;
    if (continues || (open_ && kind == block_kind::paragraph)) {
      blocks_.back().end = line.end;
    } else {
      begin(kind, line);
    }
  }

  block_kind goes_on(const text_line& line) const noexcept {
    if (open_ && blocks_.back().kind == block_kind::table) return block_kind::table;
    auto next = lines_.peek();
    bool is_head = line.text.find('|') != std::string_view::npos && next && is_table_rule(*next);
    return is_head ? block_kind::table : block_kind::paragraph;
  }

  line_reader lines_;
  std::vector<markdown_block> blocks_;
  bool open_ = false;  // the last block may take further lines
};

}  // namespace

std::vector<markdown_block> parse_blocks(std::string_view text) {
  return block_parser{text}.parse();
}

std::string_view heading_text(std::string_view text, const markdown_block& heading) noexcept {
  auto line = trimmed(text.substr(heading.begin, heading.end - heading.begin));
  auto title = trimmed(line.substr(static_cast<std::size_t>(heading.level)));
  auto last = title.find_last_not_of('#');
  bool has_closing_marks = last != title.npos && last + 1 < title.size() && blanks.find(title[last]) != blanks.npos;
  return has_closing_marks ? trimmed(title.substr(0, last)) : title;
}

}  // namespace secondbrain::vault
