// What a backup is like, in words for a terminal. Pure.
#pragma once

#include <string>

#include "messages/backup.hpp"

namespace secondbrain::cli {

/// "With the notes: 14,142 files, 1.2 GB, of which 12 kB are new.", or why without them.
std::string notes_in_words(const backup_vault& vault);

}  // namespace secondbrain::cli
