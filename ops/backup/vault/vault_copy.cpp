#include "ops/backup/vault/vault_copy.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <set>
#include <string_view>
#include <unordered_map>
#include <utility>

#include "base/hash.hpp"
#include "base/system_error.hpp"
#include "ops/backup/vault/vault_walk.hpp"

namespace secondbrain::ops {
namespace {

namespace fs = std::filesystem;

constexpr int most_readings = 3;
constexpr std::uint64_t files_between_reports = 64;
constexpr std::uint64_t bytes_between_reports = 8U << 20U;
constexpr std::uint64_t bytes_between_syncs = 64U << 20U;  // so that neither the end nor a stop waits for gigabytes
constexpr std::size_t most_named = 10;

enum class reading : std::uint8_t { whole, written_to_meanwhile, unreadable, gone };

bool is_same_state(const vault_entry& left, const vault_entry& right) {
  return left.bytes == right.bytes && left.modified == right.modified && left.changed == right.changed;
}

result<vault_entry> look(const file_descriptor& file, const std::string& path) {
  struct stat seen {};
  if (::fstat(file.get(), &seen) != 0) return fail_with_errno("cannot look at " + shown(path));
  if (!S_ISREG(seen.st_mode)) return fail(errc::io_failure, "it is no file any more");
  return described(path, seen);
}

class copying {
 public:
  copying(const vault_copy_options& options, const std::vector<vault_entry>& earlier)
      : options_{options}, earlier_{earlier} {
    for (const auto& each : earlier_) {
      if (each.kind != vault_entry_kind::file) continue;
      by_path_.emplace(each.path, &each);
      by_inode_.emplace(each.inode, &each);
    }
  }

  result<vault_copy> run() {
    auto walk = walk_vault(options_.vault, options_.apart);
    RETURN_IF_ERROR(walk);
    auto entries = std::move(walk->entries);
    std::vector<vault_entry*> to_read;
    for (auto& entry : entries)
      if (entry.kind == vault_entry_kind::file && !take_over(entry)) to_read.push_back(&entry);
    progress_.files_total = to_read.size();
    for (const auto* entry : to_read) progress_.bytes_total += entry->bytes;
    RETURN_IF_ERROR(options_.make_room(progress_.bytes_total));

    for (auto* entry : to_read) RETURN_IF_ERROR(read(*entry));
    std::erase_if(entries, [](const vault_entry& entry) { return entry.path.empty(); });
    for (const auto& gap : walk->gaps) note(gap.path, gap.reason);
    keep_what_was_known(entries);
    RETURN_IF_ERROR(options_.store.add(staged_));
    return finish(std::move(entries));
  }

 private:
  /// Under its name or, after a folder was renamed, under another.
  bool take_over(vault_entry& entry) {
    const auto named = by_path_.find(entry.path);
    const auto* known = named == by_path_.end() ? nullptr : named->second;
    if (!known || !is_unchanged(*known, entry)) {
      const auto moved = by_inode_.find(entry.inode);
      known = moved == by_inode_.end() ? nullptr : moved->second;
    }
    if (!known || !is_unchanged(*known, entry) || !options_.store.has(known->sha256, known->bytes)) return false;
    entry.sha256 = known->sha256;
    return true;
  }

  status read(vault_entry& entry) {
    if (options_.cancelled()) return fail(errc::cancelled, "the backup was given up, because the service stops");
    report(entry);
    const auto expected = entry.bytes;
    std::string reason;
    auto outcome = reading::written_to_meanwhile;
    for (int round = 0; round < most_readings && outcome == reading::written_to_meanwhile; ++round) {
      auto once = read_once(entry, reason);
      RETURN_IF_ERROR(once);
      outcome = *once;
    }
    ++progress_.files_done;
    progress_.bytes_done += expected;
    if (outcome == reading::unreadable) note(entry.path, reason);
    if (outcome == reading::unreadable || outcome == reading::gone) {
      entry.path.clear();
      return {};
    }
    if (outcome == reading::written_to_meanwhile) note(entry.path, "it was being written to while it was read");
    if (outcome == reading::written_to_meanwhile || has_only_just_changed(entry)) entry.changed = 0;
    return keep_draft(entry);
  }

