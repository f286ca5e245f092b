// The implementations behind `vault_watcher::create`. Contract and failures: watcher.hpp.
#pragma once

#include <chrono>
#include <filesystem>
#include <memory>

#include "brain/vault/changes/watcher.hpp"

namespace secondbrain::vault {

/// What this system offers: inotify or FSEvents.
result<std::unique_ptr<vault_watcher>> make_native_watcher(const std::filesystem::path& root);

/// Scans every `interval` and compares; `copies` as the index has it.
result<std::unique_ptr<vault_watcher>> make_polling_watcher(const std::filesystem::path& root,
                                                            std::chrono::milliseconds interval, tool_copies copies);

}  // namespace secondbrain::vault
