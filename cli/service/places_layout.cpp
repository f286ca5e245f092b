#include "cli/service/places_layout.hpp"

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <utility>
#include <vector>

#include "actors/background_actor.hpp"
#include "base/clock.hpp"
#include "base/time_text.hpp"
#include "cli/service/tree_layout.hpp"
#include "ops/backup/backup_catalog.hpp"
#include "ops/backup/origin.hpp"
#include "ops/elsewhere/copying.hpp"
#include "ops/increments/increment_shipper.hpp"
#include "ops/log/logger.hpp"

namespace secondbrain::cli {

using std::chrono::milliseconds;
using std::chrono::seconds;

namespace {

/// After failures in a row ever longer, but never so long that a disk that is back is not noticed soon.
milliseconds pause_after(milliseconds interval, std::uint64_t failures) {
  constexpr milliseconds longest = std::chrono::minutes{5};
  if (failures == 0) return interval;
  return std::max(interval,
                  std::min(longest, interval * (std::int64_t{1} << std::min<std::uint64_t>(failures - 1, 10))));
}

std::uint64_t newest_sequence(const std::filesystem::path& backups, const backup_origin& origin) {
  const auto own = ops::snapshots_of(backups, origin).value_or(std::vector<ops::snapshot_info>{});
  const auto newest = std::find_if(own.begin(), own.end(), [](const auto& each) { return each.verified; });
  return newest == own.end() ? 0 : newest->sequence;
}

ops::shipping_options shipping_options_of(const tree_parts& parts) {
  ops::shipping_options options;
  options.data_directory = parts.data.root();
  options.backups = parts.settings.backup_path;
  options.in_place = directory_question(parts);
  for (const auto& file :
       {parts.data.conversations(), parts.data.usage(), parts.data.metadata(parts.settings.metadata_db_name)})
    options.databases.push_back(file.filename());
  options.origin = [root = parts.data.root(), vault = parts.settings.vault_path] {
    return ops::origin_of(root, vault);
  };
  options.newest_snapshot = [backups = options.backups](const backup_origin& origin) {
    return newest_sequence(backups, origin);
  };
  return options;
}

/// A store whose file was removed notices when it looks, and writes it again from what it holds.
std::function<void()> recorded_stores_look(const tree_parts& parts) {
  return [conversations = parts.fronts.addresses.conversations, usage = parts.fronts.addresses.usage,
          metadata = parts.fronts.addresses.metadata] {
    conversations.send(check_store{}, check_timeout, [](auto) {});
    usage.send(check_store{}, check_timeout, [](auto) {});
    metadata.send(check_store{}, check_timeout, [](auto) {});
  };
}

/// One look after the other, and what came of it.
class shipping {
 public:
  shipping(ops::shipping_options options, seconds interval, std::shared_ptr<places_feeds> told,
           std::function<void()> have_stores_look)
      : files_{files_of(options)},
        shipper_{std::move(options)},
        interval_{interval},
        told_{std::move(told)},
        have_stores_look_{std::move(have_stores_look)} {}

  milliseconds round() {
    const auto began = real_clock().now();
    auto now = told_->increments.latest().value;
    now.looking_since = utc_text(began);
    told_->increments.publish(now);
    const bool missed_one = std::exchange(misses_one_, misses_one());
    if (misses_one_ && !missed_one) have_stores_look_();  // once: to look through a store takes its time
    if (const auto done = shipper_.look()) {
      if (now.failures > 0) log_.info("what has changed is shipped again");
      now.looked_at = utc_text(began);
      now.shipped_at = done->at;
      now.pieces = done->pieces;
      now.bytes = done->held_bytes;
      now.problem.clear();
      now.failing_since.clear();
      now.failures = 0;
      verify_now_and_then(*done);
    } else {
      if (now.problem != done.error().message) log_.warn("{}", done.error().message);
      now.problem = done.error().message;
      if (now.failures++ == 0) now.failing_since = utc_text(began);
    }
    now.looking_since.clear();
    const auto failures = now.failures;
    told_->increments.publish(std::move(now));
    return pause_after(interval_, failures);
  }

