// Brings a snapshot back from a second directory, with what was shipped after it.
//
// The second directory is only read. One of this data directory is taken, and one of another only on a clear word. What
// is damaged there is passed over for the next that is sound, and that is said. Blocks; any thread.
#pragma once

#include <filesystem>
#include <vector>

#include "base/error.hpp"
#include "ops/elsewhere/copies_layout.hpp"
#include "ops/elsewhere/copy_place.hpp"

namespace secondbrain::ops {

/// Which copies answer to an order, the first to be tried first: all of one data directory. Fails as fetching them
/// does.
result<std::vector<placed_snapshot>> copies_to_fetch(const std::filesystem::path& directory, const fetch_order& order,
                                                     const backup_origin& own_origin);

/// errc::not_found: there is none, says what is there instead; errc::conflict: it is of another data directory, or it
/// is not clear of which; errc::corrupt: none is sound.
result<fetched> fetch_from_directory(const std::filesystem::path& directory, const fetch_order& order,
                                     const copy_source& source);

}  // namespace secondbrain::ops
