#include "ops/increments/increment_shipper.hpp"

#include <fcntl.h>
#include <sys/file.h>

#include <algorithm>
#include <cstdio>
#include <set>

#include "base/durable_rename.hpp"
#include "base/list_directory.hpp"
#include "base/regular_file.hpp"
#include "base/short_hash.hpp"
#include "base/system_error.hpp"
#include "base/time_text.hpp"
#include "ops/data/data_directory.hpp"
#include "ops/increments/increment_folder.hpp"
#include "ops/increments/increment_restore.hpp"
#include "ops/log/logger.hpp"
#include "stores/sqlite/page_capture.hpp"

namespace secondbrain::ops {
namespace {

namespace fs = std::filesystem;

/// Small, and written as a whole; the first two are in every data directory.
constexpr auto plain_file_names = {"vault.json", "settings.json", "generated_tasks.json", "inbox_journal.json",
                                   "extraction_failures.json"};
constexpr auto plain_files_always_there = {"vault.json"};
constexpr std::uint64_t most_pieces = 20'000;
constexpr std::uint64_t most_plain_bytes = std::uint64_t{16} << 20;  // a file beyond this is none of ours

status make_private(const fs::path& directory) {
  std::error_code failure;
  fs::create_directories(directory, failure);
  if (!failure) fs::permissions(directory, fs::perms::owner_all, failure);
  if (failure) return fail_with(failure, "cannot create " + directory.string());
  return {};
}

result<file_descriptor> lock_folder(const fs::path& folder) {
  const auto path = folder / ".lock";
  file_descriptor lock{::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600)};
  if (!lock) return fail_with_errno("cannot open " + path.string());
  if (::flock(lock.get(), LOCK_EX | LOCK_NB) != 0)
    return fail(errc::locked, "another service ships its changes to " + folder.string() +
                                  "; give each data directory a backup folder of its own");
  return lock;
}

/// What a crash has left behind. Safe under the lock.
void sweep(const fs::path& folder) {
  std::error_code ignored;
  auto sweep_one = [&](const fs::path& in) {
    for (const auto& each : list_directory(in).value_or(std::vector<fs::path>{}))
      if (each.filename().string().ends_with(unfinished_piece_suffix)) fs::remove_all(each, ignored);
  };
  sweep_one(folder);
  for (const auto& generation : generations_in(folder)) sweep_one(generation);
}

}  // namespace

/// What a piece would change in the state, once it is there.
struct increment_shipper::changes {
  std::map<std::string, std::vector<std::uint64_t>> pages;
  std::map<std::string, std::uint64_t> plain;
  std::set<std::string> removed;
  std::map<std::string, file_mark> marks;
  bool any = false;
};

std::vector<std::string> increment_shipper::plain_names() const {
  std::vector<std::string> names{plain_file_names.begin(), plain_file_names.end()};
  const std::string folder = data_directory::not_captured_name;
  for (const auto& file : list_directory(options_.data_directory / folder).value_or(std::vector<fs::path>{}))
    names.push_back(folder + '/' + file.filename().string());
  return names;
}

status increment_shipper::refuse_missing() const {
  if (const auto held = options_.in_place(); !held)
    return fail(errc::unavailable, held.error().message + ". What was shipped before stays as it is");
  std::error_code failure;
  auto missing = [&](const std::string& name) {
    return fail(errc::unavailable,
                name + " is missing from the data directory " + options_.data_directory.string() +
                    "; what was shipped before stays as it is. `secondbrain restore --latest` brings "
                    "it back");
  };
  for (const auto* name : plain_files_always_there)
    if (!fs::exists(options_.data_directory / name, failure)) return missing(name);
  if (!place_) return {};
  for (const auto& name : options_.databases)
    if (place_->state.pages.contains(name) && !fs::exists(options_.data_directory / name, failure))
      return missing(name);
  return {};
}

status increment_shipper::choose_place(const backup_origin& origin) {
  std::error_code failure;
  if (place_ && place_->origin.data_id == origin.data_id &&
      fs::exists(piece_place(place_->generation, place_->state.pieces), failure))
    return write_origin(place_->folder, origin);
  place_.reset();
  marks_.clear();
  place found;
  found.origin = origin;
  found.folder = increments_of(options_.backups, origin.data_id);
  RETURN_IF_ERROR(make_private(options_.backups));
  RETURN_IF_ERROR(make_private(found.folder.parent_path()));
  RETURN_IF_ERROR(make_private(found.folder));
  auto lock = lock_folder(found.folder);
  RETURN_IF_ERROR(lock);
  found.lock = std::move(*lock);
  sweep(found.folder);
  RETURN_IF_ERROR(write_origin(found.folder, origin));
  if (const auto generations = generations_in(found.folder); !generations.empty()) {
    found.generation = generations.front();
    auto state = read_shipped(found.generation);
    if (!state && state.error().code == errc::newer_schema) return fail(state.error());
    if (state)
      found.state = std::move(*state);
    else
      logger_for("increments").warn("{}; everything is shipped anew", state.error().message);
  }
  place_ = std::move(found);
  return {};
}

