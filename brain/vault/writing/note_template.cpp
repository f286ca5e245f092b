#include "brain/vault/writing/note_template.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "brain/vault/daily_paths/moment_pattern.hpp"

namespace secondbrain::vault {
std::optional<std::string> filled_template(std::string_view text, std::string_view title, day date,
                                           std::chrono::seconds time_of_day, const locale_names& locale) {
  const auto in_format = [&](std::string_view format) {
    return moment_pattern{format, locale}.text_of(date, time_of_day);
  };
  if (text.find("<%") != text.npos) return std::nullopt;
  std::string filled;
  while (true) {
    const auto begin = text.find("{{");
    filled += text.substr(0, begin);
    if (begin == text.npos) return filled;
    const auto end = text.find("}}", begin);
    if (end == text.npos) return std::nullopt;
    const auto whole = trimmed(text.substr(begin + 2, end - begin - 2));
    const auto colon = std::min(whole.find(':'), whole.size());
    const auto name = ascii_lower_case(trimmed(whole.substr(0, colon)));
    const auto format = trimmed(whole.substr(std::min(colon + 1, whole.size())));
    if (name == "title" && colon == whole.size()) {
      filled += title;
    } else if (name == "date" || name == "time") {
      const auto* const usual = name == "date" ? "YYYY-MM-DD" : "HH:mm";
      filled += in_format(format.empty() ? std::string_view{usual} : format);
    } else {
      return std::nullopt;
    }
    text.remove_prefix(end + 2);
  }
}

}  // namespace secondbrain::vault
