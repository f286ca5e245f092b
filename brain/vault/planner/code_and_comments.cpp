#include "brain/vault/planner/code_and_comments.hpp"

#include <algorithm>
#include <optional>
#include <utility>

#include "base/byte_set.hpp"
#include "base/text.hpp"
#include "base/utf8.hpp"
#include "brain/vault/notes/frontmatter.hpp"
#include "brain/vault/planner/line_shape.hpp"
#include "brain/vault/writing/note_edit.hpp"

namespace secondbrain::vault {
namespace {

constexpr std::size_t code_indent = 4;
constexpr int deepest_quote = 8;  // of quotes within quotes; what lies deeper is content

struct comment_marks {
  std::string_view opening;
  std::string_view closing;
  aside_kind kind;
};

constexpr comment_marks comments[] = {{"<!--", "-->", aside_kind::comment}, {"%%", "%%", aside_kind::obsidian_comment}};
constexpr std::string_view formula_mark = "$$";

/// Behind the closing mark of the comment that begins here.
std::optional<std::size_t> comment_end(std::string_view text, std::size_t at, const comment_marks& marks) noexcept {
  constexpr std::size_t least = 2;  // `<!-->` is a whole comment
  auto closing = text.find(marks.closing, at + least);
  if (closing == text.npos) return std::nullopt;
  return closing + marks.closing.size();
}

/// The comment that begins on a line and is not closed there.
const comment_marks* open_comment(std::string_view text) noexcept {
  constexpr byte_set marks_begin{"`<%"};
  for (auto at = marks_begin.first_in(text); at != text.npos; at = marks_begin.first_in(text, at)) {
    if (text[at] == '`') {
      at = behind_inline_code(text, at);
      continue;
    }
    auto of_mark = [&](const comment_marks& marks) { return text.substr(at).starts_with(marks.opening); };
    const auto* found = std::find_if(std::begin(comments), std::end(comments), of_mark);
    if (found == std::end(comments)) {
      ++at;
      continue;
    }
    auto end = comment_end(text, at, *found);
    if (!end) return found;
    at = *end;
  }
  return nullptr;
}

bool starts_comment(std::string_view text) noexcept {
  return std::any_of(std::begin(comments), std::end(comments),
                     [&](const comment_marks& marks) { return text.starts_with(marks.opening); });
}

std::string_view without_box(std::string_view text) noexcept {
  bool has_box = text.size() > 2 && text[0] == '[' && text[2] == ']';
  return has_box ? left_trimmed(text.substr(3)) : text;
}

bool is_section_heading(std::string_view line) noexcept {
  return left_trimmed(line).starts_with("## ");
}

/// The first line below the frontmatter. What stands between two rules and has headings is frontmatter only if it reads
/// as such, so that no task of a person's is hidden.
std::size_t find_content(const text_lines& lines) {
  auto end = end_of_frontmatter(lines);
  std::string block;
  bool has_heading = false;
  for (std::size_t at = 1; at + 1 < end; ++at) {
    has_heading = has_heading || is_section_heading(lines[at]);
    block.append(lines[at]).append("\n");
  }
  if (!has_heading) return end;
  auto text = decode_text("---\n" + block + "---\n");
  auto read = read_frontmatter(text);
  return read.warning.empty() && !read.values.entries.empty() ? end : 0;
}

class block_scanner {
 public:
  explicit block_scanner(const text_lines& lines, int depth = 0) : lines_{lines}, depth_{depth} {}

  std::vector<aside_block> scan(std::size_t begin) {
    for (auto at = begin; at < lines_.size();) at = pass(at);
    return std::move(blocks_);
  }

 private:
  struct open_item {
    std::size_t inside = 0;
    std::size_t column = 0;
  };

  bool is_blank(std::size_t at) const noexcept { return trimmed(lines_[at]).empty(); }

  /// Answers the line to go on with.
  std::size_t pass(std::size_t at) {
    if (is_blank(at)) {
      paragraph_ = false;
      return at + 1;
    }
    auto line = shape_of(lines_[at]);
    if (paragraph_ && !starts_block(line) && !starts_comment(line.content)) {
      const auto behind = pass_formula(at, line.content);
      if (behind) paragraph_ = false;
      return behind ? *behind : pass_text(at, line.content);
    }
    while (!items_.empty() && line.column < items_.back().inside) items_.pop_back();
    auto base = items_.empty() ? 0 : items_.back().column;
    if (!paragraph_ && line.column >= base + code_indent) return pass_code(at, base + code_indent);
    bool is_item = false;
    while (auto marker = read_list_marker(line)) {
      is_item = true;
      items_.push_back({marker->inside, marker->column});
      line = {marker->column, marker->text};
    }
    paragraph_ = false;
    if (line.content.empty()) return at + 1;
    if (auto fence = read_fence(line.content); fence && opens_fence(*fence)) return pass_fence(at, line, *fence);
    if (auto next = pass_comment(at, line.content, is_item)) return *next;
    if (auto next = pass_formula(at, line.content)) return *next;
    if (line.content[0] == '>' && depth_ < deepest_quote) return pass_quote(at, line);
    paragraph_ = is_item || !starts_block(line) || line.content[0] == '>';
    return pass_text(at, line.content);
  }

