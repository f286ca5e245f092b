#include "ops/elsewhere/copying.hpp"

#include <algorithm>
#include <thread>
#include <utility>

#include "base/deadline_call.hpp"
#include "base/human_text.hpp"
#include "base/time_text.hpp"
#include "ops/backup/origin.hpp"
#include "ops/config/restic_address.hpp"
#include "ops/elsewhere/directory_copy.hpp"
#include "ops/elsewhere/restic_copy.hpp"

namespace secondbrain::ops {

std::vector<std::unique_ptr<copy_place>> make_copy_places(const config& settings, std::optional<copy_kind> kind) {
  std::vector<std::unique_ptr<copy_place>> places;
  const retention keep{settings.backup_keep, settings.backup_keep_daily, settings.backup_keep_weekly,
                       settings.backup_keep_monthly};
  const auto is_wanted = [&](copy_kind one) { return !kind || *kind == one; };
  if (settings.backup_copy_path && is_wanted(copy_kind::directory))
    places.push_back(std::make_unique<directory_copy>(directory_options{*settings.backup_copy_path, keep}));
  if (settings.restic_repository.empty() || !is_wanted(copy_kind::restic)) return places;
  restic_copy_options chosen;
  chosen.program = {
      settings.restic_program,  settings.restic_repository,       shown_restic_address(settings.restic_repository),
      settings.restic_password, settings.restic_password_command, settings.restic_patience};
  chosen.keep = keep;
  chosen.read_share = settings.restic_read_share;
  places.push_back(std::make_unique<restic_copy>(std::move(chosen)));
  return places;
}

copy_source copy_source_of(const config& settings, std::function<bool()> cancelled) {
  return {settings.backup_path, origin_of(settings.data_path, settings.vault_path), std::move(cancelled)};
}

copying::copying(std::vector<std::unique_ptr<copy_place>> places, copying_options options, const clock& time)
    : places_{std::move(places)},
      options_{std::move(options)},
      time_{time},
      records_{read_copies(options_.data_directory)} {}

std::vector<backup_copy> copying::standing() const {
  std::vector<backup_copy> copies;
  for (const auto& place : places_) {
    copies.push_back(record_of(records_, place->kind(), place->shown()).status);
    const auto tried = attempts_.find(place->shown());
    if (copies.back().problem.empty()) continue;
    copies.back().failures = tried != attempts_.end() ? std::max<std::uint64_t>(tried->second.failures, 1) : 1;
  }
  return copies;
}

void copying::remember(copy_record record) {
  const auto& what = record.status;
  std::erase_if(records_, [&](const copy_record& each) {
    return each.status.kind == what.kind && each.status.place == what.place;
  });
  records_.push_back(std::move(record));
}

void copying::keep(copy_record record) {
  record.status.working_since.clear();
  if (auto written = keep_record(options_.data_directory, record); !written) log_.warn("{}", written.error().message);
  remember(std::move(record));
}

status copying::work_on(copy_place& place, const place_work& work) {
  constexpr std::chrono::minutes longest_pause{5};
  auto record = record_of(records_, place.kind(), place.shown());
  auto& tried = attempts_[place.shown()];
  auto outcome = work(place, record);
  if (!outcome && outcome.error().code == errc::cancelled) {
    record.status.working_since.clear();
    remember(std::move(record));
    return outcome;
  }
  std::chrono::seconds pause = options_.interval;
  auto& told = record.status;
  if (outcome) {
    if (!told.problem.empty()) log_.info("backups are copied to {} again", place.shown());
    told.problem.clear();
    told.failing_since.clear();
    tried.failures = 0;
  } else {
    if (told.problem != outcome.error().message) log_.warn("{}: {}", place.shown(), outcome.error().message);
    told.problem = outcome.error().message;
    if (told.failing_since.empty()) told.failing_since = utc_text(time_.now());
    ++tried.failures;
    const auto longer = pause * (std::int64_t{1} << std::min<std::uint64_t>(tried.failures - 1, 10));
    pause = std::max(pause, std::min<std::chrono::seconds>(longest_pause, longer));
  }
  tried.next = time_.steady() + pause;
  keep(std::move(record));
  return outcome;
}

/// `elsewhere init` and the like work in a process of their own; what they put right is not told as wrong any longer.
void copying::notice_what_was_mended_by_hand() {
  const auto now = read_copies(options_.data_directory);
  for (const auto& place : places_) {
    const auto known = record_of(records_, place->kind(), place->shown());
    const auto recorded = record_of(now, place->kind(), place->shown());
    if (!known.status.problem.empty() && recorded.status.problem.empty()) attempts_.erase(place->shown());
  }
}

/// For as long as the patience lasts.
result<file_descriptor> copying::lock(const copy_place& place) const {
  constexpr std::chrono::milliseconds between{100};
  const auto until = std::chrono::steady_clock::now() + options_.patience;
  bool is_told = false;
  for (;;) {
    auto lock = lock_copies(options_.data_directory, place.kind());
    const bool may_wait = std::chrono::steady_clock::now() < until;
    if (lock || lock.error().code != errc::locked || !may_wait) return lock;
    if (!std::exchange(is_told, true)) options_.waits(place.shown());
    std::this_thread::sleep_for(between);
  }
}

void copying::round(const std::function<void(const std::vector<backup_copy>&)>& told) {
  std::error_code failure;
  if (!std::filesystem::exists(options_.data_directory, failure)) return;  // said by others
  notice_what_was_mended_by_hand();
  for (const auto& place : places_) {
    if (const auto tried = attempts_.find(place->shown());
        tried != attempts_.end() && time_.steady() < tried->second.next)
      continue;
    const auto held = lock_copies(options_.data_directory, place->kind());
    if (!held) continue;
    records_ = read_copies(options_.data_directory);
    auto begun = record_of(records_, place->kind(), place->shown());
    begun.status.working_since = utc_text(time_.now());
    remember(std::move(begun));
    told(standing());
    const auto outcome = work_on(*place, [&](copy_place& each, copy_record& record) {
      return each.carry(record, options_.source(), copies_reading::due);
    });
    if (!outcome && outcome.error().code == errc::cancelled) return;
    told(standing());
  }
}

status copying::work_on_all(const place_work& work) {
  std::error_code failure;
  if (!std::filesystem::exists(options_.data_directory, failure))
    return fail(errc::not_found, "there is no data directory " + options_.data_directory.string() +
                                     "; nothing to copy from here. `secondbrain elsewhere` says what is there, and "
                                     "`secondbrain restore --from directory` (or `--from restic`) brings it back, with "
                                     "--from-another where it is of another data directory");
  status first;
  for (const auto& place : places_) {
    const auto held = lock(*place);
    records_ = read_copies(options_.data_directory);
    const auto outcome = held ? work_on(*place, work) : status{fail(held.error())};
    if (!outcome && first) first = fail(outcome.error(), place->shown());
  }
  return first;
}

status copying::copy_now() {
  return work_on_all([&](copy_place& place, copy_record& record) {
    return place.carry(record, options_.source(), copies_reading::newest);
  });
}

status copying::verify_now() {
  return work_on_all([&](copy_place& place, copy_record& record) { return place.verify(record, options_.source()); });
}

std::vector<backup_copy> copying::look_now() {
  auto copies = standing();
  for (std::size_t at = 0; at < places_.size(); ++at) {
    auto record = record_of(records_, places_[at]->kind(), places_[at]->shown());
    const auto seen = places_[at]->look(record, options_.source());
    record.status.failures = copies[at].failures;
    copies[at] = std::move(record.status);
    if (!seen) copies[at].problem = seen.error().message;
  }
  return copies;
}

std::string hangs_in_words(std::chrono::seconds longest) {
  return "has not answered for " + elapsed(longest) +
         ": its disk, or the machine behind it, hangs. Look whether it is there; where it is a network drive, mount it "
         "again";
}

std::vector<backup_copy> look_within(std::chrono::milliseconds longest, const std::shared_ptr<copying>& place) {
  deadline_call<std::vector<backup_copy>> call{longest};
  auto seen = call.run([place]() -> result<std::vector<backup_copy>> { return place->look_now(); });
  if (seen) return *std::move(seen);
  auto known = place->standing();
  for (auto& each : known)
    each.problem = seen.error().code == errc::timeout
                       ? "it " + hangs_in_words(std::chrono::ceil<std::chrono::seconds>(longest))
                       : seen.error().message;
  return known;
}

/// Without a data directory there is nothing to keep a record in: what is taken now is known by its marker later.
status copying::prepare(std::optional<copy_kind> kind, const std::function<status(const error&)>& may_take) {
  std::error_code failure;
  const bool has_data = std::filesystem::exists(options_.data_directory, failure);
  for (const auto& place : places_) {
    if (kind && place->kind() != *kind) continue;
    const auto held = has_data ? lock(*place) : result<file_descriptor>{file_descriptor{}};
    RETURN_IF_ERROR(held);
    records_ = read_copies(options_.data_directory);
    auto record = record_of(records_, place->kind(), place->shown());
    auto prepared = place->prepare(record, options_.source(), another_place::refused);
    if (!prepared && prepared.error().code == errc::conflict)
      prepared = may_take(prepared.error()).and_then([&] {
        return place->prepare(record, options_.source(), another_place::accepted);
      });
    RETURN_IF_ERROR(prepared);
    record.status.problem.clear();
    record.status.failing_since.clear();
    if (has_data)
      keep(std::move(record));
    else
      remember(std::move(record));
  }
  return {};
}

}  // namespace secondbrain::ops
