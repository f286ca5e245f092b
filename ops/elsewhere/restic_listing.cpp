#include "ops/elsewhere/restic_listing.hpp"

#include <algorithm>
#include <boost/json.hpp>
#include <charconv>
#include <filesystem>

#include "ops/backup/manifest.hpp"
#include "ops/elsewhere/copies_layout.hpp"

namespace secondbrain::ops {
namespace {

namespace json = boost::json;

constexpr std::string_view id_prefix = "data-";
constexpr std::string_view sequence_prefix = "sequence-";
constexpr std::string_view made_prefix = "made-";
constexpr std::string_view notes_label = "with-notes";

void read_label(std::string_view label, snapshot_info& info) {
  if (label.starts_with(id_prefix)) info.id = label;
  if (label.starts_with(made_prefix)) info.created_at = label.substr(made_prefix.size());
  if (label == notes_label) info.vault.state = vault_presence::included;
  if (label.starts_with(sequence_prefix))
    std::from_chars(label.data() + sequence_prefix.size(), label.data() + label.size(), info.sequence);
}

restic_entry entry_from(const json::value& each) {
  restic_entry one;
  one.restic_id = each.at("id").as_string();
  one.host = each.at("hostname").as_string();
  one.info.verified = true;
  for (const auto& label : each.at("tags").as_array()) read_label(label.as_string(), one.info);
  for (const auto& path : each.at("paths").as_array())
    if (std::filesystem::path{std::string{path.as_string()}}.filename() == one.info.id) one.path = path.as_string();
  // restic goes without a folder that was rotated away before it came to it, and calls that a success.
  one.info.verified = !one.path.empty();
  if (!one.info.verified) one.info.problem = "the backup itself is not in it";
  return one;
}

}  // namespace

std::string restic_tags(const snapshot_info& snapshot) {
  auto tags = std::string{restic_tag} + "," + snapshot.id + "," + std::string{sequence_prefix} +
              std::to_string(snapshot.sequence) + "," + std::string{made_prefix} + snapshot.created_at;
  if (snapshot.vault.state == vault_presence::included) tags += "," + std::string{notes_label};
  return tags;
}

result<std::vector<restic_entry>> restic_listing::list(const restic& program) {
  const std::vector<std::string> question{"snapshots", "--json", "--tag", restic_tag};
  const auto text = program.ask(question, longest_question_);
  RETURN_IF_ERROR(text);
  std::vector<restic_entry> found;
  try {
    const auto value = json::parse(*text);
    if (!value.is_null())
      for (const auto& each : value.as_array()) found.push_back(entry_from(each));
  } catch (const std::exception& failure) {
    return fail(errc::io_failure, "restic's list of snapshots makes no sense: " + std::string{failure.what()});
  }
  for (auto& each : found) {
    if (each.info.sequence > 0 || each.path.empty()) continue;
    const auto known = read_manifest(program, each);
    if (!known && known.error().code == errc::cancelled) return fail(known.error());
    if (!known) continue;  // nobody can say how new it is: it stands last
    each.info.sequence = known->sequence;
    each.info.created_at = known->created_at;
    each.info.vault.state = known->vault.state;
  }
  std::stable_sort(found.begin(), found.end(), [](const restic_entry& a, const restic_entry& b) {
    return a.host != b.host ? a.host < b.host : is_newer(a.info, b.info);
  });
  return found;
}

result<snapshot_info> restic_listing::read_manifest(const restic& program, const restic_entry& entry) {
  if (const auto known = manifests_.find(entry.restic_id); known != manifests_.end()) return known->second;
  const auto text = program.ask({"dump", entry.restic_id, entry.path + "/" + manifest_name}, longest_question_);
  RETURN_IF_ERROR(text);
  auto manifest = parse_manifest(*text);
  RETURN_IF_ERROR(manifest);
  snapshot_info info;
  info.sequence = manifest->sequence;
  info.created_at = std::move(manifest->created_at);
  info.vault.state = manifest->vault.state;
  info.origin = std::move(manifest->origin);
  return manifests_.insert_or_assign(entry.restic_id, std::move(info)).first->second;
}

result<backup_origin> restic_listing::origin_of(const restic& program, const restic_entry& entry) {
  const auto info = read_manifest(program, entry);
  RETURN_IF_ERROR(info);
  if (!info->origin) return fail(errc::not_found, "it does not say of which data directory it is");
  return *info->origin;
}

std::string as_restic_pattern(const std::string& path) {
  std::string pattern;
  for (const char letter : path) {
    if (std::string_view{"\\[]*?"}.find(letter) != std::string_view::npos) pattern += '\\';
    pattern += letter;
  }
  return pattern;
}

}  // namespace secondbrain::ops
