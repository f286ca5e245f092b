#include "ops/backup/manifest.hpp"

#include <boost/json.hpp>
#include <filesystem>

#include "base/hash.hpp"
#include "base/record_json.hpp"

namespace secondbrain::ops {
namespace {

namespace json = boost::json;

/// A manifest that somebody has tampered with must not lead out of its snapshot.
bool stays_inside(const std::string& name) {
  std::filesystem::path path = name;
  return !name.empty() && path.is_relative() && path.lexically_normal() == path && *path.begin() != "..";
}

backup_file file_from(const json::value& value) {
  backup_file file;
  file.name = value.at("name").as_string();
  file.kind = value_named<backup_file_kind>(value.at("kind").as_string()).value_or(backup_file_kind::plain);
  file.bytes = value.at("bytes").to_number<std::uint64_t>();
  file.sha256 = value.at("sha256").as_string();
  return file;
}

/// What manifests of earlier versions do not have.
void read_additions(const json::object& value, backup_manifest& manifest) {
  auto text = [](const json::value& from, const char* name) { return std::string{from.at(name).as_string()}; };
  constexpr std::uint64_t most_ever_made = std::uint64_t{1} << 53U;  // more would not be counted on from
  if (const auto* sequence = value.if_contains("sequence")) manifest.sequence = sequence->to_number<std::uint64_t>();
  if (manifest.sequence > most_ever_made) manifest.sequence = 0;
  if (const auto* origin = value.if_contains("origin"))
    manifest.origin = {text(*origin, "data_id"), text(*origin, "data_path"), text(*origin, "vault_path")};
  if (const auto* left_out = value.if_contains("left_out"))
    for (const auto& one : left_out->as_array()) manifest.left_out.push_back({text(one, "name"), text(one, "reason")});
  if (const auto* vault = value.if_contains("vault")) manifest.vault = from_json<backup_vault>(vault->as_object());
  if (const auto* list = value.if_contains("vault_list"))
    manifest.vault_list = {list->at("bytes").to_number<std::uint64_t>(), text(*list, "sha256")};
}

constexpr std::string_view checksum_member = R"(,"checksum":")";

std::string with_checksum(std::string text) {
  const auto checksum = sha256_hex(text);
  if (!checksum) return text;
  text.pop_back();
  return text.append(checksum_member).append(*checksum).append("\"}");
}

/// The text that was summed up, or why it is not that any more. One without a checksum is of an earlier version.
result<std::string> without_checksum(std::string_view text) {
  const auto at = text.rfind(checksum_member);
  if (at == text.npos) return std::string{text};
  auto body = std::string{text.substr(0, at)} + "}";
  const auto actual = sha256_hex(body);
  RETURN_IF_ERROR(actual);
  if (text.substr(at + checksum_member.size()) != *actual + "\"}")
    return fail(errc::corrupt, "the manifest is damaged: it does not fit its own checksum");
  return body;
}

}  // namespace

std::string to_json(const backup_manifest& manifest) {
  json::array files;
  for (const auto& file : manifest.files)
    files.push_back(
        {{"name", file.name}, {"kind", to_string(file.kind)}, {"bytes", file.bytes}, {"sha256", file.sha256}});
  json::object out{{"format", manifest.format},         {"service_version", manifest.service_version},
                   {"created_at", manifest.created_at}, {"verified_at", manifest.verified_at},
                   {"sequence", manifest.sequence},     {"files", std::move(files)}};
  if (manifest.origin)
    out["origin"] = {{"data_id", manifest.origin->data_id},
                     {"data_path", manifest.origin->data_path},
                     {"vault_path", manifest.origin->vault_path}};
  json::array left_out;
  for (const auto& one : manifest.left_out) left_out.push_back({{"name", one.name}, {"reason", one.reason}});
  out["left_out"] = std::move(left_out);
  out["vault"] = secondbrain::to_json(manifest.vault);
  if (manifest.vault_list)
    out["vault_list"] = {{"bytes", manifest.vault_list->bytes}, {"sha256", manifest.vault_list->sha256}};
  return with_checksum(json::serialize(out));
}

result<backup_manifest> parse_manifest(std::string_view text) try {
  const auto body = without_checksum(text);
  RETURN_IF_ERROR(body);
  auto value = json::parse(*body);
  if (value.as_object().contains("vault") && body->size() == text.size())
    return fail(errc::corrupt, "the manifest is damaged: its checksum is missing");
  backup_manifest manifest;
  manifest.format = value.at("format").to_number<int>();
  if (manifest.format > backup_manifest::current_format)
    return fail(errc::newer_schema, "the snapshot was made by a later version of SecondBrain; use that one");
  manifest.service_version = value.at("service_version").as_string();
  manifest.created_at = value.at("created_at").as_string();
  manifest.verified_at = value.at("verified_at").as_string();
  read_additions(value.as_object(), manifest);
  for (const auto& entry : value.at("files").as_array()) {
    manifest.files.push_back(file_from(entry));
    if (!stays_inside(manifest.files.back().name))
      return fail(errc::corrupt, "the manifest names a file outside the snapshot: " + manifest.files.back().name);
  }
  return manifest;
} catch (const std::exception& failure) {
  return fail(errc::corrupt, std::string{"the manifest is damaged: "} + failure.what());
}

}  // namespace secondbrain::ops
