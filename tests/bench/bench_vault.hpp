// The vault that is measured: the user's own, or one of the size of a large documentation set.
#pragma once

#include <filesystem>

namespace secondbrain::bench {

/// $BENCH_VAULT, else 14,142 generated notes of about 94 MB below `scratch`: the same bytes every time.
std::filesystem::path vault_to_measure(const std::filesystem::path& scratch);

}  // namespace secondbrain::bench
