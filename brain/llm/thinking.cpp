#include "brain/llm/thinking.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

namespace secondbrain::llm {

namespace {

constexpr std::string_view white = " \t\r\n";
constexpr std::string_view code_fence = "```";

struct tag_pair {
  std::string_view opening;
  std::string_view closing;
};

constexpr std::array<tag_pair, 6> tags{{{"<think>", "</think>"},
                                        {"<thinking>", "</thinking>"},
                                        {"<thought>", "</thought>"},
                                        {"<reasoning>", "</reasoning>"},
                                        {"[think]", "[/think]"},
                                        // As gpt-oss speaks, where its host passes that on.
                                        {"<|channel|>analysis<|message|>", "<|channel|>final<|message|>"}}};

char lower(char letter) {
  return letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter - 'A' + 'a') : letter;
}

bool starts_with(std::string_view text, std::string_view tag) {
  return text.size() >= tag.size() &&
         std::equal(tag.begin(), tag.end(), text.begin(), [](char a, char b) { return a == lower(b); });
}

std::size_t find_mark(std::string_view text, std::string_view tag) {
  const auto found =
      std::search(text.begin(), text.end(), tag.begin(), tag.end(), [](char a, char b) { return lower(a) == b; });
  return found == text.end() ? std::string_view::npos : static_cast<std::size_t>(found - text.begin());
}

/// More of the text may still make it begin with the tag.
bool may_become(std::string_view text, std::string_view tag) {
  return text.size() < tag.size() && starts_with(text, tag.substr(0, text.size()));
}

/// `{`, or `[` before anything that is no citation: what stands in quotes from there on is a person's text.
bool begins_json(std::string_view line) {
  return line.starts_with('{') ||
         (line.size() > 1 && line[0] == '[' && std::string_view{"{[\" \t\r\n"}.find(line[1]) != std::string_view::npos);
}

bool in_fence(std::string_view before) {
  std::size_t count = 0;
  for (auto at = before.find(code_fence); at != std::string_view::npos;
       at = before.find(code_fence, at + code_fence.size()))
    ++count;
  return count % 2 != 0;
}

/// Where the text goes on after a block whose opening tag is missing.
std::optional<std::size_t> end_of_unopened(std::string_view text) {
  for (const auto& [opening, closing] : tags) {
    const auto at = find_mark(text, closing);
    if (at == std::string_view::npos || find_mark(text.substr(0, at), opening) != std::string_view::npos) continue;
    const auto after = at + closing.size();
    const bool ends_line = after == text.size() || text[after] == '\n' || text[after] == '\r';
    const bool begins_line = at == 0 || text[at - 1] == '\n';
    if ((ends_line || begins_line) && !(at > 0 && text[at - 1] == '`') && !in_fence(text.substr(0, at))) return after;
  }
  return std::nullopt;
}

}  // namespace

thinking_filter::thinking_filter(answer_start start)
    : at_{start == answer_start::thinking ? place::block : place::line_start} {}

std::string thinking_filter::feed(std::string_view piece) {
  held_ += piece;
  std::string out;
  while (step(out)) {
  }
  return out;
}

std::string thinking_filter::finish() {
  std::string out;
  // A block that was not closed is all there was, unless text came before it or nobody opened it.
  const bool was_text = at_ != place::block || passed_on_ || closing_.empty();
  if (was_text) out = std::exchange(swallowed_, {}) + held_;
  held_.clear();
  if (fresh_) out.erase(0, std::min(out.find_first_not_of(white), out.size()));
  return out;
}

/// False: more has to come first.
bool thinking_filter::step(std::string& out) {
  if (held_.empty()) return false;
  switch (at_) {
    case place::line_start: return begin_line();
    case place::block: return end_block();
    case place::line: break;
  }
  return go_on(out);
}

/// Up to the end of the line, to a block within it, or to what may become one.
bool thinking_filter::go_on(std::string& out) {
  if (within_) {
    if (spaced_) held_.erase(0, std::min(held_.find_first_not_of(" \t"), held_.size()));
    if (held_.empty()) return false;
    within_ = false;
  }
  for (std::size_t at = 0; at < held_.size(); ++at) {
    const auto text = std::string_view{held_}.substr(at);
    if (text[0] == '\n') {
      at_ = place::line_start;
      coded_ = false;
      pass_on(out, at + 1);
      return !held_.empty();
    }
    if (text[0] == '`') coded_ = !coded_;
    if (fenced_ || coded_ || json_ || (text[0] != '<' && text[0] != '[')) continue;
    for (const auto& [opening, closing] : tags) {
      if (may_become(text, opening)) {
        pass_on(out, at);
        return false;
      }
      if (!starts_with(text, opening)) continue;
      pass_on(out, at);
      within_ = true;
      open_block(0, opening.size(), closing);
      return true;
    }
  }
  pass_on(out, held_.size());
  return false;
}

void thinking_filter::open_block(std::size_t begin, std::size_t opening, std::string_view closing) {
  closing_ = closing;
  at_ = place::block;
  swallowed_ = held_.substr(0, begin + opening);
  held_.erase(0, begin + opening);
}

bool thinking_filter::begin_line() {
  if (fresh_) held_.erase(0, std::min(held_.find_first_not_of(white), held_.size()));
  const auto indent = std::min(held_.find_first_not_of(" \t"), held_.size());
  const auto text = std::string_view{held_}.substr(indent);
  if (text.empty() || may_become(text, code_fence)) return false;
  if (text.starts_with(code_fence)) {
    fenced_ = !fenced_;
  } else if (!fenced_) {
    for (const auto& [opening, closing] : tags) {
      if (may_become(text, opening)) return false;
      if (!starts_with(text, opening)) continue;
      open_block(indent, opening.size(), closing);
      return true;
    }
    json_ = json_ || begins_json(text);
  }
  at_ = place::line;
  return true;
}

bool thinking_filter::end_block() {
  for (const auto& [opening, closing] : tags) {
    if (!closing_.empty() && closing != closing_) continue;
    const auto at = find_mark(held_, closing);
    if (at == std::string::npos) continue;
    held_.erase(0, at + closing.size());
    fresh_ = !within_;
    swallowed_.clear();
    closing_ = {};
    thought_ = true;
    at_ = within_ ? place::line : place::line_start;
    return true;
  }
  constexpr auto longest_closing = tags.back().closing.size();  // what is held may end with the beginning of one
  if (held_.size() <= longest_closing) return false;
  const auto done = held_.size() - longest_closing;
  swallowed_.append(held_, 0, done);
  held_.erase(0, done);
  return false;
}

void thinking_filter::pass_on(std::string& out, std::size_t count) {
  passed_on_ = passed_on_ || count > 0;
  fresh_ = fresh_ && count == 0;
  if (count > 0) spaced_ = held_[count - 1] == ' ';
  out.append(held_, 0, count);
  held_.erase(0, count);
}

answer_without_thinking without_thinking(std::string_view answer) {
  answer_without_thinking result;
  if (const auto end = end_of_unopened(answer)) {
    result.thought = true;
    result.started = answer_start::thinking;
    answer.remove_prefix(*end);
  }
  thinking_filter filter{answer_start::text};
  result.text = filter.feed(answer);
  result.text += filter.finish();
  result.thought = result.thought || filter.thought() || (result.text.empty() && !answer.empty());
  return result;
}

}  // namespace secondbrain::llm
