// All daily notes of a vault, read once and again only when they change.
//
// Owned by one thread; blocks on the file system. A note counts as unchanged while its size, its times and its inode
// do. What cannot be read is a problem in words, never a failure of the rest.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "base/clock.hpp"
#include "base/error.hpp"
#include "brain/vault/planner/daily_note.hpp"
#include "brain/vault/planner/lost_notes.hpp"

namespace secondbrain::vault {

class daily_notes {
 public:
  /// The root need not be there yet. The clock, which says how long ago a file changed, outlives the notes.
  explicit daily_notes(std::filesystem::path root, const clock& time = real_clock())
      : root_{std::move(root)}, time_{time} {}

  /// Looks at `00_Daily/*.md` and reads what changed. Names that are not exactly a day that exists are passed over; a
  /// missing folder is an empty one. errc::vault_missing; errc::io_failure: the folder cannot be listed.
  status refresh();

  /// Has the notes of the last quarter of an hour read again by the next refresh, however they look: a program that has
  /// mapped a file into its memory may change it, and neither its times nor an event tell.
  void doubt_recent();

  /// As of the last refresh.
  const daily_note_map& notes() const noexcept { return notes_; }
  /// Grows whenever a refresh changed what the notes say.
  std::uint64_t revision() const noexcept { return revision_; }
  /// Notes that could not be read at the last refresh, with the reason.
  const std::vector<std::string>& problems() const noexcept { return problems_; }
  /// Whether the last refresh may have been wrong, or can become so while nothing in the folder changes: a note could
  /// not be read or not be looked at, or is a link.
  bool is_doubtful() const noexcept { return is_doubtful_ || !problems_.empty(); }
  /// When a note or the folder changed last, as of the last refresh; the epoch when there is no folder.
  std::chrono::system_clock::time_point newest_change() const noexcept;
  /// The days of the notes that changed within a minute before the last refresh.
  const std::vector<std::string>& changed_lately() const noexcept { return changed_lately_; }
  /// Notes that were there, or held something, at an earlier refresh.
  const lost_notes& lost() const noexcept { return lost_; }
  /// Since the beginning.
  std::size_t files_read() const noexcept { return files_read_; }
  const clock& time() const noexcept { return time_; }

 private:
  struct signature {
    std::int64_t size = -1;  // bytes
    std::uint64_t inode = 0;
    std::int64_t modified = 0;  // nanoseconds since the epoch
    std::int64_t changed = 0;   // of the attributes or the contents; nanoseconds since the epoch
    friend bool operator==(const signature&, const signature&) = default;
  };
  using signature_map = std::map<std::string, signature, std::less<>>;

  bool changed_within(std::chrono::nanoseconds span, std::int64_t changed) const;
  result<signature_map> list();
  void read(const std::string& date, const signature& seen);
  void take(const std::string& date, const std::string& text);
  void forget(const std::string& date);
  void forget_missing(const signature_map& listed);

  std::filesystem::path root_;
  const clock& time_;
  daily_note_map notes_;
  std::map<std::string, std::string> hashes_;  // of the texts of these, by day
  signature_map signatures_;
  std::vector<std::string> problems_;
  std::vector<std::string> changed_lately_;
  lost_notes lost_;
  std::int64_t newest_change_ = 0;  // nanoseconds since the epoch
  bool is_doubtful_ = false;
  std::uint64_t revision_ = 0;
  std::size_t files_read_ = 0;
};

}  // namespace secondbrain::vault
