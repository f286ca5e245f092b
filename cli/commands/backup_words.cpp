#include "cli/commands/backup_words.hpp"

#include "base/human_text.hpp"
#include "cli/display/terminal.hpp"

namespace secondbrain::cli {

std::string notes_in_words(const backup_vault& vault) {
  switch (vault.state) {
    case vault_presence::included: {
      auto text =
          "With the notes: " + counted(static_cast<std::int64_t>(vault.files), "file or folder", "files and folders") +
          ", " + byte_count(static_cast<std::int64_t>(vault.bytes));
      if (vault.unread > 0)
        text += "; " + counted(static_cast<std::int64_t>(vault.unread), "file", "files") + " could not be read";
      return text + ".";
    }
    case vault_presence::left_out: return "Without the notes: " + with_full_stop(printable(vault.reason));
    case vault_presence::off: return "Without the notes, as SECONDBRAIN_BACKUP_VAULT says.";
    case vault_presence::unknown: break;
  }
  return "Without the notes: an earlier version made it.";
}

std::string news_in_words(const backup_vault& vault) {
  if (vault.state != vault_presence::included) return {};
  if (vault.stored_bytes == 0) return "All of the notes were in an earlier backup already.";
  return "Of the notes, " + byte_count(static_cast<std::int64_t>(vault.stored_bytes)) + " were in no earlier backup.";
}

}  // namespace secondbrain::cli