  /// A quote or callout is scanned as a note of its own: what is not closed in it ends with it.
  std::size_t pass_quote(std::size_t at, line_shape line) {
    std::string text;
    auto end = at;
    do {
      auto inner = line.content.substr(1);
      if (!inner.empty() && (inner[0] == ' ' || inner[0] == '\t')) inner.remove_prefix(1);
      text.append(inner).append("\n");
      if (++end == lines_.size()) break;
      line = shape_of(lines_[end]);
    } while (!line.content.empty() && line.content[0] == '>' && line.column >= least_inside());
    text_lines inner_lines{text};
    for (auto& block : block_scanner{inner_lines, depth_ + 1}.scan(0))
      blocks_.push_back({at + block.opening, at + block.begin, at + block.end, {}, false, block.kind});
    paragraph_ = true;  // which goes on without its sign
    return end;
  }

  std::size_t pass_code(std::size_t at, std::size_t least_column) {
    auto end = at;
    for (auto each = at; each < lines_.size(); ++each) {
      if (is_blank(each)) continue;
      if (shape_of(lines_[each]).column < least_column) break;
      end = each + 1;
    }
    blocks_.push_back({at, at, end, {}, false, aside_kind::code});
    return end;
  }

  std::size_t pass_fence(std::size_t at, const line_shape& line, const fence_mark& opening) {
    std::optional<std::size_t> exit;  // the first line that leaves the item
    bool is_hopeless = unclosed_.covers(opening, {opening.length, line.column, least_inside()});
    for (auto each = at + 1; each < lines_.size() && !(is_hopeless && exit); ++each) {
      if (is_blank(each)) continue;
      auto next = shape_of(lines_[each]);
      bool leaves = next.column < least_inside();
      auto mark = read_fence(next.content);
      constexpr std::size_t most_behind = 3;
      bool closes = mark && closes_fence(*mark, opening) && next.column <= line.column + most_behind;
      if (closes && (!leaves || !exit)) return close(at, each + 1, aside_kind::code);
      if (leaves && !exit) exit = each;
      if (leaves && read_list_marker(next)) is_hopeless = true;  // whatever closes below belongs to that item
    }
    if (!is_hopeless) unclosed_.remember(opening, {opening.length, line.column, least_inside()});
    return leave_open(at, exit, std::string(line.column, ' ') + std::string(opening.length, opening.character),
                      aside_kind::code);
  }

  /// Nothing: the line says more than the comment that it begins with.
  std::optional<std::size_t> pass_comment(std::size_t at, std::string_view content, bool is_item) {
    auto text = is_item ? without_box(content) : content;
    for (const auto& marks : comments) {
      if (!text.starts_with(marks.opening)) continue;
      if (auto end = comment_end(text, 0, marks)) {
        if (!trimmed(text.substr(*end)).empty()) return std::nullopt;
        return close(at, at + 1, marks.kind);
      }
      if (text.size() != content.size()) return std::nullopt;
      return pass_long_comment(at, marks);
    }
    return std::nullopt;
  }

  /// A formula of several lines that is closed; what is left open is text. Nothing: it is none.
  std::optional<std::size_t> pass_formula(std::size_t at, std::string_view content) {
    if (is_formula_never_closed_ || !content.starts_with(formula_mark)) return std::nullopt;
    if (content.find(formula_mark, formula_mark.size()) != content.npos) return std::nullopt;
    for (auto each = at + 1; each < lines_.size(); ++each) {
      if (!is_blank(each) && shape_of(lines_[each]).column < least_inside()) return std::nullopt;
      if (lines_[each].find(formula_mark) != std::string_view::npos) return close(at, each + 1, aside_kind::formula);
    }
    is_formula_never_closed_ = true;
    return std::nullopt;
  }

