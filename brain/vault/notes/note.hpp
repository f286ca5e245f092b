// A note as read from its file (contract: vault §3).
//
// Thread-safe. Any bytes make a note; what was odd about them is in `warning`.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "brain/vault/notes/frontmatter.hpp"

namespace secondbrain::vault {

struct note {
  std::string path;                 // relative to the vault root, '/' between parts
  std::string title;                // §3.2; cut behind 1,000 bytes
  std::string folder;               // first path component, empty at the root
  std::optional<std::string> date;  // §3.3: the frontmatter's when it is a string, else a daily note's file name
  frontmatter_value metadata;       // a mapping, possibly empty
  std::string body;                 // UTF-8, `\n` line ends, no white space at its ends, embedded data left out
  int body_line = 1;                // line of the file on which the body begins, from 1
  std::string warning;              // a sentence; empty when all is well
};

note parse_note(std::string path, std::string_view bytes);

}  // namespace secondbrain::vault
