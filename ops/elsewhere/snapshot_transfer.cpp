#include "ops/elsewhere/snapshot_transfer.hpp"

#include <algorithm>
#include <cstdio>
#include <map>
#include <set>

#include "base/durable_rename.hpp"
#include "base/files.hpp"
#include "base/system_error.hpp"
#include "ops/backup/manifest.hpp"
#include "ops/backup/snapshot_check.hpp"
#include "ops/elsewhere/copied_file.hpp"

namespace secondbrain::ops {
namespace {

namespace fs = std::filesystem;

constexpr auto unfinished = ".partial";
constexpr auto contents_name = "objects";              // of the notes, each under the SHA-256 of what is in it
constexpr auto notes_list_name = "vault_files.jsonl";  // of a snapshot: which contents it has

using file_hashes = std::map<std::string, std::string, std::less<>>;

/// Everything that lies in the folder of the snapshot; answers with the hash of each file.
result<file_hashes> copy_folder(const fs::path& from, const fs::path& to, const std::function<bool()>& cancelled) {
  file_hashes hashes;
  std::error_code failure;
  std::set<fs::path> folders{to};
  for (fs::recursive_directory_iterator each{from, failure}, end; !failure && each != end; each.increment(failure)) {
    const auto name = each->path().lexically_relative(from);
    if (each->is_directory(failure)) {
      RETURN_IF_ERROR(make_directories_below(to, to / name));
      folders.insert(to / name);
    } else if (each->is_regular_file(failure)) {
      auto hash = copy_file_durably(each->path(), to / name, cancelled);
      RETURN_IF_ERROR(hash);
      hashes[name.generic_string()] = std::move(*hash);
    }
  }
  if (failure) return fail_with(failure, "cannot read " + from.string());
  for (const auto& folder : folders) RETURN_IF_ERROR(sync_directory(folder));
  return hashes;
}

std::set<std::string> contents_named_in(std::string_view list) {
  constexpr std::string_view member = R"("sha256":")";
  constexpr std::size_t digits = 64;
  std::set<std::string> named;
  for (auto at = list.find(member); at != list.npos; at = list.find(member, at + member.size())) {
    auto name = std::string{list.substr(at + member.size(), digits)};
    const bool is_hash = name.size() == digits && name.find_first_not_of("0123456789abcdef") == name.npos;
    if (is_hash) named.insert(std::move(name));
  }
  return named;
}

status copy_contents(const fs::path& from, const fs::path& to, std::string_view list,
                     const std::function<bool()>& cancelled) {
  std::set<fs::path> folders;
  for (const auto& name : contents_named_in(list)) {
    const auto relative = fs::path{contents_name} / name.substr(0, 2) / name;
    std::error_code failure;
    const auto bytes = fs::file_size(from / relative, failure);
    if (failure) continue;  // a note that is missing here is missing there; the check of the snapshot says so
    if (const auto there = fs::file_size(to / relative, failure); !failure && there == bytes) continue;
    const auto target = to / relative;
    RETURN_IF_ERROR(make_directories_below(to, target.parent_path()));
    const fs::path draft = target.string() + unfinished;
    const auto hash = copy_file_durably(from / relative, draft, cancelled);
    RETURN_IF_ERROR(hash);
    if (*hash != name) {
      fs::remove(draft, failure);
      continue;  // damaged here
    }
    if (std::rename(draft.c_str(), target.c_str()) != 0) return fail_with_errno("cannot rename " + draft.string());
    folders.insert(target.parent_path());
  }
  for (const auto& folder : folders) RETURN_IF_ERROR(sync_directory(folder));
  return {};
}

status transfer(const fs::path& from, const fs::path& to, const std::string& id, const fs::path& draft,
                const std::function<bool()>& cancelled) {
  const auto text = read_file(from / id / manifest_name);
  RETURN_IF_ERROR(text);
  const auto manifest = parse_manifest(*text);
  RETURN_IF_ERROR(manifest);
  if (const auto list = read_file(from / id / notes_list_name))
    RETURN_IF_ERROR(copy_contents(from, to, *list, cancelled));
  RETURN_IF_ERROR(make_directories_below(to, draft));
  const auto hashes = copy_folder(from / id, draft, cancelled);
  RETURN_IF_ERROR(hashes);
  for (const auto& file : manifest->files)
    if (const auto copied = hashes->find(file.name); copied == hashes->end() || copied->second != file.sha256)
      return fail(errc::corrupt, file.name + " of the backup " + id + " is damaged in " + from.string());
  RETURN_IF_ERROR(check_content(draft, manifest->files));
  return rename_durably(draft, to / id);
}

}  // namespace

status transfer_snapshot(const fs::path& from, const fs::path& to, const std::string& id,
                         const std::function<bool()>& cancelled) {
  const auto draft = to / (id + unfinished);
  std::error_code ignored;
  fs::remove_all(draft, ignored);
  auto done = transfer(from, to, id, draft, cancelled);
  if (!done) fs::remove_all(draft, ignored);
  return done;
}

}  // namespace secondbrain::ops
