// Reads the text of a .env file: NAME=value lines, `export`, comments, quotes, as common dotenv readers do.
//
// A pure function; lines it cannot make sense of are named, never guessed at.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace secondbrain::ops {

struct dotenv_file {
  std::vector<std::pair<std::string, std::string>> values;  // in the order of the file; the last of a name counts
  std::vector<int> bad_lines;                               // from 1
};

dotenv_file parse_dotenv(std::string_view text);

}  // namespace secondbrain::ops
