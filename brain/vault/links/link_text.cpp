#include "brain/vault/links/link_text.hpp"

#include <algorithm>
#include <string>

#include "base/ascii.hpp"
#include "base/text.hpp"
#include "base/utf8.hpp"

namespace secondbrain::vault {
namespace {

// No file has a longer path; what is longer is no link that anybody wrote.
constexpr std::size_t longest_target = 4096;
constexpr std::size_t longest_shown = 400;  // code points

std::optional<int> hex_digit(char c) noexcept {
  if (is_ascii_digit(c)) return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return std::nullopt;
}

/// `%20` and the like. What does not become a text stays as it is written.
std::string percent_decoded(std::string_view text) {
  std::string decoded;
  decoded.reserve(text.size());
  for (std::size_t at = 0; at < text.size(); ++at) {
    const auto high = text[at] == '%' && at + 2 < text.size() ? hex_digit(text[at + 1]) : std::nullopt;
    const auto low = high ? hex_digit(text[at + 2]) : std::nullopt;
    if (low) {
      decoded += static_cast<char>(*high * 16 + *low);
      at += 2;
    } else {
      decoded += text[at];
    }
  }
  return is_valid_utf8(decoded) ? decoded : std::string{text};
}

bool is_ascii_punctuation(char c) noexcept {
  return c > ' ' && c < '\x7f' && !is_ascii_letter(c) && !is_ascii_digit(c);
}

std::string without_escapes(std::string_view text) {
  std::string plain;
  plain.reserve(text.size());
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (text[at] == '\\' && at + 1 < text.size() && is_ascii_punctuation(text[at + 1])) ++at;
    plain += text[at];
  }
  return plain;
}

/// `https:`, `mailto:`, `obsidian:`; one letter is a drive.
bool has_scheme(std::string_view target) noexcept {
  const auto colon = target.find(':');
  if (colon == target.npos || colon == 0 || !is_ascii_letter(target[0])) return false;
  return std::all_of(target.begin(), target.begin() + static_cast<std::ptrdiff_t>(colon), [](char c) {
    return is_ascii_letter(c) || is_ascii_digit(c) || c == '+' || c == '-' || c == '.';
  });
}

struct target_parts {
  std::string_view target;
  std::string_view subpath;
};

target_parts parts_of(std::string_view text) noexcept {
  const auto sharp = text.find('#');
  if (sharp == text.npos) return {text, {}};
  return {text.substr(0, sharp), text.substr(sharp + 1)};
}

bool says_something(const note_link& link) noexcept {
  return !link.target.empty() || !link.subpath.empty();
}

/// The target between `<` and `>`, or as far as it goes without them; where it ends. Nothing: it is none.
std::optional<std::string_view> destination(std::string_view text, std::size_t& at) {
  const auto limit = std::min(text.size(), at + longest_target);
  const auto begin = at;
  if (at < limit && text[at] == '<') {
    for (++at; at < limit && text[at] != '>' && text[at] != '<'; ++at)
      if (text[at] == '\\') ++at;
    if (at >= limit || text[at] != '>') return std::nullopt;
    ++at;
    return text.substr(begin + 1, at - begin - 2);
  }
  int depth = 0;
  for (; at < limit && text[at] != ' ' && text[at] != '\t'; ++at) {
    if (text[at] == '\\' && at + 1 < limit && is_ascii_punctuation(text[at + 1])) {
      ++at;
    } else if (text[at] == '(') {
      ++depth;
    } else if (text[at] == ')' && depth-- == 0) {
      break;
    }
  }
  if (at >= limit) return std::nullopt;
  return text.substr(begin, at - begin);
}

void pass_spaces(std::string_view text, std::size_t& at) noexcept {
  while (at < text.size() && (text[at] == ' ' || text[at] == '\t')) ++at;
}

/// False: a title begins and does not end.
bool pass_title(std::string_view text, std::size_t& at) noexcept {
  if (at >= text.size() || (text[at] != '"' && text[at] != '\'' && text[at] != '(')) return true;
  const auto closing = text[at] == '(' ? ')' : text[at];
  const auto limit = std::min(text.size(), at + longest_target);
  for (++at; at < limit && text[at] != closing; ++at)
    if (text[at] == '\\') ++at;
  if (at >= limit) return false;
  ++at;
  return true;
}

}  // namespace

std::optional<note_link> read_wikilink(std::string_view inside) {
  const auto bar = std::min(inside.find('|'), inside.size());
  auto named = inside.substr(0, bar);
  if (bar < inside.size() && named.ends_with('\\')) named.remove_suffix(1);  // as tables need it
  if (named.size() > longest_target) return std::nullopt;
  const auto [target, subpath] = parts_of(named);
  note_link link;
  link.target = trimmed(target);
  link.subpath = trimmed(subpath);
  if (bar < inside.size()) link.shown = first_code_points(trimmed(inside.substr(bar + 1)), longest_shown);
  if (!says_something(link)) return std::nullopt;
  return link;
}

std::optional<markdown_target> read_markdown_target(std::string_view text) {
  std::size_t at = 1;
  pass_spaces(text, at);
  const auto raw = destination(text, at);
  if (!raw) return std::nullopt;
  pass_spaces(text, at);
  if (!pass_title(text, at)) return std::nullopt;
  pass_spaces(text, at);
  if (at >= text.size() || text[at] != ')') return std::nullopt;
  markdown_target found{std::nullopt, at + 1};
  const auto plain = without_escapes(*raw);
  if (has_scheme(plain) || plain.starts_with("//")) return found;
  const auto [target, subpath] = parts_of(plain);
  note_link link;
  link.kind = link_kind::markdown;
  link.target = trimmed(percent_decoded(target));
  link.subpath = trimmed(percent_decoded(subpath));
  if (says_something(link)) found.link = std::move(link);
  return found;
}

}  // namespace secondbrain::vault
