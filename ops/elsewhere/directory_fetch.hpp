// Brings a snapshot back from a second directory, with what was shipped after it.
//
// The second directory is only read. One of this data directory is taken, and one of another only on a clear word. What
// is damaged there is passed over for the next that is sound, and that is said. Blocks; any thread.
#pragma once

#include <filesystem>

#include "base/error.hpp"
#include "ops/elsewhere/copy_place.hpp"

namespace secondbrain::ops {

/// errc::not_found: there is none, says what is there instead; errc::conflict: it is of another data directory, or it
/// is not clear of which; errc::corrupt: none is sound.
result<fetched> fetch_from_directory(const std::filesystem::path& directory, const fetch_order& order,
                                     const copy_source& source);

}  // namespace secondbrain::ops
