// Copies backups to every place elsewhere that is configured, round after round, and keeps account of what came of it.
//
// One thread. A place that fails is tried again after ever longer pauses. One that does not answer holds up those that
// share its thread: where they are not to wait for each other, each has a `copying` of its own. What is known of the
// places survives a restart (`copies_record.hpp`).
#pragma once

#include <chrono>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/clock.hpp"
#include "messages/backup_places.hpp"
#include "ops/config/config.hpp"
#include "ops/elsewhere/copy_place.hpp"
#include "ops/log/logger.hpp"

namespace secondbrain::ops {

/// None where none is configured; all, or those of one kind.
std::vector<std::unique_ptr<copy_place>> make_copy_places(const config& settings, std::optional<copy_kind> kind = {});

/// The backups of the configured data directory.
copy_source copy_source_of(
    const config& settings, std::function<bool()> cancelled = [] { return false; });

struct copying_options {
  std::filesystem::path data_directory;
  std::function<copy_source()> source;
  std::chrono::seconds interval{60};
  std::chrono::milliseconds patience{0};  // with somebody else who copies to the place, where a person asked
  /// Told once for each place that is waited for.
  std::function<void(const std::string& place)> waits = [](const std::string&) {};
};

class copying {
 public:
  copying(std::vector<std::unique_ptr<copy_place>> places, copying_options options, const clock& time = real_clock());

  /// Looks at the places that are due, those that a person has mended meanwhile among them. `told` hears how all of
  /// them stand, as soon as it is known of each.
  void round(const std::function<void(const std::vector<backup_copy>&)>& told);

  /// All of them now, due or not, and the newest is verified with all that belongs to it. The first problem is the
  /// answer; the others are tried all the same.
  status copy_now();

  /// Everything at all places is read, and what is damaged there copied again. As above.
  status verify_now();

  /// How all places stand, looked at now; what is seen is not kept.
  std::vector<backup_copy> look_now();

  /// Makes the places ready, those of one kind or all. Where another is there than was copied to before, `may_take` is
  /// asked with what has changed; its failure is the answer.
  status prepare(std::optional<copy_kind> kind, const std::function<status(const error& changed)>& may_take);

  std::vector<backup_copy> standing() const;

 private:
  struct attempt {
    std::uint64_t failures = 0;
    steady_time next{};
  };

  using place_work = std::function<status(copy_place& place, copy_record& record)>;

  void notice_what_was_mended_by_hand();
  result<file_descriptor> lock(const copy_place& place) const;
  status work_on(copy_place& place, const place_work& work);
  status work_on_all(const place_work& work);
  void remember(copy_record record);
  void keep(copy_record record);

  std::vector<std::unique_ptr<copy_place>> places_;
  copying_options options_;
  const clock& time_;
  const logger log_ = logger_for("elsewhere");
  std::vector<copy_record> records_;
  std::map<std::string, attempt> attempts_;  // by place
};

/// How a place stands, looked at now. One that does not answer by then is as it was last known, with that as its
/// problem; the thread that waits for it is left behind.
std::vector<backup_copy> look_within(std::chrono::milliseconds longest, const std::shared_ptr<copying>& place);

/// What is said of such a place, after its name.
std::string hangs_in_words(std::chrono::seconds longest);

}  // namespace secondbrain::ops
