#include "ops/sync_markers.hpp"

#include <cmath>
#include <optional>

#include "ops/atomic_file.hpp"
#include "ops/text.hpp"
#include "ops/time_text.hpp"

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

std::optional<marker> read_marker(const fs::path& file) {
  auto text = read_file(file);
  std::error_code failure;
  auto written_at = fs::last_write_time(file, failure);
  if (!text || failure) return std::nullopt;
  return marker{std::string{trimmed(*text)}, written_at};
}

/// Between the file system's clock and the wall clock, which C++20's library does not convert everywhere yet.
std::chrono::duration<double> age_of(const marker& written, wall_time now) {
  auto offset =
      std::chrono::system_clock::now().time_since_epoch() - fs::file_time_type::clock::now().time_since_epoch();
  return now.time_since_epoch() - (written.written_at.time_since_epoch() + offset);
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
  }
  return status;
}

status mark_sync_completed(const fs::path& data_directory, const clock& time) {
  return write_atomically(completed_path(data_directory), naive_local_text(time.now()));
}

status mark_sync_failed(const fs::path& data_directory, const std::string& reason, const clock& time) {
  return write_atomically(failed_path(data_directory), naive_local_text(time.now()) + ": " + reason);
}

}  // namespace secondbrain::ops
