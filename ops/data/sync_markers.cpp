#include "ops/data/sync_markers.hpp"

#include <algorithm>
#include <cmath>
#include <optional>

#include "base/files.hpp"
#include "base/regular_file.hpp"
#include "base/text.hpp"
#include "base/time_text.hpp"

namespace secondbrain::ops {
namespace {

namespace fs = std::filesystem;

struct marker {
  std::string text;
  fs::file_time_type written_at;
};

fs::path completed_path(const fs::path& data_directory) {
  return data_directory / ".sync_completed";
}
fs::path failed_path(const fs::path& data_directory) {
  return data_directory / ".sync_failed";
}

fs::path trouble_path(const fs::path& data_directory) {
  return data_directory / ".extraction_trouble";
}

std::optional<marker> read_marker(const fs::path& file) {
  auto text = read_regular_file(file);
  std::error_code failure;
  auto written_at = fs::last_write_time(file, failure);
  if (!text || failure) return std::nullopt;
  return marker{std::string{trimmed(*text)}, written_at};
}

/// From the file system's clock to the wall clock, which C++20's library does not convert everywhere yet.
wall_time wall_clock(fs::file_time_type at) {
  auto offset =
      std::chrono::system_clock::now().time_since_epoch() - fs::file_time_type::clock::now().time_since_epoch();
  return wall_time{std::chrono::duration_cast<wall_time::duration>(at.time_since_epoch() + offset)};
}

std::chrono::duration<double> age_of(const marker& written, wall_time now) {
  return now - wall_clock(written.written_at);
}

/// `2026-02-05T18:10:05.123456: tasks: the reason`, where time, fraction and step may be missing.
sync_failure parse_failure(std::string_view text) {
  constexpr std::string_view between = ": ";
  const auto end = text.find(between);
  if (end != text.npos && text.find('T') == 10 && text.find_first_not_of("0123456789-:.T") >= end)
    text.remove_prefix(end + between.size());
  for (const auto& [step, word] : value_names<sync_step>) {
    const auto name = std::string{word} + std::string{between};
    if (text.starts_with(name)) return {step, std::string{text.substr(name.size())}};
  }
  return {std::nullopt, std::string{text}};
}

double rounded_hours(std::chrono::duration<double> age) {
  return std::round(std::chrono::duration<double, std::ratio<3600>>{age}.count() * 10) / 10;
}

}  // namespace

sync_status read_sync_status(const fs::path& data_directory, const clock& time) {
  auto completed = read_marker(completed_path(data_directory));
  auto failed = read_marker(failed_path(data_directory));
  sync_status status;
  if (completed) {
    auto age = age_of(*completed, time.now());
    status.last_sync = completed->text;
    status.hours_ago = rounded_hours(age);
    status.state = age > sync_stale_after ? sync_state::stale : sync_state::ok;
  }
  if (failed && (!completed || failed->written_at > completed->written_at)) {
    status.state = sync_state::failed;
    status.error = failed->text;
    status.failure = parse_failure(failed->text);
  }
  if (auto trouble = read_marker(trouble_path(data_directory))) status.trouble = trouble->text;
  return status;
}

std::optional<wall_time> last_sync_attempt(const fs::path& data_directory) {
  auto completed = read_marker(completed_path(data_directory));
  auto failed = read_marker(failed_path(data_directory));
  if (!completed && !failed) return std::nullopt;
  auto never = fs::file_time_type::min();
  return wall_clock(std::max(completed ? completed->written_at : never, failed ? failed->written_at : never));
}

status mark_sync_completed(const fs::path& data_directory, const clock& time) {
  return write_atomically(completed_path(data_directory), naive_local_text(time.now()));
}

status mark_extraction(const fs::path& data_directory, const std::string& trouble) {
  const auto marker = trouble_path(data_directory);
  if (!trouble.empty()) return write_atomically(marker, trouble);
  std::error_code failure;
  fs::remove(marker, failure);
  if (failure) return fail(errc::io_failure, marker.string() + " cannot be removed: " + failure.message());
  return {};
}

status end_failure_of(const fs::path& data_directory, sync_step step) {
  auto failed = read_marker(failed_path(data_directory));
  if (!failed || parse_failure(failed->text).step != step) return {};
  std::error_code failure;
  fs::remove(failed_path(data_directory), failure);
  if (failure)
    return fail(errc::io_failure, failed_path(data_directory).string() + " cannot be removed: " + failure.message());
  return {};
}

status mark_sync_failed(const fs::path& data_directory, const std::string& reason, const clock& time) {
  return write_atomically(failed_path(data_directory), naive_local_text(time.now()) + ": " + reason);
}

}  // namespace secondbrain::ops
