// What differs between two texts, line by line, as people read it: ` ` stays, `-` goes, `+` comes.
//
// Pure, thread-safe. Cost is linear in the lines but for the part that differs, which is bounded.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace secondbrain::cli {

struct differing_line {
  char sign = ' ';
  std::string text;
};

/// The lines around every change, with `context` lines that stay above and below; a gap is a line `…`.
std::vector<differing_line> differences(std::string_view before, std::string_view after, std::size_t context = 2);

}  // namespace secondbrain::cli
