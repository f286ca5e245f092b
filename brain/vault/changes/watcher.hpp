// Tells which notes and folders of a vault changed, as they change, and the settings that say how it is kept.
//
// One interface; inotify on Linux, FSEvents on macOS, and polling where neither works (network file systems, exhausted
// watch limits). Owned and used by one thread; `look` blocks it on the file system, and only `wait` waits. After
// anything the system could not tell in detail the answer is `rescan_needed`: a scan is always right.
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.hpp"
#include "brain/vault/changes/tool_copies.hpp"

namespace secondbrain::vault {

/// In ascending order of how much there is to look at.
enum class watch_outcome : std::uint8_t { none, changed, rescan_needed, root_lost };

/// Whether a text is there now that somebody is done with writing, or something has gone, appeared, got other rights.
enum class watch_urgency : std::uint8_t { none, saved };

struct watch_event {
  watch_outcome outcome = watch_outcome::none;
  std::vector<std::string> paths;  // of `changed`: relative paths of notes and settings, written or gone, and of
                                   // folders that changed as a whole, in the order of path_less
  std::string reason;              // of `rescan_needed` and `root_lost`: a sentence
  watch_urgency urgency = watch_urgency::none;
};

enum class watch_backend : std::uint8_t { native, polling };

struct watch_options {
  watch_backend backend = watch_backend::native;
  std::chrono::milliseconds poll_interval{2000};
  tool_copies copies = tool_copies::left_out;  // a listing leaves them out, as the index does
};

class vault_watcher {
 public:
  virtual ~vault_watcher() = default;

  /// errc::vault_missing when the root cannot be watched because it is not there; errc::io_failure when the system
  /// refuses (the caller may then ask for polling). Changes after the return are reported.
  static result<std::unique_ptr<vault_watcher>> create(const std::filesystem::path& root,
                                                       const watch_options& options = {});

  /// Can be read when there is something to tell; -1: there is no such descriptor, and `next_look` says when to look.
  virtual int descriptor() const noexcept { return -1; }
  virtual std::chrono::steady_clock::time_point next_look() const noexcept {
    return std::chrono::steady_clock::time_point::max();
  }

  /// What there is to tell by now. After `root_lost` the watcher is spent: create another.
  virtual watch_event look() = 0;

  /// Waits up to `timeout` for something to tell.
  watch_event wait(std::chrono::milliseconds timeout);

  /// "inotify", "fsevents" or "polling".
  virtual std::string_view name() const noexcept = 0;
};

}  // namespace secondbrain::vault
