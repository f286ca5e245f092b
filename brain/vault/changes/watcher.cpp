#include "brain/vault/changes/watcher.hpp"

#include "base/error.hpp"
#include "brain/vault/changes/watcher_backends.hpp"
#include "brain/vault/confined_open.hpp"

namespace secondbrain::vault {

result<std::unique_ptr<vault_watcher>> vault_watcher::create(const std::filesystem::path& root,
                                                             const watch_options& options) {
  RETURN_IF_ERROR(open_vault_root(root));
  if (options.backend == watch_backend::polling) return make_polling_watcher(root, options.poll_interval);
  return make_native_watcher(root);
}

}  // namespace secondbrain::vault
