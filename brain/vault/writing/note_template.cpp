#include "brain/vault/writing/note_template.hpp"

#include "base/text.hpp"
#include "brain/vault/daily_paths/daily_paths.hpp"

namespace secondbrain::vault {
namespace {

/// By a format of moment.js.
std::string date_text(std::string_view format, day date, const locale_names& locale) {
  auto path = daily_paths{"", format, locale}.path_of(date);
  constexpr std::string_view end = ".md";
  if (path.ends_with(end)) path.resize(path.size() - end.size());
  return path;
}

}  // namespace

std::optional<std::string> filled_template(std::string_view text, std::string_view title, day date,
                                           const locale_names& locale) {
  if (text.find("<%") != text.npos) return std::nullopt;
  std::string filled;
  while (true) {
    const auto begin = text.find("{{");
    filled += text.substr(0, begin);
    if (begin == text.npos) return filled;
    const auto end = text.find("}}", begin);
    if (end == text.npos) return std::nullopt;
    const auto name = trimmed(text.substr(begin + 2, end - begin - 2));
    if (name == "title") {
      filled += title;
    } else if (name == "date") {
      filled += format_day(date);
    } else if (name.starts_with("date:")) {
      filled += date_text(trimmed(name.substr(name.find(':') + 1)), date, locale);
    } else {
      return std::nullopt;
    }
    text.remove_prefix(end + 2);
  }
}

}  // namespace secondbrain::vault
