#include "ops/elsewhere/increments_transfer.hpp"

#include "base/durable_rename.hpp"
#include "base/files.hpp"
#include "base/hash.hpp"
#include "base/system_error.hpp"
#include "ops/elsewhere/copied_file.hpp"
#include "ops/increments/increment_folder.hpp"
#include "ops/increments/increment_piece.hpp"

namespace secondbrain::ops {
namespace {

namespace fs = std::filesystem;

bool has_same_content(const fs::path& a, const fs::path& b) {
  std::error_code failure;
  if (fs::file_size(a, failure) != fs::file_size(b, failure) || failure) return false;
  const auto one = sha256_of_file(a);
  const auto other = sha256_of_file(b);
  return one && other && *one == *other;
}

/// A generation of that number which another history has begun would be gone on from in vain.
status make_way_for(const fs::path& generation, const fs::path& to) {
  std::error_code failure;
  if (!fs::exists(piece_place(to, 1), failure) || has_same_content(piece_place(generation, 1), piece_place(to, 1)))
    return {};
  const fs::path going = to.string() + unfinished_piece_suffix;
  fs::remove_all(going, failure);
  RETURN_IF_ERROR(rename_durably(to, going));
  return {};
}

}  // namespace

status transfer_piece(const fs::path& from, const fs::path& to, const std::function<bool()>& cancelled) {
  const fs::path draft = to.string() + unfinished_piece_suffix;
  RETURN_IF_ERROR(copy_file_durably(from, draft, cancelled));
  const auto piece = read_piece(draft, {});
  std::error_code ignored;
  if (!piece) fs::remove(draft, ignored);
  if (!piece)
    return fail(piece.error().code, "what was shipped to " + from.string() + " is damaged: " + piece.error().message);
  return rename_durably(draft, to);
}

result<std::string> copy_increments(const fs::path& from, const fs::path& to, const backup_origin& origin,
                                    const std::function<bool()>& cancelled) {
  std::string until;
  if (origin.data_id.empty()) return until;
  const auto generations = generations_in(increments_of(from, origin.data_id));
  if (generations.empty()) return until;
  const auto& generation = generations.front();
  const auto folder = increments_of(to, origin.data_id);
  const auto target = folder / generation.filename();
  std::error_code failure;
  RETURN_IF_ERROR(make_directories_below(to, folder));
  RETURN_IF_ERROR(write_origin(folder, origin));
  const auto count = count_pieces(generation);
  if (count_pieces(target) == count) return until;
  RETURN_IF_ERROR(make_way_for(generation, target));
  RETURN_IF_ERROR(make_directories_below(to, target));
  for (auto number = count_pieces(target) + 1; number <= count; ++number)
    RETURN_IF_ERROR(transfer_piece(piece_place(generation, number), piece_place(target, number), cancelled));
  const auto last = read_piece(piece_place(target, count), {});
  RETURN_IF_ERROR(last);
  until = last->header.at;
  for (const auto& each : generations_in(folder))
    if (each.filename() != generation.filename()) fs::remove_all(each, failure);
  fs::remove_all(target.string() + unfinished_piece_suffix, failure);
  return until;
}

status fetch_increments(const fs::path& from, const fs::path& to, const backup_origin& origin,
                        const std::function<bool()>& cancelled) {
  if (origin.data_id.empty()) return {};
  const auto generations = generations_in(increments_of(from, origin.data_id));
  if (generations.empty()) return {};
  const auto folder = increments_of(to, origin.data_id);
  RETURN_IF_ERROR(make_directories_below(to, folder));
  std::error_code failure;
  if (!fs::exists(folder / "origin.json", failure)) RETURN_IF_ERROR(write_origin(folder, origin));
  for (const auto& generation : generations) {
    const auto target = folder / generation.filename();
    RETURN_IF_ERROR(make_directories_below(to, target));
    for (std::uint64_t number = 1, count = count_pieces(generation); number <= count; ++number) {
      if (read_piece(piece_place(target, number), {})) continue;
      const auto done = transfer_piece(piece_place(generation, number), piece_place(target, number), cancelled);
      if (!done && (done.error().code == errc::cancelled || done.error().code == errc::disk_full)) return done;
      if (!done) break;
    }
  }
  return {};
}

}  // namespace secondbrain::ops
