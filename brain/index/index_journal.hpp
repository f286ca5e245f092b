// `<data>/index_journal.json`: which notes are being prepared for the index, written down before it begins, so that one
// whose text ends the process is known afterwards and left out until it changes.
//
// After a death in a batch its notes are suspects, taken one at a time and after all others. One that has ended the
// process twice when nothing else was under way is set aside; twice, because a machine may also be switched off at that
// moment. One small file a batch. Owned by the thread that indexes. Nothing here keeps a note from being indexed when
// the file cannot be read: it starts afresh then, and says so in a notice.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "base/clock.hpp"
#include "base/error.hpp"
#include "brain/index/notice.hpp"

namespace secondbrain::index {

/// A text of a note, told from others by what a listing shows of it.
struct note_version {
  std::string path;
  double modified = 0;
  double changed = 0;
  std::int64_t size = 0;
  friend bool operator==(const note_version&, const note_version&) = default;
};

enum class note_standing : std::uint8_t { good, suspect, set_aside };
enum class batch_kind : std::uint8_t { several, alone };

class index_journal {
 public:
  explicit index_journal(const std::filesystem::path& data_directory, notice_sink notify = no_notices(),
                         const clock& time = real_clock())
      : file_{data_directory / "index_journal.json"}, notify_{std::move(notify)}, time_{&time} {}

  /// Reads what the last process left, and takes its death into account.
  void recall();

  /// A changed note that was set aside is a suspect.
  note_standing standing(const note_version& note);
  /// When a note was set aside; UTC, ISO 8601 with offset.
  std::string set_aside_since(const std::string& path) const;
  std::size_t suspects() const noexcept { return suspects_.size(); }

  /// Before these are prepared. Durable when it returns.
  status begin(const std::vector<note_version>& batch, batch_kind kind);
  /// It is in the index, or failed as a file does: it harms nobody.
  void passed(const std::string& path);
  /// It was not touched after all.
  void put_back(const std::string& path) { under_way_.erase(path); }
  /// It cannot be prepared, which was noticed in time.
  status set_aside(const note_version& note);

  /// What is under way harmed another part of the process: as if the process had ended.
  status died();
  /// Nothing is under way any more.
  status settle();
  /// Those that were set aside get another chance.
  void forgive();
  /// What is known of notes that the vault does not list any more goes.
  template <class Listed>
  void forget_others(const Listed& is_listed) {
    std::erase_if(suspects_, [&](const auto& entry) { return !is_listed(entry.first); });
    std::erase_if(set_aside_, [&](const auto& entry) { return !is_listed(entry.first); });
  }

 private:
  struct suspicion {
    note_version note;
    int deaths = 0;  // of the process, while this note alone was under way
  };
  struct exclusion {
    note_version note;
    std::string since;
  };

  void load();
  void bury();
  status write() const;

  std::filesystem::path file_;
  notice_sink notify_;
  const clock* time_;
  std::map<std::string, note_version> under_way_;
  batch_kind kind_ = batch_kind::several;
  std::map<std::string, suspicion> suspects_;
  std::map<std::string, exclusion> set_aside_;
};

}  // namespace secondbrain::index
