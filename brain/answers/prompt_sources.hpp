// How sources are named in a prompt; their text stands below as `llm::quoted_data`. Pure and thread-safe; nothing
// fails.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "messages/indexed_note.hpp"

namespace secondbrain::answers {

/// `title > heading > heading`
std::string titled_path(std::string_view title, const std::vector<std::string>& headings);

/// `[number] [folder] (date) title`, each part only when there is one (contract: retrieval §3, §5).
std::string source_line(const std::string& number, std::string_view folder, std::string_view date,
                        std::string_view title);

/// The same of a passage, with its headings.
std::string source_line(std::size_t number, const chunk& piece);

}  // namespace secondbrain::answers
