#include "ops/backup/vault/vault_restore.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/files.hpp"
#include "base/list_directory.hpp"
#include "base/system_error.hpp"

namespace secondbrain::ops {
namespace {

namespace fs = std::filesystem;

status prepare(const fs::path& folder) {
  std::error_code failure;
  const auto there = list_directory(folder);
  if (there && !there->empty())
    return fail(errc::conflict, folder.string() + " is not empty; name a folder that is empty or not there yet");
  if (!there && there.error().code != errc::not_found) return fail(there.error());
  fs::create_directories(folder, failure);
  if (failure) return fail_with(failure, "cannot create " + folder.string());
  return {};
}

void set_times_and_mode(const fs::path& file, const vault_entry& entry) {
  constexpr std::int64_t second = 1'000'000'000;
  const timespec modified{static_cast<time_t>(entry.modified / second), static_cast<long>(entry.modified % second)};
  const timespec times[2] = {modified, modified};
  static_cast<void>(::utimensat(AT_FDCWD, file.c_str(), times, AT_SYMLINK_NOFOLLOW));
  if (entry.kind != vault_entry_kind::link) static_cast<void>(::chmod(file.c_str(), entry.mode));
}

class restoring {
 public:
  restoring(const object_store& store, const fs::path& folder) : store_{store}, folder_{folder} {}

  status put(const vault_entry& entry) {
    const auto place = folder_ / entry.path;
    std::error_code failure;
    fs::create_directories(entry.kind == vault_entry_kind::folder ? place : place.parent_path(), failure);
    if (failure) return fail_with(failure, "cannot create " + shown(place.string()));
    if (entry.kind == vault_entry_kind::folder) return {};
    if (entry.kind == vault_entry_kind::link) {
      if (::symlink(entry.target.c_str(), place.c_str()) != 0)
        return fail_with_errno("cannot create " + shown(place.string()));
      return {};
    }
    if (!store_.check(entry.sha256)) {
      done_.missing.push_back(shown(entry.path));
      return {};
    }
    if (!fs::copy_file(store_.place_of(entry.sha256), place, failure))
      return fail_with(failure, "cannot write " + shown(place.string()));
    set_times_and_mode(place, entry);
    ++done_.files;
    done_.bytes += entry.bytes;
    return {};
  }

  restored_vault done() { return std::move(done_); }

 private:
  const object_store& store_;
  const fs::path& folder_;
  restored_vault done_;
};

}  // namespace

result<restored_vault> restore_vault(const object_store& store, const std::vector<vault_entry>& entries,
                                     const fs::path& folder, const std::function<bool()>& cancelled) {
  RETURN_IF_ERROR(prepare(folder));
  restoring work{store, folder};
  const auto put_all = [&](auto wanted) -> status {
    for (const auto& entry : entries) {
      if (cancelled()) return fail(errc::cancelled, "the restore was given up");
      if (wanted(entry.kind)) RETURN_IF_ERROR(work.put(entry));
    }
    return {};
  };
  RETURN_IF_ERROR(put_all([](auto kind) { return kind != vault_entry_kind::link; }));
  RETURN_IF_ERROR(put_all([](auto kind) { return kind == vault_entry_kind::link; }));
  for (auto entry = entries.rbegin(); entry != entries.rend(); ++entry)  // a folder after what lies in it
    if (entry->kind == vault_entry_kind::folder) set_times_and_mode(folder / entry->path, *entry);
  RETURN_IF_ERROR(sync_directory(folder));
  return work.done();
}

}  // namespace secondbrain::ops
