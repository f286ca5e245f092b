// What to search an index for: words that its notes have, as a person would ask for them.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace secondbrain::bench {

/// Two to four words that stand together in some note; a space at the end says that the last word is finished. The
/// same for the same index, every time.
std::vector<std::string> sample_queries(const std::filesystem::path& index, int count);

/// Passages from all over the index.
std::vector<std::string> sample_passages(const std::filesystem::path& index, int count);

/// The words that most passages have, the most common first.
std::vector<std::string> commonest_words(const std::filesystem::path& index, int count);

/// The folder with the most notes.
std::string largest_folder(const std::filesystem::path& index);

}  // namespace secondbrain::bench
