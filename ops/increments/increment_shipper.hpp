// Ships what has changed in the recorded stores since the last time to the backup directory, as pages of databases and
// small files: what a disaster takes is what was written since then, and not since the last snapshot.
//
// Owned by one thread, which it may keep for as long as reading a changed database takes; writers are not held up. A
// look at files that were not written to costs a few `stat`s. An error leaves what was shipped as it was; the next look
// tries again. What is missing from the data directory is never taken for something that was deleted.
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/clock.hpp"
#include "base/error.hpp"
#include "base/file_descriptor.hpp"
#include "messages/backup.hpp"
#include "ops/increments/file_mark.hpp"
#include "ops/increments/shipped_state.hpp"

namespace secondbrain::ops {

struct shipping_options {
  std::filesystem::path data_directory;
  std::filesystem::path backups;
  std::vector<std::string> databases;  // file names
  /// Whether the data directory is still the one that is served: nothing of another is shipped in its name.
  std::function<status()> in_place = [] { return status{}; };
  /// Of the data directory, as it is now.
  std::function<backup_origin()> origin;
  /// The sequence of the newest snapshot of that origin; 0: there is none.
  std::function<std::uint64_t(const backup_origin&)> newest_snapshot = [](const backup_origin&) { return 0; };
  std::chrono::nanoseconds settling{std::chrono::seconds{2}};  // the coarsest times that file systems keep
  std::uint64_t least_worth_joining = std::uint64_t{8} << 20;  // bytes of pieces that are left as they are
};

enum class ship_outcome : std::uint8_t { unchanged, shipped };

struct shipment {
  ship_outcome outcome = ship_outcome::unchanged;
  std::string at;           // when what is there now was read, UTC; of the last piece
  std::uint64_t bytes = 0;  // of this piece
  std::uint64_t pieces = 0;
  std::uint64_t held_bytes = 0;  // of all pieces together
};

class increment_shipper {
 public:
  explicit increment_shipper(shipping_options options, const clock& time = real_clock())
      : options_{std::move(options)}, time_{time} {}

  /// errc::unavailable: the data directory is not whole, or what `in_place` says; errc::locked: another service ships
  /// for a copy of it.
  result<shipment> look();

  /// Puts together what is there in a scratch folder beside it, and looks through the databases. What does not pass is
  /// begun again by the next look.
  status verify();

 private:
  struct place {
    backup_origin origin;
    std::filesystem::path folder;  // of the generations
    file_descriptor lock;
    std::filesystem::path generation;
    shipped_state state;
  };
  struct changes;
  /// What may have been written to.
  struct suspects {
    std::vector<std::string> databases;
    bool plain_files = false;
    bool any() const { return plain_files || !databases.empty(); }
  };

  status choose_place(const backup_origin& origin);
  status refuse_missing() const;
  suspects find_suspects() const;
  result<bool> write_changes(piece_writer& into, const suspects& compared, changes& made);
  status write_database(piece_writer& into, const std::string& name, changes& made);
  status write_plain_files(piece_writer& into, changes& made);
  result<shipment> ship(const suspects& compared, std::uint64_t snapshot);
  result<shipment> begin_generation(std::uint64_t snapshot);
  result<read_piece_result> write_piece(const std::filesystem::path& generation, std::uint64_t snapshot,
                                        const suspects& compared, changes& made);
  shipment told(ship_outcome outcome, std::uint64_t bytes) const;
  std::vector<std::string> plain_names() const;

  shipping_options options_;
  const clock& time_;
  std::optional<place> place_;
  std::map<std::string, file_mark> marks_;  // as they were when the file was last compared
  file_mark backups_mark_;
  std::uint64_t newest_snapshot_ = 0;
  bool start_over_ = false;
};

}  // namespace secondbrain::ops
