#include "stores/unread_parts.hpp"

#include <algorithm>
#include <optional>

namespace secondbrain::stores {

namespace {

constexpr std::size_t longest_unread_part = 4096;  // bytes: what goes on for longer was never closed

bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/// Behind `](`: to the parenthesis that closes it, or to the space before a title. A target is on one line.
std::optional<unread_part> target_at(std::string_view text, std::size_t begin) {
  int open = 1;
  const auto limit = std::min(text.size(), begin + longest_unread_part);
  for (auto at = begin; at < limit; ++at) {
    switch (text[at]) {
      case '\n': return std::nullopt;
      case ' ':
        if (text[begin] != '<') return unread_part{begin, at};
        break;
      case '(': ++open; break;
      case ')':
        if (--open == 0) return unread_part{begin, at};
        break;
      default: break;
    }
  }
  return std::nullopt;
}

/// `<name attribute=…>`: of what only stands between signs of less and greater, every word is text.
std::optional<unread_part> attributes_at(std::string_view text, std::size_t open) {
  auto begin = open + 1;
  while (begin < text.size() && is_letter(text[begin])) ++begin;
  if (begin == open + 1 || begin == text.size() || (text[begin] != ' ' && text[begin] != '\n')) return std::nullopt;
  const auto part = text.substr(begin, longest_unread_part);
  const auto close = part.find('>');
  if (close == part.npos || part.substr(0, close).find("=") == part.npos) return std::nullopt;
  return unread_part{begin, begin + close};
}

}  // namespace

unread_part next_unread_part(std::string_view text, std::size_t from) {
  for (auto at = from; at < text.size(); ++at) {
    const bool is_link = text[at] == ']';
    if (!is_link && text[at] != '<') continue;
    if (is_link && (at + 2 >= text.size() || text[at + 1] != '(')) continue;
    const auto found = is_link ? target_at(text, at + 2) : attributes_at(text, at);
    if (found && found->end > found->begin) return *found;
  }
  return {text.size(), text.size()};
}

}  // namespace secondbrain::stores
