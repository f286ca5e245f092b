#include "ops/increments/increment_restore.hpp"

#include <algorithm>

#include "base/files.hpp"
#include "base/shown_time.hpp"
#include "base/system_error.hpp"
#include "ops/increments/increment_folder.hpp"
#include "ops/increments/rebuilt_state.hpp"

namespace secondbrain::ops {
namespace {

namespace fs = std::filesystem;

/// A folder that is gone when we are done with it.
class scratch_folder {
 public:
  explicit scratch_folder(fs::path place) : place_{std::move(place)} { clear(); }
  ~scratch_folder() { clear(); }
  scratch_folder(const scratch_folder&) = delete;
  scratch_folder& operator=(const scratch_folder&) = delete;

  const fs::path& place() const { return place_; }
  void clear() const {
    std::error_code ignored;
    fs::remove_all(place_, ignored);
  }

 private:
  fs::path place_;
};

/// A database as it was when it was sound, by halves: what is damaged stays so. Its file is in the scratch folder then;
/// 0: it was never sound. The piece is answered, and the time of that state.
struct sound_state {
  std::uint64_t piece = 0;
  std::string at;
};
result<sound_state> last_sound(const fs::path& generation, const std::string& name, std::uint64_t bad,
                               const scratch_folder& scratch) {
  auto try_until = [&](std::uint64_t piece) -> result<std::optional<std::string>> {
    scratch.clear();
    auto state = rebuild({.generation = generation,
                          .folder = scratch.place(),
                          .last_piece = piece,
                          .wanted = [&](const std::string& each) { return each == name; }});
    RETURN_IF_ERROR(state);
    if (!state->databases.contains(name) || !check_rebuilt(scratch.place() / name)) return std::nullopt;
    return state->at;
  };
  sound_state found;
  for (std::uint64_t good = 0; bad - good > 1;) {
    const auto middle = good + (bad - good) / 2;
    const auto at = try_until(middle);
    RETURN_IF_ERROR(at);
    if (*at)
      found = {good = middle, **at};
    else
      bad = middle;
  }
  if (found.piece > 0) RETURN_IF_ERROR(try_until(found.piece));
  return found;
}

/// The newest generation of which anything can be used, put together in the scratch folder.
struct found_state {
  fs::path generation;
  rebuilt_state state;
};
result<std::optional<found_state>> newest_state(const fs::path& backups, const origin_test& is_own,
                                                std::uint64_t snapshot, const scratch_folder& scratch,
                                                const std::function<bool(const std::string&)>& wanted,
                                                std::vector<std::string>& remarks) {
  std::optional<found_state> best;
  for (const auto& folder : find_increments(backups, is_own))
    for (const auto& generation : generations_in(folder)) {
      const scratch_folder trial{scratch.place().string() + "-trial"};
      auto state = rebuild({.generation = generation, .folder = trial.place(), .wanted = wanted});
      RETURN_IF_ERROR(state);
      if (!state->problem.empty())
        remarks.push_back(
            "What was shipped " +
            (state->pieces == 0 ? "to " + generation.string() : "after " + shown_time(std::string_view{state->at})) +
            " is not used: " + state->problem + '.');
      if (state->pieces == 0 || state->snapshot < snapshot) continue;
      if (best && best->state.at >= state->at) continue;
      scratch.clear();
      std::error_code failure;
      fs::rename(trial.place(), scratch.place(), failure);
      if (failure) return fail_with(failure, "cannot rename " + trial.place().string());
      best = found_state{generation, std::move(*state)};
    }
  return best;
}

status move_into(const fs::path& from, const fs::path& to) {
  std::error_code failure;
  fs::create_directories(to.parent_path(), failure);
  for (const auto* suffix : {"-wal", "-shm"}) fs::remove(to.string() + suffix, failure);
  fs::rename(from, to, failure);
  if (failure) return fail_with(failure, "cannot put " + to.string() + " in place");
  return sync_file(to);
}

}  // namespace

result<std::optional<applied_increments>> apply_increments(const fs::path& backups, const origin_test& is_own,
                                                           std::uint64_t snapshot, const fs::path& directory) {
  const scratch_folder scratch{directory / ".increments"};
  applied_increments applied;
  auto found = newest_state(
      backups, is_own, snapshot, scratch, [](const std::string&) { return true; }, applied.remarks);
  RETURN_IF_ERROR(found);
  if (!*found) {
    if (applied.remarks.empty()) return std::nullopt;
    return applied;
  }
  const auto& [generation, state] = **found;
  applied.at = state.at;
  for (const auto& name : state.databases) {
    auto file = scratch.place() / name;
    const scratch_folder older{directory / ".increments-older"};
    if (auto checked = check_rebuilt(file); !checked) {
      const auto sound = last_sound(generation, name, state.pieces, older);
      RETURN_IF_ERROR(sound);
      applied.remarks.push_back(
          name + " was damaged when it was shipped last (" + checked.error().message + "); it is " +
          (sound->piece > 0 ? "as it was at " + sound->at : std::string{"as the snapshot has it"}) + '.');
      if (sound->piece == 0) continue;
      file = older.place() / name;
    }
    RETURN_IF_ERROR(move_into(file, directory / name));
    applied.files.push_back(name);
  }
  for (const auto& name : state.plain) {
    RETURN_IF_ERROR(move_into(scratch.place() / name, directory / name));
    applied.files.push_back(name);
  }
  std::error_code ignored;
  for (const auto& name : state.removed) fs::remove(directory / name, ignored);
  RETURN_IF_ERROR(sync_directory(directory));
  return applied;
}

result<std::string> restore_shipped_file(const fs::path& backups, const origin_test& is_own, std::uint64_t snapshot,
                                         const fs::path& file) {
  const auto name = file.filename().string();
  const scratch_folder scratch{file.string() + ".increments"};
  std::vector<std::string> remarks;
  auto found = newest_state(
      backups, is_own, snapshot, scratch, [&](const std::string& each) { return each == name; }, remarks);
  RETURN_IF_ERROR(found);
  if (!*found || !(*found)->state.databases.contains(name)) return fail(errc::not_found, "no increment holds " + name);
  const auto& [generation, state] = **found;
  auto at = state.at;
  auto from = scratch.place() / name;
  const scratch_folder older{file.string() + ".increments-older"};
  if (!check_rebuilt(from)) {
    const auto sound = last_sound(generation, name, state.pieces, older);
    RETURN_IF_ERROR(sound);
    if (sound->piece == 0) return fail(errc::not_found, "no increment holds a sound " + name);
    at = sound->at;
    from = older.place() / name;
  }
  RETURN_IF_ERROR(move_into(from, file));
  return at;
}

status try_increments(const fs::path& generation, const fs::path& scratch_place) {
  const scratch_folder scratch{scratch_place};
  auto state = rebuild({.generation = generation, .folder = scratch.place()});
  RETURN_IF_ERROR(state);
  if (!state->problem.empty()) return fail(errc::corrupt, state->problem);
  for (const auto& name : state->databases) RETURN_IF_ERROR(check_rebuilt(scratch.place() / name));
  return {};
}

}  // namespace secondbrain::ops