  std::size_t pass_long_comment(std::size_t at, const comment_marks& marks) {
    auto& is_hopeless = never_closed_[&marks - comments];
    std::optional<std::size_t> exit;
    for (auto each = at + 1; each < lines_.size() && !(is_hopeless && exit); ++each) {
      if (is_blank(each)) continue;
      auto next = shape_of(lines_[each]);
      bool leaves = next.column < least_inside();
      if (leaves && !exit) exit = each;
      if (leaves && read_list_marker(next)) return leave_open(at, exit, std::string{marks.closing}, marks.kind);
      if (lines_[each].find(marks.closing) != std::string_view::npos) return close(at, each + 1, marks.kind);
    }
    is_hopeless = true;
    return leave_open(at, exit, std::string{marks.closing}, marks.kind);
  }

  /// A comment may begin behind other text and end further down in the same paragraph.
  std::size_t pass_text(std::size_t at, std::string_view content) {
    const auto* marks = open_comment(content);
    if (marks == nullptr) return at + 1;
    auto& known_end = paragraph_end_[marks - comments];  // of a paragraph that holds no closing mark from here on
    if (at < known_end) return at + 1;
    auto each = at + 1;
    for (; each < lines_.size() && !is_blank(each) && !starts_block(shape_of(lines_[each])); ++each) {
      if (lines_[each].find(marks->closing) == std::string_view::npos) continue;
      blocks_.push_back({at, at + 1, each + 1, {}, false, marks->kind});
      return each + 1;
    }
    known_end = each;
    return at + 1;
  }

  std::size_t least_inside() const noexcept { return items_.empty() ? 0 : items_.back().inside; }

  std::size_t close(std::size_t at, std::size_t end, aside_kind kind) {
    blocks_.push_back({at, at, end, {}, false, kind});
    return end;
  }

  std::size_t leave_open(std::size_t at, std::optional<std::size_t> exit, std::string closing, aside_kind kind) {
    auto end = exit.value_or(lines_.size());
    blocks_.push_back({at, at, end, std::move(closing), items_.empty(), kind});
    return end;
  }

  /// Openings for which the rest of the note was searched in vain, so that it is not searched for each of them.
  struct unclosed_fences {
    struct opening {
      std::size_t length = 0;
      std::size_t column = 0;
      std::size_t inside = 0;  // of the item it stands in
    };
    std::optional<opening> of_kind[2];
    int searches = 0;

    static std::size_t kind(const fence_mark& mark) noexcept { return mark.character == '~' ? 1 : 0; }

    bool covers(const fence_mark& mark, const opening& sought) const noexcept {
      constexpr int most_searches = 64;
      const auto& known = of_kind[kind(mark)];
      return searches >= most_searches || (known && sought.length >= known->length && sought.column <= known->column &&
                                           sought.inside >= known->inside);
    }

    void remember(const fence_mark& mark, const opening& searched) noexcept {
      of_kind[kind(mark)] = searched;
      ++searches;
    }
  };

  const text_lines& lines_;
  int depth_;  // how many quotes it stands in
  std::vector<aside_block> blocks_;
  std::vector<open_item> items_;
  bool paragraph_ = false;  // the line above is text that this one may go on with
  unclosed_fences unclosed_;
  bool never_closed_[2] = {false, false};  // by kind of comment
  bool is_formula_never_closed_ = false;   // from here on
  std::size_t paragraph_end_[2] = {0, 0};  // by kind of comment
};

}  // namespace

code_and_comments::code_and_comments(const text_lines& lines)
    : content_begin_{find_content(lines)}, blocks_{block_scanner{lines}.scan(content_begin_)} {}

const aside_block* code_and_comments::block_of(std::size_t line) const noexcept {
  auto behind = std::upper_bound(blocks_.begin(), blocks_.end(), line,
                                 [](std::size_t at, const aside_block& block) { return at < block.begin; });
  if (behind == blocks_.begin()) return nullptr;
  const auto& block = *std::prev(behind);
  return line < block.end ? &block : nullptr;
}

std::size_t code_and_comments::outside(std::size_t at) const noexcept {
  at = std::max(at, content_begin_);
  auto behind = std::lower_bound(blocks_.begin(), blocks_.end(), at,
                                 [](const aside_block& block, std::size_t place) { return block.opening < place; });
  if (behind == blocks_.begin()) return at;
  const auto& block = *std::prev(behind);
  bool is_within = at < block.end || (at == block.end && block.swallows_more);
  return is_within ? block.opening : at;
}

std::string code_and_comments::closing_line() const {
  return blocks_.empty() || !blocks_.back().swallows_more ? std::string{} : blocks_.back().closing;
}

}  // namespace secondbrain::vault
