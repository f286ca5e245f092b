#include "brain/vault/links/link_reader.hpp"

#include <algorithm>
#include <string>
#include <utility>

#include "base/byte_set.hpp"
#include "base/sign_of_life.hpp"
#include "base/text.hpp"
#include "base/utf8.hpp"
#include "brain/vault/links/link_text.hpp"
#include "brain/vault/planner/code_and_comments.hpp"
#include "brain/vault/planner/line_shape.hpp"
#include "brain/vault/text_lines.hpp"

namespace secondbrain::vault {
namespace {

constexpr std::size_t longest_within = 240;  // code points
constexpr std::size_t most_open = 4096;      // brackets of a paragraph; those that stand further back close no more
constexpr auto none = std::string_view::npos;

/// `# Heading`: it is above the passages of the index, not in them.
bool is_heading(std::string_view line) {
  const auto text = left_trimmed(line);
  const auto marks = text.find_first_not_of('#');
  return marks != none && marks > 0 && marks <= 6 && (text[marks] == ' ' || text[marks] == '\t');
}

class text_scanner {
 public:
  text_scanner(std::string_view text, std::size_t most) : text_{text}, most_{most}, lines_{text}, aside_{lines_} {}

  links_in_text scan() {
    for (at_ = 0; at_ < lines_.size(); ++at_) {
      line_ = lines_[at_];
      give_sign_of_life();
      if (at_ < aside_.content_begin()) {
        scan_property();
      } else if (aside_.holds(at_) || trimmed(line_).empty()) {
        brackets_.clear();
      } else {
        scan_line();
      }
    }
    return std::move(found_);
  }

 private:
  struct open_bracket {
    std::size_t line = 0;
    std::size_t column = 0;
    bool is_embed = false;
  };

  /// `up: "[[Home]]"`: a link in the frontmatter is the whole of a text in quotes.
  void scan_property() {
    if (left_trimmed(line_).starts_with('#')) return;
    for (auto open = line_.find("[["); open != none; open = line_.find("[[", open + 2)) {
      const char quote = open == 0 ? ' ' : line_[open - 1];
      if (quote != '"' && quote != '\'') continue;
      const auto close = line_.find("]]", open);
      if (close == none) return;
      if (close + 2 >= line_.size() || line_[close + 2] != quote) continue;
      if (auto link = read_wikilink(line_.substr(open + 2, close - open - 2))) {
        link->within = first_code_points(trimmed(line_), longest_within);
        add(*std::move(link), {at_, open, false}, close + 2);
      }
      open = close;
    }
  }

  void scan_line() {
    closings_end_ = comments_end_ = html_comments_end_ = false;
    last_parenthesis_ = line_.rfind(')');
    constexpr byte_set signs{"[]`<%\\"};
    for (auto next = signs.first_in(line_); next != none; next = signs.first_in(line_, next)) next = pass(next);
  }

  /// Answers where to go on.
  std::size_t pass(std::size_t at) {
    switch (line_[at]) {
      case '\\': return at + 2;
      case '`': return behind_inline_code(line_, at);
      case '<': return pass_comment(at, "<!--", "-->", html_comments_end_);
      case '%': return pass_comment(at, "%%", "%%", comments_end_);
      case ']': return pass_closing(at);
      default: return pass_opening(at);
    }
  }

  std::size_t pass_comment(std::size_t at, std::string_view opening, std::string_view closing, bool& none_closes) {
    if (!line_.substr(at).starts_with(opening)) return at + 1;
    if (!none_closes) {
      if (const auto end = line_.find(closing, at + 2); end != none) return end + closing.size();
      none_closes = true;
    }
    const auto* block = aside_.block_of(at_ + 1);  // of the lines on which it goes on
    const bool goes_on = block != nullptr && block->opening == at_;
    return goes_on ? line_.size() : at + opening.size();
  }

  std::size_t pass_opening(std::size_t at) {
    if (line_.substr(at).starts_with("[["))
      if (const auto end = pass_wikilink(at)) return end;
    if (brackets_.size() == most_open) brackets_.erase(brackets_.begin(), brackets_.begin() + most_open / 2);
    brackets_.push_back({at_, at, at > 0 && line_[at - 1] == '!'});
    return at + 1;
  }

  /// 0: none begins here.
  std::size_t pass_wikilink(std::size_t open) {
    if (closings_end_) return 0;
    const auto close = line_.find("]]", open + 2);
    if (close == none) {
      closings_end_ = true;
      return 0;
    }
    auto inside = line_.substr(open + 2, close - open - 2);
    if (const auto tick = inside.find('`'); tick != none) {
      const auto begin = open + 2 + tick;
      if (behind_inline_code(line_, begin) > close) return 0;  // the brackets are code
    }
    if (const auto inner = inside.rfind("[["); inner != none) inside.remove_prefix(inner + 2);
    while (inside.starts_with('[')) inside.remove_prefix(1);
    const auto begin = close - inside.size() - 2;
    if (auto link = read_wikilink(inside)) {
      const bool is_embed = begin > 0 && line_[begin - 1] == '!';
      if (is_embed) link->kind = link_kind::embed;
      add(*std::move(link), {at_, begin, is_embed}, close + 2);
    }
    return close + 2;
  }

  std::size_t pass_closing(std::size_t at) {
    if (brackets_.empty()) return at + 1;
    const auto open = brackets_.back();
    brackets_.pop_back();
    if (at + 1 >= line_.size() || line_[at + 1] != '(') return at + 1;
    if (last_parenthesis_ == none || last_parenthesis_ < at) return at + 1;
    auto found = read_markdown_target(line_.substr(at + 1));
    if (!found) return at + 1;
    const auto end = at + 1 + found->end;
    if (found->link) {
      if (open.is_embed) found->link->kind = link_kind::embed;
      if (open.line == at_)
        found->link->shown = first_code_points(line_.substr(open.column + 1, at - open.column - 1), longest_within);
      add(*std::move(found->link), open, end);
    }
    return end;
  }

  void add(note_link link, const open_bracket& begin, std::size_t end_column) {
    give_sign_of_life();
    if (found_.links.size() == most_) {
      ++found_.left_out;
      return;
    }
    link.line = static_cast<int>(begin.line) + 1;
    if (link.within.empty() && is_heading(lines_[begin.line]))
      link.within = first_code_points(trimmed(lines_[begin.line]), longest_within);
    found_.links.push_back({std::move(link), offset(begin.line) + begin.column, offset(at_) + end_column});
  }

  std::size_t offset(std::size_t line) const { return static_cast<std::size_t>(lines_[line].data() - text_.data()); }

  std::string_view text_;
  std::size_t most_;
  text_lines lines_;
  code_and_comments aside_;
  links_in_text found_;
  std::vector<open_bracket> brackets_;  // of a paragraph: the text of a link may go over several lines
  std::string_view line_;
  std::size_t at_ = 0;
  std::size_t last_parenthesis_ = none;  // of the line
  // No closing mark of that kind stands further on in the line.
  bool closings_end_ = false;
  bool comments_end_ = false;
  bool html_comments_end_ = false;
};

}  // namespace

links_in_text read_links(std::string_view text, std::size_t most) {
  // Most notes of a large vault have none.
  if (text.find("[[") == none && text.find("](") == none) return {};
  return text_scanner{text, most}.scan();
}

}  // namespace secondbrain::vault
