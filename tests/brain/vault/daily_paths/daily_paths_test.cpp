#include "brain/vault/daily_paths/daily_paths.hpp"

#include <gtest/gtest.h>

#include "tests/brain/vault/dialects/dialect_rows.hpp"

namespace secondbrain::vault {
namespace {

const day mid_march = *parse_day("2026-03-15");

json::value day_or_null(std::optional<day> date) {
  return date ? json::value(format_day(*date)) : json::value();
}

note_period period_named(std::string_view name) {
  if (name == "week") return note_period::week;
  if (name == "month") return note_period::month;
  if (name == "quarter") return note_period::quarter;
  return name == "year" ? note_period::year : note_period::day;
}

TEST(daily_paths, rows_of_moment_js) {
  compare_rows(
      "daily_paths.jsonl", 1.0,
      [](const json::value& row) {
        json::object expected;
        for (const auto* name : {"path", "first_day", "date_by_basename", "date_by_path"})
          if (row.as_object().contains(name)) expected[name] = member(row, name);
        return expected;
      },
      [](const json::value& row) {
        const auto* locale = find_locale(text(row, "locale"));
        const auto format = text(row, "format");
        json::object found;
        if (locale == nullptr) return found;
        if (text(row, "kind") != "parse") {
          const auto period = period_named(text(row, "granularity"));
          const auto date = *parse_day(text(row, "date"));
          found["path"] = daily_paths{text(row, "folder"), format, *locale, period}.path_of(date);
          if (period != note_period::day) found["first_day"] = format_day(first_day(period, date, *locale));
          return found;
        }
        auto path = text(row, "path_in_folder");
        path.resize(path.size() - 3);
        const auto name = path.substr(path.rfind('/') + 1);
        found["date_by_basename"] = day_or_null(moment_pattern{last_segment(format), *locale}.read(name, mid_march));
        found["date_by_path"] = day_or_null(moment_pattern{format, *locale}.read(path, mid_march));
        return found;
      });
}

TEST(daily_paths, every_language_finds_the_days_that_it_names) {
  for (const auto* locale : all_locales())
    for (const auto* format : {"YYYY-MM-DD", "dddd, Do MMMM YYYY", "YYYY/MM-MMMM/DD ddd", "D MMM YYYY", "dd DD-MM-YY",
                               "gggg/ww/YYYY-MM-DD", "GGGG-[W]WW-E", "LL"}) {
      const daily_paths paths{"Journal", format, *locale};
      for (day date = *parse_day("2024-01-01"); date < *parse_day("2027-01-01"); date += std::chrono::days{17})
        EXPECT_EQ(day_or_null(paths.day_of(paths.path_of(date), mid_march)), json::value(format_day(date)))
            << locale->id << " " << paths.path_of(date);
    }
}

TEST(daily_paths, a_look_alike_is_no_daily_note) {
  const daily_paths paths{"Daily", "YYYY/YYYY-MM-DD dddd"};
  EXPECT_TRUE(paths.day_of("Daily/2026/2026-03-16 Monday.md", mid_march));
  EXPECT_TRUE(paths.day_of("daily/2026/2026-03-16 monday.md", mid_march)) << "as a disk without cases has it";
  for (const auto* path :
       {"Daily/2026/2026-03-16 Tuesday.md", "Daily/2025/2026-03-16 Monday.md", "Daily/2026-03-16 Monday.md",
        "2026/2026-03-16 Monday.md", "Daily2026/2026-03-16 Monday.md", "Daily/x/2026/2026-03-16 Monday.md",
        "Daily/2026/2026-03-16 Monday.txt", "Daily/2026/2026-03-16 Monday 2.md", "Daily.md", "Daily/.md", ""})
    EXPECT_FALSE(paths.day_of(path, mid_march)) << path;
}

TEST(daily_paths, a_day_that_moment_js_reads_wrong_is_not_taken) {
  EXPECT_TRUE((moment_pattern{"YYYY-[W]WW-DD"}.read("2026-W20-13", mid_march)));
  EXPECT_FALSE((daily_paths{"", "YYYY-[W]WW-DD"}.day_of("2026-W20-13.md", mid_march)));
  EXPECT_FALSE((daily_paths{"", "DD"}.day_of("2026/17.md", mid_march)));
}

TEST(daily_paths, a_part_that_cannot_be_read_does_no_harm_in_a_folder) {
  const daily_paths paths{"", "YYYY/Qo [quarter]/YYYY-MM-DD"};
  EXPECT_EQ(day_or_null(paths.day_of("2026/2nd quarter/2026-05-01.md", mid_march)), json::value("2026-05-01"));
  EXPECT_FALSE(paths.day_of("2026/3rd quarter/2026-05-01.md", mid_march));
}

TEST(daily_paths, slashes_and_suffixes_are_forgiven) {
  const day date = *parse_day("2026-05-01");
  EXPECT_EQ((daily_paths{"/Daily/", "/YYYY/MM-DD.md"}.path_of(date)), "Daily/2026/05-01.md");
  EXPECT_EQ((daily_paths{"", ""}.path_of(date)), "2026-05-01.md");
  EXPECT_EQ((daily_paths{"a", "", english(), note_period::week}.path_of(date)), "a/2026-W18.md");
}

TEST(daily_paths, a_format_that_names_no_days_is_told) {
  for (const auto* format : {"YYYY-MM", "[Daily]", "YYYY", "dddd", "gggg-[W]ww", "MMMM"})
    EXPECT_NE(trouble_with_format(format, note_period::day).find("does not tell one day from another"),
              std::string::npos)
        << format;
  for (const auto* format : {"", "YYYY-MM-DD", "L", "DDDD", "x", "GGGG-[W]WW-E", "ww gggg ddd", "MM-DD"})
    EXPECT_EQ(trouble_with_format(format, note_period::day), "") << format;
  EXPECT_NE(trouble_with_format("[../]YYYY-MM-DD", note_period::day), "");
  EXPECT_EQ(trouble_with_format("YYYY-MM", note_period::month), "");
}

TEST(daily_paths, languages_are_found_by_what_systems_call_them) {
  EXPECT_EQ(find_locale("de_AT.UTF-8")->id, "de-at");
  EXPECT_EQ(find_locale("fr_FR")->id, "fr");
  EXPECT_EQ(find_locale("zh")->id, "zh-cn");
  EXPECT_EQ(find_locale("zh_TW")->id, "zh-tw");
  EXPECT_EQ(find_locale("pt-BR")->id, "pt-br");
  EXPECT_EQ(find_locale("no")->id, "nb");
  EXPECT_EQ(find_locale("C"), nullptr);
  EXPECT_EQ(find_locale(""), nullptr);
}

TEST(daily_paths, any_text_is_a_format) {
  const day date = *parse_day("2026-05-01");
  for (const std::string format :
       {"[", "]", "\\", "[[[", "\xff\xfe", "[]", "YYYY[", "LLLLLL", "\\[x", "S", "Z ZZ", "QoQo"}) {
    const daily_paths paths{"", format};
    EXPECT_FALSE(paths.path_of(date).empty()) << format;
    paths.day_of("\xff.md", mid_march);
  }
  const std::string long_format(100'000, 'D');
  EXPECT_GT((daily_paths{"", long_format}.path_of(date).size()), 50'000U);
}

}  // namespace
}  // namespace secondbrain::vault
