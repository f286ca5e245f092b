// Words that keep coming up (contract: vault §10).
//
// Thread-safe, cannot fail.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace secondbrain::sync {

/// The words worth counting: letters of the Latin alphabet, three or more, in lower case, none too common to mean much.
std::vector<std::string> topic_words(std::string_view text);

/// Words that stand in the texts of at least three days, by the number of days, then by first appearance; ten at most.
std::vector<std::string> recurring_topics(const std::vector<std::string>& text_by_day);

}  // namespace secondbrain::sync
