// How a heading path is written in one column: parts joined by '|' (contract: stores §2), with '|' and '\' inside a
// part escaped by '\', so that no heading can break it.
//
// Any thread; nothing here fails: a path of the reference, which does not escape, reads as well as it can.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace secondbrain::stores {

/// Writes the joined path to `joined`, whose memory is used again.
void join_headings(const std::vector<std::string>& headings, std::string& joined);

std::vector<std::string> split_headings(std::string_view joined);

}  // namespace secondbrain::stores
