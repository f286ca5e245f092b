#include "ops/elsewhere/snapshot_transfer.hpp"

#include <algorithm>
#include <cstdio>
#include <map>

#include "base/durable_rename.hpp"
#include "base/files.hpp"
#include "base/hash.hpp"
#include "base/regular_file.hpp"
#include "base/system_error.hpp"
#include "ops/backup/manifest.hpp"
#include "ops/backup/unfinished.hpp"
#include "ops/backup/vault/object_store.hpp"
#include "ops/backup/vault/vault_entry.hpp"
#include "ops/elsewhere/copied_file.hpp"

namespace secondbrain::ops {
namespace {

namespace fs = std::filesystem;

bool is_sound(const fs::path& file, const std::string& sha256) {
  const auto actual = sha256_of_file(file);
  return actual && *actual == sha256;
}

class transfer {
 public:
  explicit transfer(const transfer_order& order)
      : order_{order},
        source_{order.from / order.id},
        draft_{order.to / (order.name + unfinished_suffix)},
        replaced_{order.to / (order.name + ".replaced" + unfinished_suffix)} {}

  result<transferred> run() {
    std::error_code ignored;
    for (const auto& leftover : {draft_, replaced_}) fs::remove_all(leftover, ignored);
    auto done = fill().and_then([&] { return put_in_place(); });
    fs::remove_all(draft_, ignored);
    RETURN_IF_ERROR(done);
    return std::move(done_);
  }

 private:
  status fill() {
    const auto text = read_regular_file(source_ / manifest_name);
    RETURN_IF_ERROR(explained(text.map([](const auto&) {}), manifest_name));
    const auto manifest = parse_manifest(*text);
    RETURN_IF_ERROR(explained(manifest.map([](const auto&) {}), manifest_name));
    RETURN_IF_ERROR(make_directories_below(order_.to, draft_));
    folders_.insert(draft_);
    for (const auto& file : manifest->files) RETURN_IF_ERROR(copy(file.name, file.sha256));
    if (manifest->vault_list) {
      RETURN_IF_ERROR(copy(vault_list_name, manifest->vault_list->sha256));
      RETURN_IF_ERROR(copy_contents());
    }
    for (const auto& file : manifest->files) RETURN_IF_ERROR(read_again(draft_ / file.name, file.sha256));
    if (manifest->vault_list) RETURN_IF_ERROR(read_again(draft_ / vault_list_name, manifest->vault_list->sha256));
    RETURN_IF_ERROR(write_atomically(draft_ / manifest_name, *text));
    for (const auto& folder : folders_) RETURN_IF_ERROR(sync_directory(folder));
    return {};
  }

  status copy(const std::string& name, const std::string& sha256) {
    const auto target = draft_ / name;
    RETURN_IF_ERROR(make_directories_below(draft_, target.parent_path()));
    folders_.insert(target.parent_path());
    const auto actual = copy_file_durably(source_ / name, target, order_.cancelled);
    RETURN_IF_ERROR(explained(actual.map([](const auto&) {}), name));
    return *actual == sha256 ? status{} : explained(fail(errc::corrupt, "its checksum differs"), name);
  }

  /// Whatever is wrong with what is read makes the snapshot one that is damaged.
  status explained(const status& done, const std::string& name) const {
    if (done || (done.error().code != errc::corrupt && done.error().code != errc::not_found)) return done;
    const auto why = done.error().code == errc::not_found ? std::string{"it is missing"} : done.error().message;
    return fail(errc::corrupt,
                name + " of the backup " + order_.id + " is damaged in " + order_.from.string() + ": " + why);
  }

  status read_again(const fs::path& file, const std::string& sha256) const {
    const auto actual = sha256_of_file(file);
    RETURN_IF_ERROR(actual);
    if (*actual == sha256) return {};
    return fail(errc::corrupt, file.filename().string() + " of the backup " + order_.id +
                                   " was damaged while it was written to " + order_.to.string() +
                                   "; look at that disk");
  }

  status copy_contents() {
    const auto entries = read_vault_list(draft_ / vault_list_name);
    RETURN_IF_ERROR(explained(entries.map([](const auto&) {}), vault_list_name));
    std::map<std::string_view, bool> seen;  // whether it is there now
    for (const auto& entry : *entries) {
      if (entry.kind != vault_entry_kind::file) continue;
      const auto [one, is_new] = seen.try_emplace(entry.sha256, true);
      if (is_new && !is_held(entry)) {
        const auto done = transfer_content(order_.from, order_.to, entry.sha256, order_.cancelled);
        if (!done && done.error().code != errc::corrupt) return done;
        one->second = done.has_value();
        const auto place = object_store{order_.to}.place_of(entry.sha256);
        if (done) folders_.insert({place.parent_path(), place.parent_path().parent_path(), order_.to});
      }
      if (!one->second) done_.without.push_back(shown(entry.path));
    }
    return {};
  }

  bool is_held(const vault_entry& entry) const {
    return order_.held == held_contents::trusted && object_store{order_.to}.has(entry.sha256, entry.bytes);
  }

  status put_in_place() const {
    const auto place = order_.to / order_.name;
    std::error_code failure;
    const bool takes_a_place = fs::exists(place, failure);
    if (takes_a_place) RETURN_IF_ERROR(rename_durably(place, replaced_));
    RETURN_IF_ERROR(rename_durably(draft_, place));
    fs::remove_all(replaced_, failure);
    return {};
  }

  const transfer_order& order_;
  const fs::path source_;
  const fs::path draft_;
  const fs::path replaced_;
  std::set<fs::path> folders_;
  transferred done_;
};

}  // namespace

result<transferred> transfer_snapshot(const transfer_order& order) {
  return transfer{order}.run();
}

status transfer_content(const fs::path& from, const fs::path& to, const std::string& sha256,
                        const std::function<bool()>& cancelled) {
  const auto source = object_store{from}.place_of(sha256);
  const auto target = object_store{to}.place_of(sha256);
  if (is_sound(target, sha256)) return {};
  RETURN_IF_ERROR(make_directories_below(to, target.parent_path()));
  const fs::path draft = target.string() + unfinished_suffix;
  const auto hash = copy_file_durably(source, draft, cancelled);
  if (!hash && hash.error().code == errc::not_found) return fail(errc::corrupt, "its content is missing");
  RETURN_IF_ERROR(hash);
  std::error_code ignored;
  const bool is_good = *hash == sha256 && is_sound(draft, sha256);
  if (!is_good) fs::remove(draft, ignored);
  if (*hash != sha256) return fail(errc::corrupt, "its content is damaged");
  if (!is_good) return fail(errc::io_failure, draft.string() + " was damaged while it was written; look at that disk");
  if (std::rename(draft.c_str(), target.c_str()) != 0) return fail_with_errno("cannot rename " + draft.string());
  return {};
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

}  // namespace secondbrain::ops
