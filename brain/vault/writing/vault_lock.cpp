#include "brain/vault/writing/vault_lock.hpp"

#include <cerrno>
#include <system_error>

#include "brain/vault/confined_open.hpp"

namespace secondbrain::vault {

result<file_descriptor> lock_vault(const file_operations& operations, const std::filesystem::path& root) {
  auto directory = open_vault_root(root);
  if (!directory || operations.lock(directory->get()) == 0) return directory;
  if (errno == EWOULDBLOCK || errno == EINTR) {
    return fail(errc::busy, "Another process of SecondBrain is writing to the vault");
  }
  if (is_unsupported(errno)) return directory;  // a network file system without locks
  return fail(errc::io_failure, "Cannot lock the vault: " + std::generic_category().message(errno) + ".");
}

}  // namespace secondbrain::vault
