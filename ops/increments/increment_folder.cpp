#include "ops/increments/increment_folder.hpp"

#include <algorithm>
#include <boost/json.hpp>
#include <cctype>
#include <cstdio>
#include <cstdlib>

#include "base/files.hpp"
#include "base/hash.hpp"
#include "base/list_directory.hpp"
#include "base/record_json.hpp"
#include "base/regular_file.hpp"

namespace secondbrain::ops {
namespace {

namespace fs = std::filesystem;

constexpr auto origin_name = "origin.json";
constexpr auto piece_suffix = ".piece";
constexpr char generation_letter = 'g';

std::string six_digits(std::uint64_t number) {
  char text[32];
  std::snprintf(text, sizeof text, "%06llu", static_cast<unsigned long long>(number));
  return text;
}

std::optional<backup_origin> written_origin(const fs::path& increments) {
  const auto text = read_regular_file(increments / origin_name);
  if (!text) return std::nullopt;
  try {
    return from_json<backup_origin>(boost::json::parse(*text).as_object());
  } catch (const std::exception&) {
    return std::nullopt;
  }
}

/// The folder bears the id too: where the file is damaged or missing, or says another id, the name of the folder
/// counts, and nothing that was shipped is passed over for it.
backup_origin origin_in(const fs::path& backups, const fs::path& increments) {
  const auto name = increments.filename();
  const auto written = written_origin(increments);
  if (written && increments_of(backups, written->data_id).filename() == name) return *written;
  return {name.string(), written ? written->data_path : std::string{}, written ? written->vault_path : std::string{}};
}

}  // namespace

fs::path increments_of(const fs::path& backups, const std::string& data_id) {
  const bool is_name =
      !data_id.empty() && data_id.front() != '-' &&
      std::all_of(data_id.begin(), data_id.end(), [](unsigned char c) { return std::isalnum(c) != 0 || c == '-'; });
  return backups / increments_name / (is_name ? data_id : sha1_hex(data_id));
}

std::vector<fs::path> find_increments(const fs::path& backups,
                                      const std::function<bool(const backup_origin&)>& is_own) {
  std::vector<fs::path> found;
  for (const auto& each : list_directory(backups / increments_name).value_or(std::vector<fs::path>{}))
    if (is_own(origin_in(backups, each))) found.push_back(each);
  return found;
}

status write_origin(const fs::path& increments, const backup_origin& origin) {
  const auto text = boost::json::serialize(to_json(origin));
  if (const auto known = read_regular_file(increments / origin_name); known && *known == text) return {};
  return write_atomically(increments / origin_name, text);
}

std::vector<fs::path> generations_in(const fs::path& increments) {
  std::vector<fs::path> found;
  for (const auto& each : list_directory(increments).value_or(std::vector<fs::path>{}))
    if (generation_number(each) > 0) found.push_back(each);
  std::sort(found.begin(), found.end(),
            [](const fs::path& a, const fs::path& b) { return generation_number(a) > generation_number(b); });
  return found;
}

fs::path generation_place(const fs::path& increments, std::uint64_t number) {
  return increments / (generation_letter + six_digits(number));
}

std::uint64_t generation_number(const fs::path& generation) {
  const auto name = generation.filename().string();
  if (name.size() < 2 || name.front() != generation_letter ||
      !std::all_of(name.begin() + 1, name.end(), [](unsigned char c) { return std::isdigit(c) != 0; }))
    return 0;
  return std::strtoull(name.c_str() + 1, nullptr, 10);
}

fs::path piece_place(const fs::path& generation, std::uint64_t number) {
  return generation / (six_digits(number) + piece_suffix);
}

std::uint64_t count_pieces(const fs::path& generation) {
  std::error_code failure;
  std::uint64_t count = 0;
  while (fs::exists(piece_place(generation, count + 1), failure)) ++count;
  return count;
}

}  // namespace secondbrain::ops
