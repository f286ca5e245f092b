// The Porter stemmer, so that "connected", "connecting" and "connection" are one word.
//
// M. F. Porter, "An algorithm for suffix stripping", Program 14(3), 1980, as SQLite's FTS5 `porter` tokenizer carries
// it out. Pure and thread-safe; nothing fails.
#pragma once

#include <string>

namespace secondbrain::search {

/// The stem of a folded (lower-case) word. Words shorter than 3 bytes or longer than 64 are their own stem.
std::string porter_stem(std::string word);

}  // namespace secondbrain::search
