#include "brain/vault/changes/indexing.hpp"

#include <utility>

#include "base/error.hpp"
#include "base/hash.hpp"
#include "brain/vault/notes/chunker.hpp"
#include "brain/vault/notes/note.hpp"
#include "brain/vault/vault_path.hpp"

namespace secondbrain::vault {

result<prepared_note> prepare_note(const std::filesystem::path& root, const scanned_file& file,
                                   const std::optional<std::string>& known_hash) {
  auto bytes = read_note_file(root, file.path);
  RETURN_IF_ERROR(bytes);
  prepared_note prepared;
  prepared.note.path = file.path;
  prepared.file.path = file.path;
  prepared.file.content_hash = sha1_hex(*bytes);
  prepared.file.modified = file.modified;
  prepared.file.size = file.size;
  prepared.file.changed = file.changed;
  prepared.file.inode = file.inode;
  if (known_hash == prepared.file.content_hash) {
    prepared.change = content_change::same;
    return prepared;
  }
  prepared.note.chunks = chunk_note(parse_note(file.path, *bytes));
  prepared.file.chunk_count = static_cast<int>(prepared.note.chunks.size());
  return prepared;
}

}  // namespace secondbrain::vault
