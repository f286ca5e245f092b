#include "ops/elsewhere/copies_inventory.hpp"

#include <algorithm>
#include <set>

#include "base/hash.hpp"
#include "base/list_directory.hpp"
#include "base/regular_file.hpp"
#include "ops/backup/manifest.hpp"
#include "ops/backup/vault/object_store.hpp"
#include "ops/backup/vault/vault_entry.hpp"
#include "ops/elsewhere/snapshot_transfer.hpp"
#include "ops/increments/increment_folder.hpp"
#include "ops/increments/increment_piece.hpp"

namespace secondbrain::ops {
namespace {

namespace fs = std::filesystem;

std::uint64_t size_of(const fs::path& file) {
  std::error_code failure;
  const auto bytes = fs::file_size(file, failure);
  return failure ? 0 : bytes;
}

class inventory {
 public:
  explicit inventory(const fs::path& directory) : directory_{directory} {}

  void add_snapshot(const placed_snapshot& own) {
    const auto place = own.folder / own.info.id;
    add(place / manifest_name, stored_kind::manifest, {}, own.folder, own.info.id);
    const auto manifest =
        read_regular_file(place / manifest_name).and_then([](const std::string& text) { return parse_manifest(text); });
    if (!manifest) return;
    for (const auto& file : manifest->files)
      add(place / file.name, stored_kind::plain, file.sha256, own.folder, own.info.id);
    if (!manifest->vault_list) return;
    add(place / vault_list_name, stored_kind::plain, manifest->vault_list->sha256, own.folder, own.info.id);
    const auto list = read_regular_file(place / vault_list_name, most_vault_list_bytes).value_or("");
    const auto actual = sha256_hex(list);
    const bool is_sound = actual && *actual == manifest->vault_list->sha256;
    for (const auto& content : contents_named_in(list)) add_content(own.folder, content, is_sound);
  }

  /// A name in a damaged list may be none: that one has to be there.
  void add_content(const fs::path& folder, const std::string& content, bool is_sound) {
    const auto place = object_store{folder}.place_of(content);
    std::error_code failure;
    if (!is_sound && !fs::exists(place, failure)) return;
    if (contents_.insert(folder / content).second) add(place, stored_kind::content, content, folder, {});
  }

  void add_increments(const fs::path& folder, const std::string& data_id) {
    for (const auto& generation : generations_in(increments_of(folder, data_id)))
      for (std::uint64_t number = 1, count = count_pieces(generation); number <= count; ++number)
        add(piece_place(generation, number), stored_kind::piece, {}, folder, {});
  }

  std::vector<stored_file> sorted() && {
    std::sort(files_.begin(), files_.end(), [](const auto& a, const auto& b) { return a.path < b.path; });
    return std::move(files_);
  }

 private:
  void add(const fs::path& file, stored_kind kind, std::string sha256, const fs::path& folder, std::string snapshot) {
    files_.push_back({file.lexically_relative(directory_).generic_string(), kind, size_of(file), std::move(sha256),
                      folder, std::move(snapshot)});
  }

  const fs::path& directory_;
  std::vector<stored_file> files_;
  std::set<fs::path> contents_;
};

}  // namespace

std::vector<stored_file> inventory_of(const fs::path& directory, const backup_origin& origin,
                                      const std::vector<placed_snapshot>& own) {
  inventory all{directory};
  for (const auto& each : own) all.add_snapshot(each);
  if (!origin.data_id.empty())
    for (const auto& folder : {folder_of_copies(directory, origin), directory})
      all.add_increments(folder, origin.data_id);
  return std::move(all).sorted();
}

status check_stored(const fs::path& directory, const stored_file& file) {
  const auto place = directory / file.path;
  const auto found = [&]() -> status {
    if (file.kind == stored_kind::piece) return read_piece(place, {}).map([](const auto&) {});
    if (file.kind == stored_kind::manifest)
      return read_regular_file(place)
          .and_then([](const std::string& text) { return parse_manifest(text); })
          .map([](const auto&) {});
    const auto actual = sha256_of_file(place);
    RETURN_IF_ERROR(actual);
    return *actual == file.sha256 ? status{} : fail(errc::corrupt, "its content differs");
  }();
  if (found || found.error().code == errc::newer_schema) return {};
  return fail(errc::corrupt,
              found.error().code == errc::not_found ? std::string{"it is missing"} : found.error().message);
}

std::string describe(const fs::path& directory, const stored_file& file) {
  if (file.kind != stored_kind::content) return file.path;
  for (const auto& snapshot : list_directory(file.folder).value_or(std::vector<fs::path>{})) {
    const auto entries = read_vault_list(snapshot / vault_list_name);
    if (!entries) continue;
    for (const auto& entry : *entries)
      if (entry.sha256 == file.sha256) return "the file " + shown(entry.path) + " (" + file.path + ")";
  }
  return (directory / file.path).lexically_relative(directory).string();
}

}  // namespace secondbrain::ops
