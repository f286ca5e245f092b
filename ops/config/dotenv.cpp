#include "ops/config/dotenv.hpp"

#include <algorithm>
#include <cctype>
#include <optional>

#include "base/text.hpp"

namespace secondbrain::ops {
namespace {

bool is_name(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](unsigned char c) {
    return std::isalnum(c) != 0 || c == '_' || c == '.' || c == '-';
  });
}

bool is_comment_or_nothing(std::string_view rest) {
  auto text = trimmed(rest);
  return text.empty() || text.front() == '#';
}

/// Single quotes keep everything; double quotes know \n, \t, \r and take any other escaped character as it is.
std::optional<std::string> quoted_value(std::string_view text) {
  auto quote = text.front();
  std::string value;
  for (std::size_t i = 1; i < text.size(); ++i) {
    auto c = text[i];
    if (c == quote) return is_comment_or_nothing(text.substr(i + 1)) ? std::optional{value} : std::nullopt;
    if (c != '\\' || quote == '\'' || i + 1 == text.size()) {
      value += c;
      continue;
    }
    switch (auto escaped = text[++i]) {
      case 'n': value += '\n'; break;
      case 't': value += '\t'; break;
      case 'r': value += '\r'; break;
      default: value += escaped;
    }
  }
  return std::nullopt;  // the quote is never closed
}

/// Ends before a `#` that follows white space.
std::string bare_value(std::string_view text) {
  for (std::size_t i = 1; i < text.size(); ++i)
    if (text[i] == '#' && (text[i - 1] == ' ' || text[i - 1] == '\t')) return std::string{trimmed(text.substr(0, i))};
  return std::string{text};
}

std::optional<std::string> value_of(std::string_view text) {
  if (text.empty() || text.front() == '#') return std::string{};
  if (text.front() == '"' || text.front() == '\'') return quoted_value(text);
  return bare_value(text);
}

}  // namespace

dotenv_file parse_dotenv(std::string_view text) {
  constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
  constexpr std::string_view export_word = "export ";
  if (text.starts_with(byte_order_mark)) text.remove_prefix(byte_order_mark.size());

  dotenv_file file;
  for (int number = 1; !text.empty(); ++number) {
    auto end = std::min(text.find('\n'), text.size());
    auto line = trimmed(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
    if (is_comment_or_nothing(line)) continue;

    if (line.starts_with(export_word)) line = trimmed(line.substr(export_word.size()));
    auto equals = line.find('=');
    auto name = trimmed(line.substr(0, equals));
    auto value = equals == std::string_view::npos ? std::nullopt : value_of(trimmed(line.substr(equals + 1)));
    if (is_name(name) && value) {
      file.values.emplace_back(name, *value);
    } else {
      file.bad_lines.push_back(number);
    }
  }
  return file;
}

}  // namespace secondbrain::ops
