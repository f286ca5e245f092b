// What a backup is like, in words for a terminal. Pure.
#pragma once

#include <string>

#include "messages/backup.hpp"

namespace secondbrain::cli {

/// "With the notes: 14,142 files and folders, 1.2 GB.", or why without them.
std::string notes_in_words(const backup_vault& vault);

/// "Of the notes, 12 kB were in no earlier backup."; empty where there are none.
std::string news_in_words(const backup_vault& vault);

}  // namespace secondbrain::cli