increment_shipper::suspects increment_shipper::find_suspects() const {
  auto may_differ = [&](const std::string& file) {
    const auto known = marks_.find(file);
    const auto now = mark_of(options_.data_directory / file);
    return known == marks_.end() || !(known->second == now) || !is_settled(now, time_.now(), options_.settling);
  };
  suspects found;
  for (const auto& name : options_.databases)
    if (may_differ(name) || may_differ(name + "-wal")) found.databases.push_back(name);
  const auto names = plain_names();
  found.plain_files =
      std::any_of(names.begin(), names.end(), may_differ) || may_differ(data_directory::not_captured_name);
  return found;
}

status increment_shipper::write_database(piece_writer& into, const std::string& name, changes& made) {
  const auto file = options_.data_directory / name;
  for (const auto& each : {name, name + "-wal"}) made.marks[each] = mark_of(options_.data_directory / each);
  const auto known = place_->state.pages.find(name);
  std::vector<std::uint64_t> before;
  if (known != place_->state.pages.end()) before = known->second;
  auto after = before;
  bool begun = false;
  auto layout =
      stores::sqlite::capture_pages(file, [&](std::uint32_t number, std::span<const std::byte> content) -> status {
        const auto hash = short_hash(content);
        if (after.size() < number) after.resize(number);
        const bool same = number <= before.size() && after[number - 1] == hash;
        after[number - 1] = hash;
        if (same) return {};
        if (!begun) RETURN_IF_ERROR(into.begin_database(name));
        begun = true;
        return into.page(number, content);
      });
  if (!layout && layout.error().code == errc::not_found && before.empty()) return {};  // not made yet
  RETURN_IF_ERROR(layout);
  after.resize(layout->pages);
  if (!begun && after.size() != before.size()) {
    RETURN_IF_ERROR(into.begin_database(name));
    begun = true;
  }
  if (!begun) return {};
  made.any = true;
  const auto hash = hash_of_pages(after);
  made.pages[name] = std::move(after);
  return into.end_database({layout->page_bytes, layout->pages, hash});
}

status increment_shipper::write_plain_files(piece_writer& into, changes& made) {
  const auto& known = place_->state.plain;
  std::error_code failure;
  const std::string not_captured = data_directory::not_captured_name;
  made.marks[not_captured] = mark_of(options_.data_directory / not_captured);
  for (const auto& name : plain_names()) {
    const auto file = options_.data_directory / name;
    made.marks[name] = mark_of(file);
    if (!fs::is_regular_file(file, failure) || fs::file_size(file, failure) > most_plain_bytes) continue;
    const auto content = read_regular_file(file);
    if (!content && content.error().code == errc::not_found) continue;
    RETURN_IF_ERROR(content);
    const auto hash = short_hash(std::as_bytes(std::span{*content}));
    if (const auto before = known.find(name); before != known.end() && before->second == hash) continue;
    RETURN_IF_ERROR(into.plain_file(name, *content));
    made.plain[name] = hash;
    made.any = true;
  }
  for (const auto& [name, hash] : known) {
    if (!name.starts_with(not_captured + '/') || fs::exists(options_.data_directory / name, failure)) continue;
    RETURN_IF_ERROR(into.removed(name));
    made.removed.insert(name);
    made.any = true;
  }
  return {};
}

/// False: nothing has changed, and no snapshot has to be confirmed.
result<bool> increment_shipper::write_changes(piece_writer& into, const suspects& compared, changes& made) {
  for (const auto& name : compared.databases) RETURN_IF_ERROR(write_database(into, name, made));
  if (compared.plain_files) RETURN_IF_ERROR(write_plain_files(into, made));
  // Somebody may be deleting all of it this moment.
  RETURN_IF_ERROR(refuse_missing());
  if (options_.origin().data_id != place_->origin.data_id)
    return fail(errc::unavailable, "the data directory is being exchanged");
  return made.any;
}

