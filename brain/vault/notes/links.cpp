#include "brain/vault/notes/links.hpp"

#include <unordered_set>

#include "base/text.hpp"
#include "base/utf8.hpp"

namespace secondbrain::vault {

namespace {

/// The text without what lies between a pair of ``` marks, the marks included. A mark without a partner stays.
std::string without_fenced_code(std::string_view text) {
  constexpr std::string_view mark = "```";
  std::string kept;
  for (;;) {
    auto open = text.find(mark);
    auto close = open == text.npos ? text.npos : text.find(mark, open + mark.size());
    if (close == text.npos) return kept.append(text);
    kept += text.substr(0, open);
    text.remove_prefix(close + mark.size());
  }
}

/// The text without code between single backticks; a pair with nothing between is no code.
std::string without_inline_code(std::string_view text) {
  std::string kept;
  for (;;) {
    auto open = text.find('`');
    auto close = open == text.npos ? text.npos : text.find('`', open + 1);
    if (close == text.npos) return kept.append(text);
    if (close == open + 1) {
      kept += text.substr(0, close);
      text.remove_prefix(close);
      continue;
    }
    kept += text.substr(0, open);
    text.remove_prefix(close + 1);
  }
}

/// Finds the first of some characters at or after a position that only grows. It remembers its last find, so that many
/// `[[` before one distant bracket cost one search.
class forward_search {
 public:
  forward_search(std::string_view text, std::string_view characters) : text_{text}, characters_{characters} {}

  std::size_t from(std::size_t position) {
    if (!searched_ || found_ < position) found_ = text_.find_first_of(characters_, position);
    searched_ = true;
    return found_;
  }

 private:
  std::string_view text_;
  std::string_view characters_;
  std::size_t found_ = 0;
  bool searched_ = false;
};

}  // namespace

std::vector<std::string> wiki_links(std::string_view body) {
  auto prose = without_inline_code(without_fenced_code(body));
  std::string_view text = prose;
  forward_search target_ends{text, "]|#"};
  forward_search closings{text, "]"};
  std::vector<std::string> targets;
  std::unordered_set<std::string> seen;
  for (auto open = text.find("[["); open != text.npos; open = text.find("[[", open)) {
    open += 2;
    auto end = target_ends.from(open);
    auto closing = closings.from(open);
    if (closing == text.npos) break;
    bool has_target = end > open;
    bool empty_suffix = end < closing && closing == end + 1;
    if (!has_target || empty_suffix || text.substr(closing, 2) != "]]") continue;
    std::string name{trimmed(text.substr(open, end - open))};
    if (!name.empty() && seen.insert(name).second) targets.push_back(std::move(name));
    open = closing + 2;
  }
  return targets;
}

}  // namespace secondbrain::vault
