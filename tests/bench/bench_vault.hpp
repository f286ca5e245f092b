// The vault that is measured: the user's own, or one of the size of a large documentation set.
#pragma once

#include <filesystem>
#include <optional>

namespace secondbrain::bench {

/// $BENCH_VAULT, else $BENCH_NOTES generated notes below `scratch` (14,142, of about 94 MB): the same bytes every
/// time. Nothing, after a word about it, when what they name makes no sense.
std::optional<std::filesystem::path> vault_to_measure(const std::filesystem::path& scratch);

}  // namespace secondbrain::bench
