#include <algorithm>
#include <utility>

#include "brain/vault/changes/file_selection.hpp"
#include "brain/vault/changes/scan.hpp"
#include "brain/vault/changes/settings_look.hpp"
#include "brain/vault/changes/watcher_backends.hpp"

namespace secondbrain::vault {

namespace {

using std::chrono::steady_clock;

/// Paths that are in one listing only, or in both with another size or mtime. Both are in the order of path_less.
std::vector<std::string> differences(const std::vector<scanned_file>& before, const std::vector<scanned_file>& after) {
  std::vector<std::string> paths;
  auto old_file = before.begin();
  auto new_file = after.begin();
  while (old_file != before.end() || new_file != after.end()) {
    bool is_gone = new_file == after.end() || (old_file != before.end() && path_less(old_file->path, new_file->path));
    bool is_new = !is_gone && (old_file == before.end() || path_less(new_file->path, old_file->path));
    if (is_gone) {
      paths.push_back((old_file++)->path);
    } else if (is_new) {
      paths.push_back((new_file++)->path);
    } else {
      if (*old_file != *new_file) paths.push_back(new_file->path);
      ++old_file;
      ++new_file;
    }
  }
  return paths;
}

class polling_watcher final : public vault_watcher {
 public:
  polling_watcher(std::filesystem::path root, std::chrono::milliseconds interval, tool_copies copies)
      : root_{std::move(root)},
        interval_{interval},
        copies_{copies},
        known_{scan_vault(root_, copies_)},
        settings_{look_at_settings(root_)},
        next_scan_{steady_clock::now() + interval} {}

  steady_clock::time_point next_look() const noexcept override { return next_scan_; }

  watch_event look() override {
    if (steady_clock::now() < next_scan_) return {};
    auto found = scan_vault(root_, copies_);
    next_scan_ = steady_clock::now() + interval_;
    bool lost = found.condition == vault_condition::missing || found.condition == vault_condition::unreadable;
    if (lost) return {watch_outcome::root_lost, {}, found.problems.front().message};
    const auto before = std::exchange(known_, std::move(found));
    const auto settings = std::exchange(settings_, look_at_settings(root_));
    auto paths = differences(before.files, known_.files);
    const bool only_less = known_.files.size() + paths.size() == before.files.size();
    auto urgency = paths.empty() || only_less ? watch_urgency::none : watch_urgency::saved;
    for (auto& each : differences(settings, settings_)) {
      urgency = watch_urgency::saved;
      paths.push_back(std::move(each));
    }
    if (paths.empty()) return {};
    std::sort(paths.begin(), paths.end(), path_order{});
    return {watch_outcome::changed, std::move(paths), {}, urgency};
  }

  std::string_view name() const noexcept override { return "polling"; }

 private:
  std::filesystem::path root_;
  std::chrono::milliseconds interval_;
  tool_copies copies_;
  scan_result known_;
  std::vector<scanned_file> settings_;
  steady_clock::time_point next_scan_;
};

}  // namespace

result<std::unique_ptr<vault_watcher>> make_polling_watcher(const std::filesystem::path& root,
                                                            std::chrono::milliseconds interval, tool_copies copies) {
  return std::make_unique<polling_watcher>(root, interval, copies);
}

}  // namespace secondbrain::vault