  /// What cannot be read is an outcome; what cannot be written is a failure.
  result<reading> read_once(vault_entry& entry, std::string& reason) {
    auto file = open_in_vault(options_.vault, entry.path);
    auto before = file ? look(*file, entry.path) : result<vault_entry>{fail(file.error())};
    if (!before) {
      reason = before.error().message;
      return before.error().code == errc::not_found ? reading::gone : reading::unreadable;
    }
    ++files_read_;
    draft_ = options_.drafts / std::to_string(files_read_);
    const file_descriptor out{::open(draft_.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600)};
    if (!out) return fail_with_errno("cannot create " + draft_.string());
    sha256_digest digest;
    std::uint64_t bytes = 0;
    std::array<char, 131072> piece{};
    while (bytes <= before->bytes) {  // one that grows as fast as it is read would have no end
      const auto count = ::read(file->get(), piece.data(), piece.size());
      if (count < 0 && errno == EINTR) continue;
      if (count < 0) {
        const auto words = advice_for_errno(errno);
        reason = words.empty() ? std::generic_category().message(errno) : std::string{words};
        static_cast<void>(::unlink(draft_.c_str()));
        return reading::unreadable;
      }
      if (count == 0) break;
      if (options_.cancelled()) return fail(errc::cancelled, "the backup was given up, because the service stops");
      const std::string_view part{piece.data(), static_cast<std::size_t>(count)};
      digest.update(part);
      RETURN_IF_ERROR(write(out, part));
      if ((bytes + part.size()) / bytes_between_syncs != bytes / bytes_between_syncs && ::fsync(out.get()) != 0)
        return fail_with_errno("cannot write " + draft_.string());
      bytes += part.size();
      report_within(entry, bytes);
    }
    auto after = look(*file, entry.path);
    RETURN_IF_ERROR(after);
    auto sum = digest.hex();
    RETURN_IF_ERROR(sum);
    const auto whole = is_same_state(*before, *after) && bytes == after->bytes;
    entry = std::move(*after);
    entry.bytes = bytes;
    entry.sha256 = std::move(*sum);
    return whole ? reading::whole : reading::written_to_meanwhile;
  }

  status write(const file_descriptor& out, std::string_view part) const {
    while (!part.empty()) {
      const auto written = ::write(out.get(), part.data(), part.size());
      if (written < 0 && errno == EINTR) continue;
      if (written < 0) return fail_with_errno("cannot write " + draft_.string());
      part.remove_prefix(static_cast<std::size_t>(written));
    }
    return {};
  }

  bool has_only_just_changed(const vault_entry& entry) const {
    const auto now = std::chrono::system_clock::now().time_since_epoch();  // the clock that the file system goes by
    const auto settled = std::chrono::duration_cast<std::chrono::nanoseconds>(now - options_.settling).count();
    return std::max(entry.modified, entry.changed) > settled;
  }

  status keep_draft(const vault_entry& entry) {
    if (options_.store.has(entry.sha256, entry.bytes) || !stored_.insert(entry.sha256).second) {
      static_cast<void>(::unlink(draft_.c_str()));
      return {};
    }
    staged_.push_back({draft_, entry.sha256});
    account_.stored_bytes += entry.bytes;
    return {};
  }

  void note(const std::string& path, const std::string& reason) {
    ++account_.unread;
    if (account_.not_read.size() < most_named) account_.not_read.push_back({shown(path), reason});
    missed_.push_back(path);
  }

  /// Of what could not be read, the content that the last snapshot had.
  void keep_what_was_known(std::vector<vault_entry>& entries) {
    if (missed_.empty()) return;
    std::set<std::string_view> there;
    for (const auto& entry : entries) there.insert(entry.path);
    std::vector<vault_entry> known;
    for (const auto& each : earlier_) {
      const auto below = [&](const std::string& path) {
        return path.empty() || each.path == path ||
               (each.path.size() > path.size() && each.path[path.size()] == '/' && each.path.starts_with(path));
      };
      if (there.contains(each.path) || std::none_of(missed_.begin(), missed_.end(), below)) continue;
      if (each.kind == vault_entry_kind::file && !options_.store.has(each.sha256, each.bytes)) continue;
      known.push_back(each);
    }
    entries.insert(entries.end(), known.begin(), known.end());
    std::sort(entries.begin(), entries.end(),
              [](const auto& left, const auto& right) { return left.path < right.path; });
  }

  vault_copy finish(std::vector<vault_entry> entries) {
    account_.state = vault_presence::included;
    account_.files = entries.size();
    for (const auto& entry : entries) account_.bytes += entry.bytes;
    progress_.current.clear();
    options_.progress(progress_);
    return {std::move(entries), std::move(account_), files_read_};
  }

  void report(const vault_entry& next) {
    if (progress_.files_done % files_between_reports == 0) tell(next, 0);
  }

  /// Of a large file, how far it has been read: a person sees it move.
  void report_within(const vault_entry& file, std::uint64_t bytes_read) {
    if (progress_.bytes_done + bytes_read >= reported_ + bytes_between_reports) tell(file, bytes_read);
  }

  void tell(const vault_entry& file, std::uint64_t bytes_read) {
    auto now = progress_;
    now.current = shown(file.path);
    now.bytes_done += std::min(bytes_read, file.bytes);
    reported_ = now.bytes_done;
    options_.progress(now);
  }

  const vault_copy_options& options_;
  const std::vector<vault_entry>& earlier_;
  std::unordered_map<std::string_view, const vault_entry*> by_path_;
  std::unordered_map<std::uint64_t, const vault_entry*> by_inode_;
  std::vector<object_store::staged> staged_;
  std::set<std::string> stored_;
  std::vector<std::string> missed_;
  fs::path draft_;
  backup_vault account_;
  vault_copy_progress progress_;
  std::uint64_t reported_ = 0;
  std::uint64_t files_read_ = 0;
};

}  // namespace

result<vault_copy> copy_vault(const vault_copy_options& options, const std::vector<vault_entry>& earlier) {
  return copying{options, earlier}.run();
}

}  // namespace secondbrain::ops
