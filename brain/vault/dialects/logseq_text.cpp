#include "brain/vault/dialects/logseq_text.hpp"

#include <algorithm>
#include <array>
#include <span>

#include "base/ascii.hpp"
#include "base/lower_case.hpp"
#include "base/text.hpp"
#include "base/utf8.hpp"
#include "brain/vault/planner/line_shape.hpp"

namespace secondbrain::vault::dialects {

namespace {

constexpr auto built_in = std::to_array<std::string_view>({"title",
                                                           "id",
                                                           "icon",
                                                           "template",
                                                           "template-including-parent",
                                                           "heading",
                                                           "collapsed",
                                                           "tags",
                                                           "alias",
                                                           "filters",
                                                           "public",
                                                           "exclude-from-graph-view",
                                                           "custom-id",
                                                           "background-color",
                                                           "created-at",
                                                           "updated-at",
                                                           "last-modified-at",
                                                           "query-table",
                                                           "query-properties",
                                                           "query-sort-by",
                                                           "query-sort-desc",
                                                           "ls-type",
                                                           "hl-type",
                                                           "hl-page",
                                                           "hl-stamp",
                                                           "hl-color"});

/// Their values are texts, whatever they hold.
constexpr auto plain_properties =
    std::to_array<std::string_view>({"title", "id", "icon", "template", "filters", "custom-id", "background-color",
                                     "query-properties", "query-sort-by"});

bool is_among(std::string_view text, std::span<const std::string_view> list) {
  return std::find(list.begin(), list.end(), text) != list.end();
}

bool ends_tag(char32_t value) {
  return is_white_space(value) || std::u32string_view{U",;.!?'\":#"}.find(value) != std::u32string_view::npos;
}

/// Of what a tag may follow.
bool may_precede_tag(std::string_view text, std::size_t at) {
  if (at == 0) return true;
  const char before = text[at - 1];
  return before == ' ' || before == '\t' || before == '\n' || before == '[' || before == '(' || before == ',' ||
         before == ':';
}

std::size_t end_of_word(std::string_view text, std::size_t at) {
  while (at < text.size()) {
    const auto next = code_point_at(text, at);
    if (is_white_space(next.value)) break;
    at += next.length;
  }
  return at;
}

/// Behind a fence that is opened at the beginning of the line at `at`; `at` itself where there is none.
std::size_t behind_fence(std::string_view text, std::size_t at) {
  const auto line = text.substr(at, text.find('\n', at) - at);
  const auto mark = trimmed(line);
  if (!mark.starts_with("```") && !mark.starts_with("~~~")) return at;
  const auto closing = mark.substr(0, 3);
  for (auto next = at + line.size(); next < text.size();) {
    const auto begin = next + 1;
    const auto end = std::min(text.find('\n', begin), text.size());
    if (begin <= text.size() && trimmed(text.substr(begin, end - begin)).starts_with(closing)) return end;
    next = end;
  }
  return at;
}

class timestamp_reader {
 public:
  explicit timestamp_reader(std::string_view text) : rest_{text} {}

  std::optional<found_timestamp> read() {
    found_timestamp found;
    const auto from = rest_;
    for (const std::string_view word : {"SCHEDULED", "DEADLINE", "CLOSED"})
      if (ascii_upper_case(rest_.substr(0, word.size())) == word) found.word = word;
    if (found.word.empty()) return std::nullopt;
    rest_.remove_prefix(found.word.size());
    if (!take(": ") || rest_.empty()) return std::nullopt;
    while (take(" ")) {
    }
    const char closing = rest_.starts_with('<') ? '>' : rest_.starts_with('[') ? ']' : '\0';
    if (closing == '\0') return std::nullopt;
    rest_.remove_prefix(1);
    found.stamp.date = date();
    if (found.stamp.date.empty() || !take(" ") || !weekday(closing)) return std::nullopt;
    if (take(" ")) {
      found.stamp.time = time();
      if (found.stamp.time.empty() || take(" ")) found.stamp.repeater = repeater();
    }
    if (!rest_.starts_with(closing)) return std::nullopt;
    rest_.remove_prefix(1);
    found.stamp.end = from.size() - rest_.size();
    return found;
  }

 private:
  bool take(std::string_view text) {
    if (!rest_.starts_with(text)) return false;
    rest_.remove_prefix(text.size());
    return true;
  }

  std::string take_first(std::size_t length) {
    std::string text{rest_.substr(0, length)};
    rest_.remove_prefix(length);
    return text;
  }

  std::string date() {
    constexpr std::string_view shape = "0000-00-00";
    if (rest_.size() < shape.size()) return {};
    for (std::size_t at = 0; at < shape.size(); ++at)
      if (shape[at] == '-' ? rest_[at] != '-' : !is_ascii_digit(rest_[at])) return {};
    return take_first(shape.size());
  }

  bool weekday(char closing) {
    std::size_t length = 0;
    while (length < rest_.size() && rest_[length] != ' ' && rest_[length] != closing) ++length;
    if (length == 0 || is_ascii_digit(rest_[0]) || rest_[0] == '+' || rest_[0] == '.') return false;
    rest_.remove_prefix(length);
    return true;
  }

  std::string time() {
    const std::size_t hours = rest_.size() > 1 && is_ascii_digit(rest_[0]) ? (is_ascii_digit(rest_[1]) ? 2 : 1) : 0;
    if (hours == 0 || rest_.size() < hours + 3 || rest_[hours] != ':' || !is_ascii_digit(rest_[hours + 1]) ||
        !is_ascii_digit(rest_[hours + 2]))
      return {};
    return take_first(hours + 3);
  }

