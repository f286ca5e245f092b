#include "cli/commands/notes_destination.hpp"

#include <optional>
#include <string>

#include "base/list_directory.hpp"

namespace secondbrain::cli {
namespace {

namespace fs = std::filesystem;

fs::path resolved(const fs::path& path) {
  std::error_code failure;
  auto place = fs::weakly_canonical(path, failure);
  if (failure) place = fs::absolute(path, failure).lexically_normal();
  return place.has_filename() ? place : place.parent_path();
}

/// By name, for what is not there at the moment, and by what the file system says, for whatever way leads there.
bool lies_in(const fs::path& folder, const fs::path& outer) {
  const auto around = resolved(outer);
  std::error_code failure;
  for (auto place = resolved(folder);; place = place.parent_path()) {
    if (place == around || fs::equivalent(place, around, failure)) return true;
    if (place == place.parent_path()) return false;
  }
}

}  // namespace

status fit_for_notes(const fs::path& folder, const ops::config& config) {
  const auto refuse_in = [&](const std::optional<fs::path>& outer, const std::string& what) -> status {
    if (!outer || !lies_in(folder, *outer)) return {};
    return fail(errc::invalid_argument, folder.string() + " is, or lies in, " + what + " " + outer->string() +
                                            "; name a folder of its own for the notes, one that is empty or not there "
                                            "yet");
  };
  RETURN_IF_ERROR(refuse_in(config.vault_path, "your vault"));
  RETURN_IF_ERROR(refuse_in(config.data_path, "the data directory"));
  RETURN_IF_ERROR(refuse_in(config.backup_path, "the backup folder"));
  RETURN_IF_ERROR(refuse_in(config.backup_copy_path, "the copies of the backups in"));
  const auto there = list_directory(folder);
  if (there && !there->empty())
    return fail(errc::conflict, folder.string() + " is not empty; name a folder that is empty or not there yet");
  if (!there && there.error().code != errc::not_found) return fail(there.error());
  return {};
}

}  // namespace secondbrain::cli
