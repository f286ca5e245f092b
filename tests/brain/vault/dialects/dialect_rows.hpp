// Rows that say what the owner's own tools make of a text, one JSON object a line.
//
// A few of each kind lie in `rows/` and always run. Large sets of the same form run as well where
// SECONDBRAIN_DIALECT_ROWS names the folder that holds them; how many of their rows agree is printed.
#pragma once

#include <gtest/gtest.h>

#include <boost/json.hpp>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <string>
#include <vector>

#include "base/json.hpp"

namespace secondbrain::vault {

namespace json = boost::json;

/// The value of a member; null where there is none.
inline const json::value& member(const json::value& of, std::string_view name) {
  static const json::value nothing;
  const auto* object = of.if_object();
  const auto* found = object == nullptr ? nullptr : object->if_contains(name);
  return found == nullptr ? nothing : *found;
}

inline std::string text(const json::value& of, std::string_view name) {
  const auto& found = member(of, name);
  return found.is_string() ? std::string{found.as_string()} : std::string{};
}

inline json::value list_of(const std::vector<std::string>& texts) {
  json::array all;
  for (const auto& each : texts) all.emplace_back(each);
  return all;
}

/// Of each row `found(row)` must be `expected(row)`; of a large set at least this share.
template <class Expected, class Found>
void compare_rows(std::string_view file, double share, const Expected& expected, const Found& found) {
  std::vector<std::filesystem::path> folders{std::filesystem::path{VAULT_TESTS} / "dialects" / "rows"};
  if (const auto* named = std::getenv("SECONDBRAIN_DIALECT_ROWS")) folders.emplace_back(named);
  for (const auto& folder : folders) {
    const bool own = folder == folders.front();
    std::ifstream lines{folder / file};
    ASSERT_TRUE(lines) << folder / file;
    std::size_t rows = 0;
    std::size_t agree = 0;
    for (std::string line; std::getline(lines, line);) {
      if (line.empty()) continue;
      const auto row = json::parse(line);
      ++rows;
      const json::value wanted = expected(row);
      const json::value got = found(row);
      if (wanted == got) {
        ++agree;
      } else if (own) {
        ADD_FAILURE() << line << "\nexpected " << json_text(wanted) << "\ngot      " << json_text(got);
      } else {
        std::cout << file << ": differs\n"
                  << line << "\nexpected " << json_text(wanted) << "\ngot      " << json_text(got) << "\n";
      }
    }
    EXPECT_GT(rows, 0U) << folder / file;
    if (!own) {
      std::cout << file << ": " << agree << " of " << rows << " rows agree\n";
      EXPECT_GE(static_cast<double>(agree), share * static_cast<double>(rows));
    }
  }
}

}  // namespace secondbrain::vault
