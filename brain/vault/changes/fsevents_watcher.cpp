// macOS: one FSEvents stream for the whole vault (File System Events Programming Guide).
#include <CoreServices/CoreServices.h>
#include <dispatch/dispatch.h>

#include <mutex>
#include <string>
#include <system_error>
#include <utility>

#include "base/error.hpp"
#include "base/wake_signal.hpp"
#include "brain/vault/changes/event_collector.hpp"
#include "brain/vault/changes/settings_look.hpp"
#include "brain/vault/changes/watcher_backends.hpp"
#include "brain/vault/readable_path.hpp"

namespace secondbrain::vault {

namespace {

constexpr CFTimeInterval latency = 0.05;  // seconds; the debounce behind us does the gathering
constexpr FSEventStreamEventFlags lost_detail =
    kFSEventStreamEventFlagMustScanSubDirs | kFSEventStreamEventFlagUserDropped | kFSEventStreamEventFlagKernelDropped;
constexpr FSEventStreamEventFlags lost_root = kFSEventStreamEventFlagRootChanged | kFSEventStreamEventFlagUnmount;

/// The flags of a file are those of all that lately happened to it.
watch_urgency urgency_of(FSEventStreamEventFlags flags) {
  constexpr FSEventStreamEventFlags written = kFSEventStreamEventFlagItemModified | kFSEventStreamEventFlagItemRenamed;
  const bool is_saved = (flags & written) && !(flags & kFSEventStreamEventFlagItemRemoved);
  return is_saved ? watch_urgency::saved : watch_urgency::none;
}

class fsevents_watcher final : public vault_watcher {
 public:
  /// `root` is canonical: the stream names files by their canonical paths.
  fsevents_watcher(const std::filesystem::path& root, wake_signal arrived)
      : prefix_{root.string() + '/'}, arrived_{std::move(arrived)} {}

  ~fsevents_watcher() override {
    if (stream_) {
      FSEventStreamStop(stream_);
      FSEventStreamInvalidate(stream_);
      FSEventStreamRelease(stream_);
    }
    if (queue_) {
      dispatch_sync_f(queue_, nullptr, [](void*) {});  // a callback under way ends before its members do
      dispatch_release(queue_);
    }
  }

  status start() {
    auto root = prefix_.substr(0, prefix_.size() - 1);
    auto path = CFStringCreateWithCString(nullptr, root.c_str(), kCFStringEncodingUTF8);
    auto paths = CFArrayCreate(nullptr, reinterpret_cast<const void**>(&path), 1, &kCFTypeArrayCallBacks);
    FSEventStreamContext context{0, this, nullptr, nullptr, nullptr};
    stream_ = FSEventStreamCreate(
        nullptr, &on_events, &context, paths, kFSEventStreamEventIdSinceNow, latency,
        kFSEventStreamCreateFlagFileEvents | kFSEventStreamCreateFlagNoDefer | kFSEventStreamCreateFlagWatchRoot);
    CFRelease(paths);
    CFRelease(path);
    if (!stream_) return fail(errc::io_failure, "Cannot watch files. Have the vault polled instead.");
    queue_ = dispatch_queue_create("secondbrain.watcher", DISPATCH_QUEUE_SERIAL);
    FSEventStreamSetDispatchQueue(stream_, queue_);
    if (!FSEventStreamStart(stream_))
      return fail(errc::io_failure, "Cannot watch files. Have the vault polled instead.");
    return {};
  }

  int descriptor() const noexcept override { return arrived_.descriptor(); }

  watch_event look() override {
    arrived_.reset();
    std::lock_guard lock{mutex_};
    return gathered_.take();
  }

  std::string_view name() const noexcept override { return "fsevents"; }

 private:
  static void on_events(ConstFSEventStreamRef, void* self, std::size_t count, void* paths,
                        const FSEventStreamEventFlags* flags, const FSEventStreamEventId*) {
    auto* watcher = static_cast<fsevents_watcher*>(self);
    auto* names = static_cast<const char* const*>(paths);
    {
      std::lock_guard lock{watcher->mutex_};
      for (std::size_t i = 0; i < count; ++i) watcher->handle(names[i], flags[i]);
    }
    watcher->arrived_.wake();
  }

  void handle(std::string_view absolute, FSEventStreamEventFlags flags) {
    if (flags & lost_root) return gathered_.add(watch_outcome::root_lost, "The vault's folder was moved or removed.");
    if (flags & lost_detail) {
      return gathered_.add(watch_outcome::rescan_needed, "More changed at once than the system could report.");
    }
    if (absolute.substr(0, prefix_.size()) != prefix_) return;
    std::string path{absolute.substr(prefix_.size())};
    if (flags & kFSEventStreamEventFlagItemIsDir) {
      if (is_watched_folder(path)) gathered_.add_path(readable_path(path), urgency_of(flags));
    } else if (is_watched_file(path)) {
      gathered_.add_path(readable_path(path), urgency_of(flags));
    }
  }

  std::string prefix_;  // of every path in the vault
  FSEventStreamRef stream_ = nullptr;
  dispatch_queue_t queue_ = nullptr;
  std::mutex mutex_;
  wake_signal arrived_;
  event_collector gathered_;  // guarded by mutex_
};

}  // namespace

result<std::unique_ptr<vault_watcher>> make_native_watcher(const std::filesystem::path& root) {
  std::error_code problem;
  auto canonical = std::filesystem::canonical(root, problem);
  if (problem) return fail(errc::vault_missing, "Cannot find the vault " + root.string() + ": " + problem.message());
  auto arrived = wake_signal::create();
  RETURN_IF_ERROR(arrived);
  auto watcher = std::make_unique<fsevents_watcher>(canonical, *std::move(arrived));
  RETURN_IF_ERROR(watcher->start());
  return watcher;
}

}  // namespace secondbrain::vault