/// A piece that is not needed is not there afterwards, and says so with a number of 0.
result<read_piece_result> increment_shipper::write_piece(const fs::path& generation, std::uint64_t snapshot,
                                                         const suspects& compared, changes& made) {
  const auto& state = place_->state;
  const auto final_place = piece_place(generation, state.pieces + 1);
  const fs::path draft = final_place.string() + unfinished_piece_suffix;
  std::error_code ignored;
  fs::remove(draft, ignored);
  read_piece_result piece;
  piece.header = {
      .number = state.pieces + 1, .previous = state.last_sha256, .at = utc_text(time_.now()), .snapshot = snapshot};
  const auto written = [&]() -> status {
    auto writer = piece_writer::create(draft, piece.header);
    RETURN_IF_ERROR(writer);
    const auto any = write_changes(*writer, compared, made);
    RETURN_IF_ERROR(any);
    if (!*any && state.pieces > 0 && snapshot == state.snapshot) {
      piece.header.number = 0;
      return {};
    }
    auto digest = writer->finish();
    RETURN_IF_ERROR(digest);
    piece.sha256 = std::move(*digest);
    piece.bytes = writer->bytes();
    return rename_durably(draft, final_place);
  }();
  if (!written || piece.header.number == 0) fs::remove(draft, ignored);
  RETURN_IF_ERROR(written);
  return piece;
}

shipment increment_shipper::told(ship_outcome outcome, std::uint64_t bytes) const {
  const auto& state = place_->state;
  return {outcome, state.at, bytes, state.pieces, state.first_bytes + state.later_bytes};
}

result<shipment> increment_shipper::ship(const suspects& compared, std::uint64_t snapshot) {
  changes made;
  auto piece = write_piece(place_->generation, snapshot, compared, made);
  RETURN_IF_ERROR(piece);
  for (auto& [name, mark] : made.marks) marks_[name] = mark;
  if (piece->header.number == 0) return told(ship_outcome::unchanged, 0);
  auto& state = place_->state;
  for (auto& [name, pages] : made.pages) state.pages[name] = std::move(pages);
  for (const auto& [name, hash] : made.plain) state.plain[name] = hash;
  for (const auto& name : made.removed) state.plain.erase(name);
  take_in(state, *piece);
  return told(ship_outcome::shipped, piece->bytes);
}

/// Everything anew, beside what there is; that goes when the new one has been read again.
result<shipment> increment_shipper::begin_generation(std::uint64_t snapshot) {
  const auto older = generations_in(place_->folder);
  const auto number = older.empty() ? 1 : generation_number(older.front()) + 1;
  const auto final_place = generation_place(place_->folder, number);
  const fs::path draft = final_place.string() + unfinished_piece_suffix;
  const auto before = std::exchange(place_->state, {});
  std::error_code ignored;
  auto made = [&]() -> result<shipment> {
    fs::remove_all(draft, ignored);
    RETURN_IF_ERROR(make_private(draft));
    const auto former = std::exchange(place_->generation, draft);
    auto shipped = ship({options_.databases, true}, snapshot);
    place_->generation = former;
    RETURN_IF_ERROR(shipped);
    RETURN_IF_ERROR(rename_durably(draft, final_place));
    auto seen = read_shipped(final_place);
    RETURN_IF_ERROR(seen);
    return shipped;
  }();
  if (!made) {
    place_->state = before;
    marks_.clear();
    fs::remove_all(draft, ignored);
    return made;
  }
  place_->generation = final_place;
  start_over_ = false;
  for (const auto& each : older) fs::remove_all(each, ignored);
  return made;
}

result<shipment> increment_shipper::look() {
  RETURN_IF_ERROR(refuse_missing());
  const auto origin = options_.origin();
  if (origin.data_id.empty())
    return fail(errc::unavailable, "vault.json in the data directory " + options_.data_directory.string() +
                                       " cannot be read, so that it is not known whose changes these are");
  RETURN_IF_ERROR(choose_place(origin));
  const auto backups = mark_of(options_.backups);
  if (!(backups == backups_mark_) || !is_settled(backups, time_.now(), options_.settling)) {
    newest_snapshot_ = options_.newest_snapshot(origin);
    backups_mark_ = backups;
  }
  const auto& state = place_->state;
  const bool is_long =
      state.later_bytes > std::max(state.first_bytes, options_.least_worth_joining) || state.pieces >= most_pieces;
  if (state.pieces == 0 || is_long || start_over_) return begin_generation(newest_snapshot_);
  // A snapshot that is new is confirmed: what is compared from here on is as new as it.
  const bool confirms = newest_snapshot_ != state.snapshot;
  const auto compared = confirms ? suspects{options_.databases, true} : find_suspects();
  if (!compared.any()) return told(ship_outcome::unchanged, 0);
  return ship(compared, newest_snapshot_);
}

status increment_shipper::verify() {
  if (!place_ || place_->state.pieces == 0) return {};
  const fs::path scratch = (place_->folder / "trial").string() + unfinished_piece_suffix;
  auto checked = try_increments(place_->generation, scratch);
  if (!checked && checked.error().code == errc::corrupt) start_over_ = true;
  return checked;
}

}  // namespace secondbrain::ops
