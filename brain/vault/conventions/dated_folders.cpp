#include "brain/vault/conventions/dated_folders.hpp"

#include <array>

#include "base/lower_case.hpp"

namespace secondbrain::vault {

namespace {

constexpr auto folder_formats =
    std::to_array<std::string_view>({"YYYY",       "MM",      "MM-MMMM",   "MMMM",    "YYYY-MM",      "YYYY年",
                                     "MM月",       "M月",     "M",         "MM MMMM", "MM. MMMM",     "MM_MMMM",
                                     "MM - MMMM",  "M-MMMM",  "MMM",       "MM-MMM",  "YYYY-MM-MMMM", "YYYY-MMMM",
                                     "MMMM YYYY",  "YYYY.MM", "YYYY_MM",   "YYYYMM",  "YYYY年MM月",   "YYYY年M月",
                                     "GGGG-[W]WW", "[W]WW",   "[Week] WW", "WW",      "[Q]Q",         "YYYY-[Q]Q",
                                     "DD"});

}  // namespace

dated_folders::dated_folders(const locale_names& locale) : locale_{&locale} {
  patterns_.reserve(folder_formats.size());
  for (const auto format : folder_formats) {
    const moment_pattern pattern{format, locale};
    patterns_.push_back({format, pattern, pattern.has_names()});
  }
}

std::vector<dated_folder> dated_folders::formats_of(std::string_view name, day date) const {
  std::vector<dated_folder> found;
  const auto small = lower_case(name);
  for (const auto& each : patterns_)
    if (const auto text = each.pattern.text_of(date); text == name || lower_case(text) == small)
      found.push_back({each.format, text == name, each.has_names});
  return found;
}

}  // namespace secondbrain::vault