 private:
  void verify_now_and_then(const ops::shipment& done) {
    constexpr std::uint64_t read_quickly = std::uint64_t{64} << 20U;  // bytes
    const std::chrono::hours between{done.held_bytes < read_quickly ? 1 : 24};
    if (real_clock().steady() < next_check_ || done.pieces == checked_pieces_) return;
    next_check_ = real_clock().steady() + between;
    checked_pieces_ = done.pieces;
    if (const auto sound = shipper_.verify(); !sound)
      log_.error("what was shipped does not pass its check and is shipped anew: {}", sound.error().message);
  }

  static std::vector<std::filesystem::path> files_of(const ops::shipping_options& options) {
    std::vector<std::filesystem::path> files;
    for (const auto& name : options.databases) files.push_back(options.data_directory / name);
    return files;
  }

  /// Also before it was ever shipped: its store has it open.
  bool misses_one() const {
    std::error_code failure;
    return std::any_of(files_.begin(), files_.end(),
                       [&](const auto& file) { return !std::filesystem::exists(file, failure); });
  }

  const std::vector<std::filesystem::path> files_;
  bool misses_one_ = false;  // at the last look
  ops::increment_shipper shipper_;
  const seconds interval_;
  const std::shared_ptr<places_feeds> told_;
  const std::function<void()> have_stores_look_;
  const ops::logger log_ = ops::logger_for("increments");
  steady_time next_check_ = real_clock().steady() + std::chrono::hours{1};
  std::uint64_t checked_pieces_ = 0;
};

actors::child_spec lay_out_increments(const tree_parts& parts) {
  actors::background_work work;
  work.first_after = std::min<milliseconds>(seconds{2}, parts.settings.increment_interval);
  work.begin = [options = shipping_options_of(parts), interval = parts.settings.increment_interval, told = parts.places,
                look = recorded_stores_look(parts)](const std::function<bool()>&) {
    return [here = std::make_shared<shipping>(options, interval, told, look)] { return here->round(); };
  };
  auto child = actors::worker<actors::background_actor>("increments", work);
  child.grace = seconds{20};  // it may be in the middle of one database
  return child;
}

/// A place that does not answer holds up its own thread and no other place.
actors::child_spec lay_out_elsewhere(const tree_parts& parts, copy_kind kind) {
  actors::background_work work;
  work.first_after = std::min<milliseconds>(seconds{5}, parts.settings.copy_interval);
  work.begin = [settings = parts.settings, told = parts.places, kind,
                in_place = directory_question(parts)](const std::function<bool()>& cancelled) {
    ops::copying_options options;
    options.data_directory = settings.data_path;
    options.interval = settings.copy_interval;
    options.source = [settings, cancelled] { return ops::copy_source_of(settings, cancelled); };
    auto here = std::make_shared<ops::copying>(ops::make_copy_places(settings, kind), options);
    return [here, told, in_place, pause = milliseconds{settings.copy_interval}] {
      if (in_place())  // it keeps its record there
        here->round([&](const std::vector<backup_copy>& copies) { told->publish_copies(copies); });
      return pause;
    };
  };
  auto child =
      actors::worker<actors::background_actor>(kind == copy_kind::directory ? "elsewhere" : "elsewhere_restic", work);
  child.grace = seconds{20};  // it may be in the middle of one file
  return child;
}

}  // namespace

void places_feeds::publish_copies(const std::vector<backup_copy>& some) {
  const std::lock_guard lock{publishing_};
  auto all = copies.latest().value;
  for (const auto& one : some) {
    const auto known = std::find_if(all.begin(), all.end(), [&](const backup_copy& each) {
      return each.kind == one.kind && each.place == one.place;
    });
    if (known != all.end())
      *known = one;
    else
      all.push_back(one);
  }
  copies.publish(std::move(all));
}

std::vector<actors::child_spec> lay_out_places(const tree_parts& parts) {
  auto told = parts.places->increments.latest().value;
  told.interval = static_cast<std::uint64_t>(parts.settings.increment_interval.count());
  parts.places->increments.publish(told);
  std::vector<actors::child_spec> children;
  if (parts.settings.increment_interval.count() > 0) children.push_back(lay_out_increments(parts));
  if (const auto places = ops::make_copy_places(parts.settings); !places.empty()) {
    const ops::copying known{ops::make_copy_places(parts.settings),
                             {.data_directory = parts.data.root(), .source = {}}};
    parts.places->copies.publish(known.standing());
    for (const auto& place : places) children.push_back(lay_out_elsewhere(parts, place->kind()));
  }
  return children;
}

}  // namespace secondbrain::cli
