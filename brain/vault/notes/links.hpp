// Wiki links (contract: vault §3.4). Thread-safe, cannot fail.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace secondbrain::vault {

/// Targets of `[[target]]`, `[[target|alias]]` and `[[target#heading]]`, each once, in order of first appearance.
/// Links in code do not count; folder prefixes and `^block` references stay in the target.
std::vector<std::string> wiki_links(std::string_view body);

}  // namespace secondbrain::vault
