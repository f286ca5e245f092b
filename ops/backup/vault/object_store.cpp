#include "ops/backup/vault/object_store.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <cstdio>

#include "base/file_descriptor.hpp"
#include "base/files.hpp"
#include "base/hash.hpp"
#include "base/list_directory.hpp"
#include "base/system_error.hpp"

namespace secondbrain::ops {
namespace {

namespace fs = std::filesystem;

constexpr auto damaged_suffix = ".damaged";

/// A few files one by one; many by writing out all of their file system, where the system can do that.
status make_durable(const std::vector<object_store::staged>& files) {
#ifdef __linux__
  constexpr std::size_t few = 64;
  if (files.size() > few) {
    const auto folder = files.front().file.parent_path();
    const file_descriptor open_folder{::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC)};
    if (!open_folder || ::syncfs(open_folder.get()) != 0)
      return fail_with_errno("cannot write " + folder.string() + " to disk");
    return {};
  }
#endif
  for (const auto& each : files) RETURN_IF_ERROR(sync_file(each.file));
  return {};
}

}  // namespace

bool object_store::has(const std::string& sha256, std::uint64_t bytes) const {
  std::error_code failure;
  const auto size = fs::file_size(place_of(sha256), failure);
  return !failure && size == bytes;
}

status object_store::check(const std::string& sha256) const {
  const auto place = place_of(sha256);
  const auto actual = sha256_of_file(place);
  if (!actual && actual.error().code == errc::not_found) return fail(errc::corrupt, "its content is missing");
  if (!actual && actual.error().code != errc::corrupt) return fail(actual.error());
  if (actual && *actual == sha256) return {};
  static_cast<void>(std::rename(place.c_str(), (place.string() + damaged_suffix).c_str()));
  return fail(errc::corrupt, "its content is damaged");
}

status object_store::add(const std::vector<staged>& files) const {
  if (files.empty()) return {};
  RETURN_IF_ERROR(make_durable(files));
  std::set<fs::path> folders;
  std::error_code failure;
  for (const auto& each : files) {
    const auto place = place_of(each.sha256);
    if (folders.insert(place.parent_path()).second) {
      fs::create_directories(place.parent_path(), failure);
      if (!failure) fs::permissions(root_, fs::perms::owner_all, failure);
      if (failure) return fail_with(failure, "cannot create " + place.parent_path().string());
    }
    if (std::rename(each.file.c_str(), place.c_str()) != 0) return fail_with_errno("cannot create " + place.string());
  }
  for (const auto& folder : folders) RETURN_IF_ERROR(sync_directory(folder));
  RETURN_IF_ERROR(sync_directory(root_));
  return sync_directory(root_.parent_path());
}

result<std::uint64_t> object_store::keep_only(const std::set<std::string, std::less<>>& used) const {
  std::uint64_t freed = 0;
  auto folders = list_directory(root_);
  if (!folders && folders.error().code == errc::not_found) return freed;
  RETURN_IF_ERROR(folders);
  for (const auto& folder : *folders) {
    const auto objects = list_directory(folder);
    RETURN_IF_ERROR(objects);
    for (const auto& object : *objects) {
      if (used.contains(object.filename().string())) continue;
      std::error_code failure;
      const auto bytes = fs::file_size(object, failure);
      if (!failure) fs::remove(object, failure);
      if (failure) return fail_with(failure, "cannot remove " + object.string());
      freed += bytes;
    }
  }
  return freed;
}

}  // namespace secondbrain::ops
