// What on a line with a box tells how its task is written, and what of it says nothing. Pure; any thread; cannot fail.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace secondbrain::vault {

/// The box of a list item, in lists of any kind and in quotes.
struct boxed_line {
  std::string_view sign;  // within the box; empty: the line has no box
  std::string_view text;  // behind it
};

boxed_line read_boxed_line(std::string_view line);

/// `tasks`, `dataview`, `due`, or `plain` when nothing but words is written.
std::string_view format_of_task(std::string_view text);

/// Sentences about dates on the line that are none.
std::vector<std::string> trouble_with_dates(std::string_view text);

}  // namespace secondbrain::vault
