#include "cli/commands/backup_words.hpp"

#include "base/human_text.hpp"
#include "cli/display/terminal.hpp"

namespace secondbrain::cli {

std::string notes_in_words(const backup_vault& vault) {
  const auto bytes = [](std::uint64_t count) { return byte_count(static_cast<std::int64_t>(count)); };
  switch (vault.state) {
    case vault_presence::included: {
      auto text = "With the notes: " + counted(static_cast<std::int64_t>(vault.files), "entry", "entries") + ", " +
                  bytes(vault.bytes) + ", of which " + bytes(vault.stored_bytes) + " are new";
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

}  // namespace secondbrain::cli
