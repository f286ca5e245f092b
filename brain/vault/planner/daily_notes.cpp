#include "brain/vault/planner/daily_notes.hpp"

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <memory>
#include <optional>
#include <system_error>

#include "base/error.hpp"
#include "base/hash.hpp"
#include "base/stat_times.hpp"
#include "base/text.hpp"
#include "brain/vault/confined_open.hpp"
#include "brain/vault/notes/note_text.hpp"
#include "brain/vault/planner/calendar.hpp"
#include "brain/vault/vault_path.hpp"

namespace secondbrain::vault {
namespace {

struct directory_closer {
  void operator()(DIR* directory) const noexcept { ::closedir(directory); }
};
using directory_stream = std::unique_ptr<DIR, directory_closer>;

/// Nothing: the name is not exactly a day that exists.
std::optional<std::string> date_of(std::string_view name) {
  constexpr std::string_view extension = ".md";
  if (name.size() <= extension.size() || name.substr(name.size() - extension.size()) != extension) return std::nullopt;
  name.remove_suffix(extension.size());
  if (!parse_day(name)) return std::nullopt;
  return std::string{name};
}

std::int64_t nanoseconds_of(const timespec& time) noexcept {
  return static_cast<std::int64_t>(time.tv_sec) * 1'000'000'000 + time.tv_nsec;
}

/// File times tick coarsely: a file may be written once more within the same tick, and look as it did before. Where
/// times are whole seconds the file system may keep no more of them, or only every other second (FAT).
std::chrono::milliseconds tick_of(std::int64_t changed) {
  constexpr std::chrono::nanoseconds second = std::chrono::seconds{1};
  return changed % second.count() == 0 ? std::chrono::milliseconds{2'000} : std::chrono::milliseconds{20};
}
constexpr std::chrono::minutes lately{1};
constexpr std::chrono::minutes recently{15};

}  // namespace

bool daily_notes::changed_within(std::chrono::nanoseconds span, std::int64_t changed) const {
  using std::chrono::nanoseconds;
  const auto now = std::chrono::duration_cast<nanoseconds>(time_.now().time_since_epoch());
  return nanoseconds{changed} > now - span;
}

status daily_notes::refresh() {
  auto listed = list();
  RETURN_IF_ERROR(listed);
  problems_.clear();
  forget_missing(*listed);
  lost_.forget_old(time_.steady());
  for (auto& [date, seen] : *listed) {
    auto known = signatures_.find(date);
    if (known == signatures_.end() || known->second != seen) read(date, seen);
  }
  return {};
}

void daily_notes::doubt_recent() {
  std::erase_if(signatures_, [this](const auto& known) { return changed_within(recently, known.second.changed); });
}

result<daily_notes::signature_map> daily_notes::list() {
  newest_change_ = 0;
  is_doubtful_ = true;  // until it has been listed to its end
  changed_lately_.clear();
  auto root = open_vault_root(root_);
  RETURN_IF_ERROR(root);
  auto folder = open_without_links(*root, daily_folder);
  if (!folder && folder.error().code == errc::not_found) {
    is_doubtful_ = false;
    return signature_map{};
  }
  RETURN_IF_ERROR(folder);
  directory_stream stream{::fdopendir(folder->get())};
  if (!stream) {
    return fail(errc::io_failure, "Cannot list " + std::string{daily_folder} + ": " +
                                      std::generic_category().message(errno) + ". Check its permissions.");
  }
  auto directory = folder->release();  // the stream closes it
  if (struct stat of_folder; ::fstat(directory, &of_folder) == 0)
    newest_change_ = nanoseconds_of(status_change_time(of_folder));
  signature_map found;
  bool doubt = false;
  for (errno = 0; auto* listed = ::readdir(stream.get()); errno = 0) {
    auto date = date_of(listed->d_name);
    struct stat attributes;
    if (!date) continue;
    bool seen = ::fstatat(directory, listed->d_name, &attributes, AT_SYMLINK_NOFOLLOW) == 0;
    bool is_link = seen && S_ISLNK(attributes.st_mode);
    if (is_link) seen = ::fstatat(directory, listed->d_name, &attributes, 0) == 0;
    doubt = doubt || is_link || (!seen && errno != ENOENT);
    if (!seen || !S_ISREG(attributes.st_mode)) continue;
    auto changed = nanoseconds_of(status_change_time(attributes));
    newest_change_ = std::max(newest_change_, changed);
    if (changed_within(lately, changed)) changed_lately_.push_back(*date);
    found[*date] = {static_cast<std::int64_t>(attributes.st_size), static_cast<std::uint64_t>(attributes.st_ino),
                    nanoseconds_of(modification_time(attributes)), changed};
  }
  is_doubtful_ = doubt || errno != 0;
  return found;
}

std::chrono::system_clock::time_point daily_notes::newest_change() const noexcept {
  using namespace std::chrono;
  return system_clock::time_point{duration_cast<system_clock::duration>(nanoseconds{newest_change_})};
}

void daily_notes::read(const std::string& date, const signature& seen) {
  ++files_read_;
  bool settled = !changed_within(tick_of(seen.changed), seen.changed);
  auto bytes = read_note_file(root_, daily_note_path(date));
  if (!bytes) {
    problems_.push_back(bytes.error().message);
    forget(date);
    return;  // looked at again each time
  }
  take(date, *bytes);
  if (settled)
    signatures_[date] = seen;
  else
    signatures_.erase(date);
}

void daily_notes::take(const std::string& date, const std::string& text) {
  auto hash = sha1_hex(text);
  const auto known = notes_.find(date);
  if (known != notes_.end() && hashes_[date] == hash) return;
  ++revision_;
  if (!trimmed(text).empty())
    lost_.regain(date);
  else if (known != notes_.end())
    lost_.lose(std::move(known->second), time_.steady());
  notes_[date] = parse_daily_note(date, read_note_text(text).text);
  hashes_[date] = std::move(hash);
}

void daily_notes::forget(const std::string& date) {
  signatures_.erase(date);
  hashes_.erase(date);
  const auto known = notes_.find(date);
  if (known == notes_.end()) return;
  ++revision_;
  lost_.lose(std::move(known->second), time_.steady());
  notes_.erase(known);
}

void daily_notes::forget_missing(const signature_map& listed) {
  std::vector<std::string> missing;
  for (const auto& [date, note] : notes_)
    if (!listed.contains(date)) missing.push_back(date);
  for (const auto& date : missing) forget(date);
}

}  // namespace secondbrain::vault