  std::string repeater() {
    std::size_t length = rest_.starts_with(".+") || rest_.starts_with("++") ? 2 : rest_.starts_with('+') ? 1 : 0;
    if (length == 0) return {};
    const auto digits = length;
    while (length < rest_.size() && is_ascii_digit(rest_[length])) ++length;
    if (length == digits || length >= rest_.size() ||
        std::string_view{"hdwmy"}.find(rest_[length]) == std::string_view::npos)
      return {};
    return take_first(length + 1);
  }

  std::string_view rest_;
};

bool is_timestamp_word(std::string_view text) {
  return text.starts_with("SCHEDULED: <") || text.starts_with("DEADLINE: <");
}

std::vector<std::string> comma_separated(std::string_view text) {
  std::string plain{text};
  for (std::size_t at = plain.find("，"); at != std::string::npos; at = plain.find("，", at)) plain.replace(at, 3, ",");
  return split_list(plain);
}

void read_value(logseq_property& property) {
  const std::string_view text = property.text;
  if (text.empty() || is_among(property.key, plain_properties)) return;
  const bool quoted = text.size() > 1 && text.front() == '"' && text.back() == '"';
  if (quoted) return;
  if (text == "true" || text == "false") {
    property.kind = property_kind::boolean;
    return;
  }
  property.references = logseq_references(text);
  if (property.key == "tags" || property.key == "alias") {
    if (property.references.empty()) property.references = comma_separated(text);
    property.kind = property_kind::references;
    return;
  }
  if (!property.references.empty())
    property.kind = property_kind::references;
  else if (std::all_of(text.begin() + (text[0] == '-' && text.size() > 1 ? 1 : 0), text.end(), is_ascii_digit) &&
           text.size() < 16)
    property.kind = property_kind::number;
}

}  // namespace

std::vector<std::string> logseq_references(std::string_view text) {
  std::vector<std::string> all;
  const auto add = [&all](std::string_view name) {
    name = trimmed(name);
    if (!name.empty()) all.emplace_back(name);
  };
  for (std::size_t at = 0; at < text.size();) {
    if (at == 0 || text[at - 1] == '\n')
      if (const auto behind = behind_fence(text, at); behind > at) {
        at = behind;
        continue;
      }
    const auto rest = text.substr(at);
    if (rest[0] == '`') {
      at += std::max<std::size_t>(1, behind_inline_code(rest, 0));
    } else if (rest.starts_with("{{")) {
      const auto closing = rest.find("}}");
      at += closing == std::string_view::npos ? 2 : closing + 2;
    } else if (rest.starts_with("https://") || rest.starts_with("http://")) {
      at = end_of_word(text, at);
    } else if (rest.starts_with("[[")) {
      const auto closing = rest.find("]]");
      const auto line_end = rest.find('\n');
      if (closing == std::string_view::npos || line_end < closing) {
        at += 2;
      } else {
        add(rest.substr(2, closing - 2));
        at += closing + 2;
      }
    } else if (rest[0] == '[' && rest.find("](") < rest.find('\n') &&
               rest.find("](") < rest.find(' ', rest.find("]("))) {
      const auto middle = rest.find("](");
      const auto closing = rest.find(')', middle);
      const auto label = rest.substr(1, middle - 1);
      const auto target =
          closing == std::string_view::npos ? std::string_view{} : rest.substr(middle + 2, closing - middle - 2);
      if (target.ends_with(".md") && label.find('[') == std::string_view::npos) {
        add(label);
        at += closing + 1;
      } else {
        ++at;
      }
    } else if (rest[0] == '#' && may_precede_tag(text, at)) {
      if (rest.starts_with("#[[")) {
        ++at;
        continue;
      }
      std::size_t length = 1;
      while (length < rest.size()) {
        const auto next = code_point_at(rest, length);
        if (ends_tag(next.value)) break;
        length += next.length;
      }
      add(rest.substr(1, length - 1));
      at += length;
    } else {
      at += code_point_at(text, at).length;
    }
  }
  return all;
}

std::optional<logseq_property> read_logseq_property(std::string_view line) {
  line = left_trimmed(line);
  const auto colons = line.find("::");
  if (colons == std::string_view::npos || colons == 0) return std::nullopt;
  const auto key = line.substr(0, colons);
  const auto behind = line.substr(colons + 2);
  if (key.find_first_of(" \t:") != std::string_view::npos || (!behind.empty() && behind[0] != ' ')) return std::nullopt;
  logseq_property property;
  property.key = lower_case(key);
  std::replace(property.key.begin(), property.key.end(), '_', '-');
  property.text = trimmed(behind);
  read_value(property);
  return property;
}

bool is_built_in_property(std::string_view key) {
  return is_among(key, built_in) || key.starts_with("logseq.");
}

std::vector<found_timestamp> leading_timestamps(std::string_view line, std::string_view& rest) {
  std::vector<found_timestamp> all;
  rest = line;
  while (true) {
    const auto text = left_trimmed(rest);
    auto found = timestamp_reader{text}.read();
    if (!found) {
      // One that Logseq does not understand hides none that follows on the same line.
      const auto behind = text.find("> ");
      if (behind == std::string_view::npos || !is_timestamp_word(text) || !is_timestamp_word(text.substr(behind + 2)))
        return all;
      rest = text.substr(behind + 2);
      continue;
    }
    const auto begin = static_cast<std::size_t>(text.data() - line.data());
    rest = text.substr(found->stamp.end);
    found->stamp.begin = begin;
    found->stamp.end += begin;
    all.push_back(std::move(*found));
  }
}

}  // namespace secondbrain::vault::dialects
