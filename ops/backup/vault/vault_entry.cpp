#include "ops/backup/vault/vault_entry.hpp"

#include <algorithm>
#include <boost/json.hpp>

#include "base/regular_file.hpp"
#include "base/utf8.hpp"
#include "ops/backup/manifest.hpp"

namespace secondbrain::ops {
namespace {

namespace json = boost::json;

constexpr std::string_view digits = "0123456789abcdef";

std::string in_hex(std::string_view bytes) {
  std::string text;
  for (const unsigned char byte : bytes) text.append({digits[byte >> 4U], digits[byte & 0xFU]});
  return text;
}

result<std::string> from_hex(std::string_view text) {
  std::string bytes;
  if (text.size() % 2 != 0) return fail(errc::corrupt, "a name is damaged");
  for (std::size_t at = 0; at < text.size(); at += 2) {
    const auto high = digits.find(text[at]);
    const auto low = digits.find(text[at + 1]);
    if (high == digits.npos || low == digits.npos) return fail(errc::corrupt, "a name is damaged");
    bytes += static_cast<char>(high * 16 + low);
  }
  return bytes;
}

void put_bytes(json::object& out, const std::string& name, const std::string& bytes) {
  if (is_valid_utf8(bytes))
    out[name] = bytes;
  else
    out[name + "_hex"] = in_hex(bytes);
}

result<std::string> bytes_in(const json::object& from, const std::string& name) {
  if (const auto* text = from.if_contains(name)) return std::string{text->as_string()};
  const auto* hex = from.if_contains(name + "_hex");
  return hex ? from_hex(hex->as_string()) : result<std::string>{};
}

bool is_checksum(std::string_view text) {
  return text.size() == 64 && text.find_first_not_of(digits) == text.npos;
}

/// A list that somebody has tampered with must not lead out of the vault.
bool stays_inside(const std::string& path) {
  if (path.empty() || path.front() == '/' || path.find('\0') != path.npos) return false;
  for (std::size_t begin = 0; begin <= path.size();) {
    const auto end = std::min(path.find('/', begin), path.size());
    const auto part = std::string_view{path}.substr(begin, end - begin);
    if (part.empty() || part == "." || part == "..") return false;
    begin = end + 1;
  }
  return true;
}

}  // namespace

bool is_unchanged(const vault_entry& read, const vault_entry& now) noexcept {
  return read.kind == vault_entry_kind::file && now.kind == vault_entry_kind::file && read.changed != 0 &&
         read.bytes == now.bytes && read.modified == now.modified && read.changed == now.changed &&
         read.inode == now.inode;
}

std::string to_line(const vault_entry& entry) {
  json::object out{{"kind", to_string(entry.kind)}};
  put_bytes(out, "path", entry.path);
  out["mode"] = entry.mode;
  out["modified"] = entry.modified;
  if (entry.kind == vault_entry_kind::file) {
    out["bytes"] = entry.bytes;
    out["changed"] = entry.changed;
    out["inode"] = entry.inode;
    out["sha256"] = entry.sha256;
  }
  if (entry.kind == vault_entry_kind::link) put_bytes(out, "target", entry.target);
  return json::serialize(out) + '\n';
}

result<vault_entry> parse_vault_entry(std::string_view line) try {
  const auto value = json::parse({line.data(), line.size()});
  const auto& from = value.as_object();
  vault_entry entry;
  const auto kind = value_named<vault_entry_kind>(from.at("kind").as_string());
  if (!kind) return fail(errc::corrupt, "the list of notes has a line of an unknown kind");
  entry.kind = *kind;
  auto path = bytes_in(from, "path");
  RETURN_IF_ERROR(path);
  entry.path = std::move(*path);
  if (!stays_inside(entry.path)) return fail(errc::corrupt, "the list of notes leads out of the vault: " + entry.path);
  entry.mode = from.at("mode").to_number<std::uint32_t>() & 07777U;
  entry.modified = from.at("modified").to_number<std::int64_t>();
  if (entry.kind == vault_entry_kind::file) {
    entry.bytes = from.at("bytes").to_number<std::uint64_t>();
    entry.changed = from.at("changed").to_number<std::int64_t>();
    entry.inode = from.at("inode").to_number<std::uint64_t>();
    entry.sha256 = from.at("sha256").as_string();
    if (!is_checksum(entry.sha256)) return fail(errc::corrupt, "the list of notes has a damaged checksum");
  }
  if (entry.kind == vault_entry_kind::link) {
    auto target = bytes_in(from, "target");
    RETURN_IF_ERROR(target);
    entry.target = std::move(*target);
  }
  return entry;
} catch (const std::exception& failure) {
  return fail(errc::corrupt, std::string{"the list of notes is damaged: "} + failure.what());
}

result<std::vector<vault_entry>> read_vault_list(const std::filesystem::path& list) {
  const auto text = read_regular_file(list, most_vault_list_bytes);
  RETURN_IF_ERROR(text);
  std::vector<vault_entry> entries;
  for (std::size_t begin = 0; begin < text->size();) {
    const auto end = std::min(text->find('\n', begin), text->size());
    auto entry = parse_vault_entry(std::string_view{*text}.substr(begin, end - begin));
    RETURN_IF_ERROR(entry);
    entries.push_back(std::move(*entry));
    begin = end + 1;
  }
  return entries;
}

std::string shown(std::string_view path) {
  return repaired_utf8(path);
}

}  // namespace secondbrain::ops
