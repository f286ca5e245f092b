#include "brain/vault/changes/watcher.hpp"

#include <algorithm>

#include "base/error.hpp"
#include "base/wake_signal.hpp"
#include "brain/vault/changes/watcher_backends.hpp"
#include "brain/vault/confined_open.hpp"

namespace secondbrain::vault {

result<std::unique_ptr<vault_watcher>> vault_watcher::create(const std::filesystem::path& root,
                                                             const watch_options& options) {
  RETURN_IF_ERROR(open_vault_root(root));
  if (options.backend == watch_backend::polling)
    return make_polling_watcher(root, options.poll_interval, options.copies);
  return make_native_watcher(root);
}

watch_event vault_watcher::wait(std::chrono::milliseconds timeout) {
  using clock = std::chrono::steady_clock;
  const auto now = clock::now();
  const auto left = std::max(next_look(), now) - now;
  wait_until_readable(descriptor(), left < timeout ? std::chrono::ceil<std::chrono::milliseconds>(left) : timeout);
  return look();
}

}  // namespace secondbrain::vault
