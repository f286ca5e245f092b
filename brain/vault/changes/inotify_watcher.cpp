// Linux: one inotify watch for every directory that may hold notes or settings (inotify(7)).
#include <sys/inotify.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <iterator>
#include <system_error>
#include <unordered_map>
#include <utility>

#include "base/error.hpp"
#include "base/file_descriptor.hpp"
#include "base/text.hpp"
#include "brain/vault/changes/event_collector.hpp"
#include "brain/vault/changes/settings_look.hpp"
#include "brain/vault/changes/watcher_backends.hpp"
#include "brain/vault/readable_path.hpp"

namespace secondbrain::vault {

namespace {

constexpr std::uint32_t watched_events = IN_CREATE | IN_CLOSE_WRITE | IN_ATTRIB | IN_MOVED_FROM | IN_MOVED_TO |
                                         IN_DELETE | IN_DELETE_SELF | IN_MOVE_SELF | IN_ONLYDIR | IN_DONT_FOLLOW;

/// What was moved in is as it should be, and so is what was closed by its writer. What was made is still empty.
watch_urgency urgency_of(std::uint32_t mask) {
  return mask & (IN_CLOSE_WRITE | IN_MOVED_TO) ? watch_urgency::saved : watch_urgency::none;
}

/// An event that is about the watched directory itself has no name.
std::string join(const std::string& directory, std::string_view name) {
  if (directory.empty() || name.empty()) return directory + std::string{name};
  return directory + '/' + std::string{name};
}

class inotify_watcher final : public vault_watcher {
 public:
  inotify_watcher(std::filesystem::path root, file_descriptor queue)
      : root_{std::move(root)}, queue_{std::move(queue)} {}

  /// Watches a directory and all below it. What cannot be opened is passed over, the scan reports it; it fails when the
  /// system has no watches left or the root cannot be watched.
  status watch_tree(const std::string& directory) {
    // The watch comes before the listing, so that a directory made in between is seen by one of the two.
    if (auto watched = watch(directory); !watched) return watched;
    std::error_code problem;
    std::filesystem::directory_iterator entries{root_ / directory, problem};
    for (; !problem && entries != std::filesystem::directory_iterator{}; entries.increment(problem)) {
      std::error_code unknown;
      if (!std::filesystem::is_directory(entries->symlink_status(unknown))) continue;
      auto path = join(directory, entries->path().filename().string());
      if (!is_watched_folder(path)) continue;
      if (auto watched = watch_tree(path); !watched) return watched;
    }
    return {};
  }

  int descriptor() const noexcept override { return queue_.get(); }

  watch_event look() override {
    read_queue();
    return gathered_.take();
  }

  std::string_view name() const noexcept override { return "inotify"; }

 private:
  status watch(const std::string& directory) {
    int watch = ::inotify_add_watch(queue_.get(), (root_ / directory).c_str(), watched_events);
    if (watch >= 0) {
      directories_[watch] = directory;
      return {};
    }
    auto code = errno;
    if (code == ENOSPC || code == ENOMEM) {
      return fail(
          errc::io_failure,
          "The system has no file watches left. Raise fs.inotify.max_user_watches, or have the vault polled instead.");
    }
    if (!directory.empty()) return {};
    return fail(errc::vault_missing, "Cannot watch the vault: " + std::generic_category().message(code) + ".");
  }

  void read_queue() {
    alignas(inotify_event) std::array<char, 65536> buffer;
    for (;;) {
      auto length = ::read(queue_.get(), buffer.data(), buffer.size());
      if (length <= 0) return;
      for (auto* at = buffer.data(); at < buffer.data() + length;) {
        inotify_event event;
        std::memcpy(&event, at, sizeof event);
        handle(event, event.len > 0 ? at + sizeof event : "");
        at += sizeof event + event.len;
      }
    }
  }

  void handle(const inotify_event& event, std::string_view name) {
    if (event.mask & IN_Q_OVERFLOW) return look_again("More changed at once than the system could report.");
    auto found = directories_.find(event.wd);
    if (found == directories_.end()) return;  // of a directory that has moved away
    auto directory = found->second;
    bool is_gone = event.mask & (IN_DELETE_SELF | IN_MOVE_SELF | IN_UNMOUNT | IN_IGNORED);
    if (is_gone && directory.empty())
      return gathered_.add(watch_outcome::root_lost, "The vault's folder was moved or removed.");
    if (event.mask & IN_IGNORED) {
      directories_.erase(found);
    } else if (!is_gone && event.mask & IN_ISDIR) {
      handle_directory(event.mask, join(directory, name));
    } else if (auto path = join(directory, name); !is_gone && is_watched_file(path)) {
      gathered_.add_path(readable_path(path), urgency_of(event.mask));
    }
  }

  /// Watches what may be new and names all of it: files may have come before the watch.
  void handle_directory(std::uint32_t mask, const std::string& path) {
    if (!is_watched_folder(path)) return;
    if (mask & (IN_MOVED_FROM | IN_DELETE)) forget_tree(path);
    if (path.empty()) return look_again("The vault's folder changed.");
    if (const auto watched = watch_tree(path); !watched)
      return gathered_.add(watch_outcome::rescan_needed, watched.error().message);
    gathered_.add_path(readable_path(path), urgency_of(mask));
  }

  void look_again(std::string reason) {
    auto watched = watch_tree("");
    gathered_.add(watch_outcome::rescan_needed, watched ? std::move(reason) : watched.error().message);
  }

  /// A watch follows its directory; where that now is, is told by another event or not at all.
  void forget_tree(const std::string& path) {
    for (auto entry = directories_.begin(); entry != directories_.end();) {
      auto& directory = entry->second;
      bool is_inside = directory == path || directory.rfind(path + '/', 0) == 0;
      if (is_inside) ::inotify_rm_watch(queue_.get(), entry->first);
      entry = is_inside ? directories_.erase(entry) : std::next(entry);
    }
  }

  std::filesystem::path root_;
  file_descriptor queue_;
  std::unordered_map<int, std::string> directories_;  // by watch; the root is ""
  event_collector gathered_;
};

}  // namespace

result<std::unique_ptr<vault_watcher>> make_native_watcher(const std::filesystem::path& root) {
  file_descriptor queue{::inotify_init1(IN_NONBLOCK | IN_CLOEXEC)};
  if (!queue) {
    return fail(errc::io_failure, "Cannot watch files: " + std::generic_category().message(errno) +
                                      ". Raise fs.inotify.max_user_instances, or have the vault polled instead.");
  }
  auto watcher = std::make_unique<inotify_watcher>(root, std::move(queue));
  RETURN_IF_ERROR(watcher->watch_tree(""));
  return watcher;
}

}  // namespace secondbrain::vault
